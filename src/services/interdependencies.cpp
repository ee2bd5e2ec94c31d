#include "services/interdependencies.hpp"

#include <algorithm>

#include "services/input_check.hpp"
#include "services/issue_desk.hpp"
#include "services/places.hpp"
#include "services/ports/interdependency_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::services {

using domain::Interdependency;
using domain::InterdependencyId;
using domain::Interdependent;
using domain::InterdependentId;
using domain::IssueState;

namespace {

domain::Agreement agreement_of(const Actor& actor, InterdependentId party, base::Instant now) {
  return {.by = party, .person = actor.person, .person_name = {}, .at = now};
}

// When the issue has moved with a word of that party: a second in a row moves nothing.
base::Instant moved_by(const Interdependency& issue, InterdependentId party, base::Instant now) {
  return domain::last_word(issue) == party ? issue.moved : now;
}

base::Done check_issue(Transaction& tx, IssueDraft& draft) {
  InputCheck check;
  check.name(draft.name, "/name");
  check.name(draft.view, "/view", 4000);
  if (draft.objective) {
    const auto objective = tx.objectives().find(*draft.objective);
    if (!objective || objective->deleted) check.note(unknown_reference("objective", "/objective_id"));
  }
  if (draft.parties.empty())
    check.note({.code = "party-missing", .title = "Say who else is part of it", .detail = "Name at least one other place, organisation or group.", .field = "/parties"});
  std::vector<domain::Party> named{{.place = draft.place, .organisation = {}, .group = {}}};
  std::size_t i = 0;
  for (const domain::Party& each : draft.parties) {
    const std::string at = "/parties/" + std::to_string(i++);
    if (const auto found = find_party(tx, each, at); !found) check.note(found.error());
    else if (std::ranges::find(named, each) != named.end())
      check.note({.code = "named-twice", .title = "They are named already", .detail = "Each party is named once; the place that raises it is one.", .field = at});
    else if (!each.organisation) check.that(check_party_of_system(tx, each, draft.place, at));
    named.push_back(each);
  }
  return check.done();
}

base::Done check_proposal(const Interdependency& issue, ProposalDraft& draft, base::Date today) {
  InputCheck check;
  check.name(draft.words, "/words", 4000);
  if (draft.kind == domain::ProposalKind::action && draft.actions.empty())
    check.note({.code = "actions-missing", .title = "Say who does what by when", .detail = "A collective action has at least one action, with its owner and date.", .field = "/actions"});
  if (draft.kind == domain::ProposalKind::resolution && !draft.actions.empty())
    check.note({.code = "actions-unasked", .title = "A resolution has no actions", .detail = "Propose a collective action where something is to be done.", .field = "/actions"});
  std::size_t i = 0;
  for (domain::Action& each : draft.actions) {
    const std::string at = "/actions/" + std::to_string(i++);
    check.name(each.what, at + "/what", 500);
    check.words(each.owner, at + "/owner", 200);
    if (std::ranges::find(issue.parties, each.by, &Interdependent::id) == issue.parties.end()) check.note(unknown_reference("party of this issue", at + "/party_id"));
    if (each.due < today)
      check.note({.code = "date-past", .title = "That day is past", .detail = base::in_words(each.due) + " is before today. Say by when it is to be done.", .field = at + "/due_on"});
  }
  return check.done();
}

}  // namespace

base::Result<IssueList> list_issues(const Context& context, const Actor& actor, domain::PlaceId place) {
  if (const auto may = require_read(Thing::interdependency, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  if (!tx->places().find(place)) return base::fail(not_found("place"));
  Desk desk(*tx, context, actor);
  IssueList out;
  for (Interdependency& each : tx->interdependencies().around(place)) out.issues.push_back(desk.page(std::move(each)));
  std::ranges::stable_sort(out.issues, [](const IssuePage& a, const IssuePage& b) {
    const auto rank = [](const IssuePage& page) { return page.issue.state == IssueState::resolved ? 2 : page.ages.empty() ? 1 : 0; };
    return rank(a) < rank(b);
  });
  out.may_raise = may_write(Thing::interdependency, relations_of(actor, scope_of_place(*tx, place)));
  return out;
}

base::Result<IssuePage> find_issue(const Context& context, const Actor& actor, InterdependencyId id) {
  if (const auto may = require_read(Thing::interdependency, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  Desk desk(*tx, context, actor);
  auto issue = desk.find(id);
  if (!issue) return base::fail(issue.error());
  return desk.page(*std::move(issue));
}

base::Result<IssuePage> raise_issue(const Context& context, const Actor& actor, IssueDraft draft) {
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  if (!tx->places().find(draft.place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto may = require_write(Thing::interdependency, actor, scope_of_place(*tx, draft.place)); !may) return base::fail(may.error());
  if (const auto good = check_issue(*tx, draft); !good) return base::fail(good.error());
  Interdependency issue;
  issue.place = draft.place;
  issue.name = std::move(draft.name);
  issue.objective = draft.objective;
  issue.illustrative = draft.illustrative;
  issue.raised = issue.moved = desk.now();
  issue.parties.push_back({.id = {}, .party = {.place = draft.place, .organisation = {}, .group = {}}, .raised = true, .since = desk.now()});
  for (const domain::Party& each : draft.parties) issue.parties.push_back({.id = {}, .party = each, .raised = false, .since = desk.now()});
  const auto id = tx->interdependencies().add(issue, actor.person);
  const auto stored = desk.find(id);
  (void)tx->interdependencies().add_view(id, {.id = {}, .by = stored->parties.front().id, .author = actor.person, .author_name = {}, .body = std::move(draft.view), .at = desk.now()});
  auto page = desk.page(id);
  tx->commit();
  return page;
}

base::Done delete_issue(const Context& context, const Actor& actor, InterdependencyId id, int version) {
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto issue = desk.find(id);
  if (!issue) return base::fail(issue.error());
  if (const auto may = require_write(Thing::interdependency, actor, scope_of_place(*tx, issue->place)); !may) return may;
  if (!desk.may_remove(*issue))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "answered-already", .title = "Others have had their say in it",
                       .detail = "Nothing is closed by one side alone. Propose a resolution that every party agrees to."});
  if (!tx->interdependencies().set_deleted(id, desk.now(), version)) return base::fail(stale("issue"));
  tx->commit();
  return {};
}

base::Result<IssuePage> restore_issue(const Context& context, const Actor& actor, InterdependencyId id) {
  const auto tx = context.database.write();
  const auto issue = tx->interdependencies().find(id);
  if (!issue) return base::fail(not_found("issue"));
  if (const auto may = require_write(Thing::interdependency, actor, scope_of_place(*tx, issue->place)); !may) return base::fail(may.error());
  if (issue->deleted) (void)tx->interdependencies().set_deleted(id, std::nullopt, issue->version);
  auto page = Desk(*tx, context, actor).page(id);
  tx->commit();
  return page;
}

base::Result<IssuePage> write_view(const Context& context, const Actor& actor, PartyAct act, std::string body) {
  auto words = read_name(body, "/body", 4000);
  if (!words) return base::fail(words.error());
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto issue = desk.speaking(act);
  if (!issue) return base::fail(issue.error());
  (void)tx->interdependencies().add_view(act.issue, {.id = {}, .by = act.party, .author = actor.person, .author_name = {}, .body = *std::move(words), .at = desk.now(),
                                                     .moved_before = issue->moved});
  tx->interdependencies().move(act.issue, issue->state, moved_by(*issue, act.party, desk.now()));
  auto page = desk.page(act.issue);
  tx->commit();
  return page;
}

base::Result<IssuePage> set_view_deleted(const Context& context, const Actor& actor, InterdependencyId id, domain::ViewId view, bool deleted) {
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto issue = desk.find(id);
  if (!issue) return base::fail(issue.error());
  const auto found = std::ranges::find(issue->views, view, &domain::View::id);
  if (found == issue->views.end()) return base::fail(not_found("view"));
  if (actor.is_operator || found->author != actor.person)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "not-the-author", .title = "Only who wrote it can do that", .detail = "Write a view of your own beside it."});
  if (deleted && domain::is_built_upon(*issue, *found))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "view-built-upon", .title = "What was decided stands on this view",
                       .detail = "The issue was escalated, or something was agreed, while it was written here. Write how you see it now beside it."});
  if (!deleted && found->deleted)
    if (const auto one = desk.heard_for(*issue, found->by); !one) return base::fail(one.error());
  tx->interdependencies().set_view_deleted(view, deleted ? std::optional(desk.now()) : std::nullopt);
  // Where it was the last to move the issue, the issue is as old as it was before.
  if (deleted && issue->moved == found->at && found->moved_before) tx->interdependencies().move(id, issue->state, *found->moved_before);
  else if (!deleted && found->deleted && issue->moved < found->at) tx->interdependencies().move(id, issue->state, found->at);
  auto page = desk.page(id);
  tx->commit();
  return page;
}

base::Result<IssuePage> propose(const Context& context, const Actor& actor, PartyAct act, ProposalDraft draft) {
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto issue = desk.speaking(act);
  if (!issue) return base::fail(issue.error());
  if (const auto good = check_proposal(*issue, draft, desk.today()); !good) return base::fail(good.error());
  const auto id = tx->interdependencies().add_proposal(act.issue, {.id = {}, .kind = draft.kind, .words = std::move(draft.words), .by = act.party, .person = actor.person, .at = desk.now()});
  tx->interdependencies().add_agreement(id, agreement_of(actor, act.party, desk.now()));
  for (domain::Action& each : draft.actions) {
    each.proposal = id;
    tx->interdependencies().add_action(act.issue, each);
  }
  tx->interdependencies().move(act.issue, issue->state, moved_by(*issue, act.party, desk.now()));
  auto page = desk.page(act.issue);
  tx->commit();
  return page;
}

base::Result<IssuePage> set_agreement(const Context& context, const Actor& actor, PartyAct act, domain::ProposalId proposal, bool agrees) {
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto issue = desk.speaking(act);
  if (!issue) return base::fail(issue.error());
  const auto found = std::ranges::find(issue->proposals, proposal, &domain::Proposal::id);
  if (found == issue->proposals.end() || found->withdrawn) return base::fail(not_found("proposal"));
  if (found->held_since)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "agreed-by-all", .title = "Every party has agreed to it", .detail = "It holds. Propose something else instead."});
  if (agrees) tx->interdependencies().add_agreement(proposal, agreement_of(actor, act.party, desk.now()));
  else tx->interdependencies().end_agreement(proposal, act.party);
  tx->interdependencies().move(act.issue, issue->state, issue->moved);
  if (agrees) desk.settle(act.issue, proposal);  // the last agreement is what moves it
  auto page = desk.page(act.issue);
  tx->commit();
  return page;
}

base::Result<IssuePage> set_withdrawn(const Context& context, const Actor& actor, InterdependencyId id, domain::ProposalId proposal, bool withdrawn) {
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto issue = desk.find(id);
  if (!issue) return base::fail(issue.error());
  const auto found = std::ranges::find(issue->proposals, proposal, &domain::Proposal::id);
  if (found == issue->proposals.end()) return base::fail(not_found("proposal"));
  if (const auto may = desk.speaking({.issue = id, .party = found->by}); !may) return base::fail(may.error());
  if (found->held_since)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "agreed-by-all", .title = "Every party has agreed to it", .detail = "It holds. Propose something else instead."});
  if (found->withdrawn == withdrawn) return desk.page(id);
  tx->interdependencies().set_withdrawn(proposal, withdrawn ? std::optional(desk.now()) : std::nullopt);
  tx->interdependencies().move(id, issue->state, issue->moved);
  auto page = desk.page(id);
  tx->commit();
  return page;
}

base::Result<IssuePage> update_action(const Context& context, const Actor& actor, domain::Action action) {
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto id = tx->interdependencies().issue_of(action.id);
  const auto issue = id ? desk.find(*id) : base::Result<Interdependency>(base::fail(not_found("action")));
  if (!issue) return base::fail(issue.error());
  const auto stored = std::ranges::find(issue->actions, action.id, &domain::Action::id);
  if (!domain::is_agreed(*issue, *stored))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "not-agreed-yet", .title = "It isn't agreed yet", .detail = "An action begins once every party has agreed to it."});
  if (const auto may = desk.speaking({.issue = *id, .party = stored->by}, true); !may) return base::fail(may.error());
  InputCheck check;
  if (action.state == domain::ActionState::open) check.words(action.outcome, "/outcome", 4000);
  else check.name(action.outcome, "/outcome", 4000);
  if (const auto good = check.done(); !good) return base::fail(good.error());
  if (!tx->interdependencies().update_action(action, action.version)) return base::fail(stale("action"));
  tx->interdependencies().note_action_word(action, {.person = actor.person, .person_name = {}, .at = desk.now()});
  tx->interdependencies().move(*id, issue->state, desk.now());
  auto page = desk.page(*id);
  tx->commit();
  return page;
}

base::Result<IssuePage> escalate(const Context& context, const Actor& actor, PartyAct act, domain::Party to, std::string words) {
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto issue = desk.speaking(act);
  if (!issue) return base::fail(issue.error());
  InputCheck check;
  check.name(words, "/words", 4000);
  if (const auto found = find_party(*tx, to, "/to"); !found) check.note(found.error());
  else if (to.organisation) check.note({.code = "party-unclear", .title = "It goes to a place or a group", .detail = "Choose one of those.", .field = "/to"});
  else check.that(check_party_of_system(*tx, to, issue->place, "/to"));
  if (const auto good = check.done(); !good) return base::fail(good.error());
  for (const Interdependent& each : issue->parties) {
    const bool waited = (desk.today() - base::london_date(each.since)).count() >= domain::days_to_answer;
    if (!domain::has_answered(*issue, each.id) && !waited)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "view-missing", .title = "A view isn't written down yet",
                         .detail = name_party(*tx, each.party).name + " has not said how it sees it, and has " + std::to_string(domain::days_to_answer) +
                                   " days for that. An issue goes up with every view written down, or with the silence."});
  }
  if (std::ranges::find(issue->parties, to, &Interdependent::party) != issue->parties.end())
    return base::fail({.code = "named-twice", .title = "They are part of it already", .detail = "An issue goes up to a place or group that isn't one of its parties.", .field = "/to"});
  tx->interdependencies().escalate(act.issue, {.to = to, .words = std::move(words), .by = act.party, .at = desk.now()});
  (void)tx->interdependencies().add_party(act.issue, {.id = {}, .party = to, .raised = false, .since = desk.now()});
  tx->interdependencies().move(act.issue, IssueState::escalated, desk.now());
  auto page = desk.page(act.issue);
  tx->commit();
  return page;
}

base::Result<IssuePage> reopen(const Context& context, const Actor& actor, PartyAct act, std::string reason) {
  auto words = read_name(reason, "/body", 4000);
  if (!words) return base::fail(words.error());
  const auto tx = context.database.write();
  Desk desk(*tx, context, actor);
  const auto issue = desk.speaking(act, true);
  if (!issue) return base::fail(issue.error());
  if (issue->state != IssueState::resolved)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "not-resolved", .title = "It is open already", .detail = "Write your view instead."});
  (void)tx->interdependencies().add_view(act.issue, {.id = {}, .by = act.party, .author = actor.person, .author_name = {}, .body = *std::move(words), .at = desk.now()});
  tx->interdependencies().move(act.issue, IssueState::open, desk.now());
  auto page = desk.page(act.issue);
  tx->commit();
  return page;
}

}  // namespace tributary::services
