#include "engines/measure/suggest_phases.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary::measure {
namespace {

constexpr std::size_t most_values = 10'000;

struct Values {
  std::vector<double> of;          // in units of their spread, from the first one
  std::vector<std::size_t> point;  // where each stands
  double spread = 0;
};

double spread_of(const std::vector<double>& values) {
  std::vector<double> ranges;
  double total = 0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    ranges.push_back(std::abs(values[i] - values[i - 1]));
    total += ranges.back();
  }
  if (ranges.empty()) return 0;
  const auto middle = ranges.begin() + static_cast<std::ptrdiff_t>(ranges.size() / 2);
  std::ranges::nth_element(ranges, middle);
  const double median = *middle / 0.954;
  return median > 0 ? median : total / static_cast<double>(ranges.size()) / 1.128;
}

Values scaled_values(const Series& series) {
  Values values;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!series.points[i].counts()) continue;
    values.of.push_back(*series.points[i].value);
    values.point.push_back(i);
  }
  values.spread = spread_of(values.of);
  if (!(values.spread > 0) || !std::isfinite(values.spread)) return values;
  const double origin = values.of.front();
  for (double& value : values.of) value = (value - origin) / values.spread;
  return values;
}

// Where the phases of the best partition begin, the first apart.
std::vector<std::size_t> best_cuts(const std::vector<double>& y, std::size_t least) {
  const std::size_t n = y.size();
  std::vector<double> sum(n + 1), squares(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    sum[i + 1] = sum[i] + y[i];
    squares[i + 1] = squares[i] + y[i] * y[i];
  }
  const auto cost = [&](std::size_t from, std::size_t to) {
    const auto length = static_cast<double>(to - from);
    const double total = sum[to] - sum[from];
    return squares[to] - squares[from] - total * total / length + std::log(length);
  };
  const double each_cut = 3 * std::log(static_cast<double>(n));
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  std::vector<std::size_t> cut(n + 1, 0);
  best[0] = -each_cut;
  for (std::size_t to = least; to <= n; ++to) {
    for (std::size_t from = 0; from + least <= to; ++from) {
      if (from != 0 && from < least) continue;
      const double total = best[from] + cost(from, to) + each_cut;
      if (total < best[to]) {
        best[to] = total;
        cut[to] = from;
      }
    }
  }
  std::vector<std::size_t> cuts;
  for (std::size_t at = cut[n]; at > 0; at = cut[at]) cuts.push_back(at);
  std::ranges::reverse(cuts);
  return cuts;
}

double mean_of(std::span<const Point> points, const std::vector<std::size_t>& at, std::size_t from, std::size_t to) {
  // Each value is divided first: the sum of two huge ones may not be a number.
  double mean = 0;
  for (std::size_t i = from; i < to; ++i) mean += *points[at[i]].value / static_cast<double>(to - from);
  return mean;
}

}  // namespace

base::Result<SuggestedPhases> suggest_phases(const Series& series, int least) {
  const Values values = scaled_values(series);
  if (values.of.size() > most_values) {
    return base::fail({.code = "too-many-values",
                       .title = "There are too many values to look for phases in",
                       .detail = "Phases are looked for in at most " + std::to_string(most_values) + " values. Chart longer periods, or a part of the series.",
                       .field = "/points"});
  }
  const auto shortest = static_cast<std::size_t>(std::max(least, 2));
  SuggestedPhases found;
  std::vector<std::size_t> cuts;
  if (values.of.size() >= 2 * shortest && values.spread > 0 && std::isfinite(values.spread)) cuts = best_cuts(values.of, shortest);
  for (std::size_t k = 0; k < cuts.size(); ++k) {
    const std::size_t before = k == 0 ? 0 : cuts[k - 1];
    const std::size_t after = k + 1 < cuts.size() ? cuts[k + 1] : values.of.size();
    found.phases.push_back({.first = values.point[cuts[k]],
                            .starts = series.points[values.point[cuts[k]]].date,
                            .mean_before = mean_of(series.points, values.point, before, cuts[k]),
                            .mean_after = mean_of(series.points, values.point, cuts[k], after)});
  }
  found.statement = found.phases.empty()
                        ? "No phases are suggested: by optimal partitioning with the modified BIC the values lie about one level."
                        : "Suggested, not applied: by optimal partitioning with the modified BIC the level changes here. Waves, seasons and drifts look "
                          "like steps to it; recalculate only where the cause is known and the change should last.";
  return found;
}

}  // namespace tributary::measure
