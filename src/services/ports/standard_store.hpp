// Standards, the amendments to them, and what was said to those.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/standard.hpp"

namespace tributary::services {

// Somebody's work or aim that refers to a standard.
struct StandardReference {
  std::int64_t id = 0;
  std::string name;
  std::string place_name;
};

class StandardStore {
 public:
  virtual ~StandardStore() = default;

  virtual domain::StandardId add(const domain::Standard& standard, domain::PersonId by, base::Instant now) = 0;
  // All but its place. False when `expected` isn't the stored version.
  virtual bool update(const domain::Standard& standard, int expected) = 0;
  virtual bool set_deleted(domain::StandardId id, std::optional<base::Instant> at, int expected) = 0;
  virtual std::optional<domain::Standard> find(domain::StandardId id) = 0;  // deleted ones too, marked
  // Not deleted, by name: those of a place and of its system; what an objective or a project refers to.
  virtual std::vector<domain::Standard> at_place(domain::PlaceId place) = 0;
  virtual std::vector<domain::Standard> of_objective(domain::ObjectiveId objective) = 0;
  virtual std::vector<domain::Standard> of_project(domain::ProjectId project) = 0;

  virtual void refer(domain::StandardId id, domain::ObjectiveId objective, domain::PersonId by, base::Instant now) = 0;
  virtual void refer(domain::StandardId id, domain::ProjectId project, domain::PersonId by, base::Instant now) = 0;
  virtual bool unrefer(domain::StandardId id, domain::ObjectiveId objective) = 0;
  virtual bool unrefer(domain::StandardId id, domain::ProjectId project) = 0;
  virtual std::vector<StandardReference> objectives_of(domain::StandardId id) = 0;
  virtual std::vector<StandardReference> projects_of(domain::StandardId id) = 0;
  // Where it is used: of the objectives and projects that refer to it, and of the published packages that follow it.
  virtual std::vector<domain::PlaceId> places_using(domain::StandardId id) = 0;

  virtual domain::AmendmentId add_amendment(const domain::Amendment& amendment, base::Instant now) = 0;
  // Name, reasons, evidence and the decision; a statement that is new is added. False when `expected` isn't its version.
  virtual bool update_amendment(const domain::Amendment& amendment, int expected) = 0;
  virtual std::optional<domain::Amendment> find_amendment(domain::AmendmentId id) = 0;
  virtual std::vector<domain::Amendment> amendments_of(domain::StandardId id) = 0;  // oldest first
  virtual std::vector<domain::Amendment> amendments_by(domain::GroupId proposer) = 0;  // newest first

  virtual domain::PositionId add_position(const domain::Position& position) = 0;
  virtual void withdraw_position(domain::PositionId id, base::Instant at) = 0;
  virtual std::vector<domain::Position> positions_on(domain::AmendmentId id) = 0;  // not withdrawn, oldest first
};

}  // namespace tributary::services
