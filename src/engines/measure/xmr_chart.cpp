#include "engines/measure/xmr_chart.hpp"

#include <algorithm>
#include <cmath>

#include "engines/measure/icons.hpp"
#include "engines/measure/limits.hpp"
#include "engines/measure/rules.hpp"

namespace tributary::measure {
namespace {

// The baseline is phase 0 and what follows it phase 1; each recalculation starts the next.
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

base::Done draw_limits(const Series& series, const Profile& profile, Chart& chart) {
  chart.limits.clear();
  chart.counted = 0;
  for (Phase& phase : chart.phases) {
    const auto own = series.points.subspan(phase.first, phase.points);
    if (phase.inherits) {
      const Phase& baseline = chart.phases.front();
      phase.counted = count_values(own);
      phase.made_from = baseline.made_from;
      phase.ranges = baseline.ranges;
      phase.mean_range = baseline.mean_range;
      phase.limits_range = baseline.limits_range;
      phase.screened = baseline.screened;
      chart.limits.push_back(Limits{chart.limits.front()});
    } else {
      chart.limits.push_back(phase_limits(own, profile, phase));
    }
    chart.counted += phase.counted;
    const Limits& limits = chart.limits.back();
    if (!std::isfinite(limits.lower) || !std::isfinite(limits.upper)) {
      return base::fail({.code = "values-too-large",
                         .title = "The values are too large to calculate with",
                         .detail = "Limits of the points from " + base::in_words(own.front().date) +
                                   " can't be calculated. Use a larger unit, such as thousands.",
                         .field = "/points/" + std::to_string(phase.first) + "/value"});
    }
  }
  return {};
}

}  // namespace

base::Done draw_xmr_chart(const Series& series, const Profile& profile, Chart& chart) {
  if (auto good = check_profile(profile); !good) return good;
  if (auto good = check_series(series, profile.duplicate_dates == DuplicateDates::refuse); !good) return good;
  chart.profile = profile;
  lay_out_phases(series, chart);
  if (auto drawn = draw_limits(series, profile, chart); !drawn) return drawn;
  apply_rules(series.points, chart);
  read_meanings(series.better, chart);
  choose_icons(series, chart);
  return {};
}

base::Result<Chart> xmr_chart(const Series& series, const Profile& profile) {
  Chart chart;
  if (auto drawn = draw_xmr_chart(series, profile, chart); !drawn) return base::fail(drawn.error());
  return chart;
}

}  // namespace tributary::measure
