#pragma once

#include "services/ports/objective_store.hpp"

namespace tributary::store {

class Connection;
class DirectionCache;

class SqlObjectiveStore final : public services::ObjectiveStore {
 public:
  // Without a cache (in a write transaction, which may yet be taken back) a direction is drawn each time.
  SqlObjectiveStore(Connection& db, DirectionCache* cache) : db_(db), cache_(cache) {}

  domain::ObjectiveId add(const domain::Objective& objective, domain::PersonId by, base::Instant now) override;
  bool update(const domain::Objective& objective, int expected) override;
  bool set_deleted(domain::ObjectiveId id, std::optional<base::Instant> at, int expected) override;
  std::optional<domain::Objective> find(domain::ObjectiveId id) override;
  std::vector<domain::ObjectiveId> upward(domain::ObjectiveId id) override;
  std::vector<domain::Objective> serving(domain::ObjectiveId parent) override;
  std::vector<domain::Objective> of_project(domain::ProjectId project) override;
  std::shared_ptr<const services::Direction> direction(domain::PlaceId place) override;

 private:
  Connection& db_;
  DirectionCache* cache_;
};

}  // namespace tributary::store
