#include "services/teams.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::services {

using domain::Organisation;

namespace {

// Of two memberships: days within both.
bool overlap(const domain::GroupMember& a, const domain::GroupMember& b) { return (!a.to || !b.from || *a.to >= *b.from) && (!b.to || !a.from || *b.to >= *a.from); }

base::Done check_group(Transaction& tx, domain::Group& group) {
  InputCheck check;
  check.name(group.name, "/name");
  check.words(group.about, "/about");
  check.words(group.source, "/source", 2000);
  std::size_t i = 0;
  for (domain::GroupMember& member : group.members) {
    const std::string at = "/members/" + std::to_string(i++);
    check.words(member.part, at + "/part", 200);
    check.that(domain::check_order(member.from, member.to, at + "/to_on"));
    if (member.organisation.has_value() == member.person.has_value())
      check.note({.code = "member-unclear", .title = "A member is an organisation or a person",
                  .detail = "Name one of the two.", .field = at});
    else if (member.organisation && !tx.organisations().find(*member.organisation))
      check.note(unknown_reference("organisation", at + "/organisation_id"));
    else if (member.person && !tx.people().find(*member.person))
      check.note(unknown_reference("person", at + "/person_id"));
    const auto earlier = group.members.begin() + static_cast<std::ptrdiff_t>(i - 1);
    if (std::any_of(group.members.begin(), earlier, [&](const domain::GroupMember& other) {
          return other.person == member.person && other.organisation == member.organisation && overlap(other, member);
        }))
      check.note({.code = "named-twice", .title = "They are named twice for the same time", .detail = "Name each member once, or give dates that follow each other.", .field = at});
  }
  return check.done();
}

}  // namespace

base::Done check_organisation_open(Transaction& tx, domain::OrganisationId id, base::Date today, std::string_view field) {
  const auto organisation = tx.organisations().find(id);
  if (!organisation || !organisation->closed || *organisation->closed > today) return {};
  std::string next;
  for (const domain::Successor& each : organisation->successors)
    if (const auto found = tx.organisations().find(each.organisation)) next += (next.empty() ? "" : " and ") + found->name;
  return base::fail({.kind = base::ProblemKind::conflict, .code = "organisation-closed", .title = "That organisation has closed",
                     .detail = organisation->name + " closed on " + base::in_words(*organisation->closed) + ". " +
                               (next.empty() ? "Choose another." : "Choose " + next + ", which came after it."),
                     .field = std::string(field)});
}

base::Problem team_name_taken(std::string_view field) {
  return {.kind = base::ProblemKind::conflict, .code = "name-taken", .title = "The organisation has a team of that name",
          .detail = "Choose that team, or give this one a name that tells them apart.", .field = std::string(field)};
}

bool has_team_called(Transaction& tx, const domain::Team& wanted) {
  for (const domain::Team& other : tx.organisations().teams_of(wanted.organisation))
    if (other.id != wanted.id && !other.dissolved && base::lower(other.name) == base::lower(wanted.name)) return true;
  return false;
}

base::Result<std::vector<TeamInOrganisation>> list_teams(const Context& context, const Actor& actor,
                                                         std::optional<domain::OrganisationId> organisation) {
  if (const auto may = require_read(Thing::team_record, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  std::map<domain::OrganisationId, std::optional<Organisation>> organisations;
  std::vector<TeamInOrganisation> out;
  for (domain::Team& each : organisation ? tx->organisations().teams_of(*organisation) : tx->organisations().all_teams()) {
    const auto [found, added] = organisations.try_emplace(each.organisation);
    if (added) found->second = tx->organisations().find(each.organisation);
    if (!found->second) continue;  // removed with all that it has
    out.push_back({.team = std::move(each), .organisation_name = found->second->name, .illustrative = found->second->illustrative});
  }
  return out;
}

base::Result<domain::TeamId> add_team_within(Transaction& tx, const Actor& actor, domain::Team wanted, std::string_view field,
                                             base::Instant now) {
  const std::string at(field);
  auto name = read_name(wanted.name, at + "/name");
  if (!name) return base::fail(name.error());
  wanted.name = *std::move(name);
  if (const auto may = require_write(Thing::team_record, actor, {}); !may) return base::fail(may.error());
  if (!tx.organisations().find(wanted.organisation)) return base::fail(unknown_reference("organisation", at + "/organisation_id"));
  if (const auto open = check_organisation_open(tx, wanted.organisation, base::london_date(now), at + "/organisation_id"); !open) return base::fail(open.error());
  if (has_team_called(tx, wanted)) return base::fail(team_name_taken(at + "/name"));
  return tx.organisations().add_team(wanted, now);
}

base::Result<TeamInOrganisation> add_team(const Context& context, const Actor& actor, domain::Team wanted) {
  const auto tx = context.database.write();
  const auto id = add_team_within(*tx, actor, wanted, "", context.clock.now());
  if (!id) return base::fail(id.error());
  const auto stored = tx->organisations().find_team(*id);
  const auto organisation = tx->organisations().find(wanted.organisation);
  tx->commit();
  return TeamInOrganisation{.team = *stored, .organisation_name = organisation->name, .illustrative = organisation->illustrative};
}

base::Result<TeamInOrganisation> rename_team(const Context& context, const Actor& actor, domain::Team wanted) {
  auto name = read_name(wanted.name, "/name");
  if (!name) return base::fail(name.error());
  if (const auto may = require_write(Thing::team_record, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.write();
  auto stored = tx->organisations().find_team(wanted.id);
  const auto organisation = stored ? tx->organisations().find(stored->organisation) : std::nullopt;
  if (!organisation) return base::fail(not_found("team"));
  stored->name = *std::move(name);
  if (has_team_called(*tx, *stored)) return base::fail(team_name_taken("/name"));
  if (!tx->organisations().update_team(*stored, wanted.version)) return base::fail(stale("team"));
  stored->version = wanted.version + 1;
  tx->commit();
  return TeamInOrganisation{.team = *stored, .organisation_name = organisation->name, .illustrative = organisation->illustrative};
}

GroupWithNames with_names(Transaction& tx, domain::Group group) {
  GroupWithNames out;
  if (const auto place = tx.places().find(group.place)) out.place_name = place->name;
  for (const domain::GroupMember& member : group.members) {
    const auto organisation = member.organisation ? tx.organisations().find(*member.organisation) : std::nullopt;
    const auto person = member.person ? tx.people().find(*member.person) : std::nullopt;
    out.member_names.push_back(organisation ? organisation->name : person ? person->name : "");
  }
  out.group = std::move(group);
  return out;
}

base::Result<std::vector<GroupWithNames>> list_groups(const Context& context, const Actor& actor, domain::PlaceId place) {
  if (const auto may = require_read(Thing::group, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  if (!tx->places().find(place)) return base::fail(not_found("place"));
  std::vector<GroupWithNames> out;
  for (domain::Group& group : tx->organisations().groups_of(place)) out.push_back(with_names(*tx, std::move(group)));
  return out;
}

base::Result<GroupWithNames> find_group(const Context& context, const Actor& actor, domain::GroupId id) {
  if (const auto may = require_read(Thing::group, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  auto group = tx->organisations().find_group(id);
  if (!group) return base::fail(not_found("group"));
  return with_names(*tx, *std::move(group));
}

base::Result<GroupWithNames> add_group(const Context& context, const Actor& actor, domain::Group group) {
  const auto tx = context.database.write();
  if (!tx->places().find(group.place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto may = require_write(Thing::group, actor, scope_of_place(*tx, group.place)); !may) return base::fail(may.error());
  if (const auto good = check_group(*tx, group); !good) return base::fail(good.error());
  group.id = tx->organisations().add_group(group, context.clock.now());
  auto out = with_names(*tx, *tx->organisations().find_group(group.id));
  tx->commit();
  return out;
}

base::Result<GroupWithNames> update_group(const Context& context, const Actor& actor, domain::Group group) {
  const auto tx = context.database.write();
  const auto stored = tx->organisations().find_group(group.id);
  if (!stored) return base::fail(not_found("group"));
  if (const auto may = require_write(Thing::group, actor, scope_of_place(*tx, stored->place)); !may) return base::fail(may.error());
  if (group.place != stored->place)
    return base::fail({.code = "place-fixed", .title = "A group stays at its place",
                       .detail = "Add a group at the other place instead.", .field = "/place_id"});
  if (const auto good = check_group(*tx, group); !good) return base::fail(good.error());
  if (!tx->organisations().update_group(group, group.version)) return base::fail(stale("group"));
  auto out = with_names(*tx, *tx->organisations().find_group(group.id));
  tx->commit();
  return out;
}

}  // namespace tributary::services
