#include "domain/interdependency.hpp"

#include <algorithm>

namespace tributary::domain {

bool has_answered(const Interdependency& issue, InterdependentId party) {
  return std::ranges::any_of(issue.views, [&](const View& each) { return each.by == party && !each.deleted; });
}

bool all_agree(const Interdependency& issue, const Proposal& proposal) {
  return !proposal.withdrawn && std::ranges::all_of(issue.parties, [&](const Interdependent& party) {
    return std::ranges::find(proposal.agreements, party.id, &Agreement::by) != proposal.agreements.end();
  });
}

std::optional<InterdependentId> spoke_for(const Interdependency& issue, PersonId person) {
  for (const View& each : issue.views)
    if (each.author == person) return each.by;
  for (const Proposal& proposal : issue.proposals) {
    // Whoever proposed was heard, though the agreement is taken back or the proposal withdrawn.
    if (proposal.person == person) return proposal.by;
    for (const Agreement& each : proposal.agreements)
      if (each.person == person) return each.by;
  }
  return std::nullopt;
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
  return out;
}

}  // namespace tributary::domain
