#pragma once

#include "services/ports/review_store.hpp"

namespace tributary::store {

class Connection;

class SqlReviewStore final : public services::ReviewStore {
 public:
  explicit SqlReviewStore(Connection& db) : db_(db) {}

  domain::ReviewDayId add_day(const domain::ReviewDay& day, domain::PersonId by, base::Instant now) override;
  bool update_day(const domain::ReviewDay& day, int expected) override;
  bool set_day_deleted(domain::ReviewDayId id, std::optional<base::Instant> at, int expected) override;
  std::optional<domain::ReviewDay> find_day(domain::ReviewDayId id) override;
  std::vector<domain::ReviewDay> days_of(domain::ProgrammeId programme) override;
  std::optional<domain::ReviewDay> next_day(domain::ProjectId project, base::Date from) override;
  domain::ReviewId add(domain::ProjectId project) override;
  std::optional<domain::Review> find(domain::ReviewId id) override;
  std::vector<domain::Review> of_project(domain::ProjectId project) override;
  std::vector<domain::Review> of_day(domain::ReviewDayId day) override;
  bool record(domain::ReviewId id, std::optional<domain::ReviewDayId> day, const domain::ReviewRecord& record, int expected) override;
  void set_withdrawn(domain::ReviewId id, std::optional<base::Instant> at) override;
  std::vector<domain::ReviewRecord> versions(domain::ReviewId id) override;
  void set_outcome(domain::HelpId help, domain::HelpOutcome outcome, domain::PersonId by, base::Instant at) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
