// The direction of a place, as it is read: what it has agreed, and who works on it.
#pragma once

#include <string>
#include <vector>

#include "domain/objective.hpp"

namespace tributary::services {

struct ObjectiveInPlace {
  domain::Objective objective;
  std::string place_name;
  int depth = 0;  // 0: serves none above it that is shown here
  int own = 0;    // active projects that serve it directly
  int all = 0;    // those, and those that serve an objective below it; a project counts once
  int here = 0;   // those of `all` that are within what is shown: a system and its localities, a locality, a team
  int illustrative = 0;  // those of `all` that are an illustrative organisation's

  [[nodiscard]] bool unserved() const { return all == 0; }
};

// Objectives stand in the order of their tree: each is followed by those that serve it, by name.
// A system shows its own and its localities'; a locality shows its own and its system's.
struct Direction {
  std::vector<ObjectiveInPlace> objectives;
  int active_projects = 0;
  int unaligned_projects = 0;  // active, and serve no objective, openly or by its removal
};

}  // namespace tributary::services
