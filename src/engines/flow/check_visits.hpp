// What a team that gives visits, and a measure of such teams, must keep to: a part of check.hpp.
#pragma once

#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

[[nodiscard]] std::vector<base::Problem> problems_of_visits(const Service& service);
[[nodiscard]] std::vector<base::Problem> problems_of_visits(const Model& model, const Measure& measure);

}  // namespace tributary::flow
