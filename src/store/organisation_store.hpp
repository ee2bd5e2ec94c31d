#pragma once

#include "services/ports/organisation_store.hpp"

namespace tributary::store {

class Connection;

class SqlOrganisationStore final : public services::OrganisationStore {
 public:
  explicit SqlOrganisationStore(Connection& db) : db_(db) {}

  domain::OrganisationId add(const domain::Organisation& organisation, base::Instant now) override;
  bool update(const domain::Organisation& organisation, int expected) override;
  std::optional<domain::Organisation> find(domain::OrganisationId id) override;
  std::optional<domain::OrganisationId> find_by_code(std::string_view scheme, std::string_view value) override;
  std::vector<domain::Organisation> all() override;
  std::vector<domain::Organisation> serving(domain::PlaceId place) override;
  std::vector<domain::OrganisationId> predecessors(domain::OrganisationId id) override;

  domain::TeamId add_team(const domain::Team& team, base::Instant now) override;
  bool update_team(const domain::Team& team, int expected) override;
  std::optional<domain::Team> find_team(domain::TeamId id) override;
  std::vector<domain::Team> teams_of(domain::OrganisationId organisation) override;
  std::vector<domain::Team> all_teams() override;
  bool set_dissolution(const domain::Team& team, domain::PersonId by, int expected) override;
  void set_moved_with(domain::TeamId id, const std::vector<domain::ProjectId>& projects) override;
  std::vector<domain::ProjectId> moved_with(domain::TeamId id) override;

  domain::GroupId add_group(const domain::Group& group, base::Instant now) override;
  bool update_group(const domain::Group& group, int expected) override;
  std::optional<domain::Group> find_group(domain::GroupId id) override;
  std::vector<domain::Group> groups_of(domain::PlaceId place) override;
  std::vector<domain::Group> groups_with(domain::PersonId member, base::Date on) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
