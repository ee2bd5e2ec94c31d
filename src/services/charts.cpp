#include "services/charts.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/london.hpp"
#include "engines/measure/sentence.hpp"
#include "engines/measure/xmr_chart.hpp"
#include "services/chart_tests.hpp"
#include "services/measure_settings.hpp"

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

// What was dated and known by the end of that day.
void take_as_known(Transaction& tx, base::Date on, ChartView& out) {
  const base::Instant end = end_of_day(on);
  const domain::MeasureId id = out.measure.measure.id;
  out.known_on = on;
  out.observations = tx.measures().known_at(id, on, end);
  out.ghosts = tx.measures().ghosts_at(id, end);
  out.phases = tx.measures().phases_at(id, end);
  std::erase_if(out.ghosts, [&](const domain::Ghost& each) { return each.on > on; });
  std::erase_if(out.phases, [&](const domain::Phase& each) { return each.starts > on; });
}

// Tests that had begun by then, as far as they had come.
void keep_known_tests(ChartView& out) {
  std::erase_if(out.tests, [&](const ChartTest& each) { return each.started > *out.known_on; });
  for (ChartTest& each : out.tests)
    if (each.ended && *each.ended > *out.known_on) each.ended.reset();
  out.predictions.clear();
}

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

base::Instant end_of_day(base::Date day) { return base::london_instant(day + std::chrono::days{1}, std::chrono::minutes{0}) - std::chrono::milliseconds{1}; }

base::Result<ChartView> chart_of(const Context& context, const Actor& actor, domain::MeasureId id, std::optional<base::Date> known_on) {
  const auto tx = context.database.read();
  auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  const bool notes = may_read_notes(actor, *standing);
  ChartView out{.measure = view_of(actor, *std::move(standing)), .observations = {}, .ghosts = {}, .phases = {},
                .drawing = {}, .tests = {}, .predictions = {}, .known_on = {}};
  if (known_on && *known_on < base::london_date(context.clock.now())) {
    if (const auto& published = out.measure.measure.published; !notes && published && *published > end_of_day(*known_on))
      return base::fail({.code = "published-since", .title = "This measure was published after that day", .detail = "What it said before it was published on " +
                         base::in_words(base::london_date(*published)) + " stays with those who keep it.", .field = "known_on"});
    take_as_known(*tx, *known_on, out);
  } else {
    out.observations = tx->measures().current(id);
    out.ghosts = tx->measures().ghosts(id);
    out.phases = tx->measures().phases(id);
  }
  const Measure& drawn = out.measure.measure;
  auto drawing = draw(out.known_on ? drawn_at(*tx, drawn, end_of_day(*out.known_on)).measure : drawn, out.observations, out.ghosts, out.phases);
  if (!drawing) return base::fail(drawing.error());
  out.drawing = *std::move(drawing);
  if (!notes)
    for (Observation& each : out.observations) each.note.clear();
  add_tests_and_predictions(*tx, actor, out);
  if (out.known_on) keep_known_tests(out);
  return out;
}

}  // namespace tributary::services
