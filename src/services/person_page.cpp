#include "services/person_page.hpp"

#include <algorithm>

#include "base/clock.hpp"
#include "services/policy.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

void keep_roles(Transaction& tx, const Actor& actor, PersonPage& page) {
  const Relations relations = relations_of(actor, {});
  for (const domain::Grant& grant : tx.people().grants_of(page.person.id)) {
    if (grant.place && may_read(Thing::place_role, relations)) {
      const auto place = tx.places().find(*grant.place);
      page.roles.push_back({.grant = grant, .place_name = place ? place->name : ""});
    } else if (grant.project && may_read(Thing::membership, relations)) {
      const auto stored = tx.projects().find(*grant.project);
      const auto project = stored && !stored->deleted ? tx.projects().summary(*grant.project) : std::nullopt;
      if (project) page.projects.push_back({.grant = grant, .project = *project});
    }
  }
  std::ranges::stable_sort(page.projects, {}, [](const RoleInProject& each) { return each.project.state != domain::ProjectState::active; });
}

// A mentor visits: the team is that of its members.
void keep_teams(Transaction& tx, const Actor& actor, PersonPage& page) {
  if (!may_read(Thing::team_record, relations_of(actor, {}))) return;
  for (const RoleInProject& each : page.projects) {
    const auto& of = each.project;
    const bool kept = std::ranges::any_of(page.teams, [&](const TeamInOrganisation& team) { return team.team.id == of.team; });
    if (kept || each.grant.role == domain::Role::mentor || of.state != domain::ProjectState::active) continue;
    if (auto team = tx.organisations().find_team(of.team))
      page.teams.push_back({.team = *std::move(team), .organisation_name = of.organisation_name, .illustrative = of.illustrative});
  }
}

void keep_groups(Transaction& tx, const Actor& actor, PersonPage& page, base::Date today) {
  if (!may_read(Thing::group, relations_of(actor, {}))) return;
  for (const domain::Group& group : tx.organisations().groups_with(page.person.id, today))
    for (const domain::GroupMember& each : group.members)
      if (each.person == page.person.id && (!each.from || *each.from <= today) && (!each.to || *each.to >= today)) {
        page.groups.push_back({.group = group, .member = each});
        break;
      }
}

}  // namespace

base::Result<PersonPage> person_page(const Context& context, const Actor& actor, domain::PersonId id) {
  if (const auto may = require_read(Thing::person, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  auto person = tx->people().find(id);
  if (!person) return base::fail(not_found("person"));
  PersonPage page;
  page.person = *std::move(person);
  keep_roles(*tx, actor, page);
  keep_teams(*tx, actor, page);
  keep_groups(*tx, actor, page, base::london_date(context.clock.now()));
  return page;
}

}  // namespace tributary::services
