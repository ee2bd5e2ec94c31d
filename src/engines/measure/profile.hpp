// Profile: every setting that decides a chart's numbers, named, so that a result can say how it was made.
//
// Idea      published tools differ in factor, screening, run lengths and ties; a profile is one tool's whole answer.
//           Each chart carries the profile it was drawn with, so nothing hangs on a hidden default
// Source    `mdc-2022` is the logic that NHS England's Making Data Count team published as "SPC query v2.4" (2022)
// See       docs/guide/reference/spc.md
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace tributary::measure {

// What a point is called that has both meanings, such as a falling trend above the mean.
enum class ConflictRule : unsigned char { concern, improvement };

// Two points of one date: an error (the default), or kept in the order given, as the published query does.
enum class DuplicateDates : unsigned char { refuse, keep };

struct Profile {
  std::string_view name = "mdc-2022";  // must outlive the charts drawn with it

  // Limits
  double factor = 2.66;                  // limits = centre ± factor · mean moving range
  bool screen = false;                   // leave out moving ranges above screen_factor · their mean, once
  double screen_factor = 3.267;          // a range that equals it stays
  bool screen_recalculates_mean = true;  // and leave out the points that those ranges lead to from the centre too

  // Rules
  int shift_points = 7;              // in a row on one side of the centre, within a phase: 6 to 8
  int trend_points = 7;              // each beyond the one before, ends included: 6 to 8
  bool trend_crosses_phases = true;  // a trend ignores where limits were recalculated
  ConflictRule conflict = ConflictRule::concern;
  DuplicateDates duplicate_dates = DuplicateDates::refuse;

  // What is shown. None of these changes a number, a flag or an icon.
  int least_points_for_limits = 12;  // fewer behind a phase's limits: a run chart only
  int settled_points = 20;           // fewer: the limits are on trial
  int least_distinct_values = 5;     // fewer: the limits are unreliable
};

[[nodiscard]] constexpr Profile mdc_2022() { return {}; }

// The same with screening of outlying moving ranges switched on.
[[nodiscard]] constexpr Profile mdc_2022_screened() {
  Profile profile;
  profile.screen = true;
  return profile;
}

// Fails with "setting-out-of-range", naming the setting and what it may be.
[[nodiscard]] base::Done check_profile(const Profile& profile);

}  // namespace tributary::measure
