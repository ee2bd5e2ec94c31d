#pragma once

#include "services/ports/lever_store.hpp"

namespace tributary::store {

class Connection;

class SqlLeverStore final : public services::LeverStore {
 public:
  explicit SqlLeverStore(Connection& db) : db_(db) {}

  domain::LeverId add(const domain::Lever& lever, domain::PersonId by, base::Instant now) override;
  domain::InvestmentId add(const domain::Investment& investment, domain::PersonId by, base::Instant now) override;
  domain::ReturnId add(const domain::ReturnRequest& request, domain::PersonId by, base::Instant now) override;
  bool update(const domain::Lever& lever, int expected) override;
  bool update(const domain::Investment& investment, int expected) override;
  bool update(const domain::ReturnRequest& request, int expected) override;
  bool set_deleted(domain::LeverId id, std::optional<base::Instant> at, int expected) override;
  bool set_deleted(domain::InvestmentId id, std::optional<base::Instant> at, int expected) override;
  bool set_deleted(domain::ReturnId id, std::optional<base::Instant> at, int expected) override;
  std::optional<domain::Lever> find(domain::LeverId id) override;
  std::optional<domain::Investment> find(domain::InvestmentId id) override;
  std::optional<domain::ReturnRequest> find(domain::ReturnId id) override;
  std::vector<domain::Lever> levers_at(domain::PlaceId place) override;
  std::vector<domain::Investment> investments_at(domain::PlaceId place) override;
  std::vector<domain::ReturnRequest> returns_at(domain::PlaceId place) override;
  std::vector<domain::Lever> levers_on(domain::ObjectiveId objective) override;
  std::vector<domain::Investment> investments_for(domain::ObjectiveId objective) override;
  int hours_version(domain::ReturnId id, domain::TeamId team) override;
  void set_hours(domain::ReturnId id, domain::TeamId team, std::optional<double> hours, domain::PersonId by, base::Instant now) override;
  std::vector<domain::TeamHours> hours_of(domain::ReturnId id) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
