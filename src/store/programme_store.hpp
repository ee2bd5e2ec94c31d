#pragma once

#include "services/ports/programme_store.hpp"

namespace tributary::store {

class Connection;

class SqlProgrammeStore final : public services::ProgrammeStore {
 public:
  explicit SqlProgrammeStore(Connection& db) : db_(db) {}

  domain::ProgrammeId add(const domain::Programme& programme, domain::PersonId by, base::Instant now) override;
  bool update(const domain::Programme& programme, int expected, base::Instant now) override;
  bool set_deleted(domain::ProgrammeId id, std::optional<base::Instant> at, int expected) override;
  std::optional<domain::Programme> find(domain::ProgrammeId id) override;
  std::vector<domain::Programme> at_place(domain::PlaceId place) override;
  std::vector<domain::Programme> reaching(domain::PlaceId place) override;
  std::vector<domain::Programme> of_project(domain::ProjectId project) override;
  void set_cohort_member(domain::ProgrammeId programme, const domain::CohortMember& member) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
