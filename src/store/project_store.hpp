#pragma once

#include "services/ports/project_store.hpp"

namespace tributary::store {

class Connection;

class SqlProjectStore final : public services::ProjectStore {
 public:
  explicit SqlProjectStore(Connection& db) : db_(db) {}

  domain::ProjectId add(const domain::Project& project, base::Instant now) override;
  bool update(const domain::Project& project, domain::PersonId by, int expected, base::Instant now) override;
  bool set_deleted(domain::ProjectId id, std::optional<base::Instant> at, int expected) override;
  std::optional<domain::Project> find(domain::ProjectId id) override;
  std::optional<services::ProjectSummary> summary(domain::ProjectId id) override;
  services::ProjectList list(const services::ProjectFilter& filter) override;

  std::vector<services::TestOfProject> tests(domain::ProjectId id) override;
  std::vector<domain::LaterCheck> later_checks(domain::ProjectId id) override;
  void add_later_checks(domain::ProjectId id, base::Date finished, const std::vector<domain::LaterCheck>& checks) override;
  void record_later_check(domain::ProjectId id, base::Date finished, const domain::LaterCheck& check) override;

  domain::TeamAnswers team_answers(domain::ProjectId id) override;
  void set_team_answer(domain::ProjectId id, std::string_view question, bool yes, domain::PersonId by, base::Instant now) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
