#pragma once

#include "services/ports/objective_store.hpp"

namespace tributary::store {

class Connection;

class SqlObjectiveStore final : public services::ObjectiveStore {
 public:
  explicit SqlObjectiveStore(Connection& db) : db_(db) {}

  domain::ObjectiveId add(const domain::Objective& objective, domain::PersonId by, base::Instant now) override;
  bool update(const domain::Objective& objective, int expected) override;
  bool set_deleted(domain::ObjectiveId id, std::optional<base::Instant> at, int expected) override;
  std::optional<domain::Objective> find(domain::ObjectiveId id) override;
  std::vector<domain::ObjectiveId> upward(domain::ObjectiveId id) override;
  std::vector<domain::Objective> serving(domain::ObjectiveId parent) override;
  std::vector<domain::Objective> of_project(domain::ProjectId project) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
