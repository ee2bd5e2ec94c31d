// Organisations, teams and groups, with their dated places, members, codes and successors.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "domain/place.hpp"

namespace tributary::services {

class OrganisationStore {
 public:
  virtual ~OrganisationStore() = default;

  virtual domain::OrganisationId add(const domain::Organisation& organisation, base::Instant now) = 0;
  virtual bool update(const domain::Organisation& organisation, int expected) = 0;
  virtual std::optional<domain::Organisation> find(domain::OrganisationId id) = 0;
  virtual std::optional<domain::OrganisationId> find_by_code(std::string_view scheme, std::string_view value) = 0;
  virtual std::vector<domain::Organisation> all() = 0;
  virtual std::vector<domain::Organisation> serving(domain::PlaceId place) = 0;
  virtual std::vector<domain::OrganisationId> predecessors(domain::OrganisationId id) = 0;

  virtual domain::TeamId add_team(const domain::Team& team, base::Instant now) = 0;
  virtual bool update_team(const domain::Team& team, int expected) = 0;
  virtual std::optional<domain::Team> find_team(domain::TeamId id) = 0;
  virtual std::vector<domain::Team> teams_of(domain::OrganisationId organisation) = 0;
  virtual std::vector<domain::Team> all_teams() = 0;
  // Stores whether it is dissolved and what follows it. False when `expected` is no longer its version.
  virtual bool set_dissolution(const domain::Team& team, domain::PersonId by, int expected) = 0;
  virtual void set_moved_with(domain::TeamId id, const std::vector<domain::ProjectId>& projects) = 0;
  virtual std::vector<domain::ProjectId> moved_with(domain::TeamId id) = 0;

  virtual domain::GroupId add_group(const domain::Group& group, base::Instant now) = 0;
  virtual bool update_group(const domain::Group& group, int expected) = 0;
  virtual std::optional<domain::Group> find_group(domain::GroupId id) = 0;
  virtual std::vector<domain::Group> groups_of(domain::PlaceId place) = 0;
  virtual std::vector<domain::Group> groups_with(domain::PersonId member, base::Date on) = 0;  // members on that day
};

}  // namespace tributary::services
