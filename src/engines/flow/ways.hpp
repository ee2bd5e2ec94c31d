// Ways: where people may go in a model, and whether they ever get out of it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

// What is wrong with a model; `field` is the part of it, by its path in the file.
[[nodiscard]] base::Problem problem(std::string code, std::string title, std::string detail, std::string field);

// By service: does anybody come to it as the model stands?
[[nodiscard]] std::vector<bool> reached(const Model& model);

// Services to which nothing leads (a rule leads to both its ends, however it is kept), and those from which people of some class can never leave.
[[nodiscard]] std::vector<base::Problem> ways_that_fail(const Model& model);

// Where people may go next from a service: on leaving it, or as it is full.
[[nodiscard]] std::vector<std::size_t> services_after(const Model& model, std::size_t service);

// By service: may somebody come to it who is in one of these, or in one of these again?
[[nodiscard]] std::vector<char> reached_from(const Model& model, std::vector<std::size_t> services);

// By service: may it hold its beds for others that may hold theirs for it? Such can lock for ever.
[[nodiscard]] std::vector<bool> may_lock(const Model& model);

}  // namespace tributary::flow
