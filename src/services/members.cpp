#include "services/members.hpp"

#include <algorithm>

#include "services/ports/person_store.hpp"
#include "services/problems.hpp"
#include "services/projects.hpp"

namespace tributary::services {

using domain::Grant;
using domain::PersonId;
using domain::ProjectId;
using domain::Role;

namespace {

base::Done check_admissible(Transaction& tx, PersonId person) {
  const auto found = tx.people().find(person);
  if (!found || found->disabled) return base::fail(unknown_reference("person with an open account", "/person_id"));
  return check_not_regulator(tx, person, "/person_id");
}

Grant give(Transaction& tx, const Actor& by, ProjectId project, PersonId person, Role role, base::Instant now) {
  for (const Grant& held : tx.people().grants_to(project))
    if (held.person == person && held.role == role) return held;
  Grant grant{.id = {}, .person = person, .role = role, .place = {}, .project = project, .since = now, .until = {}};
  grant.id = tx.people().add_grant(grant, by.person);
  return grant;
}

void end_role_of(Transaction& tx, ProjectId project, PersonId person, Role role, base::Instant now) {
  for (const Grant& held : tx.people().grants_to(project))
    if (held.person == person && held.role == role) tx.people().end_grant(held.id, now);
}

}  // namespace

std::vector<Member> members_of(Transaction& tx, ProjectId project) {
  std::vector<Member> out;
  for (const Grant& grant : tx.people().grants_to(project)) {
    const auto person = tx.people().find(grant.person);
    out.push_back({.grant = grant, .name = person ? person->name : ""});
  }
  std::ranges::stable_partition(out, [](const Member& each) { return each.grant.role == Role::project_lead; });
  return out;
}

base::Result<Member> admit_member(const Context& context, const Actor& actor, ProjectId id, PersonId person, Role role) {
  if (role == Role::project_lead)
    return base::fail({.code = "lead-is-handed-over", .title = "The lead is handed over",
                       .detail = "Admit the person as a team member, then hand over the lead.", .field = "/role"});
  if (!domain::is_project_role(role))
    return base::fail({.code = "role-is-a-places", .title = "That role is given at a place",
                       .detail = "A project has team members, patient partners and mentors.", .field = "/role"});
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, id, Thing::membership);
  if (!project) return base::fail(project.error());
  if (const auto good = check_admissible(*tx, person); !good) return base::fail(good.error());
  Member out{.grant = give(*tx, actor, id, person, role, context.clock.now()), .name = tx->people().find(person)->name};
  tx->commit();
  return out;
}

base::Done end_membership(const Context& context, const Actor& actor, ProjectId id, domain::GrantId membership) {
  const auto tx = context.database.write();
  const auto grant = tx->people().find_grant(membership);
  if (!grant || grant->until || grant->project != id) return base::fail(not_found("membership"));
  if (grant->person != actor.person)
    if (const auto may = writable_project(*tx, actor, id, Thing::membership); !may) return base::fail(may.error());
  if (grant->role == Role::project_lead) {
    const auto grants = tx->people().grants_to(id);
    if (std::ranges::count(grants, Role::project_lead, &Grant::role) == 1)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "last-lead", .title = "Somebody always leads",
                         .detail = "Hand over the lead to another person first."});
  }
  tx->people().end_grant(membership, context.clock.now());
  tx->commit();
  return {};
}

base::Result<std::vector<Member>> hand_over_lead(const Context& context, const Actor& actor, ProjectId id, PersonId to) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, id, Thing::membership);
  if (!project) return base::fail(project.error());
  if (to == actor.person)
    return base::fail({.code = "lead-already", .title = "You lead it already", .detail = "Choose another person.", .field = "/person_id"});
  if (const auto good = check_admissible(*tx, to); !good) return base::fail(good.error());
  // First the new, then the old: at no moment does nobody lead. Each stays indoors without a break.
  give(*tx, actor, id, to, Role::project_lead, now);
  end_role_of(*tx, id, to, Role::team_member, now);
  give(*tx, actor, id, actor.person, Role::team_member, now);
  end_role_of(*tx, id, actor.person, Role::project_lead, now);
  auto out = members_of(*tx, id);
  tx->commit();
  return out;
}

}  // namespace tributary::services
