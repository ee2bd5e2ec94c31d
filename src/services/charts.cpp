#include "services/charts.hpp"

#include <algorithm>

#include "base/london.hpp"
#include "engines/measure/draw_chart.hpp"
#include "engines/measure/seasonal_caution.hpp"
#include "engines/measure/sentence.hpp"
#include "services/chart_tests.hpp"
#include "services/drawn_series.hpp"
#include "services/kept_false_alarm.hpp"
#include "services/measure_settings.hpp"

namespace tributary::services {

using domain::Measure;
using domain::Observation;

namespace {

// What is drawn of a share is 1, or a count: its lines, like its values, are read in the measure's unit.
void turn_into_unit(measure::Chart& chart, double scale) {
  if (scale == 1) return;
  for (measure::Limits& each : chart.limits)
    for (double* line : {&each.lower, &each.lower_two_sigma, &each.lower_one_sigma, &each.centre, &each.upper_one_sigma, &each.upper_two_sigma, &each.upper})
      *line *= scale;
}

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

// What is drawn is without its season from here on.
base::Done take_season_out(const Measure& drawn, measure::SeasonalMethod method, ChartView& out) {
  auto without = without_season(drawn, out.observations, out.ghosts, method);
  if (!without) return base::fail(without.error());
  for (const Observation& each : out.observations) out.observed.push_back(each.value);
  out.observations = without->observations;
  out.without_season = *std::move(without);
  return {};
}

// Tests that had begun by then, as far as they had come.
void keep_known_tests(ChartView& out) {
  std::erase_if(out.tests, [&](const ChartTest& each) { return each.started > *out.known_on; });
  for (ChartTest& each : out.tests)
    if (each.ended && *each.ended > *out.known_on) each.ended.reset();
  out.predictions.clear();
}

}  // namespace

base::Result<measure::Chart> lines_of(const Measure& of, const std::vector<Observation>& observations, const std::vector<domain::Ghost>& ghosts,
                                      const std::vector<domain::Phase>& phases) {
  const DrawnSeries drawn = drawn_series(of, observations, ghosts, phases);
  auto chart = measure::draw_chart(drawn.series(), drawn.type, profile_of(of));
  if (chart) turn_into_unit(*chart, drawn.in_unit);
  return chart;
}

base::Result<Drawing> draw(const Measure& of, const std::vector<Observation>& observations,
                           const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases, bool asks) {
  DrawnSeries drawn = drawn_series(of, observations, ghosts, phases);
  drawn.wording.asks = asks;
  const measure::Series series = drawn.series();
  auto chart = measure::draw_chart(series, drawn.type, profile_of(of));
  if (!chart) return base::fail(chart.error());
  Drawing out{.chart = *std::move(chart), .sentence = {}, .appraisal = {}, .shift = {}, .phase_points = std::move(drawn.phase_points),
              .left_out = std::move(drawn.left_out), .target = {}, .target_line = {}};
  out.sentence = measure::sentence(series, out.chart, drawn.wording);
  out.appraisal = measure::appraise(series, out.chart, kept_false_alarm(series, out.chart));
  std::ranges::move(drawn.cautions, std::back_inserter(out.appraisal.cautions));
  out.shift = measure::sustained_shift(series, out.chart);
  if (out.shift) out.shift->mean *= drawn.in_unit;
  turn_into_unit(out.chart, drawn.in_unit);
  if (!observations.empty()) out.target = domain::target_on(of.targets, out.chart.last ? observations[*out.chart.last].on : observations.back().on);
  out.target_line = engine_targets(of.targets, 1);
  return out;
}

bool says_something(const measure::Chart& chart) { return chart.last && (chart.type == measure::ChartType::run || chart.show_limits()); }

base::Instant end_of_day(base::Date day) { return base::london_instant(day + std::chrono::days{1}, std::chrono::minutes{0}) - std::chrono::milliseconds{1}; }

base::Result<ChartView> chart_of(const Context& context, const Actor& actor, domain::MeasureId id, std::optional<base::Date> known_on,
                                 std::optional<measure::SeasonalMethod> season) {
  const auto tx = context.database.read();
  auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  const bool notes = may_read_notes(actor, *standing);
  ChartView out{.measure = view_of(actor, *std::move(standing)), .observations = {}, .ghosts = {}, .phases = {},
                .drawing = {}, .tests = {}, .predictions = {}, .known_on = {}, .season = {}, .without_season = {}, .observed = {}};
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
  Measure shown = drawn;
  if (out.known_on) {
    shown = drawn_at(*tx, drawn, end_of_day(*out.known_on)).measure;
    shown.targets = tx->measures().targets_at(id, end_of_day(*out.known_on));
  }
  out.season = season_offer(shown, out.observations, out.ghosts);
  if (season) {
    if (const auto taken = take_season_out(shown, *season, out); !taken) return base::fail(taken.error());
    shown = out.without_season->measure;
  }
  auto drawing = draw(shown, out.observations, out.ghosts, out.phases);
  if (!drawing) return base::fail(drawing.error());
  out.drawing = *std::move(drawing);
  if (out.season.season && !season) measure::caution_of_season(*out.season.season, out.season.strength, "For analysts: the season", out.drawing.appraisal);
  if (!notes)
    for (Observation& each : out.observations) each.note.clear();
  add_tests_and_predictions(*tx, actor, out);
  if (out.known_on) keep_known_tests(out);
  if (out.without_season) out.predictions.clear();  // they speak of values as they are
  return out;
}

}  // namespace tributary::services
