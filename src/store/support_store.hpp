#pragma once

#include "services/ports/support_store.hpp"

namespace tributary::store {

class Connection;

class SqlSupportStore final : public services::SupportStore {
 public:
  explicit SqlSupportStore(Connection& db) : db_(db) {}

  domain::SupportSessionId add(const domain::SupportSession& session) override;
  bool update(const domain::SupportSession& session, int expected) override;
  bool set_deleted(domain::SupportSessionId id, std::optional<base::Instant> at, int expected) override;
  std::optional<domain::SupportSession> find(domain::SupportSessionId id) override;
  std::vector<domain::SupportSession> of_project(domain::ProjectId project) override;
  std::vector<domain::ProjectId> projects_of_occasion(domain::SupportSessionId occasion) override;
  services::SupportCounts counts(domain::ProgrammeId programme, base::Date today) override;
  domain::SupportFacts facts(domain::ProjectId project, base::Date today) override;
  std::vector<services::ThresholdsSet> thresholds(domain::ProgrammeId programme) override;
  void add_thresholds(domain::ProgrammeId programme, const services::ThresholdsSet& set) override;
  std::vector<services::WithoutMentor> without_mentor_at(domain::PlaceId place, int limit) override;
  std::vector<services::WithoutMentor> without_mentor_in(domain::ProgrammeId programme) override;
  std::optional<services::WithoutMentor> without_mentor(domain::ProjectId project) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
