// Profile: every setting that decides a chart's numbers, named, so that a result can say how it was made.
//
// Idea      published tools differ in factor, screening, run lengths and ties; a profile is one tool's whole answer.
//           Each chart carries the profile it was drawn with, so nothing hangs on a hidden default
// Source    `mdc-2022` is the logic that NHS England's Making Data Count team published as "SPC query v2.4" (2022);
//           profile.cpp says where each of the others is from
// See       docs/guide/reference/spc.md
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace tributary::measure {

// What a point is called that has both meanings, such as a falling trend above the mean.
enum class ConflictRule : unsigned char { concern, improvement };

// Two points of one date: an error (the default), or kept in the order given, as the published query does.
enum class DuplicateDates : unsigned char { refuse, keep };

// A value on the centre line in a shift, or one equal to its neighbour in a trend: ends the run, or is passed over.
enum class Tie : unsigned char { ends_run, is_skipped };

// Which points of a pattern are marked: all of them, or those from which on the pattern is complete.
enum class Marking : unsigned char { whole_pattern, from_completion };

// Two of three near a limit: not used; between two and three sigma only; or beyond two sigma, a point beyond a limit too.
enum class TwoOfThree : unsigned char { off, in_band, beyond_two_sigma };

// A test of the number and length of runs about the centre: none; Anhøj's; or the table of runs of Swed and Eisenhart.
enum class RunsTest : unsigned char { none, anhoej, runs_table };

// A target on a limit passes or fails as one beyond it, or is hit or miss as one within.
enum class TargetOnLimit : unsigned char { decides, is_hit_or_miss };

struct Profile {
  std::string_view name = "mdc-2022";  // must outlive the charts drawn with it

  // Limits
  double factor = 2.66;                  // limits = centre ± factor · mean moving range
  double range_factor = 3.267;           // the upper limit of moving ranges = range_factor · their mean
  bool screen = false;                   // leave out moving ranges above screen_factor · their mean, once
  double screen_factor = 3.267;          // a range that equals it stays …
  bool screen_keeps_equal = true;        // … or doesn't
  bool screen_recalculates_mean = true;  // and leave out the points that those ranges lead to from the centre too
  bool pool_spreads = false;             // an xbar's spread is pooled where all subgroups have one size, too
  int fix_after_points = 0;              // a phase's limits come from so many of its first values; 0: from all of them
  double g_centre = 0.693;               // a g chart's centre = this · mean; 0: the median

  // Rules. A length of 0: the rule isn't used
  bool point_beyond_limit = true;
  int shift_points = 7;  // in a row on one side of the centre, within a phase: 6 to 8, or the profile's own
  Tie shift_tie = Tie::ends_run;
  int trend_points = 7;  // each beyond the one before, ends included: 6 to 8, or the profile's own
  Tie trend_tie = Tie::ends_run;
  bool trend_crosses_phases = true;  // a trend ignores where limits were recalculated
  bool baseline_ends_runs = true;    // a baseline and the phase that takes its limits are two phases to the rules
  bool gap_ends_runs = true;         // a date without a value ends what stands before it
  TwoOfThree two_of_three = TwoOfThree::in_band;
  bool two_of_three_one_side = true;  // the third lies on the same side of the centre
  bool four_of_five = false;          // beyond one sigma, on one side
  bool three_of_four = false;         // nearer a limit than the centre, on one side
  int alternating_points = 0;         // up and down by turns
  int within_one_sigma_points = 0;    // in a row, on either side
  int outside_one_sigma_points = 0;   // in a row beyond one sigma, on both sides
  RunsTest runs = RunsTest::none;
  Marking marking = Marking::whole_pattern;
  ConflictRule conflict = ConflictRule::concern;
  TargetOnLimit target_on_limit = TargetOnLimit::decides;
  DuplicateDates duplicate_dates = DuplicateDates::refuse;

  // What is shown. None of these changes a number, a flag or an icon.
  int least_points_for_limits = 12;  // fewer behind a phase's limits: a run chart only
  int settled_points = 20;           // fewer: the limits are on trial
  int least_distinct_values = 5;     // fewer: the limits are unreliable

  friend bool operator==(const Profile&, const Profile&) = default;
};

[[nodiscard]] constexpr Profile mdc_2022() { return {}; }

// The same with screening of outlying moving ranges switched on.
[[nodiscard]] constexpr Profile mdc_2022_screened() {
  Profile profile;
  profile.name = "mdc-2022-screened";
  profile.screen = true;
  return profile;
}

inline constexpr std::array<std::string_view, 10> every_profile = {
    "mdc-2022", "mdc-2022-screened", "mdc-excel-6",      "ptd-r",  "anhoej",
    "ihi-run",  "western-electric",  "nelson",           "wheeler", "powerbi"};

[[nodiscard]] std::optional<Profile> profile_named(std::string_view name);

// "mdc-2022, mdc-2022-screened, …": for a message that says what there is.
[[nodiscard]] std::string profile_names();

// It listens to the four rules of Making Data Count as the published query marks them: rules.hpp has a faster way for these.
[[nodiscard]] constexpr bool has_the_four_rules(const Profile& profile) {
  return profile.point_beyond_limit && profile.shift_points > 0 && profile.shift_tie == Tie::ends_run && profile.trend_points > 0 &&
         profile.trend_tie == Tie::ends_run && profile.baseline_ends_runs && profile.gap_ends_runs &&
         profile.two_of_three == TwoOfThree::in_band && profile.two_of_three_one_side && !profile.four_of_five &&
         !profile.three_of_four && profile.alternating_points == 0 && profile.within_one_sigma_points == 0 &&
         profile.outside_one_sigma_points == 0 && profile.runs == RunsTest::none && profile.marking == Marking::whole_pattern;
}

// Fails with "setting-out-of-range", naming the setting and what it may be.
[[nodiscard]] base::Done check_profile(const Profile& profile);

}  // namespace tributary::measure
