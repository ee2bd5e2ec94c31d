#include "services/issue_desk.hpp"

#include <algorithm>
#include <set>

#include "base/check.hpp"
#include "services/places.hpp"
#include "services/ports/interdependency_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::Interdependency;
using domain::InterdependencyId;
using domain::Interdependent;
using domain::IssueState;
using domain::Organisation;

namespace {

// Who stands for an organisation today: itself, or whoever succeeded it, through all that have closed.
std::vector<Organisation> standing_for(Transaction& tx, domain::OrganisationId id, base::Date today) {
  std::vector<Organisation> out;
  std::vector<domain::OrganisationId> ahead{id};
  std::set<domain::OrganisationId> seen;
  while (!ahead.empty()) {
    const auto next = ahead.back();
    ahead.pop_back();
    if (!seen.insert(next).second) continue;
    auto organisation = tx.organisations().find(next);
    if (!organisation) continue;
    const bool closed = organisation->closed && *organisation->closed <= today;
    if (closed && !organisation->successors.empty())
      for (const domain::Successor& each : organisation->successors) ahead.push_back(each.organisation);
    else out.push_back(*std::move(organisation));
  }
  // Where each has closed in favour of another, it is as if it had no successor.
  if (out.empty())
    if (auto itself = tx.organisations().find(id)) out.push_back(*std::move(itself));
  return out;
}

// The policy's thing for what that party says, and where its voice may stand.
struct Voice {
  Thing thing;
  std::vector<Scope> scopes;
};

bool has_lead(Transaction& tx, domain::PlaceId place) {
  return std::ranges::any_of(tx.people().grants_at(place), [](const domain::Grant& grant) {
    return grant.role == domain::Role::locality_lead || grant.role == domain::Role::system_lead;
  });
}

Voice voice_of(Transaction& tx, const Actor& actor, const domain::Party& party, base::Date today) {
  if (party.place) return {.thing = Thing::interdependency, .scopes = {scope_of_party(tx, actor, party, today)}};
  Voice voice{.thing = Thing::interdependency_word, .scopes = {}};
  if (party.group) voice.scopes.push_back(scope_of_party(tx, actor, party, today));
  else
    for (const Organisation& each : standing_for(tx, *party.organisation, today))
      for (const domain::PlaceId place : places_served(each, today)) voice.scopes.push_back(scope_of_place(tx, place));
  // Who leads the system speaks in the stead of localities only where none of them has a lead.
  std::vector<Scope> above;
  for (const Scope& scope : voice.scopes)
    if (scope.system && has_lead(tx, *scope.place)) return voice;
    else if (scope.system) above.push_back(scope_of_place(tx, *scope.system));
  voice.scopes.insert(voice.scopes.end(), above.begin(), above.end());
  return voice;
}

}  // namespace

base::Done require_voice(Transaction& tx, const Actor& actor, const domain::Party& party, base::Date today) {
  const Voice voice = voice_of(tx, actor, party, today);
  for (const Scope& scope : voice.scopes)
    if (may_write(voice.thing, relations_of(actor, scope))) return {};
  const auto place = party.place ? tx.places().find(*party.place) : std::nullopt;
  const auto leads = [](const domain::Grant& each) { return domain::speaks_for_a_place(each.role); };
  if (place && std::ranges::none_of(tx.people().grants_at(place->id), leads))
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "nobody-leads", .title = "Nobody leads " + place->name + " yet",
                       .detail = "Only who leads it speaks for it. Who speaks for the system gives somebody that role, on the page of people."});
  return require_write(voice.thing, actor, {});
}

base::Result<Interdependency> Desk::find(InterdependencyId id) {
  // Whatever is done to an issue is answered with all of it.
  if (const auto may = require_read(Thing::interdependency, actor_, {}); !may) return base::fail(may.error());
  auto issue = tx_.interdependencies().find(id);
  if (!issue || issue->deleted) return base::fail(not_found("issue"));
  return *std::move(issue);
}

base::Result<Interdependency> Desk::speaking(const PartyAct& act, bool resolved_too) {
  auto issue = find(act.issue);
  if (!issue) return issue;
  const auto party = std::ranges::find(issue->parties, act.party, &Interdependent::id);
  if (party == issue->parties.end()) return base::fail(unknown_reference("party of this issue", "/party_id"));
  if (const auto may = require_voice(tx_, actor_, party->party, today_); !may) return base::fail(may.error());
  if (const auto one = heard_for(*issue, act.party); !one) return base::fail(one.error());
  if (issue->state == IssueState::resolved && !resolved_too)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "issue-resolved", .title = "This issue is resolved",
                       .detail = "Every party agreed to that. Open it again first, with the reason."});
  return issue;
}

base::Done Desk::heard_for(const Interdependency& issue, domain::InterdependentId party) {
  const auto other = domain::spoke_for(issue, actor_.person);
  if (!other || *other == party) return {};
  return base::fail({.kind = base::ProblemKind::conflict, .code = "speaks-for-another", .title = "You have spoken for another party of this issue",
                     .detail = "Nobody speaks for two, so that nothing is closed by one side alone. Somebody else has to speak for this one, "
                               "unless what you said was a view that can be removed.",
                     .field = "/party_id"});
}

IssuePage Desk::page(Interdependency issue) {
  IssuePage page;
  const auto place = tx_.places().find(issue.place);
  page.place_name = place ? place->name : "";
  const auto objective = issue.objective ? tx_.objectives().find(*issue.objective) : std::nullopt;
  if (objective && !objective->deleted) page.objective_name = objective->name;
  else issue.objective = {};
  for (const Interdependent& each : issue.parties) page.parties.push_back(in_issue(issue, each));
  page.ages = domain::ages_of(issue, today_);
  if (issue.escalation) page.escalated_to = name_party(tx_, issue.escalation->to).name;
  page.reader = actor_.person;
  page.may_remove = may_remove(issue);
  std::erase_if(issue.views, [&](const domain::View& each) { return each.deleted; });
  page.issue = std::move(issue);
  return page;
}

IssuePage Desk::page(InterdependencyId id) {
  auto issue = find(id);
  base::check(issue.has_value(), "an issue that was just read or written is stored");
  return page(*std::move(issue));
}

bool Desk::may_remove(const Interdependency& issue) {
  return !domain::others_spoke(issue) && may_write(Thing::interdependency, relations_of(actor_, scope_of_place(tx_, issue.place)));
}

void Desk::settle(InterdependencyId id, domain::ProposalId proposal_id) {
  const auto issue = find(id);
  const auto proposal = std::ranges::find(issue->proposals, proposal_id, &domain::Proposal::id);
  if (!domain::all_agree(*issue, *proposal)) return;
  tx_.interdependencies().hold_proposal(proposal_id, now_);
  tx_.interdependencies().move(id, proposal->kind == domain::ProposalKind::resolution ? IssueState::resolved : IssueState::acting, now_);
}

PartyInIssue Desk::in_issue(const Interdependency& issue, const Interdependent& each) {
  PartyInIssue out{.party = each, .named = name_party(tx_, each.party), .represented_by = {}, .answered = domain::has_answered(issue, each.id)};
  out.mine = require_voice(tx_, actor_, each.party, today_).has_value();
  if (const auto other = domain::spoke_for(issue, actor_.person); other && *other != each.id) out.mine = false;
  if (!each.party.organisation) return out;
  const auto itself = tx_.organisations().find(*each.party.organisation);
  out.closed = itself && itself->closed && *itself->closed <= today_;
  if (out.closed)
    for (const Organisation& standing : standing_for(tx_, *each.party.organisation, today_))
      if (standing.id != *each.party.organisation) out.represented_by.push_back(standing.name);
  return out;
}

}  // namespace tributary::services
