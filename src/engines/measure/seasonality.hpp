// Seasonality: what is left of a series when the time of year, or the day of the week, is taken out of it?
//
// Idea      winter comes each year: limits about a year's mean call it special cause, and are wide enough to hide a real one. With
//           the usual difference of each month taken out, limits drawn on what is left speak of everything else
// Method    classical decomposition: each value against the mean of the full cycle around it (12 months or 4 quarters, the two at
//           its ends by half; or 7 days); a season's index is the mean of those, brought to 1 (or 0) over the cycle. Adjusted value = value /
//           index (multiplicative), value − index (additive)          [Census Method I; Hyndman, Athanasopoulos, FPP3, section 3.4]
// Given     monthly, quarterly or daily points in order of date; at least two full years, or eight full weeks of days
// Promises  ghosted points make no index and are adjusted; gaps stay gaps; the mean of a cycle is kept; the statement says what was
//           done, and goes beside the chart. No NaN
// Fails     "too-few-cycles", "season-unknown" (some month never has a full year around it), "not-monthly", "not-quarterly",
//           "not-daily", "values-not-positive" (multiplicative)
// Limits    indices are the same each year; a change of season itself is not followed. With two years an index is one year's
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engines/measure/series.hpp"

namespace tributary::measure {

enum class Season : std::uint8_t { month, quarter, weekday };
inline constexpr std::array every_season{Season::month, Season::quarter, Season::weekday};
[[nodiscard]] std::string_view name_of(Season season);  // "month"
enum class SeasonalMethod : std::uint8_t { multiplicative, additive };

struct Deseasoned {
  std::vector<Point> points;        // with adjusted values
  std::vector<double> indices;      // January first, the quarter that begins with it, or Monday
  std::optional<double> strength;   // 0 to 1: the share of variation about the level that the season explains; none from one cycle each
  std::string statement;            // "Seasonality removed: each value was divided by its month's index …"
};

[[nodiscard]] base::Result<Deseasoned> remove_seasonality(std::span<const Point> points, Season season, SeasonalMethod method);

// By which methods a season can be taken out of some points, the usual one first; or why by none.
struct SeasonTried {
  std::vector<SeasonalMethod> methods;
  std::optional<double> strength;   // by the usual one
  std::string why_not;              // a sentence on what is missing; empty where it can be
};

[[nodiscard]] SeasonTried try_season(std::span<const Point> points, Season season);

}  // namespace tributary::measure
