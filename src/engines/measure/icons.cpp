#include "engines/measure/icons.hpp"

#include <cmath>

#include "engines/measure/limits.hpp"

namespace tributary::measure {
namespace {

VariationIcon variation_of(Direction better, const Reading& last, bool above_centre) {
  const bool up = better == Direction::up;
  switch (last.meaning) {
    case Meaning::improvement: return up ? VariationIcon::improvement_high : VariationIcon::improvement_low;
    case Meaning::concern: return up ? VariationIcon::concern_low : VariationIcon::concern_high;
    case Meaning::neither: {
      // Rules that speak for no level leave it to where the value lies.
      const bool high = last.signals.high() || (!last.signals.low() && above_centre);
      return high ? VariationIcon::neither_high : VariationIcon::neither_low;
    }
    case Meaning::common_cause: break;
  }
  return VariationIcon::common_cause;
}

}  // namespace

AssuranceIcon assurance_of(Direction better, double target, const Limits& limits, TargetOnLimit rule) {
  const double near = nearness * (std::abs(limits.centre) + (limits.upper - limits.centre));
  const bool up = better == Direction::up;
  if (target <= limits.lower + near && target >= limits.upper - near) {
    return AssuranceIcon::pass;  // no variation, and every value is the target: it is met either way
  }
  if (rule == TargetOnLimit::is_hit_or_miss && target >= limits.lower - near && target <= limits.upper + near) {
    return AssuranceIcon::hit_or_miss;
  }
  if (target <= limits.lower + near) return up ? AssuranceIcon::pass : AssuranceIcon::fail;
  if (target >= limits.upper - near) return up ? AssuranceIcon::fail : AssuranceIcon::pass;
  return AssuranceIcon::hit_or_miss;
}

void choose_icons(const Series& series, Chart& chart) {
  chart.variation = VariationIcon::none;
  chart.assurance = AssuranceIcon::none;
  if (!chart.last) return;
  const Limits& limits = chart.limits_at(*chart.last);
  chart.variation = variation_of(series.better, chart.readings[*chart.last], *series.points[*chart.last].value >= limits.centre);

  if (is_between_events(chart.type)) return;  // what lies between events up to now promises nothing of the next
  const auto target = target_on(series, series.points[*chart.last].date);
  if (target && limits.known == Known::limits) {
    chart.assurance = assurance_of(series.better, *target, limits, chart.profile.target_on_limit);
  }
}

std::string_view label(VariationIcon icon) {
  switch (icon) {
    case VariationIcon::none: return "";
    case VariationIcon::common_cause: return "Common Cause";
    case VariationIcon::improvement_high: return "Improvement (High)";
    case VariationIcon::improvement_low: return "Improvement (Low)";
    case VariationIcon::concern_high: return "Concern (High)";
    case VariationIcon::concern_low: return "Concern (Low)";
    case VariationIcon::neither_high: return "Neither (High)";
    case VariationIcon::neither_low: return "Neither (Low)";
  }
  return "";
}

std::string_view label(AssuranceIcon icon) {
  switch (icon) {
    case AssuranceIcon::none: return "";
    case AssuranceIcon::pass: return "Pass";
    case AssuranceIcon::hit_or_miss: return "Hit or Miss";
    case AssuranceIcon::fail: return "Fail";
  }
  return "";
}

}  // namespace tributary::measure
