#include "domain/release.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/check.hpp"
#include "domain/prediction.hpp"

namespace tributary::domain {

namespace {

constexpr std::size_t most_sums = 20'000;  // beyond so many mixtures nothing is shown

using Counts = std::set<double>;

// What one measure says of a period: where its figures stand now, and everything that was ever said, as counts of people. Of a
// share the people counted and the rest; of a rate the events.
struct Told {
  std::vector<std::size_t> figures;  // of `current`, with a value
  std::vector<Counts> counts;        // one set for each kind of count
  int versions = 0;                  // different things that were said, a withdrawal among them
  std::optional<base::Instant> since;
};
using Periods = std::map<base::Date, Told>;  // by the first day of each

void add_counts(Told& told, const Measure& measure, std::span<const Observation* const> said) {
  const bool share = measure.quantity == Quantity::proportion;
  told.counts.resize(share ? 2 : 1);
  for (const Observation* each : said) {
    if (!each->value || (measure.quantity != Quantity::number && !each->numerator)) continue;
    const double count = measure.quantity == Quantity::number ? *each->value : *each->numerator;
    told.counts[0].insert(count);
    if (!share) continue;
    for (const Observation* other : said)
      if (other->denominator) told.counts[1].insert(*other->denominator - count);
  }
}

Periods periods_of(const ReleasedMeasure& of) {
  const auto period = [&](base::Date on) { return days_of_value(of.measure.interval, on).first; };
  std::map<base::Date, std::vector<const Observation*>> said;
  Periods out;
  for (const Said& each : of.ever) {
    Told& told = out[period(each.observation.on)];
    if (!told.since || each.made < *told.since) told.since = each.made;
    auto& all = said[period(each.observation.on)];
    const auto same = [&](const Observation* other) {
      return other->value == each.observation.value && other->numerator == each.observation.numerator && other->denominator == each.observation.denominator;
    };
    if (std::ranges::any_of(all, same)) continue;
    all.push_back(&each.observation);
    ++told.versions;
  }
  for (auto& [first, told] : out) add_counts(told, of.measure, said[first]);
  for (std::size_t i = 0; i < of.current.size(); ++i)
    if (of.current[i].value) out[period(of.current[i].on)].figures.push_back(i);
  return out;
}

bool has_few(const Told& told) {
  return std::ranges::any_of(told.counts, [](const Counts& each) { return std::ranges::any_of(each, is_few); });
}

// Whether some mixture of what was said of the total and of its parts leaves few, or less than nobody.
bool leaves_few(const Told& whole, std::span<const Told* const> parts) {
  for (std::size_t kind = 0; kind < whole.counts.size(); ++kind) {
    Counts sums{0};
    for (const Told* part : parts) {
      if (kind >= part->counts.size()) return true;
      Counts next;
      for (const double sum : sums)
        for (const double count : part->counts[kind]) next.insert(sum + count);
      if (next.size() > most_sums) return true;
      if (!next.empty()) sums = std::move(next);
    }
    for (const double total : whole.counts[kind])
      for (const double sum : sums)
        if (is_few(total - sum) || total - sum < -1e-9) return true;
  }
  return false;
}

void suppress(ReleasedMeasure& of, const Told* told) {
  if (told == nullptr) return;
  for (const std::size_t i : told->figures) of.figures[i] = {.observation = {.on = of.current[i].on, .value = {}, .numerator = {}, .denominator = {}, .note = {}}, .suppressed = true};
}

void suppress_all(ReleasedMeasure& of) {
  for (Released& each : of.figures)
    if (each.observation.value || each.suppressed) each = {.observation = {.on = each.observation.on, .value = {}, .numerator = {}, .denominator = {}, .note = {}}, .suppressed = true};
}

bool is_suppressed(const ReleasedMeasure& of, const Told& told) {
  return std::ranges::any_of(told.figures, [&](std::size_t i) { return of.figures[i].suppressed; });
}

struct Family {
  std::span<ReleasedMeasure> measures;
  std::vector<Periods> periods;  // of each measure
  std::vector<std::vector<std::size_t>> parts;  // of each measure
};

// One period of a total and its parts.
void protect(Family& family, std::size_t whole, base::Date first, const Told& total) {
  ReleasedMeasure& of = family.measures[whole];
  std::vector<const Told*> parts;
  bool one_missing = false, one_suppressed = false, few_once = has_few(total), changed = total.versions > 1;
  for (const std::size_t at : family.parts[whole]) {
    const ReleasedMeasure& part = family.measures[at];
    const auto found = family.periods[at].find(first);
    const Told* told = found == family.periods[at].end() ? nullptr : &found->second;
    if (told == nullptr || told->figures.empty()) one_missing = true;
    if (told == nullptr) continue;
    parts.push_back(told);
    one_suppressed |= is_suppressed(part, *told);
    few_once |= has_few(*told);
    const bool joined = part.measure.published && of.measure.published && total.since && *part.measure.published > std::max(*of.measure.published, *total.since);
    changed |= told->versions > 1 || joined;
  }
  const auto suppress_parts = [&] {
    for (const std::size_t at : family.parts[whole])
      if (const auto found = family.periods[at].find(first); found != family.periods[at].end()) suppress(family.measures[at], &found->second);
  };
  const bool few_left = !parts.empty() && leaves_few(total, parts);
  if (changed && (few_once || one_suppressed || few_left)) {
    suppress(of, &total);
    suppress_parts();
  } else if (one_missing || one_suppressed) {
    suppress(of, &total);
  } else if (few_left) {
    suppress(of, &total);
    suppress_parts();
  }
}

// All that a measure lies within, the nearest and what those lie within.
std::set<std::size_t> above(std::span<const ReleasedMeasure> measures, std::size_t at) {
  std::set<std::size_t> out;
  std::vector<std::size_t> next = measures[at].within;
  while (!next.empty()) {
    const std::size_t one = next.back();
    next.pop_back();
    base::check(one != at, "no measure counts within itself");
    if (!out.insert(one).second) continue;
    next.insert(next.end(), measures[one].within.begin(), measures[one].within.end());
  }
  return out;
}

// Measures that hang together through sums, parts before what they lie within.
using Group = std::vector<std::size_t>;

std::vector<Group> groups_of(std::span<const ReleasedMeasure> measures, const std::vector<std::set<std::size_t>>& all_above) {
  std::vector<std::size_t> group(measures.size());
  for (std::size_t i = 0; i < group.size(); ++i) group[i] = i;
  for (std::size_t i = 0; i < group.size(); ++i)
    for (const std::size_t whole : measures[i].within) std::ranges::replace(group, std::size_t{group[whole]}, std::size_t{group[i]});
  std::map<std::size_t, Group> members;
  for (std::size_t i = 0; i < group.size(); ++i) members[group[i]].push_back(i);
  std::vector<Group> out;
  for (auto& [of, all] : members) {
    std::ranges::stable_sort(all, std::ranges::greater{}, [&](std::size_t each) { return all_above[each].size(); });
    out.push_back(std::move(all));
  }
  return out;
}

// What each measure counts beyond the residues of its parts: whether it is nobody or more than 7, in one kind of count.
bool residues_are_fine(const Family& family, const std::vector<std::set<std::size_t>>& all_above, const Group& group, base::Date first, std::size_t kind) {
  std::map<std::size_t, double> parts;  // of each measure, the residues below it
  for (const std::size_t at : group) {
    const Told& told = family.periods[at].at(first);
    if (kind >= told.counts.size()) continue;
    if (told.counts[kind].size() != 1) return false;
    const double residue = *told.counts[kind].begin() - parts[at];
    if (is_few(residue) || residue < -1e-9) return false;
    for (const std::size_t whole : all_above[at]) parts[whole] += residue;
  }
  return true;
}

// A group whose sums cross, where all is shown of a period or nothing.
void protect_crossed(Family& family, const std::vector<std::set<std::size_t>>& all_above, const Group& group) {
  std::set<base::Date> all;
  for (const std::size_t at : group)
    for (const auto& [first, told] : family.periods[at]) all.insert(first);
  const auto one_rhythm = std::ranges::all_of(group, [&](std::size_t at) { return family.measures[at].measure.interval == family.measures[group[0]].measure.interval; });
  for (const base::Date first : all) {
    const auto said_once = [&](std::size_t at) {
      const auto found = family.periods[at].find(first);
      return found != family.periods[at].end() && found->second.figures.size() == 1 && found->second.versions == 1 && !is_suppressed(family.measures[at], found->second);
    };
    if (one_rhythm && std::ranges::all_of(group, said_once) && residues_are_fine(family, all_above, group, first, 0) && residues_are_fine(family, all_above, group, first, 1)) continue;
    for (const std::size_t at : group)
      if (const auto found = family.periods[at].find(first); found != family.periods[at].end()) suppress(family.measures[at], &found->second);
  }
}

// A group that is a tree: a total after its parts.
void protect_tree(Family& family, const Group& group) {
  for (const std::size_t whole : group) {
    bool another_rhythm = false;
    for (const std::size_t part : family.parts[whole])
      if (family.measures[part].measure.interval != family.measures[whole].measure.interval) {
        another_rhythm = true;
        suppress_all(family.measures[part]);
      }
    if (family.parts[whole].empty()) continue;
    for (const auto& [first, told] : family.periods[whole]) protect(family, whole, first, told);
    if (another_rhythm) suppress_all(family.measures[whole]);
  }
}

}  // namespace

void release(std::span<ReleasedMeasure> measures) {
  for (ReleasedMeasure& each : measures) each.figures = released(each.measure, each.small, each.current, each.ever);
  Family family{.measures = measures, .periods = std::vector<Periods>(measures.size()), .parts = std::vector<std::vector<std::size_t>>(measures.size())};
  std::vector<std::set<std::size_t>> all_above(measures.size());
  for (std::size_t i = 0; i < measures.size(); ++i) {
    all_above[i] = above(measures, i);
    for (const std::size_t whole : measures[i].within) family.parts[whole].push_back(i);
  }
  for (const Group& group : groups_of(measures, all_above)) {
    if (group.size() < 2) continue;
    for (const std::size_t at : group) family.periods[at] = periods_of(measures[at]);
    const bool crossed = std::ranges::any_of(group, [&](std::size_t at) { return measures[at].within.size() > 1; });
    if (crossed) protect_crossed(family, all_above, group);
    else protect_tree(family, group);
  }
}

}  // namespace tributary::domain
