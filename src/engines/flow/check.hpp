// What a model must keep to before it is solved or run, and what to warn of.
//
// Refused   a service that nobody can reach; a circle of services that never ends; no bed ever where people are sent; ways out
//           of fullness that may all fail; a nearest without travel times; more than 10⁹ people
// Given     a Model whose references are within its lists, as exchange reads it (an engine that links this library makes sure
//           itself)
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

// At most so many people are simulated by one command: more is a typing error in a rate, a length or a count.
inline constexpr double most_people = 1e9;
inline constexpr double most_stays = 1e10;  // in services, of all of them: who goes round a thousand times counts as often
inline constexpr std::size_t most_reserves = 1000;  // of a service: the event engine keeps a person's in two bytes

// The first mistake, with the others in `others`.
[[nodiscard]] base::Done check_model(const Model& model);

// Of these only that there aren't too many people: asked again of numbers that a replication draws.
[[nodiscard]] base::Done check_people(const Model& model);

// Sentences on what is possible but seldom meant.
[[nodiscard]] std::vector<base::Problem> warnings_of(const Model& model);

// Figures of different sources that contradict one another: "1452 / 671 is 2.16, not 6.8".
[[nodiscard]] std::vector<std::string> contradictions(const Model& model);

}  // namespace tributary::flow
