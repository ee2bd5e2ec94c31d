#include "domain/interdependency.hpp"

#include <algorithm>

namespace tributary::domain {

bool has_answered(const Interdependency& issue, InterdependentId party) {
  return std::ranges::any_of(issue.views, [&](const View& each) { return each.by == party && !each.deleted; }) ||
         std::ranges::any_of(issue.proposals, [&](const Proposal& each) {
           return !each.withdrawn && (each.by == party || std::ranges::find(each.agreements, party, &Agreement::by) != each.agreements.end());
         });
}

std::optional<InterdependentId> last_word(const Interdependency& issue) {
  std::optional<InterdependentId> out;
  base::Instant latest{};
  const auto hear = [&](InterdependentId by, base::Instant at) {
    if (!out || at >= latest) out = by, latest = at;
  };
  for (const View& each : issue.views)
    if (!each.deleted) hear(each.by, each.at);
  for (const Proposal& proposal : issue.proposals) {
    hear(proposal.by, proposal.at);
    for (const Agreement& each : proposal.agreements) hear(each.by, each.at);
  }
  return out;
}

bool all_agree(const Interdependency& issue, const Proposal& proposal) {
  return !proposal.withdrawn && std::ranges::all_of(issue.parties, [&](const Interdependent& party) {
    return std::ranges::find(proposal.agreements, party.id, &Agreement::by) != proposal.agreements.end();
  });
}

std::optional<InterdependentId> spoke_for(const Interdependency& issue, PersonId person) {
  for (const View& each : issue.views)
    if (each.author == person && !each.deleted) return each.by;
  for (const Proposal& proposal : issue.proposals) {
    // Whoever proposed was heard, though the agreement is taken back or the proposal withdrawn.
    if (proposal.person == person) return proposal.by;
    for (const Agreement& each : proposal.agreements)
      if (each.person == person) return each.by;
  }
  for (const Action& action : issue.actions)
    if (std::ranges::find(action.said, person, &ActionWord::person) != action.said.end()) return action.by;
  return std::nullopt;
}

bool others_spoke(const Interdependency& issue) {
  if (issue.state != IssueState::open || issue.escalation) return true;
  const auto by_another = [&](InterdependentId id) {
    return std::ranges::any_of(issue.parties, [&](const Interdependent& each) { return each.id == id && !each.raised; });
  };
  return std::ranges::any_of(issue.views, by_another, &View::by) || std::ranges::any_of(issue.proposals, [&](const Proposal& each) {
           return by_another(each.by) || std::ranges::any_of(each.agreements, by_another, &Agreement::by);
         });
}

bool is_built_upon(const Interdependency& issue, const View& view) {
  if (issue.escalation && issue.escalation->at >= view.at) return true;
  return std::ranges::any_of(issue.proposals, [&](const Proposal& each) { return each.held_since && *each.held_since >= view.at; });
}

bool is_agreed(const Interdependency& issue, const Action& action) {
  const auto proposal = std::ranges::find(issue.proposals, action.proposal, &Proposal::id);
  return proposal != issue.proposals.end() && proposal->held_since.has_value();
}

std::vector<Age> ages_of(const Interdependency& issue, base::Date today) {
  std::vector<Age> out;
  if (issue.state == IssueState::resolved) return out;
  const auto days_since = [&](base::Date day) { return static_cast<int>((today - day).count()); };
  for (const Interdependent& party : issue.parties)
    if (const int days = days_since(base::london_date(party.since)); days >= days_to_answer && !has_answered(issue, party.id))
      out.push_back({.kind = AgeKind::no_answer, .party = party.id, .action = {}, .days = days});
  if (const int days = days_since(base::london_date(issue.moved)); days >= days_to_move)
    out.push_back({.kind = AgeKind::no_movement, .party = {}, .action = {}, .days = days});
  for (const Action& action : issue.actions)
    if (action.state == ActionState::open && action.due < today && is_agreed(issue, action))
      out.push_back({.kind = AgeKind::overdue, .party = action.by, .action = action.id, .days = days_since(action.due)});
  if (issue.state != IssueState::acting) return out;
  // Of what was agreed last: an earlier agreement gave way to it.
  const auto held = std::ranges::find_if(issue.proposals.rbegin(), issue.proposals.rend(), [](const Proposal& each) { return each.held_since.has_value(); });
  if (held == issue.proposals.rend() || held->kind != ProposalKind::action) return out;
  const int since_moved = days_since(base::london_date(issue.moved));
  bool any_open = false;
  for (const Action& action : issue.actions) {
    if (action.proposal != held->id) continue;
    any_open = any_open || action.state == ActionState::open;
    if (action.state == ActionState::dropped) out.push_back({.kind = AgeKind::dropped, .party = action.by, .action = action.id, .days = since_moved});
  }
  if (!any_open) out.push_back({.kind = AgeKind::nothing_left, .party = {}, .action = {}, .days = since_moved});
  return out;
}

}  // namespace tributary::domain
