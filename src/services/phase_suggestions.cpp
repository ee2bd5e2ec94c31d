#include "services/phase_suggestions.hpp"

#include <algorithm>

#include "engines/measure/suggest_phases.hpp"
#include "services/drawn_series.hpp"

namespace tributary::services {

namespace {

// Values that count, from one point to before another.
int counted(const std::vector<measure::Point>& points, std::size_t from, std::size_t to) {
  return static_cast<int>(std::count_if(points.begin() + static_cast<std::ptrdiff_t>(from), points.begin() + static_cast<std::ptrdiff_t>(to), [](const measure::Point& each) { return each.counts(); }));
}

// A test that made the step had begun by its first value, and not long before: after the value before the last that was as ever.
std::vector<ChartTest> tests_near(const std::vector<ChartTest>& tests, const std::vector<measure::Point>& points, std::size_t first) {
  const base::Date after = points[first > 2 ? first - 2 : 0].date;
  std::vector<ChartTest> out;
  std::ranges::copy_if(tests, std::back_inserter(out), [&](const ChartTest& each) { return each.started > after && each.started <= points[first].date; });
  return out;
}

}  // namespace

base::Result<PhaseSuggestions> suggested_phases_of(const Context& context, const Actor& actor, domain::MeasureId id, std::optional<measure::SeasonalMethod> season) {
  const auto chart = chart_of(context, actor, id, std::nullopt, season);
  if (!chart) return base::fail(chart.error());
  const bool removed = chart->without_season.has_value();
  const DrawnSeries drawn = drawn_series(removed ? chart->without_season->measure : chart->measure.measure, chart->observations, chart->ghosts, {});
  const auto found = measure::suggest_phases(drawn.series());
  if (!found) return base::fail(found.error());
  PhaseSuggestions out{.phases = {}, .statement = found->statement};
  for (std::size_t i = 0; i < found->phases.size(); ++i) {
    const measure::SuggestedPhase& each = found->phases[i];
    const std::size_t before = i == 0 ? 0 : found->phases[i - 1].first;
    const std::size_t after = i + 1 < found->phases.size() ? found->phases[i + 1].first : drawn.points.size();
    out.phases.push_back({.starts = each.starts, .mean_before = each.mean_before * drawn.in_unit, .mean_after = each.mean_after * drawn.in_unit,
                          .values_before = counted(drawn.points, before, each.first), .values_after = counted(drawn.points, each.first, after),
                          .begins_already = std::ranges::find(chart->phases, each.starts, &domain::Phase::starts) != chart->phases.end(),
                          .tests = tests_near(chart->tests, drawn.points, each.first)});
  }
  return out;
}

}  // namespace tributary::services
