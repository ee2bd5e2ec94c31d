#include "services/members.hpp"

#include <algorithm>

#include "services/letters.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/text_store.hpp"
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

// Who mentors a team isn't of it, and a patient partner is one for being no colleague: a person stands in one relation to a project.
base::Done check_one_role(Transaction& tx, ProjectId project, PersonId person, Role role) {
  for (const Grant& held : tx.people().grants_to(project))
    if (held.person == person && held.role != role) {
      std::string word(base::word(held.role));
      std::ranges::replace(word, '_', ' ');
      return base::fail({.kind = base::ProblemKind::conflict, .code = "of-it-already", .title = "They are of this project already",
                         .detail = "They are its " + word + ". End that first, or leave it so.", .field = "/role"});
    }
  return {};
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

constexpr std::chrono::hours handover_day{24};

bool is_lead_or_member(const Grant& grant) { return grant.role == Role::project_lead || grant.role == Role::team_member; }

base::Problem handover_stands(std::string detail) {
  return {.kind = base::ProblemKind::conflict, .code = "handover-stands", .title = "The handover stands", .detail = std::move(detail)};
}

// The lead that somebody else gave to whoever holds it now; whoever starts a project gives it to themself.
struct GivenLead {
  Grant grant;
  PersonId by;
};
std::optional<GivenLead> given_lead(Transaction& tx, ProjectId project) {
  for (const Grant& held : tx.people().grants_to(project))
    if (const auto by = tx.people().granted_by(held.id); held.role == Role::project_lead && by && *by != held.person)
      return GivenLead{.grant = held, .by = *by};
  return std::nullopt;
}

bool leads(Transaction& tx, const Grant& grant) {
  if (grant.role != Role::project_lead) return false;
  const auto person = tx.people().find(grant.person);
  return person && !person->disabled;
}

}  // namespace

bool somebody_leads(Transaction& tx, ProjectId project) {
  return std::ranges::any_of(tx.people().grants_to(project), [&](const Grant& grant) { return leads(tx, grant); });
}

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
  if (const auto one = check_one_role(*tx, id, person, role); !one) return base::fail(one.error());
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
    if (std::ranges::none_of(grants, [&](const Grant& other) { return other.person != grant->person && leads(*tx, other); }))
      return base::fail({.kind = base::ProblemKind::conflict, .code = "last-lead", .title = "Somebody always leads",
                         .detail = "Hand over the lead to another person first."});
  }
  tx->people().end_grant(membership, context.clock.now());
  tx->commit();
  return {};
}

base::Result<Member> restore_membership(const Context& context, const Actor& actor, ProjectId id, domain::GrantId membership) {
  const auto tx = context.database.write();
  auto grant = tx->people().find_grant(membership);
  if (!grant || grant->project != id) return base::fail(not_found("membership"));
  if (const auto may = writable_project(*tx, actor, id, Thing::membership); !may) return base::fail(may.error());
  if (const auto good = check_admissible(*tx, grant->person); !good) return base::fail(good.error());
  if (const auto one = check_one_role(*tx, id, grant->person, grant->role); !one) return base::fail(one.error());
  if (grant->until && tx->texts().written_indoors_since(id, grant->person, *grant->until))
    grant = give(*tx, actor, id, grant->person, grant->role, context.clock.now());
  else if (grant->until)
    tx->people().reopen_grant(membership);
  grant->until.reset();
  Member out{.grant = *grant, .name = tx->people().find(grant->person)->name};
  tx->commit();
  return out;
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

base::Result<std::vector<Member>> name_lead(const Context& context, const Actor& actor, ProjectId id, PersonId person) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto project = writable_project(*tx, actor, id, Thing::new_lead);
  if (!project) return base::fail(project.error());
  if (somebody_leads(*tx, id))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "somebody-leads", .title = "Somebody leads this project",
                       .detail = "Its lead can hand it over. A new lead is named only where nobody with an open account leads."});
  if (person == actor.person)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "grant-to-oneself", .title = "Nobody admits themself",
                       .detail = "Name somebody else.", .field = "/person_id"});
  if (const auto good = check_admissible(*tx, person); !good) return base::fail(good.error());
  for (const Grant& held : tx->people().grants_to(id))
    if (held.role == Role::project_lead) {
      give(*tx, actor, id, held.person, Role::team_member, now);
      tx->people().end_grant(held.id, now);
    }
  give(*tx, actor, id, person, Role::project_lead, now);
  end_role_of(*tx, id, person, Role::team_member, now);
  auto out = members_of(*tx, id);
  for (const Member& member : out) post_letter(*tx, domain::LetterKind::lead_named, member.grant.person, id, now);
  tx->commit();
  return out;
}

base::Result<std::vector<Member>> take_back_lead(const Context& context, const Actor& actor, ProjectId id) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto project = tx->projects().find(id);
  if (!project || project->deleted) return base::fail(not_found("project"));
  const auto given = given_lead(*tx, id);
  Scope scope = scope_of_project(*tx, *project);
  if (given) scope.author = given->by;
  if (const auto may = require_write(Thing::lead_handover, actor, scope); !may) return base::fail(may.error());
  const base::Instant at = given->grant.since;
  if (now - at > handover_day)
    return base::fail(handover_stands("It can be taken back within a day. Ask who leads now to hand it back."));
  const auto ended = tx->people().grants_ended(id, at);
  const auto held = tx->people().grants_to(id);
  const auto is_mine = [&](const Grant& grant) { return grant.person == actor.person; };
  if (std::ranges::any_of(ended, is_mine) && std::ranges::none_of(held, is_mine))
    return base::fail(handover_stands("You have left the team since. Ask who leads now to admit you."));
  // All that the handover did bears its moment.
  for (const Grant& grant : ended)
    if (is_lead_or_member(grant) && check_not_regulator(*tx, grant.person, "")) tx->people().reopen_grant(grant.id);
  for (const Grant& grant : held)
    if (is_lead_or_member(grant) && grant.since == at) tx->people().end_grant(grant.id, now);
  auto out = members_of(*tx, id);
  tx->commit();
  return out;
}

}  // namespace tributary::services
