#pragma once

#include "services/ports/standard_store.hpp"

namespace tributary::store {

class Connection;

class SqlStandardStore final : public services::StandardStore {
 public:
  explicit SqlStandardStore(Connection& db) : db_(db) {}

  domain::StandardId add(const domain::Standard& standard, domain::PersonId by, base::Instant now) override;
  bool update(const domain::Standard& standard, int expected) override;
  bool set_deleted(domain::StandardId id, std::optional<base::Instant> at, int expected) override;
  std::optional<domain::Standard> find(domain::StandardId id) override;
  std::vector<domain::Standard> at_place(domain::PlaceId place) override;
  std::vector<domain::Standard> of_objective(domain::ObjectiveId objective) override;
  std::vector<domain::Standard> of_project(domain::ProjectId project) override;

  void refer(domain::StandardId id, domain::ObjectiveId objective, domain::PersonId by, base::Instant now) override;
  void refer(domain::StandardId id, domain::ProjectId project, domain::PersonId by, base::Instant now) override;
  bool unrefer(domain::StandardId id, domain::ObjectiveId objective) override;
  bool unrefer(domain::StandardId id, domain::ProjectId project) override;
  std::vector<services::StandardReference> objectives_of(domain::StandardId id) override;
  std::vector<services::StandardReference> projects_of(domain::StandardId id) override;
  std::vector<domain::PlaceId> places_using(domain::StandardId id) override;

  domain::AmendmentId add_amendment(const domain::Amendment& amendment, base::Instant now) override;
  bool update_amendment(const domain::Amendment& amendment, int expected) override;
  std::optional<domain::Amendment> find_amendment(domain::AmendmentId id) override;
  std::vector<domain::Amendment> amendments_of(domain::StandardId id) override;
  std::vector<domain::Amendment> amendments_by(domain::GroupId proposer) override;

  domain::PositionId add_position(const domain::Position& position) override;
  void withdraw_position(domain::PositionId id, base::Instant at) override;
  std::vector<domain::Position> positions_on(domain::AmendmentId id) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
