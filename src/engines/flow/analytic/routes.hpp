// Routes: where people of one kind go from a choice, and with which chances.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/flow/analytic/people.hpp"

namespace tributary::flow {

// What a choice may come to when a stay begins: to enter a service, to leave, or to pick from a group.
struct Way { ChoiceId choice; double chance = 0; };
// `open` is a sentence where chances depend on what only a run can tell; the ways are then those that are known.
struct OnwardWays { std::vector<Way> ways; std::string open; };
[[nodiscard]] OnwardWays onward_ways(const Model& model, const PersonKind& kind, ChoiceId choice, std::optional<std::uint32_t> service);

// What a choice comes to on the way there, groups included.
struct Target {
  std::optional<std::uint32_t> service;  // absent: they leave
  double chance = 0;
};
struct Targets { std::vector<Target> targets; std::string open; };
[[nodiscard]] Targets targets_from(const Model& model, const PersonKind& kind, ChoiceId choice, std::optional<std::uint32_t> service);

// How Known::next compares where a way leads; not a number for a group, which is not settled yet.
[[nodiscard]] double next_of(const Model& model, ChoiceId choice);

// All services that a choice may lead to, whoever chooses.
[[nodiscard]] std::vector<std::uint32_t> services_from(const Model& model, ChoiceId choice);

}  // namespace tributary::flow
