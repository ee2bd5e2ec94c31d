#include "services/chart_choice.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "services/charts.hpp"
#include "services/drawn_series.hpp"

namespace tributary::services {

using domain::ChartKind;
using domain::Measure;
using domain::Observation;

namespace {

constexpr std::array every_kind = {ChartKind::xmr, ChartKind::run, ChartKind::p, ChartKind::p_prime, ChartKind::np, ChartKind::u,
                                   ChartKind::u_prime, ChartKind::i_prime, ChartKind::c, ChartKind::t, ChartKind::g};

Measure drawn_as(const Measure& measure, ChartKind chart) {
  Measure out = measure;
  out.chart = chart;
  return out;
}

// A row for each event, at odd dates; and not a value each day, week or month.
bool of_events(const Measure& measure, const std::vector<Observation>& observations) {
  if (measure.interval != domain::Interval::day) return measure.interval == domain::Interval::irregular;
  std::size_t next_day = 0;
  for (std::size_t i = 1; i < observations.size(); ++i) next_day += observations[i].on - observations[i - 1].on == std::chrono::days{1} ? 1 : 0;
  return 2 * next_day + 1 < observations.size();
}

// All that has a value can be drawn, and it fits what is counted; or somebody has chosen it.
bool takes_all(const Measure& measure, ChartKind chart, const std::vector<Observation>& observations) {
  const bool between_events = chart == ChartKind::t || chart == ChartKind::g;
  if (chart != measure.chart && between_events && !of_events(measure, observations)) return false;
  if (chart != measure.chart && chart == ChartKind::np && !one_denominator(observations)) return false;
  return domain::check_measure(drawn_as(measure, chart)).has_value() &&
         std::ranges::all_of(observations, [&](const Observation& each) { return !each.value || can_be_charted(chart, each); });
}

bool varies_more_than_counting(const Measure& measure, const std::vector<Observation>& observations) {
  const auto drawing = draw(drawn_as(measure, ChartKind::p), observations, {}, {});
  return drawing && std::ranges::any_of(drawing->appraisal.cautions, [](const measure::Caution& each) { return each.code == "overdispersed"; });
}

// What the name says lies between events: time, or cases.
std::optional<ChartKind> between_events(const Measure& measure, const std::vector<Observation>& observations) {
  const std::string name = base::lower(measure.name);
  const auto says = [&](std::string_view word) { return name.find(word) != std::string::npos; };
  if (!of_events(measure, observations) || (!says("between") && !says(" since"))) return std::nullopt;
  return says("day") || says("hour") || says("week") || says("time") ? ChartKind::t : ChartKind::g;
}

}  // namespace

ChartChoice chart_choice(const Measure& measure, const std::vector<Observation>& observations) {
  ChartChoice out;
  std::ranges::copy_if(every_kind, std::back_inserter(out.charts), [&](ChartKind chart) { return takes_all(measure, chart, observations); });
  const auto suggest = [&](ChartKind chart, std::string because) {
    const auto at = std::ranges::find(out.charts, chart);
    if (at != out.charts.end()) std::rotate(out.charts.begin(), at, at + 1);
    out.because = std::move(because);
    return out;
  };
  if (const auto between = between_events(measure, observations); between && std::ranges::find(out.charts, *between) != out.charts.end())
    return suggest(*between, *between == ChartKind::t ? "Each is the time from one event to the next: a T chart shows a rare event sooner than a count would." : "Each is how many cases came from one event to the next: a G chart shows a rare event sooner than a count would.");
  if (std::ranges::find(out.charts, ChartKind::p) == out.charts.end())
    return suggest(ChartKind::xmr, "They are single values, one after another: an XmR chart supposes nothing more.");
  if (varies_more_than_counting(measure, observations))
    return suggest(ChartKind::p_prime, "They are so many out of so many, and vary more than counting makes them: a P′ chart allows for that.");
  return suggest(ChartKind::p, "They are so many out of so many: on a P chart each date has the limits of its own number.");
}

}  // namespace tributary::services
