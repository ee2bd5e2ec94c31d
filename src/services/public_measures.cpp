#include "services/public_measures.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "services/charts.hpp"
#include "services/name_as_seen.hpp"

namespace tributary::services {

using domain::SmallNumbers;

namespace {

// Whether all that the one counts is counted by the other; of those in the same standing, the later by the earlier.
bool lies_within(const StandingMeasure& one, std::size_t at, const StandingMeasure& other, std::size_t other_at) {
  const auto& place = other.measure.owner.place;
  const auto& organisation = other.measure.organisation;
  if (at == other_at || !place || (organisation && organisation != one.measure.organisation)) return false;
  if (one.scope.place != place) return one.scope.system == place;
  const bool same_standing = one.measure.owner.place == place && one.measure.organisation == organisation;
  return !same_standing || other_at < at;
}

bool stands_in(const StandingMeasure& of, const domain::Place& place) {
  if (of.measure.owner.place) return of.measure.owner.place == place.id;
  return of.scope.place == place.id || of.scope.system == place.id;
}

bool counts_people(const domain::Measure& measure) { return small_numbers_of(measure) == SmallNumbers::people; }

bool is_withheld(const domain::Measure& measure) { return small_numbers_of(measure) == SmallNumbers::withheld; }

// Of one name, released together; the figures of those that are wanted are put where they belong. What is withheld stands among them, all
// suppressed, so that no total tells it.
void release_together(Transaction& tx, const std::vector<const StandingMeasure*>& alike, std::map<domain::MeasureId, PublicMeasure*>& wanted) {
  const bool people = std::ranges::any_of(alike, [](const auto* each) { return counts_people(each->measure); });
  const bool together = people || std::ranges::any_of(alike, [](const auto* each) { return is_withheld(each->measure); });
  std::vector<domain::ReleasedMeasure> all;
  all.reserve(alike.size());
  for (std::size_t i = 0; i < alike.size(); ++i) {
    const domain::Measure& measure = alike[i]->measure;
    all.push_back({.measure = measure, .small = is_withheld(measure) ? SmallNumbers::withheld : people ? SmallNumbers::people : SmallNumbers::none, .current = tx.measures().current(measure.id),
                   .ever = tx.measures().said(measure.id), .within = together ? counted_within(alike, i) : std::vector<std::size_t>{}, .figures = {}});
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

SmallNumbers released_as(Transaction& tx, domain::PlaceId system, const domain::Measure& measure) {
  if (small_numbers_of(measure) != SmallNumbers::none) return small_numbers_of(measure);
  const std::string name = name_as_seen(measure.name);
  const auto published = tx.measures().published_in(system);
  const bool people = std::ranges::any_of(published, [&](const StandingMeasure& each) { return counts_people(each.measure) && name_as_seen(each.measure.name) == name; });
  return people ? SmallNumbers::people : SmallNumbers::none;
}

void leave_out_words(domain::Measure& measure, SmallNumbers small) {
  std::vector<domain::Target> told;
  for (std::size_t i = 0; i < measure.targets.size(); ++i) {
    const domain::Target& each = measure.targets[i];
    domain::Target out{.id = each.id, .measure = each.measure, .starts = each.starts, .value = each.value, .ends = each.ends, .end_value = each.end_value,
                       .reason = {}, .made_by = {}, .made = {}};
    if (each.is_way() && small == SmallNumbers::people) {
      if (i + 1 < measure.targets.size() && measure.targets[i + 1].starts <= each.ends) continue;  // it never arrives
      out = {.id = each.id, .measure = each.measure, .starts = each.ends, .value = each.end_value, .ends = {}, .end_value = {}, .reason = {}, .made_by = {}, .made = {}};
    }
    told.push_back(std::move(out));
  }
  measure.targets = std::move(told);
}

void leave_out_words(std::vector<domain::Ghost>& ghosts, std::vector<domain::Phase>& phases) {
  for (domain::Ghost& each : ghosts) each = {.id = each.id, .measure = each.measure, .on = each.on, .reason = "by who keeps the measure", .made_by = {}, .made = {}};
  for (domain::Phase& each : phases)
    each = {.id = each.id, .measure = each.measure, .starts = each.starts, .reason = {}, .cause = {}, .cause_test = {}, .decided_by = {}, .decided = {}};
}

bool too_many_hidden(std::size_t hidden, std::size_t figures) { return 5 * hidden > figures; }

void leave_out_signals(Drawing& drawing) {
  for (measure::Reading& each : drawing.chart.readings) each.signals = {}, each.meaning = measure::Meaning::common_cause, each.conflict = false;
  drawing.chart.runs.clear();
  drawing.chart.variation = measure::VariationIcon::none;
  drawing.chart.assurance = measure::AssuranceIcon::none;
  drawing.shift.reset();
  drawing.appraisal.false_alarm.reset();
  std::erase_if(drawing.appraisal.cautions, [](const measure::Caution& each) { return each.code == "baseline-has-signals" || each.code == "conflict-at-last-point"; });
  drawing.sentence = "Too many of its figures are hidden to tell whether it changes.";
}

void tell_suppressed(measure::Appraisal& appraisal, std::size_t suppressed) {
  if (suppressed == 0) return;
  const bool one = suppressed == 1;
  const std::string count = std::to_string(suppressed);
  for (measure::Caution& each : appraisal.cautions)
    if (each.code == "gaps") each.text = each.text.starts_with(std::to_string(suppressed) + " date") ? count + (one ? " value is" : " values are") + " hidden, shown as *. What stands at the two sides of one is not compared."
                                                                               : each.text + " " + count + " of them " + (one ? "is" : "are") + " hidden, shown as *.";
}

std::vector<std::size_t> counted_within(const std::vector<const StandingMeasure*>& of_one_name, std::size_t at) {
  const auto within = [&](std::size_t one, std::size_t other) { return lies_within(*of_one_name[one], one, *of_one_name[other], other); };
  std::vector<std::size_t> wholes;
  for (std::size_t i = 0; i < of_one_name.size(); ++i)
    if (within(at, i)) wholes.push_back(i);
  std::vector<std::size_t> nearest;
  for (const std::size_t whole : wholes)
    if (std::ranges::none_of(wholes, [&](std::size_t nearer) { return within(nearer, whole); })) nearest.push_back(whole);
  return nearest;
}

PublicMeasures public_measures(Transaction& tx, const domain::Place& place, std::size_t most) {
  PublicMeasures out;
  std::map<std::string, std::vector<const StandingMeasure*>> by_name;
  std::vector<StandingMeasure> published = tx.measures().published_in(place.system.value_or(place.id));
  // A number before shares, whose parts are part of it.
  std::ranges::sort(published, {}, [](const StandingMeasure& each) { return std::pair(each.measure.quantity, each.measure.id); });
  for (const StandingMeasure& each : published) {
    by_name[name_as_seen(each.measure.name)].push_back(&each);
    (is_withheld(each.measure) ? out.withheld : out.total) += stands_in(each, place);
  }
  out.measures.reserve(std::min(most, published.size()));
  for (const auto& [name, alike] : by_name) {
    std::map<domain::MeasureId, PublicMeasure*> wanted;
    for (const auto* each : alike) {
      if (is_withheld(each->measure) || !stands_in(*each, place) || out.measures.size() == most) continue;
      out.measures.push_back({.standing = *each, .figures = {}});
      wanted[each->measure.id] = &out.measures.back();
    }
    if (!wanted.empty()) release_together(tx, alike, wanted);
  }
  return out;
}

}  // namespace tributary::services
