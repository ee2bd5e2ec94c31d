#include "services/public_measures.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"

namespace tributary::services {

using domain::SmallNumbers;

namespace {

bool of_place_itself(const StandingMeasure& of, std::optional<domain::PlaceId> place, std::optional<domain::OrganisationId> organisation) {
  return place && of.measure.owner.place == place && of.measure.organisation == organisation;
}

bool stands_in(const StandingMeasure& of, const domain::Place& place) {
  if (of.measure.owner.place) return of.measure.owner.place == place.id;
  return of.scope.place == place.id || of.scope.system == place.id;
}

// Of one name, released together; the figures of those that are wanted are put where they belong.
void release_together(Transaction& tx, const std::vector<const StandingMeasure*>& alike, std::map<domain::MeasureId, PublicMeasure*>& wanted) {
  const bool people = std::ranges::any_of(alike, [](const auto* each) { return small_numbers_of(each->measure) == SmallNumbers::people; });
  std::vector<domain::ReleasedMeasure> all;
  all.reserve(alike.size());
  for (std::size_t i = 0; i < alike.size(); ++i) {
    const domain::Measure& measure = alike[i]->measure;
    all.push_back({.measure = measure, .small = people ? SmallNumbers::people : SmallNumbers::none, .current = tx.measures().current(measure.id),
                   .ever = tx.measures().said(measure.id), .within = people ? counted_within(alike, i) : std::nullopt, .figures = {}});
  }
  domain::release(all);
  for (domain::ReleasedMeasure& each : all) {
    const auto found = wanted.find(each.measure.id);
    if (found == wanted.end()) continue;
    found->second->small = each.small;
    found->second->figures = std::move(each.figures);
  }
}

}  // namespace

void leave_out_words(std::vector<domain::Ghost>& ghosts, std::vector<domain::Phase>& phases) {
  for (domain::Ghost& each : ghosts) each = {.id = each.id, .measure = each.measure, .on = each.on, .reason = "by who keeps the measure", .made_by = {}, .made = {}};
  for (domain::Phase& each : phases)
    each = {.id = each.id, .measure = each.measure, .starts = each.starts, .reason = {}, .cause = {}, .cause_test = {}, .decided_by = {}, .decided = {}};
}

void tell_suppressed(measure::Appraisal& appraisal, std::size_t suppressed) {
  if (suppressed == 0) return;
  for (measure::Caution& each : appraisal.cautions)
    if (each.code == "gaps") each.text += suppressed == 1 ? " 1 of them is hidden, shown as *." : " " + std::to_string(suppressed) + " of them are hidden, shown as *.";
}

std::optional<std::size_t> counted_within(const std::vector<const StandingMeasure*>& of_one_name, std::size_t at) {
  const StandingMeasure& of = *of_one_name[at];
  const auto find = [&](std::optional<domain::PlaceId> place, std::optional<domain::OrganisationId> organisation) -> std::optional<std::size_t> {
    const auto found = std::ranges::find_if(of_one_name, [&](const auto* each) { return of_place_itself(*each, place, organisation); });
    if (found == of_one_name.end()) return std::nullopt;
    const auto index = static_cast<std::size_t>(found - of_one_name.begin());
    return index == at ? std::nullopt : std::optional(index);
  };
  const auto& organisation = of.measure.organisation;
  for (const auto& [place, about] : {std::pair{of.scope.place, organisation}, {of.scope.place, std::optional<domain::OrganisationId>{}},
                                     {of.scope.system, organisation}, {of.scope.system, std::optional<domain::OrganisationId>{}}}) {
    // The first of two in the same standing counts as the whole of the other, which none says.
    if (const auto whole = find(place, about); whole) return whole;
  }
  return std::nullopt;
}

PublicMeasures public_measures(Transaction& tx, const domain::Place& place, std::size_t most) {
  PublicMeasures out;
  std::map<std::pair<std::string, domain::Quantity>, std::vector<const StandingMeasure*>> by_name;
  std::vector<StandingMeasure> published = tx.measures().published_in(place.system.value_or(place.id));
  std::ranges::sort(published, {}, [](const StandingMeasure& each) { return each.measure.id; });
  for (const StandingMeasure& each : published) {
    if (small_numbers_of(each.measure) == SmallNumbers::withheld) {
      out.withheld += stands_in(each, place);
      continue;
    }
    by_name[{base::lower(each.measure.name), each.measure.quantity}].push_back(&each);
    out.total += stands_in(each, place);
  }
  out.measures.reserve(std::min(most, published.size()));
  for (const auto& [name, alike] : by_name) {
    std::map<domain::MeasureId, PublicMeasure*> wanted;
    for (const auto* each : alike) {
      if (!stands_in(*each, place) || out.measures.size() == most) continue;
      out.measures.push_back({.standing = *each, .figures = {}});
      wanted[each->measure.id] = &out.measures.back();
    }
    if (!wanted.empty()) release_together(tx, alike, wanted);
  }
  return out;
}

}  // namespace tributary::services
