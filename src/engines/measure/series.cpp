#include "engines/measure/series.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/text.hpp"

namespace tributary::measure {
namespace {

std::string pointer(const char* list, std::size_t index, const char* member = "") {
  return std::string("/") + list + "/" + std::to_string(index) + member;
}

base::Problem bad(const char* code, const char* title, std::string detail, std::string field) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = std::move(field)};
}

base::Done check_point_order(const Series& series, std::size_t i, bool refuse_duplicates) {
  const base::Date date = series.points[i].date;
  const base::Date before = series.points[i - 1].date;
  if (date < before) {
    return base::fail(bad("points-out-of-order", "The points are not in order of date",
                          base::in_words(date) + " (point " + std::to_string(i + 1) + ") follows " +
                              base::in_words(before) + ". Sort the points by date.",
                          pointer("points", i, "/date")));
  }
  if (date == before && refuse_duplicates) {
    return base::fail(bad("duplicate-date", "Two points have the same date",
                          "Points " + std::to_string(i) + " and " + std::to_string(i + 1) + " are both of " +
                              base::in_words(date) + ". Remove one, or add them up or average them first.",
                          pointer("points", i, "/date")));
  }
  return {};
}

base::Done check_phase_starts(const Series& series) {
  for (std::size_t i = 0; i < series.phase_starts.size(); ++i) {
    const base::Date start = series.phase_starts[i];
    const auto at = std::ranges::lower_bound(series.points, start, {}, &Point::date);
    if (at == series.points.end() || at->date != start) {
      return base::fail(bad("phase-start-unmatched", "No point has the date from which limits are recalculated",
                            base::in_words(start) + " is not the date of a point. Use the date of the first point of the "
                                                  "new phase.",
                            pointer("phase_starts", i)));
    }
    if (series.baseline_end && start <= *series.baseline_end) {
      return base::fail(bad("baseline-after-phase-start", "Limits are recalculated within the baseline",
                            "The baseline ends on " + base::in_words(*series.baseline_end) +
                                ", after the phase that "
                                "starts on " +
                                base::in_words(start) + ". End the baseline before the first recalculation.",
                            "/baseline_end"));
    }
  }
  std::vector<base::Date> sorted(series.phase_starts.begin(), series.phase_starts.end());
  std::ranges::sort(sorted);
  if (const auto twin = std::ranges::adjacent_find(sorted); twin != sorted.end()) {
    return base::fail(bad("phase-start-duplicate", "Limits are recalculated twice from the same date",
                          base::in_words(*twin) + " is given more than once. Give each date once.", "/phase_starts"));
  }
  return {};
}

}  // namespace

std::optional<double> target_on(const Series& series, base::Date date) {
  if (series.better == Direction::neither) return std::nullopt;
  const auto found = std::ranges::find_if(series.targets, [&](const Target& each) { return each.covers(date); });
  if (found == series.targets.end()) return std::nullopt;
  if (!found->to_value) return found->value;
  if (date == *found->to) return *found->to_value;
  const double share = static_cast<double>((date - *found->from).count()) / static_cast<double>((*found->to - *found->from).count());
  return found->value + share * (*found->to_value - found->value);
}

std::optional<NextTarget> next_target(const Series& series, base::Date date) {
  if (series.better == Direction::neither) return std::nullopt;
  const auto now = std::ranges::find_if(series.targets, [&](const Target& each) { return each.covers(date); });
  if (now != series.targets.end() && now->to_value && date < *now->to && *now->to_value != now->value)
    return NextTarget{.value = *now->to_value, .on = *now->to, .moving = true};
  std::optional<NextTarget> next;
  for (const Target& each : series.targets)
    if (each.from && *each.from > date && (!next || *each.from < next->on)) next = NextTarget{.value = each.value, .on = *each.from};
  if (next && next->value == target_on(series, date)) return std::nullopt;
  return next;
}

base::Done check_series(const Series& series, bool refuse_duplicates) {
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const Point& point = series.points[i];
    if (i > 0 && point.date <= series.points[i - 1].date) {
      if (auto order = check_point_order(series, i, refuse_duplicates); !order) return order;
    }
    if (point.value && !std::isfinite(*point.value)) {
      return base::fail(bad("value-not-finite", "A value is not a number",
                            "The value of " + base::in_words(point.date) +
                                " is not a finite number. Correct it, or "
                                "leave it blank to show a gap.",
                            pointer("points", i, "/value")));
    }
  }
  for (std::size_t i = 0; i < series.targets.size(); ++i) {
    const Target& target = series.targets[i];
    if (!std::isfinite(target.value) || !std::isfinite(target.to_value.value_or(0)))
      return base::fail(bad("target-not-finite", "A target is not a number", "Give the target as a finite number.",
                            pointer("targets", i, "/value")));
    if (target.to_value && !(target.from && target.to && *target.from < *target.to))
      return base::fail(bad("target-dates-missing", "A target that moves needs two dates",
                            "Say from which date it moves and by which later date it arrives.", pointer("targets", i, "/to")));
  }
  if (series.baseline_end && !series.points.empty() && *series.baseline_end < series.points.front().date) {
    return base::fail(bad("baseline-before-first-point", "The baseline ends before the first point",
                          "The baseline ends on " + base::in_words(*series.baseline_end) + " and the first point is of " +
                              base::in_words(series.points.front().date) + ". Use a later date.",
                          "/baseline_end"));
  }
  return check_phase_starts(series);
}

base::Result<double> ratio(double numerator, double denominator, bool share) {
  if (!std::isfinite(numerator) || !std::isfinite(denominator)) {
    return base::fail(bad("value-not-finite", "A value is not a number",
                          "Numerator and denominator must be finite numbers.", "/numerator"));
  }
  if (denominator <= 0) {
    return base::fail(bad("denominator-not-positive", "The denominator is not above 0",
                          "The denominator is " + base::to_text(denominator) +
                              ". Give one above 0, or leave the row blank to show a gap.",
                          "/denominator"));
  }
  if (share && (numerator > denominator || numerator < 0)) {
    return base::fail(bad("numerator-above-denominator", "The numerator is not within the denominator",
                          base::to_text(numerator) + " of " + base::to_text(denominator) +
                              " is no share. Check whether the two were swapped.",
                          "/numerator"));
  }
  const double value = numerator / denominator;
  if (!std::isfinite(value)) {
    return base::fail(bad("value-not-finite", "A value is not a number",
                          base::to_text(numerator) + " over " + base::to_text(denominator) + " is too large.",
                          "/numerator"));
  }
  return value;
}

}  // namespace tributary::measure
