// Answering what an adopter proposed: the publisher takes it into the next version's draft, or declines with the reason.
#include <algorithm>

#include "services/adoptions.hpp"
#include "services/package_page.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

std::string line_of(const domain::UpstreamProposal& proposal) { return "\"" + proposal.name + "\", proposed by " + proposal.place_name + "."; }

// The proposal in its place of the draft, and a line that says whose it was. Says what stood there.
std::optional<domain::Component> take_into(domain::PackageVersion& draft, const domain::UpstreamProposal& proposal) {
  std::optional<domain::Component> replaced;
  const auto at = proposal.slot ? std::ranges::find(draft.components, *proposal.slot, &domain::Component::slot) : draft.components.end();
  if (at != draft.components.end()) {
    replaced = *at;
    at->part = proposal.part;
    at->name = proposal.name;
    at->why = proposal.why;
  } else {
    draft.components.push_back({.slot = 0, .part = proposal.part, .name = proposal.name, .why = proposal.why});
  }
  draft.what_changed += (draft.what_changed.empty() ? "" : "\n") + line_of(proposal);
  return replaced;
}

// The proposal out of the draft again. False where the component that it became isn't as it was made.
bool take_out_of(domain::PackageVersion& draft, const domain::UpstreamProposal& proposal, const domain::Taken& taken) {
  const auto at = std::ranges::find(draft.components, taken.slot, &domain::Component::slot);
  if (at == draft.components.end() || *at != domain::Component{.slot = taken.slot, .part = proposal.part, .name = proposal.name, .why = proposal.why})
    return false;
  if (taken.replaced) *at = *taken.replaced;
  else draft.components.erase(at);
  // Whole lines, so that none goes that merely holds these words.
  const std::string all = "\n" + draft.what_changed + "\n", line = "\n" + line_of(proposal) + "\n";
  if (const std::size_t found = all.rfind(line); found != std::string::npos) {
    std::string rest = all.substr(0, found) + "\n" + all.substr(found + line.size());
    const std::size_t first = rest.find_first_not_of('\n'), last = rest.find_last_not_of('\n');
    draft.what_changed = first == std::string::npos ? "" : rest.substr(first, last - first + 1);
  }
  return true;
}

// Another that was taken into this draft for the same component: one can't silently replace the other.
base::Done check_place_free(Transaction& tx, const domain::PackageVersion& draft, const domain::UpstreamProposal& proposal) {
  if (!proposal.slot) return {};
  const auto component = std::ranges::find(draft.components, *proposal.slot, &domain::Component::slot);
  if (component == draft.components.end()) return {};
  for (const domain::UpstreamProposal& other : tx.packages().proposals_to(proposal.package)) {
    if (other.id == proposal.id || other.state != domain::UpstreamProposalState::taken || other.taken_into != draft.number) continue;
    const auto taken = tx.packages().find_taken(other.id);
    if (!taken || taken->slot != *proposal.slot) continue;
    return base::fail({.kind = base::ProblemKind::conflict, .code = "component-taken", .title = "Another proposal stands in the draft for this component",
                       .detail = "\"" + other.name + "\", proposed by " + other.place_name + ", stands in the draft for this component, and \"" + proposal.name + "\", proposed by " + proposal.place_name +
                                 ", would take its place. Publish the draft first, or take back your answer to " + other.place_name + "."});
  }
  return {};
}

base::Problem package_withdrawn(std::string detail) {
  return {.kind = base::ProblemKind::conflict, .code = "package-withdrawn", .title = "The package is withdrawn", .detail = std::move(detail)};
}

// A proposal to a package that the actor answers for, at the version that was read.
base::Result<domain::UpstreamProposal> answerable(Transaction& tx, const Actor& actor, domain::UpstreamProposalId id, int version) {
  auto proposal = tx.packages().find_proposal(id);
  if (!proposal) return base::fail(not_found("proposal"));
  const Scope scope = scope_of_package(tx, *tx.packages().find(proposal->package));
  if (!may_read(Thing::package_proposal, relations_of(actor, scope))) return base::fail(not_found("proposal"));
  if (const auto may = require_write(Thing::package_proposal, actor, scope); !may) return base::fail(may.error());
  if (proposal->version != version) return base::fail(stale("proposal"));
  return *std::move(proposal);
}

// Takes it out of the draft that it was taken into; what is left is laid aside where it says what is published.
base::Done reopen_draft(Transaction& tx, const domain::Package& package, const domain::UpstreamProposal& proposal,
                        const std::optional<domain::Taken>& taken, base::Instant now) {
  if (package.state == domain::PackageState::withdrawn) return base::fail(package_withdrawn("Take the withdrawal back first."));
  domain::PackageVersion draft = next_draft(tx, package.id);
  if (!draft.id.stored() || draft.number != proposal.taken_into)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "published-with-it", .title = "It is published",
                       .detail = "Version " + std::to_string(proposal.taken_into.value_or(0)) + " went out with it, and others may rest on it. Change the package and publish that."});
  if (!taken || !take_out_of(draft, proposal, *taken))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "draft-changed", .title = "The draft has gone on from it",
                       .detail = "What the proposal became was changed since. Change the draft by hand: that loses nothing of it."});
  tx.packages().save_draft(package.id, draft);
  const auto published = current_version(tx, package.id);
  if (published && draft.what_changed.empty() && domain::same_content(draft, *published)) tx.packages().discard_draft(draft.id, now);
  if (!tx.packages().set_state(package.id, package.state, package.withdrawal, package.version)) return base::fail(stale("change package"));
  return {};
}

}  // namespace

base::Result<PackagePage> answer_proposal(const Context& context, const Actor& actor, domain::UpstreamProposalId id, int version, bool take,
                                          std::string answer) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto proposal = answerable(*tx, actor, id, version);
  if (!proposal) return base::fail(proposal.error());
  const auto package = tx->packages().find(proposal->package);
  if (proposal->state != domain::UpstreamProposalState::open)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "proposal-answered", .title = "It is answered already",
                       .detail = proposal->answered_by_name + " said: " + proposal->answer});
  if (package->state == domain::PackageState::withdrawn && take)
    return base::fail(package_withdrawn("Take the withdrawal back first, or decline the proposal with the reason."));
  auto words = take ? read_words(answer, "/answer", 2'000) : read_name(answer, "/answer", 2'000);
  if (!words) return base::fail(words.error());
  std::optional<int> taken_into;
  if (take) {
    domain::PackageVersion draft = next_draft(*tx, package->id);
    if (const auto place = check_place_free(*tx, draft, *proposal); !place) return base::fail(place.error());
    auto replaced = take_into(draft, *proposal);
    domain::give_slots(draft, tx->packages().versions(package->id));
    tx->packages().keep_taken(id, {.slot = replaced ? replaced->slot : draft.components.back().slot, .replaced = replaced});
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

base::Result<PackagePage> take_back_answer(const Context& context, const Actor& actor, domain::UpstreamProposalId id, int version) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto proposal = answerable(*tx, actor, id, version);
  if (!proposal) return base::fail(proposal.error());
  const auto package = tx->packages().find(proposal->package);
  if (proposal->state == domain::UpstreamProposalState::open) return base::fail(not_found("answer"));
  const auto taken = tx->packages().find_taken(id);
  // First, so that laying the draft aside doesn't reach it.
  if (!tx->packages().reopen_proposal(id, version)) return base::fail(stale("proposal"));
  if (proposal->state == domain::UpstreamProposalState::taken)
    if (const auto out = reopen_draft(*tx, *package, *proposal, taken, now); !out) return base::fail(out.error());
  auto page = page_of_package(*tx, actor, now, package->id);
  tx->commit();
  return page;
}

}  // namespace tributary::services
