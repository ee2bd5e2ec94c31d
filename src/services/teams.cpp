#include "services/teams.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/text.hpp"
#include "services/input_check.hpp"
#include "services/parties.hpp"
#include "services/places.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/projects.hpp"
#include "services/voices.hpp"

namespace tributary::services {

using domain::Organisation;

namespace {

// Of two memberships: days within both.
bool overlap(const domain::GroupMember& a, const domain::GroupMember& b) { return (!a.to || !b.from || *a.to >= *b.from) && (!b.to || !a.from || *b.to >= *a.from); }

bool is_regulator(Transaction& tx, domain::PersonId person) {
  return std::ranges::any_of(tx.people().grants_of(person), [](const domain::Grant& each) { return each.role == domain::Role::regulator; });
}

// Of all groups of the system: in an amendment or issue the name is all that one sees of who speaks.
base::Done check_group_name(Transaction& tx, const domain::Group& group) {
  const domain::PlaceId system = system_of(tx, group.place);
  for (const domain::Place& place : tx.places().all()) {
    if (place.id != system && place.system != system) continue;
    for (const domain::Group& other : tx.organisations().groups_of(place.id))
      if (other.id != group.id && base::lower(other.name) == base::lower(group.name))
        return base::fail({.kind = base::ProblemKind::conflict, .code = "name-taken", .title = "A group at " + place.name + " has that name",
                           .detail = "Use that group, or give this one a name that tells them apart.", .field = "/name"});
  }
  return {};
}

std::vector<domain::GroupMember> people_of(const domain::Group& group) {
  std::vector<domain::GroupMember> out;
  std::ranges::copy_if(group.members, std::back_inserter(out), [](const domain::GroupMember& each) { return each.person.has_value(); });
  return out;
}

// Who leads a group's place and its own people write all of it. An administrator says what else it is: its people while it has none
// and nobody leads any place of the system, its name while it has no members or nobody leads.
base::Done require_group(Transaction& tx, const Actor& actor, const domain::Group& group, const domain::Group* stored, base::Date today) {
  Scope scope = scope_of_place(tx, group.place);
  scope.in_group = stored != nullptr && is_member_on(*stored, actor.person, today);
  if (const auto may = require_write(Thing::group, actor, scope); !may) return may;
  if (may_write(Thing::group_people, relations_of(actor, scope))) return {};
  const domain::Group none{.id = {}, .kind = group.kind, .name = group.name, .place = group.place, .about = {}, .source = {}, .members = {}};
  const domain::Group& before = stored != nullptr ? *stored : none;
  const auto same = [](const domain::GroupMember& a, const domain::GroupMember& b) { return a.person == b.person && a.from == b.from && a.to == b.to; };
  const auto were = people_of(before), are = people_of(group);
  const bool same_people = std::ranges::equal(are, were, same);
  const auto newly = [&](const domain::GroupMember& each) { return std::ranges::none_of(were, [&](const domain::GroupMember& other) { return same(each, other); }); };
  if (std::ranges::any_of(are, [&](const domain::GroupMember& each) { return each.person == actor.person && newly(each); }))
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "grant-to-oneself", .title = "Nobody admits themself",
                       .detail = "A member speaks in the group's name. Somebody who leads its place, or one of its people, adds you.", .field = "/members"});
  const bool peopled = has_people_from(before, today), led = system_has_lead(tx, group.place, today);
  if (!same_people && (peopled || led))
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "group-people-are-theirs", .title = "Who speaks for a group isn't an administrator's to say",
                       .detail = (peopled ? "Its people say who they are, or who leads its place or system. " : "Who leads its place or system names its people. ") +
                                 (led ? "An administrator names the first people of a group only while nobody leads any place of its system." : who_gives_voice(tx, group.place, today)),
                       .field = "/members"});
  if (group.name != before.name && (peopled || (led && !before.members.empty())))
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "group-name-is-theirs", .title = "A group that has members keeps its name",
                       .detail = "It is renamed by its people, or by who leads its place or system: they speak under that name.", .field = "/name"});
  return {};
}

// What is written here decides who speaks in the group's name. `stored`: as it was, if it was.
base::Done check_group(Transaction& tx, const Actor& actor, domain::Group& group, const domain::Group* stored, base::Date today) {
  if (const auto may = require_group(tx, actor, group, stored, today); !may) return may;
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
    else if (member.person && (!member.to || *member.to >= today) && is_regulator(tx, *member.person))
      check.note({.kind = base::ProblemKind::conflict, .code = "regulator-apart", .title = "A regulator can't be of a group",
                  .detail = "Who inspects doesn't speak in the name of those who are inspected. Choose somebody else, or say until when they were of it.",
                  .field = at + "/person_id"});
    const auto earlier = group.members.begin() + static_cast<std::ptrdiff_t>(i - 1);
    if (std::any_of(group.members.begin(), earlier, [&](const domain::GroupMember& other) {
          return other.person == member.person && other.organisation == member.organisation && overlap(other, member);
        }))
      check.note({.code = "named-twice", .title = "They are named twice for the same time", .detail = "Name each member once, or give dates that follow each other.", .field = at});
  }
  if (const auto good = check.done(); !good) return good;
  return stored == nullptr || group.name != stored->name ? check_group_name(tx, group) : base::Done{};
}

bool works_in(const domain::Grant& grant) { return grant.role == domain::Role::project_lead || grant.role == domain::Role::team_member; }

// The projects whose people are the team's: its first, and each that was started by somebody who was of one of those already, or
// was admitted to one since. Naming a team makes nobody of it, nor whoever is admitted to a project that only names it.
std::vector<domain::ProjectId> own_projects_of(Transaction& tx, domain::TeamId team) {
  ProjectFilter filter;
  filter.team = team;
  filter.limit = -1;  // all
  std::vector<domain::Project> others;
  for (const ProjectSummary& each : tx.projects().list(filter).projects) others.push_back(tx.projects().find(each.id).value());
  std::ranges::sort(others, {}, [](const domain::Project& each) { return each.id.value; });
  std::vector<domain::ProjectId> own;
  std::vector<domain::Grant> people;  // ever of one of those
  const auto take = [&](std::vector<domain::Project>::iterator project) {
    own.push_back(project->id);
    std::ranges::copy_if(tx.people().grants_ever(project->id), std::back_inserter(people), works_in);
    others.erase(project);
  };
  if (!others.empty()) take(others.begin());
  const auto of_the_team = [&](const domain::Project& project) {
    return std::ranges::any_of(people, [&](const domain::Grant& each) {
      return each.person == project.created_by && (!each.until || *each.until > project.created);
    });
  };
  for (auto next = std::ranges::find_if(others, of_the_team); next != others.end(); next = std::ranges::find_if(others, of_the_team)) take(next);
  return own;
}

bool works_in_one(const Actor& actor, const std::vector<domain::ProjectId>& projects) {
  return std::ranges::any_of(actor.grants, [&](const domain::Grant& each) {
    return each.project && works_in(each) && std::ranges::find(projects, *each.project) != projects.end();
  });
}

// A team that has no project yet is a name, mended by anybody; after that it is its people's, and of who answers for the place.
base::Done require_renaming(Transaction& tx, const Actor& actor, const domain::Team& team, const Organisation& organisation, base::Date today) {
  const auto own = own_projects_of(tx, team.id);
  if (own.empty() || works_in_one(actor, own)) return {};
  for (const domain::PlaceId place : places_served(organisation, today)) {
    const Relations here = relations_of(actor, scope_of_place(tx, place));
    if (may_write(Thing::team_dissolution, here) || may_write(Thing::organisation, here)) return {};
  }
  return base::fail({.kind = base::ProblemKind::forbidden, .code = "team-of-others", .title = "That team has its own people",
                     .detail = "It is renamed by who works in its projects, or by who speaks for a place that its organisation serves."});
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
  if (const auto may = require_renaming(*tx, actor, *stored, *organisation, base::london_date(context.clock.now())); !may) return base::fail(may.error());
  stored->name = *std::move(name);
  if (has_team_called(*tx, *stored)) return base::fail(team_name_taken("/name"));
  if (!tx->organisations().update_team(*stored, wanted.version)) return base::fail(stale("team"));
  stored->version = wanted.version + 1;
  tx->commit();
  return TeamInOrganisation{.team = *stored, .organisation_name = organisation->name, .illustrative = organisation->illustrative};
}

bool is_one_of(Transaction& tx, domain::OrganisationId organisation, const std::vector<domain::OrganisationId>& those) {
  return std::ranges::any_of(those, [&](domain::OrganisationId each) {
    if (each == organisation) return true;
    const auto one = tx.organisations().find(each);
    return one && std::ranges::find(one->successors, organisation, &domain::Successor::organisation) != one->successors.end();
  });
}

bool is_of_team(Transaction& tx, const Actor& actor, domain::TeamId wanted) { return works_in_one(actor, own_projects_of(tx, wanted)); }

GroupWithNames with_names(Transaction& tx, const Actor& actor, domain::Group group, base::Date today) {
  GroupWithNames out;
  Scope scope = scope_of_place(tx, group.place);
  scope.in_group = is_member_on(group, actor.person, today);
  out.may_edit = may_write(Thing::group, relations_of(actor, scope));
  const bool names_people = may_read(Thing::person, relations_of(actor, {}));
  if (const auto place = tx.places().find(group.place)) out.place_name = place->name;
  for (const domain::GroupMember& member : group.members) {
    const auto organisation = member.organisation ? tx.organisations().find(*member.organisation) : std::nullopt;
    const auto person = member.person && names_people ? tx.people().find(*member.person) : std::nullopt;
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
  const base::Date today = base::london_date(context.clock.now());
  for (domain::Group& group : tx->organisations().groups_of(place)) out.push_back(with_names(*tx, actor, std::move(group), today));
  return out;
}

base::Result<GroupWithNames> find_group(const Context& context, const Actor& actor, domain::GroupId id) {
  if (const auto may = require_read(Thing::group, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  auto group = tx->organisations().find_group(id);
  if (!group) return base::fail(not_found("group"));
  return with_names(*tx, actor, *std::move(group), base::london_date(context.clock.now()));
}

base::Result<GroupWithNames> add_group(const Context& context, const Actor& actor, domain::Group group) {
  const base::Date today = base::london_date(context.clock.now());
  const auto tx = context.database.write();
  if (!tx->places().find(group.place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto good = check_group(*tx, actor, group, nullptr, today); !good) return base::fail(good.error());
  group.id = tx->organisations().add_group(group, context.clock.now());
  auto out = with_names(*tx, actor, *tx->organisations().find_group(group.id), today);
  tx->commit();
  return out;
}

base::Result<GroupWithNames> update_group(const Context& context, const Actor& actor, domain::Group group) {
  const base::Date today = base::london_date(context.clock.now());
  const auto tx = context.database.write();
  const auto stored = tx->organisations().find_group(group.id);
  if (!stored) return base::fail(not_found("group"));
  if (group.place != stored->place)
    return base::fail({.code = "place-fixed", .title = "A group stays at its place",
                       .detail = "Add a group at the other place instead.", .field = "/place_id"});
  if (const auto good = check_group(*tx, actor, group, &*stored, today); !good) return base::fail(good.error());
  if (!tx->organisations().update_group(group, group.version)) return base::fail(stale("group"));
  auto out = with_names(*tx, actor, *tx->organisations().find_group(group.id), today);
  tx->commit();
  return out;
}

}  // namespace tributary::services
