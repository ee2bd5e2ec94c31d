// Teams and groups: people who work together in an organisation; networks, alliances and commissioners with dated members.
#pragma once

#include <string>
#include <vector>

#include "domain/place.hpp"
#include "services/context.hpp"

namespace tributary::services {

struct TeamInOrganisation {
  domain::Team team;
  std::string organisation_name;
  bool illustrative = false;  // because its organisation is
};

// All teams, or those of one organisation, by name.
[[nodiscard]] base::Result<std::vector<TeamInOrganisation>> list_teams(const Context& context, const Actor& actor,
                                                                       std::optional<domain::OrganisationId> organisation);
// Fails with "text-missing" or "reference-unknown"; with "name-taken" where the organisation has a team of that name.
[[nodiscard]] base::Result<TeamInOrganisation> add_team(const Context& context, const Actor& actor, domain::Team team);
[[nodiscard]] base::Result<TeamInOrganisation> rename_team(const Context& context, const Actor& actor, domain::Team team);

struct GroupWithNames {
  domain::Group group;
  std::string place_name;
  std::vector<std::string> member_names;  // of each member, in its order
  bool may_edit = false;
};

[[nodiscard]] base::Result<std::vector<GroupWithNames>> list_groups(const Context& context, const Actor& actor, domain::PlaceId place);
[[nodiscard]] base::Result<GroupWithNames> find_group(const Context& context, const Actor& actor, domain::GroupId id);
// Fails with "reference-unknown", "member-unclear" (neither or both of organisation and person), "named-twice" (of the same time),
// "ends-before-it-begins"; "name-taken" by another group of the system; for an administrator, with "group-people-are-theirs" or
// "group-name-is-theirs" (see voices.hpp), and with "grant-to-oneself".
[[nodiscard]] base::Result<GroupWithNames> add_group(const Context& context, const Actor& actor, domain::Group group);
// Replaces all but id and place. Fails as add_group does, or with "stale".
[[nodiscard]] base::Result<GroupWithNames> update_group(const Context& context, const Actor& actor, domain::Group group);

// Within a transaction that is open already.

// Work doesn't begin where an organisation has closed: fails with "organisation-closed", naming who came after it.
[[nodiscard]] base::Done check_organisation_open(Transaction& tx, domain::OrganisationId id, base::Date today, std::string_view field);
[[nodiscard]] base::Result<domain::TeamId> add_team_within(Transaction& tx, const Actor& actor, domain::Team team, std::string_view field,
                                                           base::Instant now);
// Whether it is one of those organisations, or came after one of them.
[[nodiscard]] bool is_one_of(Transaction& tx, domain::OrganisationId organisation, const std::vector<domain::OrganisationId>& those);
// Whether another team of its organisation that stands has its name.
[[nodiscard]] bool has_team_called(Transaction& tx, const domain::Team& wanted);
[[nodiscard]] base::Problem team_name_taken(std::string_view field);
// Of the team that does the work: in a project of it which somebody else began, or which is its first. Beginning a project in a
// team's name makes nobody speak for a team whose projects others began.
[[nodiscard]] bool is_of_team(Transaction& tx, const Actor& actor, domain::TeamId wanted);
[[nodiscard]] GroupWithNames with_names(Transaction& tx, const Actor& actor, domain::Group group, base::Date today);

}  // namespace tributary::services
