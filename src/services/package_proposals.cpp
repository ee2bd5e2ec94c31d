// Answering what an adopter proposed: the publisher takes it into the next version's draft, or declines with the reason.
#include <algorithm>

#include "services/adoptions.hpp"
#include "services/package_page.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

// The proposal in its place of the draft, and a line that says whose it was.
void take_into(domain::PackageVersion& draft, const domain::UpstreamProposal& proposal) {
  const auto at = proposal.slot ? std::ranges::find(draft.components, *proposal.slot, &domain::Component::slot) : draft.components.end();
  if (at != draft.components.end()) {
    at->part = proposal.part;
    at->name = proposal.name;
    at->why = proposal.why;
  } else {
    draft.components.push_back({.slot = 0, .part = proposal.part, .name = proposal.name, .why = proposal.why});
  }
  draft.what_changed += (draft.what_changed.empty() ? "" : "\n") + std::string("\"") + proposal.name + "\", proposed by " + proposal.place_name + ".";
}

}  // namespace

base::Result<PackagePage> answer_proposal(const Context& context, const Actor& actor, domain::UpstreamProposalId id, int version, bool take,
                                          std::string answer) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto proposal = tx->packages().find_proposal(id);
  if (!proposal) return base::fail(not_found("proposal"));
  const auto package = tx->packages().find(proposal->package);
  const Scope scope = scope_of_package(*tx, *package);
  if (!may_read(Thing::package_proposal, relations_of(actor, scope))) return base::fail(not_found("proposal"));
  if (const auto may = require_write(Thing::package_proposal, actor, scope); !may) return base::fail(may.error());
  if (proposal->version != version) return base::fail(stale("proposal"));
  if (proposal->state != domain::UpstreamProposalState::open)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "proposal-answered", .title = "It is answered already",
                       .detail = proposal->answered_by_name + " said: " + proposal->answer});
  if (package->state == domain::PackageState::withdrawn && take)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "package-withdrawn", .title = "The package is withdrawn",
                       .detail = "Take the withdrawal back first, or decline the proposal with the reason."});
  auto words = take ? read_words(answer, "/answer", 2'000) : read_name(answer, "/answer", 2'000);
  if (!words) return base::fail(words.error());
  std::optional<int> taken_into;
  if (take) {
    domain::PackageVersion draft = next_draft(*tx, package->id);
    take_into(draft, *proposal);
    domain::give_slots(draft, tx->packages().versions(package->id));
    tx->packages().save_draft(package->id, draft);
    if (!tx->packages().set_state(package->id, package->state, package->withdrawal, package->version)) return base::fail(stale("change package"));
    taken_into = draft.number;
  }
  const auto state = take ? domain::UpstreamProposalState::taken : domain::UpstreamProposalState::declined;
  if (!tx->packages().answer_proposal(id, state, *words, taken_into, actor.person, now, version)) return base::fail(stale("proposal"));
  auto page = page_of_package(*tx, actor, now, package->id);
  tx->commit();
  return page;
}

}  // namespace tributary::services
