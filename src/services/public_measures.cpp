#include "services/public_measures.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text.hpp"

namespace tributary::services {

using domain::SmallNumbers;

namespace {

// White space beyond ASCII's, in UTF-8, and what has no width at all.
constexpr std::array wide_spaces = std::to_array<std::string_view>({
    "\xC2\x85", "\xC2\xA0", "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86",
    "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89", "\xE2\x80\x8A", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80",
});
constexpr std::array no_width = std::to_array<std::string_view>({
    "\xC2\xAD", "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x81\xA0", "\xEF\xBB\xBF",
});

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

// Of one name, released together; the figures of those that are wanted are put where they belong.
void release_together(Transaction& tx, const std::vector<const StandingMeasure*>& alike, std::map<domain::MeasureId, PublicMeasure*>& wanted) {
  const bool people = std::ranges::any_of(alike, [](const auto* each) { return counts_people(each->measure); });
  std::vector<domain::ReleasedMeasure> all;
  all.reserve(alike.size());
  for (std::size_t i = 0; i < alike.size(); ++i) {
    const domain::Measure& measure = alike[i]->measure;
    all.push_back({.measure = measure, .small = people ? SmallNumbers::people : SmallNumbers::none, .current = tx.measures().current(measure.id),
                   .ever = tx.measures().said(measure.id), .within = people ? counted_within(alike, i) : std::vector<std::size_t>{}, .figures = {}});
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

std::string name_as_seen(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const auto begins = [&](std::string_view each) { return name.starts_with(each); };
    if (const auto* const thin = std::ranges::find_if(no_width, begins); thin != no_width.end()) {
      name.remove_prefix(thin->size());
    } else if (const auto* const space = std::ranges::find_if(wide_spaces, begins); space != wide_spaces.end()) {
      name.remove_prefix(space->size());
      out += ' ';
    } else {
      const bool space_or_control = static_cast<unsigned char>(name.front()) <= ' ';
      out += space_or_control ? ' ' : name.front();
      name.remove_prefix(1);
    }
  }
  const auto repeated = std::ranges::unique(out, [](char one, char next) { return one == ' ' && next == ' '; });
  out.erase(repeated.begin(), repeated.end());
  return base::lower(base::trim(out));
}

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

void tell_suppressed(measure::Appraisal& appraisal, std::size_t suppressed) {
  if (suppressed == 0) return;
  for (measure::Caution& each : appraisal.cautions)
    if (each.code == "gaps") each.text += suppressed == 1 ? " 1 of them is hidden, shown as *." : " " + std::to_string(suppressed) + " of them are hidden, shown as *.";
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
    if (small_numbers_of(each.measure) == SmallNumbers::withheld) {
      out.withheld += stands_in(each, place);
      continue;
    }
    by_name[name_as_seen(each.measure.name)].push_back(&each);
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
