// What a week is told of packages by who answers for them: drafts that wait for their publisher, and what adopters propose.
#include <algorithm>

#include "services/packages.hpp"
#include "services/places.hpp"
#include "services/ports/package_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/week.hpp"

namespace tributary::services {

using domain::PlaceId;

namespace {

// The places that one leads; with a system, those of its localities that nobody leads.
std::vector<PlaceId> answered_for(Transaction& tx, const std::vector<PlaceId>& led) {
  std::vector<PlaceId> out = led;
  for (const domain::Place& place : tx.places().all()) {
    if (!place.system || std::ranges::find(led, *place.system) == led.end() || std::ranges::find(out, place.id) != out.end()) continue;
    const auto leads = [](const domain::Grant& grant) { return grant.role == domain::Role::locality_lead || grant.role == domain::Role::system_lead; };
    if (std::ranges::none_of(tx.people().grants_at(place.id), leads)) out.push_back(place.id);
  }
  return out;
}

}  // namespace

std::optional<WeekItem> draft_of(WeekGathering& in, domain::PackageId id) {
  Transaction& tx = in.tx;
  const auto package = tx.packages().find(id);
  if (!package || package->deleted || package->state == domain::PackageState::withdrawn) return std::nullopt;
  const domain::PackageVersion draft = next_draft(tx, id);
  if (!draft.id.stored()) return std::nullopt;
  // When a later draft was begun isn't kept: it is told of as of today.
  const base::Date since = package->state == domain::PackageState::draft ? base::london_date(package->created) : in.week.today;
  const auto project = package->project ? tx.projects().summary(*package->project) : std::nullopt;
  return WeekItem{.kind = check_ready(tx, draft) ? WeekKind::package_to_publish : WeekKind::package_to_finish, .part = WeekPart::waiting, .on = since,
                  .project = project ? std::optional(project->id) : std::nullopt, .project_name = project ? project->name : "", .id = id.value,
                  .name = draft.name, .who = {}, .says = {}, .verdict = {}};
}

void gather_packages(WeekGathering& in, const std::vector<PlaceId>& led) {
  for (const PlaceId place : answered_for(in.tx, led)) {
    if (!may_write(Thing::package_publication, relations_of(in.actor, scope_of_place(in.tx, place)))) continue;
    for (const domain::PackageId id : in.tx.packages().waiting_at(place)) {
      const auto told = [&](WeekKind kind) {
        return std::ranges::any_of(in.week.items, [&](const WeekItem& each) { return each.kind == kind && each.id == id.value; });
      };
      if (auto draft = draft_of(in, id); draft && (draft->kind == WeekKind::package_to_publish || !draft->project) && !told(draft->kind))
        in.add(*std::move(draft));
      if (told(WeekKind::package_proposal)) continue;  // as one of the project that it comes from
      const auto line = in.tx.packages().line(id);
      for (const domain::UpstreamProposal& proposal : in.tx.packages().proposals_to(id))
        if (proposal.state == domain::UpstreamProposalState::open)
          in.add({.kind = WeekKind::package_proposal, .part = WeekPart::waiting, .on = base::london_date(proposal.made), .project = {}, .project_name = {},
                  .id = id.value, .name = line->name, .who = proposal.place_name, .says = {}, .verdict = {}});
    }
  }
}

}  // namespace tributary::services
