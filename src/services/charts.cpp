#include "services/charts.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "engines/measure/sentence.hpp"
#include "engines/measure/xmr_chart.hpp"
#include "services/chart_tests.hpp"

namespace tributary::services {

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

// A share can't leave 0 to its scale; a rate, and numbers that have never been negative, don't go below 0.
measure::Wording wording_of(const Measure& measure, const std::vector<Observation>& observations) {
  measure::Wording out{.unit = measure.unit};
  const bool negative = std::ranges::any_of(observations, [](const Observation& each) { return each.value && *each.value < 0; });
  if (!negative) out.least = 0;
  if (measure.quantity == domain::Quantity::proportion) out.most = measure.scale;
  return out;
}

std::vector<measure::Point> points_of(const std::vector<Observation>& observations, const std::vector<domain::Ghost>& ghosts) {
  std::vector<measure::Point> points;
  points.reserve(observations.size());
  auto ghost = ghosts.begin();
  for (const Observation& each : observations) {
    while (ghost != ghosts.end() && ghost->on < each.on) ++ghost;
    points.push_back({.date = each.on, .value = each.value, .ghosted = ghost != ghosts.end() && ghost->on == each.on});
  }
  return points;
}

measure::Caution caution(std::string_view code, std::string text) { return {.code = code, .text = std::move(text)}; }

}  // namespace

std::optional<measure::Profile> profile_named(std::string_view name) {
  if (name == "mdc-2022") return measure::mdc_2022();
  if (name == "mdc-2022-screened") {
    measure::Profile profile = measure::mdc_2022_screened();
    profile.name = "mdc-2022-screened";
    return profile;
  }
  return std::nullopt;
}

base::Result<Drawing> draw(const Measure& of, const std::vector<Observation>& observations,
                           const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases) {
  Drawing out;
  auto profile = profile_named(of.profile);
  base::check(profile.has_value(), "a stored measure names a known profile");
  profile->conflict = of.conflict == domain::ConflictRule::improvement ? measure::ConflictRule::improvement
                                                                       : measure::ConflictRule::concern;
  const std::vector<measure::Point> points = points_of(observations, ghosts);

  // Phases and baseline are fitted to the points there are; what had to give way is said.
  std::vector<measure::Caution> ours;
  std::optional<base::Date> baseline_end = of.baseline_until;
  if (baseline_end && (points.empty() || *baseline_end < points.front().date)) {
    baseline_end.reset();
    ours.push_back(caution("baseline-unused", "The baseline ends before the first value, so no baseline is used."));
  }
  std::vector<base::Date> starts;
  for (const domain::Phase& phase : phases) {
    const auto at = std::ranges::lower_bound(points, phase.starts, {}, &measure::Point::date);
    const bool usable = at != points.end() && (starts.empty() || starts.back() != at->date) &&
                        !(baseline_end && at->date <= *baseline_end);
    out.phase_points.push_back(usable ? std::optional(static_cast<std::size_t>(at - points.begin())) : std::nullopt);
    if (!usable)
      ours.push_back(caution("phase-unused", "No value begins the phase of " + base::in_words(phase.starts) + ", so limits aren't recalculated there."));
    else if (at->date != phase.starts)
      ours.push_back(caution("phase-moved", "The value of " + base::in_words(phase.starts) + " is gone, so that phase begins at " + base::in_words(at->date) + "."));
    if (usable) starts.push_back(at->date);
  }

  measure::Target target;
  if (of.target) target.value = *of.target;
  const measure::Series series{.points = points, .better = engine_word(of.direction),
                               .targets = {&target, of.target ? 1U : 0U}, .baseline_end = baseline_end, .phase_starts = starts};
  auto chart = measure::xmr_chart(series, *profile);
  if (!chart) return base::fail(chart.error());
  out.chart = *std::move(chart);
  out.sentence = measure::sentence(series, out.chart, wording_of(of, observations));
  out.appraisal = measure::appraise(series, out.chart);
  std::ranges::move(ours, std::back_inserter(out.appraisal.cautions));
  return out;
}

base::Result<ChartView> chart_of(const Context& context, const Actor& actor, domain::MeasureId id) {
  const auto tx = context.database.read();
  auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  const bool notes = may_read_notes(actor, *standing);
  ChartView out{.measure = view_of(actor, *std::move(standing)),
                .observations = tx->measures().current(id),
                .ghosts = tx->measures().ghosts(id),
                .phases = tx->measures().phases(id),
                .drawing = {}, .tests = {}, .predictions = {}};
  auto drawing = draw(out.measure.measure, out.observations, out.ghosts, out.phases);
  if (!drawing) return base::fail(drawing.error());
  out.drawing = *std::move(drawing);
  if (!notes)
    for (Observation& each : out.observations) each.note.clear();
  add_tests_and_predictions(*tx, actor, out);
  return out;
}

}  // namespace tributary::services
