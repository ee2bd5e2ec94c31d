// Objectives and the forest that they form.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "domain/objective.hpp"

namespace tributary::services {

class ObjectiveStore {
 public:
  virtual ~ObjectiveStore() = default;

  virtual domain::ObjectiveId add(const domain::Objective& objective, domain::PersonId by, base::Instant now) = 0;
  // All but place and id. False when `expected` isn't the stored version.
  virtual bool update(const domain::Objective& objective, int expected) = 0;
  // Deletes, or takes that back with no instant.
  virtual bool set_deleted(domain::ObjectiveId id, std::optional<base::Instant> at, int expected) = 0;
  virtual std::optional<domain::Objective> find(domain::ObjectiveId id) = 0;  // deleted ones too, marked
  // Itself, then what it serves, up to the top; deleted ones too.
  virtual std::vector<domain::ObjectiveId> upward(domain::ObjectiveId id) = 0;
  virtual std::vector<domain::Objective> serving(domain::ObjectiveId parent) = 0;  // direct children, not deleted
  virtual std::vector<domain::Objective> of_project(domain::ProjectId project) = 0;  // served by it, not deleted
};

}  // namespace tributary::services
