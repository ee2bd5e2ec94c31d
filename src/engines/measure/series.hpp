// Series: what a chart is drawn from. Values in time order, which direction is better, and where limits start anew.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "base/date.hpp"
#include "base/result.hpp"
#include "engines/measure/chart_type.hpp"

namespace tributary::measure {

// Which way the measure should go.
enum class Direction : std::uint8_t { up, down, neither };

// A dated value. No value is a gap: it is shown, and what stands at its two sides aren't neighbours.
// A ghosted point is shown and takes no part in limits or rules, as if it weren't there.
struct Point {
  base::Date date{};
  std::optional<double> value;
  bool ghosted = false;

  [[nodiscard]] bool counts() const { return value.has_value() && !ghosted; }
};

// What is aimed at, from one date to another, both included; an absent date means without end. With `to_value` it moves in a
// straight line, day by day, from `value` at `from` to `to_value` at `to`; both dates are there then.
struct Target {
  double value = 0;
  std::optional<base::Date> from;
  std::optional<base::Date> to;
  std::optional<double> to_value;

  [[nodiscard]] bool covers(base::Date date) const { return !(from && date < *from) && !(to && date > *to); }
};

// Spans look at what the caller holds; nothing is kept after the call.
//
// A point's value is what is plotted: of a p or u chart its share or rate (numerator / denominator, see ratio()), of an xbar the
// subgroup's mean, of an s its standard deviation, of a t or g what lies between two events. What else a chart needs to know of each
// point stands beside the points, in the same order.
struct Series {
  std::span<const Point> points;  // in order of date
  Direction better = Direction::neither;
  std::span<const Target> targets;           // of those that cover a date the first wins
  std::optional<base::Date> baseline_end;    // points up to and on it make the limits of the baseline and phase 1
  std::span<const base::Date> phase_starts;  // each the date of the first point of a new phase
  std::span<const double> sizes;             // each point's denominator, or how many values its subgroup has; 0 at a gap
  std::span<const double> spreads;           // of an xbar: the standard deviation (n − 1) within each subgroup; 0 at a gap
};

// The target that holds on a date, if any. With no better direction there is no target: it could not be met.
[[nodiscard]] std::optional<double> target_on(const Series& series, base::Date date);

// What is aimed at next: where the target that moves on that date arrives, or else the first that starts after it with another value,
// and when. None: nothing changes.
struct NextTarget {
  double value = 0;
  base::Date on{};
  bool moving = false;  // it is on its way there already
};
[[nodiscard]] std::optional<NextTarget> next_target(const Series& series, base::Date date);

// Fails with "points-out-of-order", "value-not-finite", "target-not-finite", "target-dates-missing", "phase-start-unmatched",
// "phase-start-duplicate", "baseline-before-first-point" or "baseline-after-phase-start"; with `refuse_duplicates`
// also with "duplicate-date". The field is a JSON pointer into the series: `/points/7/date`, counted from 0.
[[nodiscard]] base::Done check_series(const Series& series, bool refuse_duplicates);

// What a type needs besides: fails with "sizes-missing", "spreads-missing", "denominator-not-positive", "value-negative",
// "numerator-above-denominator", "subgroup-too-small", "spread-negative" or "denominators-differ". `/sizes/7` is the eighth point's.
[[nodiscard]] base::Done check_sizes(const Series& series, ChartType type);

// numerator / denominator, the value of a measure that is a share or a rate. Fails with "denominator-not-positive",
// "value-not-finite", or "numerator-above-denominator" when `share` says that it can't exceed 1.
[[nodiscard]] base::Result<double> ratio(double numerator, double denominator, bool share);

}  // namespace tributary::measure
