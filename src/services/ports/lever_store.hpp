// Levers, investments and the returns that are asked of teams. The three are kept alike.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "domain/lever.hpp"

namespace tributary::services {

class LeverStore {
 public:
  virtual ~LeverStore() = default;

  virtual domain::LeverId add(const domain::Lever& lever, domain::PersonId by, base::Instant now) = 0;
  virtual domain::InvestmentId add(const domain::Investment& investment, domain::PersonId by, base::Instant now) = 0;
  virtual domain::ReturnId add(const domain::ReturnRequest& request, domain::PersonId by, base::Instant now) = 0;
  // All but its place. False when `expected` isn't the stored version.
  virtual bool update(const domain::Lever& lever, int expected) = 0;
  virtual bool update(const domain::Investment& investment, int expected) = 0;
  virtual bool update(const domain::ReturnRequest& request, int expected) = 0;
  virtual bool set_deleted(domain::LeverId id, std::optional<base::Instant> at, int expected) = 0;
  virtual bool set_deleted(domain::InvestmentId id, std::optional<base::Instant> at, int expected) = 0;
  virtual bool set_deleted(domain::ReturnId id, std::optional<base::Instant> at, int expected) = 0;
  // Deleted ones too, marked.
  virtual std::optional<domain::Lever> find(domain::LeverId id) = 0;
  virtual std::optional<domain::Investment> find(domain::InvestmentId id) = 0;
  virtual std::optional<domain::ReturnRequest> find(domain::ReturnId id) = 0;
  // Not deleted, by name: of a place, of its localities and of its system.
  virtual std::vector<domain::Lever> levers_at(domain::PlaceId place) = 0;
  virtual std::vector<domain::Investment> investments_at(domain::PlaceId place) = 0;
  virtual std::vector<domain::ReturnRequest> returns_at(domain::PlaceId place) = 0;
  virtual std::vector<domain::Lever> levers_on(domain::ObjectiveId objective) = 0;
  virtual std::vector<domain::Investment> investments_for(domain::ObjectiveId objective) = 0;

  // Which version of a team's hours is stored; 0 where it never said any.
  virtual int hours_version(domain::ReturnId id, domain::TeamId team) = 0;
  // A team says its hours, or with none takes them back.
  virtual void set_hours(domain::ReturnId id, domain::TeamId team, std::optional<double> hours, domain::PersonId by, base::Instant now) = 0;
  // Of teams that stand. What a dissolved one said stays on record.
  virtual std::vector<domain::TeamHours> hours_of(domain::ReturnId id) = 0;
};

}  // namespace tributary::services
