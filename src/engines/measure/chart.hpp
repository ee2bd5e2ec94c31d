// Chart: what a control chart says about a series. Numbers, flags and icons; words are in sentence.hpp and cautions.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engines/measure/chart_type.hpp"
#include "engines/measure/profile.hpp"
#include "engines/measure/series.hpp"

namespace tributary::measure {

// The rules. The first come in pairs: what speaks for a higher level is even, for a lower one odd. The last three say that the
// values vary as chance alone seldom makes them, and speak for no level.
enum class Rule : std::uint8_t {
  point_high,  // beyond the upper limit
  point_low,
  shift_high,  // a run on one side of the centre
  shift_low,
  trend_up,  // each beyond the one before
  trend_down,
  two_of_three_high,  // two of three between two and three sigma, all on that side
  two_of_three_low,
  four_of_five_high,  // four of five beyond one sigma, on that side
  four_of_five_low,
  three_of_four_high,  // three of four nearer the limit than the centre, on that side
  three_of_four_low,
  alternating,        // up and down by turns
  within_one_sigma,   // many in a row near the centre
  outside_one_sigma,  // many in a row away from it, on both sides
};

inline constexpr Rule every_rule[] = {
    Rule::point_high,        Rule::point_low,         Rule::shift_high,        Rule::shift_low,        Rule::trend_up,
    Rule::trend_down,        Rule::two_of_three_high, Rule::two_of_three_low,  Rule::four_of_five_high, Rule::four_of_five_low,
    Rule::three_of_four_high, Rule::three_of_four_low, Rule::alternating,       Rule::within_one_sigma, Rule::outside_one_sigma};

[[nodiscard]] constexpr bool speaks_high(Rule rule) { return rule < Rule::alternating && static_cast<unsigned>(rule) % 2 == 0; }
[[nodiscard]] constexpr bool speaks_low(Rule rule) { return rule < Rule::alternating && static_cast<unsigned>(rule) % 2 == 1; }

// "point_high", "shift_low", …: as results write it.
[[nodiscard]] std::string_view name_of(Rule rule);

// The rules that a chart of this type listens to under this profile, in the order above.
[[nodiscard]] std::vector<Rule> rules_of(const Profile& profile, ChartType type);

// The rules that a point is part of.
struct Signals {
  std::uint16_t bits = 0;

  void add(Rule rule) { bits = static_cast<std::uint16_t>(bits | bit(rule)); }
  [[nodiscard]] bool has(Rule rule) const { return (bits & bit(rule)) != 0; }
  [[nodiscard]] bool any() const { return bits != 0; }
  [[nodiscard]] bool high() const { return (bits & 0x0555U) != 0; }
  [[nodiscard]] bool low() const { return (bits & 0x0AAAU) != 0; }
  friend bool operator==(Signals, Signals) = default;

  [[nodiscard]] static constexpr std::uint16_t bit(Rule rule) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(rule));
  }
};

// What a point's signals mean for people. `neither`: special cause where no direction is better, or by rules that speak for none.
enum class Meaning : std::uint8_t { common_cause, improvement, concern, neither };

struct Reading {
  std::uint32_t limits = 0;  // which of Chart::limits
  std::uint32_t phase = 0;   // which of Chart::phases
  Signals signals;
  Meaning meaning = Meaning::common_cause;
  bool conflict = false;  // it had both meanings; the profile's rule chose
};

// Where a set of limits comes from: nothing at all, one value (a centre and no limits), or two or more.
enum class Known : std::uint8_t { nothing, centre, limits };

// The lines at a point. All six are the centre where only that is known, and 0 where nothing is; never NaN. What can't be below 0
// (or, a share, above 1) has no line there.
struct Limits {
  double lower = 0, lower_two_sigma = 0, lower_one_sigma = 0;
  double centre = 0;
  double upper_one_sigma = 0, upper_two_sigma = 0, upper = 0;
  Known known = Known::nothing;
};

// A stretch of points with one set of limits. Number 0 is the baseline, which phase 1 takes its limits from.
struct Phase {
  std::uint32_t number = 1;
  std::uint32_t first = 0;      // its first point
  std::uint32_t points = 0;     // its points, gaps and ghosts among them
  std::uint32_t counted = 0;    // its values that count
  std::uint32_t made_from = 0;  // the values that its limits come from; the baseline's where it inherits
  bool inherits = false;
  std::uint32_t ranges = 0;    // the moving ranges between neighbours that they come from
  double mean_range = 0;       // mean moving range before screening
  double limits_range = 0;     // the one that the limits come from
  std::uint32_t screened = 0;  // moving ranges that screening left out
  double spread = 0;           // what other charts' sigma is made from, as estimate.hpp says; 0 where the ranges are
};

// What a test of runs found in a phase (with a baseline, where its limits hold on). Values on the centre are left out.
struct RunsFound {
  std::uint32_t first = 0;    // the first point looked at
  std::uint32_t points = 0;   // gaps and ghosts among them
  std::uint32_t useful = 0;   // values that are not on the centre
  std::uint32_t longest = 0;  // values in the longest run on one side
  std::uint32_t crossings = 0;  // how often the values cross the centre; runs are one more
  std::uint32_t longest_allowed = 0;  // by Anhøj's test
  std::uint32_t fewest_crossings = 0, most_crossings = 0;
  bool too_long = false, too_few = false, too_many = false;

  [[nodiscard]] bool signal() const { return too_long || too_few || too_many; }
};

// Screening left out every range that isn't 0, as it does with one step in flat data: limits without width, which aren't shown.
[[nodiscard]] bool screened_away(const Phase& phase);

// How far limits may be relied on. It decides what is shown, and no number.
enum class Standing : std::uint8_t { run_chart, trial, settled };

enum class VariationIcon : std::uint8_t {
  none,
  common_cause,
  improvement_high,
  improvement_low,
  concern_high,
  concern_low,
  neither_high,
  neither_low,
};

enum class AssuranceIcon : std::uint8_t { none, pass, hit_or_miss, fail };

struct Chart {
  ChartType type = ChartType::xmr;
  Profile profile;
  std::vector<Reading> readings;  // one a point
  std::vector<Limits> limits;     // one a phase, or one a point where they depend on its size
  std::vector<Phase> phases;
  std::vector<RunsFound> runs;      // where the profile tests them
  std::optional<std::size_t> last;  // the last point that counts: what the icons speak of
  std::uint32_t counted = 0;        // values that count, in all
  VariationIcon variation = VariationIcon::none;
  AssuranceIcon assurance = AssuranceIcon::none;

  [[nodiscard]] const Limits& limits_at(std::size_t point) const { return limits[readings[point].limits]; }
  [[nodiscard]] const Phase& phase_at(std::size_t point) const { return phases[readings[point].phase]; }

  [[nodiscard]] Standing standing(const Phase& phase) const;
  // Whether a page draws the limits, and the icons that rest on them, at a point; and for the chart's last point.
  [[nodiscard]] bool show_limits(std::size_t point) const;
  [[nodiscard]] bool show_limits() const { return last && show_limits(*last); }
};

// Special cause anywhere: at a point, or in how the values run.
[[nodiscard]] bool has_signal(const Chart& chart);

}  // namespace tributary::measure
