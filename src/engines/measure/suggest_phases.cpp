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

// Of the last level's values, the newest that lie in a row on one side of their mean: how many, above it (1) or below (−1).
struct Run {
  std::size_t length = 0;
  int side = 0;
};

Run last_run(const std::vector<double>& y, std::size_t from) {
  double mean = 0;
  for (std::size_t i = from; i < y.size(); ++i) mean += y[i] / static_cast<double>(y.size() - from);
  Run run;
  for (std::size_t i = y.size(); i > from; --i) {
    const int side = (y[i - 1] > mean) - (y[i - 1] < mean);
    if (side == 0 || (run.length > 0 && side != run.side)) break;
    run.side = side;
    ++run.length;
  }
  return run;
}

// Why nothing is suggested at the end where something may have changed; empty where nothing looks like it.
std::string too_new(const std::vector<double>& y, std::size_t from, std::size_t shortest) {
  constexpr std::size_t telling = 6;  // the fewest in a row that any profile takes for a shift
  const Run run = last_run(y, from);
  if (run.length < telling || run.length >= shortest) return {};
  return "The last " + std::to_string(run.length) + " values lie " + (run.side > 0 ? "above" : "below") + " the mean in a row: too few values since the last change to date it, as a phase takes " +
         std::to_string(shortest) + ".";
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
  const std::string newest = too_new(values.of, cuts.empty() ? 0 : cuts.back(), shortest);
  if (found.phases.empty() && !newest.empty()) {
    found.statement = "No phases are suggested by optimal partitioning with the modified BIC. " + newest;
    return found;
  }
  if (values.of.size() < 2 * shortest) {
    found.statement = "No phases are suggested: a phase takes " + std::to_string(shortest) + " values, so two take " + std::to_string(2 * shortest) + ", and there are " + std::to_string(values.of.size()) + ".";
    return found;
  }
  found.statement = found.phases.empty()
                        ? "No phases are suggested: by optimal partitioning with the modified BIC the values lie about one level."
                        : "Suggested, not applied: by optimal partitioning with the modified BIC the level changes here. Waves, seasons and drifts look "
                          "like steps to it; recalculate only where the cause is known and the change should last." + (newest.empty() ? "" : " " + newest);
  return found;
}

}  // namespace tributary::measure
