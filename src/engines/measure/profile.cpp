#include "engines/measure/profile.hpp"

#include <cmath>
#include <string>

namespace tributary::measure {
namespace {

constexpr double three_over_d2 = 3 / 1.128;  // d2 of two values, to three decimals as most tools have it

// The spreadsheets of Making Data Count with runs of six, which they offer beside seven: limits and icons from 13 points, and a
// point of both meanings is an improvement. [NHSRplotthedots issues 194, 195, 202, where they are compared]
Profile mdc_excel_6() {
  Profile profile;
  profile.name = "mdc-excel-6";
  profile.shift_points = profile.trend_points = 6;
  profile.conflict = ConflictRule::improvement;
  profile.least_points_for_limits = 13;
  return profile;
}

// NHSRplotthedots 0.2.2 with its defaults. Its rebasing is our recalculation.
Profile ptd_r() {
  Profile profile;
  profile.name = "ptd-r";
  profile.screen = true;
  profile.screen_keeps_equal = false;
  profile.screen_recalculates_mean = false;
  profile.trend_crosses_phases = false;
  profile.baseline_ends_runs = false;
  profile.target_on_limit = TargetOnLimit::is_hit_or_miss;
  return profile;
}

// qicharts2: the runs test of Anhøj (2014, doi 10.1371/journal.pone.0113825) and points beyond a limit, where there are limits.
Profile anhoej() {
  Profile profile;
  profile.name = "anhoej";
  profile.factor = three_over_d2;
  profile.screen = true;
  profile.screen_keeps_equal = false;
  profile.screen_recalculates_mean = false;
  profile.g_centre = 0;
  profile.shift_points = profile.trend_points = 0;
  profile.trend_crosses_phases = false;
  profile.baseline_ends_runs = false;
  profile.gap_ends_runs = false;
  profile.two_of_three = TwoOfThree::off;
  profile.runs = RunsTest::anhoej;
  return profile;
}

// Perla, Provost and Murray 2011 (doi 10.1136/bmjqs.2009.037895): shift of six, trend of five, too many or too few runs.
// Their fourth rule, an astronomical point, is a judgement and no calculation.
Profile ihi_run() {
  Profile profile = anhoej();
  profile.name = "ihi-run";
  profile.screen = false;
  profile.point_beyond_limit = false;
  profile.shift_points = 6;
  profile.shift_tie = Tie::is_skipped;
  profile.trend_points = 5;
  profile.trend_tie = Tie::is_skipped;
  profile.runs = RunsTest::runs_table;
  return profile;
}

// Western Electric 1956, as qcc marks them: from the completing point on, which itself lies beyond the inner line.
Profile western_electric() {
  Profile profile;
  profile.name = "western-electric";
  profile.factor = three_over_d2;
  profile.g_centre = 0;
  profile.shift_points = 8;
  profile.trend_points = 0;
  profile.trend_crosses_phases = false;
  profile.baseline_ends_runs = false;
  profile.two_of_three = TwoOfThree::beyond_two_sigma;
  profile.two_of_three_one_side = false;
  profile.four_of_five = true;
  profile.marking = Marking::from_completion;
  return profile;
}

// Nelson 1984, the eight tests, marked as qcc marks them.
Profile nelson() {
  Profile profile = western_electric();
  profile.name = "nelson";
  profile.shift_points = 9;
  profile.trend_points = 6;
  profile.alternating_points = 14;
  profile.within_one_sigma_points = 15;
  profile.outside_one_sigma_points = 8;
  return profile;
}

// Wheeler, Understanding Variation, as xmrit has it: beyond a limit, eight on one side, three of four nearer a limit.
Profile wheeler() {
  Profile profile;
  profile.name = "wheeler";
  profile.factor = three_over_d2;
  profile.range_factor = 3.268;
  profile.g_centre = 0;
  profile.shift_points = 8;
  profile.trend_points = 0;
  profile.trend_crosses_phases = false;
  profile.baseline_ends_runs = false;
  profile.two_of_three = TwoOfThree::off;
  profile.three_of_four = true;
  return profile;
}

// The PowerBI-SPC visual with all of its rules on.
Profile powerbi() {
  Profile profile = ptd_r();
  profile.name = "powerbi";
  profile.factor = three_over_d2;
  profile.pool_spreads = true;
  profile.g_centre = 0;
  profile.trend_points = 5;
  profile.two_of_three = TwoOfThree::beyond_two_sigma;
  profile.two_of_three_one_side = false;
  return profile;
}

base::Problem setting_problem(const char* field, const std::string& detail) {
  return {.code = "setting-out-of-range",
          .title = "A chart setting is out of range",
          .detail = detail,
          .field = std::string("/profile/") + field};
}

bool positive(double value) { return std::isfinite(value) && value > 0; }

bool usual_length(int points) { return points >= 6 && points <= 8; }

}  // namespace

std::optional<Profile> profile_named(std::string_view name) {
  if (name == "mdc-2022") return mdc_2022();
  if (name == "mdc-2022-screened") return mdc_2022_screened();
  if (name == "mdc-excel-6") return mdc_excel_6();
  if (name == "ptd-r") return ptd_r();
  if (name == "anhoej") return anhoej();
  if (name == "ihi-run") return ihi_run();
  if (name == "western-electric") return western_electric();
  if (name == "nelson") return nelson();
  if (name == "wheeler") return wheeler();
  if (name == "powerbi") return powerbi();
  return std::nullopt;
}

std::string profile_names() {
  std::string text;
  for (const std::string_view name : every_profile) text += (text.empty() ? "" : ", ") + std::string(name);
  return text;
}

base::Done check_profile(const Profile& profile) {
  if (!usual_length(profile.shift_points) || !usual_length(profile.trend_points)) {
    const auto own = profile_named(profile.name);
    if (!usual_length(profile.shift_points) && !(own && own->shift_points == profile.shift_points)) {
      return base::fail(setting_problem(
          "shift_points", "A shift is " + std::to_string(profile.shift_points) + " points long here. Use 6, 7 or 8."));
    }
    if (!usual_length(profile.trend_points) && !(own && own->trend_points == profile.trend_points)) {
      return base::fail(setting_problem(
          "trend_points", "A trend is " + std::to_string(profile.trend_points) + " points long here. Use 6, 7 or 8."));
    }
  }
  if (!positive(profile.factor)) return base::fail(setting_problem("factor", "Use a factor above 0, such as 2.66."));
  if (!positive(profile.range_factor)) return base::fail(setting_problem("range_factor", "Use a factor above 0, such as 3.267."));
  if (!positive(profile.screen_factor) || profile.screen_factor < 1) {
    return base::fail(setting_problem("screen_factor", "Use a screening factor of at least 1, such as 3.267."));
  }
  if (profile.fix_after_points != 0 && profile.fix_after_points < 12) {
    return base::fail(setting_problem("fix_after_points", "Limits can't be fixed after " + std::to_string(profile.fix_after_points) +
                                                              " points. Use 12 or more, or 0 for all of a phase's points."));
  }
  if (!std::isfinite(profile.g_centre) || profile.g_centre < 0) {
    return base::fail(setting_problem("g_centre", "Use 0 for the median, or a share of the mean such as 0.693."));
  }
  return {};
}

}  // namespace tributary::measure
