// Objectives: agreeing, changing and removing them, and the direction of a place.
//
// Promises  an objective serves one of its own place or of its place's system, and never itself, directly or through
//           others; work is counted through the objectives below; what is removed can be taken back
#pragma once

#include <string>
#include <vector>

#include "domain/objective.hpp"
#include "domain/place.hpp"
#include "services/context.hpp"
#include "services/ports/direction.hpp"
#include "services/ports/project_store.hpp"

namespace tributary::services {

struct ObjectiveAtPlace {
  domain::Objective objective;
  std::string place_name;
};

// `past_direction`: it was agreed long ago and is recorded afterwards, so that its date may have passed.
// Fails with "aim-not-measurable", "aim-is-past", "reference-unknown", "serves-elsewhere".
[[nodiscard]] base::Result<ObjectiveAtPlace> add_objective(const Context& context, const Actor& actor, domain::Objective objective,
                                                           bool past_direction = false);
// All but its place. Fails as add_objective does, of a date only where that changes; with "serves-itself"; with "stale".
[[nodiscard]] base::Result<ObjectiveAtPlace> update_objective(const Context& context, const Actor& actor, domain::Objective objective,
                                                              bool past_direction = false);
// Fails with "objective-is-served" while other objectives serve it. Projects that served it then show as serving none.
[[nodiscard]] base::Done delete_objective(const Context& context, const Actor& actor, domain::ObjectiveId id, int version);
[[nodiscard]] base::Result<ObjectiveAtPlace> restore_objective(const Context& context, const Actor& actor, domain::ObjectiveId id);

struct ObjectivePage {
  ObjectiveAtPlace at;
  std::optional<domain::Objective> serves;
  std::vector<ObjectiveInPlace> served_by;
  int own = 0;
  int all = 0;
  ProjectList projects;
  bool may_edit = false;
};

[[nodiscard]] base::Result<ObjectivePage> objective_page(const Context& context, const Actor& actor, domain::ObjectiveId id);

struct DirectionOfPlace {
  domain::Place place;
  Direction direction;
  bool may_agree = false;
};

[[nodiscard]] base::Result<DirectionOfPlace> direction_of(const Context& context, const Actor& actor, domain::PlaceId place);

}  // namespace tributary::services
