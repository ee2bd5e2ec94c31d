// Programmes, their initiatives and their cohorts.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "domain/programme.hpp"

namespace tributary::services {

class ProgrammeStore {
 public:
  virtual ~ProgrammeStore() = default;

  virtual domain::ProgrammeId add(const domain::Programme& programme, domain::PersonId by, base::Instant now) = 0;
  // Name, about, steering group; initiatives are matched by id, new ones have none, absent ones are removed.
  virtual bool update(const domain::Programme& programme, int expected, base::Instant now) = 0;
  virtual bool set_deleted(domain::ProgrammeId id, std::optional<base::Instant> at, int expected) = 0;
  virtual std::optional<domain::Programme> find(domain::ProgrammeId id) = 0;  // deleted ones too, marked
  virtual std::vector<domain::Programme> at_place(domain::PlaceId place) = 0;  // of a system: its localities' too
  virtual std::vector<domain::Programme> reaching(domain::PlaceId place) = 0;  // and those that a project of it is in now
  virtual std::vector<domain::Programme> of_project(domain::ProjectId project) = 0;  // those it is in now

  // Joins, or changes what it took up, or leaves.
  virtual void set_cohort_member(domain::ProgrammeId programme, const domain::CohortMember& member) = 0;
};

}  // namespace tributary::services
