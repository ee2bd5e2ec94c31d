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
  const auto all = tx.people().grants_to(project);
  for (const Grant& held : all)
    if (held.person == person && held.role == role) return held;
  // Who joins anew reads what was opened to them before only once it is opened again: it may say more by now.
  if (std::ranges::find(all, person, &Grant::person) == all.end()) tx.texts().forget_consents(person, project);
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

// Since then without a gap: what was written meanwhile was theirs to read.
bool stayed_since(const std::vector<Grant>& held, PersonId person, base::Instant at) {
  return std::ranges::any_of(held, [&](const Grant& each) { return each.person == person && each.since <= at; });
}

// The lead that a naming ended: another lead began in that moment, given neither by who led nor by who leads from then on, as one
// is that was taken back.
std::optional<Grant> lead_named_over(Transaction& tx, ProjectId project, PersonId person) {
  const auto all = tx.people().leads_ever(project);
  std::optional<Grant> last;
  for (const Grant& each : all)
    if (each.person == person) last = each;
  if (!last || !last->until) return std::nullopt;
  const bool named = std::ranges::any_of(all, [&](const Grant& next) {
    return next.person != person && next.since == *last->until && tx.people().granted_by(next.id) != person &&
           tx.people().granted_by(next.id) != next.person;
  });
  return named ? last : std::nullopt;
}

// As of old where they never left the team, else anew. Who leads now stays of the team.
void lead_again(Transaction& tx, const Actor& actor, ProjectId project, const Grant& lead, base::Instant now) {
  const auto held = tx.people().grants_to(project);
  const bool stayed = stayed_since(held, actor.person, *lead.until);
  for (const Grant& each : held) {
    if (each.role == Role::project_lead) {
      give(tx, actor, project, each.person, Role::team_member, now);
      tx.people().end_grant(each.id, now);
    }
    if (stayed && each.person == actor.person && each.role == Role::team_member && each.since == *lead.until)
      tx.people().end_grant(each.id, now);
  }
  if (stayed) tx.people().reopen_grant(lead.id);
  else give(tx, actor, project, actor.person, Role::project_lead, now);
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

std::optional<base::Date> new_lead_from(Transaction& tx, ProjectId project) {
  std::optional<base::Date> out;
  for (const Grant& grant : tx.people().grants_to(project)) {
    if (grant.role != Role::project_lead) continue;
    if (const auto closed = tx.people().disabled_at(grant.person))
      out = std::max(out, std::optional(base::london_date(*closed) + domain::closed_before_succession));
  }
  return out;
}

bool was_named_over(Transaction& tx, ProjectId project, PersonId person) { return lead_named_over(tx, project, person).has_value(); }

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
  tx->people().add_lead_to_see(give(*tx, actor, id, to, Role::project_lead, now).id);
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
  if (const auto from = new_lead_from(*tx, id); from && *from > base::london_date(now))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "account-closed-lately", .title = "Its lead's account was closed lately",
                       .detail = "A new lead can be named from " + base::in_words(*from) + ", 28 days after it was closed. Until then an "
                                 "administrator can open it again."});
  if (const auto good = check_admissible(*tx, person); !good) return base::fail(good.error());
  for (const Grant& held : tx->people().grants_to(id))
    if (held.role == Role::project_lead) {
      give(*tx, actor, id, held.person, Role::team_member, now);
      tx->people().end_grant(held.id, now);
    }
  tx->people().add_lead_to_see(give(*tx, actor, id, person, Role::project_lead, now).id);
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
  const auto lost = lead_named_over(*tx, id, actor.person);
  const auto given = lost ? std::nullopt : given_lead(*tx, id);
  Scope scope = scope_of_project(*tx, *project);
  if (lost) scope.author = actor.person;
  else if (given) scope.author = given->by;
  if (const auto may = require_write(Thing::lead_handover, actor, scope); !may) return base::fail(may.error());
  if (const auto may = require_read(Thing::membership, actor, scope); !may) return base::fail(may.error());
  if (lost) {
    if (const auto good = check_admissible(*tx, actor.person); !good) return base::fail(good.error());
    lead_again(*tx, actor, id, *lost, now);
    auto members = members_of(*tx, id);
    for (const Member& member : members) post_letter(*tx, domain::LetterKind::lead_named, member.grant.person, id, now);
    tx->commit();
    return members;
  }
  const base::Instant at = given->grant.since;
  if (now - at > handover_day)
    return base::fail(handover_stands("It can be taken back within a day. Ask who leads now to hand it back."));
  const auto ended = tx->people().grants_ended(id, at);
  const auto held = tx->people().grants_to(id);
  const auto is_mine = [&](const Grant& grant) { return grant.person == actor.person; };
  if (std::ranges::none_of(ended, [](const Grant& each) { return each.role == Role::project_lead; }))
    return base::fail(handover_stands("Ask who leads now to hand it over."));
  // The old lead reaches back to before the gap, and so would what it opens.
  if (std::ranges::any_of(ended, is_mine) && !stayed_since(held, actor.person, at))
    return base::fail(handover_stands("You have been out of the team since. Ask who leads now to admit you, and to hand it back."));
  // All that the handover did bears its moment.
  for (const Grant& grant : ended) {
    if (!is_lead_or_member(grant) || !check_not_regulator(*tx, grant.person, "")) continue;
    if (stayed_since(held, grant.person, at)) tx->people().reopen_grant(grant.id);
    else give(*tx, grant.role == Role::project_lead ? Actor{.person = grant.person, .name = {}, .grants = {}} : actor, id, grant.person, grant.role, now);  // their own again
  }
  for (const Grant& grant : held)
    if (is_lead_or_member(grant) && grant.since == at) tx->people().end_grant(grant.id, now);
  auto out = members_of(*tx, id);
  tx->commit();
  return out;
}

}  // namespace tributary::services
