#include "engines/measure/phases.hpp"

#include <algorithm>

namespace tributary::measure {

void lay_out_phases(const Series& series, Chart& chart) {
  const auto points = static_cast<std::uint32_t>(series.points.size());
  const auto index_of = [&](base::Date date) {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(series.points, date, {}, &Point::date) -
                                      series.points.begin());
  };

  chart.phases.clear();
  std::uint32_t number = 1;
  if (series.baseline_end) {
    chart.phases.push_back({.number = 0});
    const auto end = std::ranges::upper_bound(series.points, *series.baseline_end, {}, &Point::date);
    if (end != series.points.end()) {
      chart.phases.push_back(
          {.number = 1, .first = static_cast<std::uint32_t>(end - series.points.begin()), .inherits = true});
    }
  } else {
    chart.phases.push_back({.number = 1});
  }

  const std::size_t before = chart.phases.size();
  for (const base::Date start : series.phase_starts) {
    if (const auto first = index_of(start); first > 0) chart.phases.push_back({.first = first});
  }
  std::sort(chart.phases.begin() + static_cast<std::ptrdiff_t>(before), chart.phases.end(),
            [](const Phase& a, const Phase& b) { return a.first < b.first; });
  for (std::size_t i = before; i < chart.phases.size(); ++i) chart.phases[i].number = ++number;

  // A recalculation right after the baseline leaves phase 1 without points.
  if (series.baseline_end && chart.phases.size() > 2 && chart.phases[1].first == chart.phases[2].first) {
    chart.phases.erase(chart.phases.begin() + 1);
  }
  for (std::size_t i = 0; i < chart.phases.size(); ++i) {
    const auto next = i + 1 < chart.phases.size() ? chart.phases[i + 1].first : points;
    chart.phases[i].points = next - chart.phases[i].first;
  }
}

}  // namespace tributary::measure
