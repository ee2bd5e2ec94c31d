#include "services/drawn_series.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"

namespace tributary::services {

using domain::ChartKind;
using domain::Measure;
using domain::Observation;

namespace {

measure::Direction engine_word(domain::Direction direction) {
  switch (direction) {
    case domain::Direction::up: return measure::Direction::up;
    case domain::Direction::down: return measure::Direction::down;
    case domain::Direction::neither: return measure::Direction::neither;
  }
  base::check(false, "every direction is the engine's too");
  return measure::Direction::neither;
}

measure::ChartType engine_word(ChartKind chart) {
  switch (chart) {
    case ChartKind::run: return measure::ChartType::run;
    case ChartKind::xmr: return measure::ChartType::xmr;
    case ChartKind::p: return measure::ChartType::p;
    case ChartKind::u: return measure::ChartType::u;
    case ChartKind::c: return measure::ChartType::c;
    case ChartKind::np: return measure::ChartType::np;
    case ChartKind::p_prime: return measure::ChartType::p_prime;
    case ChartKind::u_prime: return measure::ChartType::u_prime;
    case ChartKind::i_prime: return measure::ChartType::i_prime;
    case ChartKind::t: return measure::ChartType::t;
    case ChartKind::g: return measure::ChartType::g;
  }
  base::check(false, "every chart is the engine's too");
  return measure::ChartType::xmr;
}

measure::Caution caution(std::string_view code, std::string text) { return {.code = code, .text = std::move(text)}; }

std::string values_are(std::size_t count) { return std::to_string(count) + (count == 1 ? " value is" : " values are"); }

// What the engine plots of it: a count for nP, a share of 1 or a rate for its likes, the value itself for others.
double plotted(ChartKind chart, measure::ChartType type, const Observation& observation) {
  if (!domain::needs_parts(chart)) return *observation.value;
  return type == measure::ChartType::np ? *observation.numerator : *observation.numerator / *observation.denominator;
}

void take_points(const Measure& of, const std::vector<Observation>& observations, const std::vector<domain::Ghost>& ghosts, DrawnSeries& out) {
  const bool parts = domain::needs_parts(of.chart);
  out.points.reserve(observations.size());
  auto ghost = ghosts.begin();
  for (const Observation& each : observations) {
    while (ghost != ghosts.end() && ghost->on < each.on) ++ghost;
    measure::Point point{.date = each.on, .value = each.value, .ghosted = ghost != ghosts.end() && ghost->on == each.on};
    if (point.value && !can_be_charted(of.chart, each)) {
      out.left_out.push_back(out.points.size());
      point.value.reset();
    }
    if (point.value) point.value = plotted(of.chart, out.type, each);
    if (parts) out.sizes.push_back(point.value ? *each.denominator : 0);
    out.points.push_back(point);
  }
  if (out.left_out.empty()) return;
  if (parts)
    out.cautions.push_back(caution("parts-missing", values_are(out.left_out.size()) + " left out of this chart, because the numerator and the "
                                                    "denominator aren't known. Enter them, or choose an XmR or a run chart."));
  else
    out.cautions.push_back(caution("values-below-nought", values_are(out.left_out.size()) + " left out of this chart, because nothing below 0 can be "
                                                          "counted. Mend them, or choose an XmR or a run chart."));
}

// A share can't leave 0 to its scale; a rate, and numbers that have never been negative, don't go below 0.
void take_wording(const Measure& of, const std::vector<Observation>& observations, DrawnSeries& out) {
  out.wording.unit = of.unit;
  const bool negative = std::ranges::any_of(observations, [](const Observation& each) { return each.value && *each.value < 0; });
  if (!negative) out.wording.least = 0;
  const bool share = of.quantity == domain::Quantity::proportion;
  if (!domain::needs_parts(of.chart)) {
    if (share) out.wording.most = of.scale;
    return;
  }
  const bool counts = out.type == measure::ChartType::np;
  const double whole = counts ? one_denominator(observations).value_or(1) : 1;
  out.in_unit = of.scale / whole;
  if (counts) out.wording.unit = "of " + base::to_text(whole);
  else out.wording.scale = of.scale;
  if (share) out.wording.most = whole;
}

// Phases and baseline are fitted to the points there are; what had to give way is said.
void take_phases(const Measure& of, const std::vector<domain::Phase>& phases, DrawnSeries& out) {
  out.baseline_end = of.baseline_until;
  if (out.baseline_end && (out.points.empty() || *out.baseline_end < out.points.front().date)) {
    out.baseline_end.reset();
    out.cautions.push_back(caution("baseline-unused", "The baseline ends before the first value, so no baseline is used."));
  }
  for (const domain::Phase& phase : phases) {
    const auto at = std::ranges::lower_bound(out.points, phase.starts, {}, &measure::Point::date);
    const bool usable = at != out.points.end() && (out.starts.empty() || out.starts.back() != at->date) &&
                        !(out.baseline_end && at->date <= *out.baseline_end);
    out.phase_points.push_back(usable ? std::optional(static_cast<std::size_t>(at - out.points.begin())) : std::nullopt);
    if (!usable)
      out.cautions.push_back(caution("phase-unused", "No value begins the phase of " + base::in_words(phase.starts) + ", so limits aren't recalculated there."));
    else if (at->date != phase.starts)
      out.cautions.push_back(caution("phase-moved", "The value of " + base::in_words(phase.starts) + " is gone, so that phase begins at " + base::in_words(at->date) + "."));
    if (usable) out.starts.push_back(at->date);
  }
}

// A way, as far as it goes before `stop`, and what it holds afterwards.
void add_way(const domain::Target& of, std::optional<base::Date> stop, double scale, std::vector<measure::Target>& out) {
  const base::Date until = stop ? std::min(*of.ends, *stop) : *of.ends;
  if (until > *of.starts)
    out.push_back({.value = *of.value / scale, .from = of.starts, .to = until, .to_value = *domain::value_on(of, until) / scale});
  else
    out.push_back({.value = *of.value / scale, .from = of.starts, .to = until});
  if (!stop || *stop > *of.ends) out.push_back({.value = *of.end_value / scale, .from = *of.ends + std::chrono::days{1}, .to = stop});
}

}  // namespace

std::optional<double> one_denominator(const std::vector<Observation>& observations) {
  std::optional<double> one;
  for (const Observation& each : observations) {
    if (!each.value || !each.denominator) continue;
    if (one && *one != *each.denominator) return std::nullopt;
    one = each.denominator;
  }
  return one;
}

std::vector<measure::Target> engine_targets(const std::vector<domain::Target>& targets, double scale) {
  std::vector<measure::Target> out;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const domain::Target& each = targets[i];
    if (!each.value) continue;
    const auto stop = i + 1 < targets.size() ? std::optional(*targets[i + 1].starts - std::chrono::days{1}) : std::nullopt;
    if (each.is_way()) add_way(each, stop, scale, out);
    else out.push_back({.value = *each.value / scale, .from = each.starts, .to = stop});
  }
  return out;
}

measure::Series DrawnSeries::series() const {
  return {.points = points, .better = better, .targets = targets,
          .baseline_end = baseline_end, .phase_starts = starts, .sizes = sizes, .spreads = {}};
}

bool can_be_charted(ChartKind chart, const Observation& observation) {
  if (!observation.value) return false;
  if (domain::needs_parts(chart)) return observation.numerator.has_value() && observation.denominator.has_value();
  return !domain::counts_from_nought(chart) || *observation.value >= 0;
}

measure::Profile profile_of(const Measure& measure) {
  auto profile = measure::profile_named(measure.profile);
  base::check(profile.has_value(), "a stored measure names a known profile");
  profile->conflict = measure.conflict == domain::ConflictRule::improvement ? measure::ConflictRule::improvement : measure::ConflictRule::concern;
  return *profile;
}

DrawnSeries drawn_series(const Measure& of, const std::vector<Observation>& observations, const std::vector<domain::Ghost>& ghosts,
                         const std::vector<domain::Phase>& phases) {
  DrawnSeries out{.type = engine_word(of.chart), .better = engine_word(of.direction)};
  if (out.type == measure::ChartType::np && !one_denominator(observations) &&
      std::ranges::any_of(observations, [&](const Observation& each) { return can_be_charted(of.chart, each); })) {
    out.type = measure::ChartType::p;
    out.cautions.push_back(caution("denominators-differ", "The denominators differ, so this is drawn as a P chart: an nP chart counts out of one number that stays the same."));
  }
  take_points(of, observations, ghosts, out);
  take_wording(of, observations, out);
  take_phases(of, phases, out);
  out.targets = engine_targets(of.targets, out.in_unit);
  return out;
}

}  // namespace tributary::services
