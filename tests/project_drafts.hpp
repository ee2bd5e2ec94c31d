// Drafts of what a small place agrees and starts, with every required field filled in.
#pragma once

#include "services/objectives.hpp"
#include "services/projects.hpp"
#include "tests/small_place.hpp"

namespace tributary::test {

inline domain::Objective objective_at(domain::PlaceId place, std::string name, std::optional<domain::ObjectiveId> serves = {}) {
  domain::Objective out;
  out.place = place;
  out.parent = serves;
  out.name = std::move(name);
  out.aim = {.measure = "People home before noon", .measured = {}, .unit = "%", .from = 20, .from_on = {}, .to = 40, .by = date("2027-03-31")};
  return out;
}

// Agreed by a system lead made for it.
inline domain::Objective agree(SmallPlace& at, const services::Actor& voice, std::string name,
                               std::optional<domain::ObjectiveId> serves = {}, std::optional<domain::PlaceId> place = {}) {
  return services::add_objective(at.context(), voice, objective_at(place.value_or(at.place), std::move(name), serves)).value().objective;
}

inline services::ProjectDraft draft_of(SmallPlace& at, std::string name, std::vector<domain::ObjectiveId> serves) {
  services::ProjectDraft draft;
  draft.project.name = std::move(name);
  draft.project.team = at.team;
  draft.project.place = at.place;
  draft.project.aim = "More people go home before noon";
  draft.project.serves_none = serves.empty();
  draft.project.serves = std::move(serves);
  return draft;
}

inline domain::Project start(SmallPlace& at, const services::Actor& who, std::string name, std::vector<domain::ObjectiveId> serves = {}) {
  return services::start_project(at.context(), who, draft_of(at, std::move(name), std::move(serves))).value().project;
}

inline domain::PlaceId add_locality(SmallPlace& at, std::string name) {
  const auto tx = at.context().database.write();
  const auto id = tx->places().add({.kind = domain::PlaceKind::locality, .name = std::move(name), .system = at.place}, at.clock.now());
  tx->commit();
  return id;
}

}  // namespace tributary::test
