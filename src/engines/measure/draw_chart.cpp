#include "engines/measure/draw_chart.hpp"

#include <algorithm>
#include <cmath>

#include "engines/measure/estimate.hpp"
#include "engines/measure/icons.hpp"
#include "engines/measure/limits.hpp"
#include "engines/measure/pattern_rules.hpp"
#include "engines/measure/phases.hpp"
#include "engines/measure/rules.hpp"
#include "engines/measure/runs.hpp"

namespace tributary::measure {
namespace {

base::Done check_finite(const Series& series, const Limits& limits, std::size_t point) {
  if (std::isfinite(limits.lower) && std::isfinite(limits.upper)) return {};
  return base::fail({.code = "values-too-large",
                     .title = "The values are too large to calculate with",
                     .detail = "Limits of the points from " + base::in_words(series.points[point].date) +
                               " can't be calculated. Use a larger unit, such as thousands.",
                     .field = "/points/" + std::to_string(point) + "/value"});
}

Series part_of(const Series& series, const Phase& phase) {
  Series part{.points = series.points.subspan(phase.first, phase.points)};
  if (!series.sizes.empty()) part.sizes = series.sizes.subspan(phase.first, phase.points);
  if (!series.spreads.empty()) part.spreads = series.spreads.subspan(phase.first, phase.points);
  return part;
}

// The points of a phase that its limits come from: all, or as many as the profile fixes them after.
Series source_of(const Series& part, const Profile& profile) {
  if (profile.fix_after_points == 0) return part;
  int left = profile.fix_after_points;
  std::size_t count = 0;
  while (count < part.points.size() && left > 0) left -= part.points[count++].counts() ? 1 : 0;
  Series source{.points = part.points.first(count)};
  if (!part.sizes.empty()) source.sizes = part.sizes.first(count);
  if (!part.spreads.empty()) source.spreads = part.spreads.first(count);
  return source;
}

void take_over(const Phase& baseline, const Series& part, Phase& phase) {
  phase.counted = count_values(part.points);
  phase.made_from = baseline.made_from;
  phase.ranges = baseline.ranges;
  phase.mean_range = baseline.mean_range;
  phase.limits_range = baseline.limits_range;
  phase.screened = baseline.screened;
  phase.spread = baseline.spread;
}

// An XmR chart: one set of limits a phase.
base::Done draw_xmr_limits(const Series& series, Chart& chart) {
  for (Phase& phase : chart.phases) {
    const Series part = part_of(series, phase);
    if (phase.inherits) {
      take_over(chart.phases.front(), part, phase);
      chart.limits.push_back(Limits{chart.limits.front()});
    } else {
      chart.limits.push_back(phase_limits(source_of(part, chart.profile).points, chart.profile, phase));
      if (chart.profile.fix_after_points > 0) phase.counted = count_values(part.points);
    }
    chart.counted += phase.counted;
    if (auto good = check_finite(series, chart.limits.back(), phase.first); !good) return good;
  }
  return {};
}

// Any other: what a phase estimates, and from it one set of limits a phase, or one a point where sizes differ.
base::Done draw_estimated_limits(const Series& series, Chart& chart) {
  const bool by_point = needs_sizes(chart.type);
  Estimate baseline;
  for (Phase& phase : chart.phases) {
    const Series part = part_of(series, phase);
    Estimate from = baseline;
    if (phase.inherits) {
      take_over(chart.phases.front(), part, phase);
    } else {
      from = estimate(source_of(part, chart.profile), chart.type, chart.profile, phase);
      if (chart.profile.fix_after_points > 0) phase.counted = count_values(part.points);
      baseline = from;
    }
    chart.counted += phase.counted;
    const std::size_t sets = by_point ? phase.points : 1;
    for (std::size_t i = 0; i < sets; ++i) {
      chart.limits.push_back(limits_from(from, chart.type, chart.profile, by_point ? part.sizes[i] : 0));
      if (auto good = check_finite(series, chart.limits.back(), phase.first + i); !good) return good;
    }
  }
  return {};
}

}  // namespace

base::Done draw_chart_into(const Series& series, ChartType type, const Profile& profile, Chart& chart) {
  if (auto good = check_profile(profile); !good) return good;
  if (auto good = check_series(series, profile.duplicate_dates == DuplicateDates::refuse); !good) return good;
  if (type != ChartType::xmr && type != ChartType::run)
    if (auto good = check_sizes(series, type); !good) return good;
  chart.type = type;
  chart.profile = profile;
  lay_out_phases(series, chart);
  chart.limits.clear();
  chart.counted = 0;
  auto drawn = type == ChartType::xmr ? draw_xmr_limits(series, chart) : draw_estimated_limits(series, chart);
  if (!drawn) return drawn;
  if (type == ChartType::xmr && has_the_four_rules(profile))
    apply_the_four_rules(series.points, chart);
  else
    apply_patterns(series.points, chart);
  test_runs(series.points, chart);
  read_meanings(series.better, chart);
  choose_icons(series, chart);
  return {};
}

base::Result<Chart> draw_chart(const Series& series, ChartType type, const Profile& profile) {
  Chart chart;
  if (auto drawn = draw_chart_into(series, type, profile, chart); !drawn) return base::fail(drawn.error());
  return chart;
}

std::vector<Point> moving_ranges(const Series& series, const Chart& chart) {
  std::vector<Point> ranges(series.points.begin(), series.points.end());
  for (const Phase& phase : chart.phases) {
    std::optional<double> before;
    for (std::uint32_t i = phase.first; i < phase.first + phase.points; ++i) {
      const Point& point = series.points[i];
      ranges[i].value.reset();
      if (point.ghosted) continue;
      if (point.value && before) ranges[i].value = std::abs(*point.value - *before);
      before = point.value;
    }
  }
  return ranges;
}

}  // namespace tributary::measure
