#include "engines/measure/chart.hpp"

#include <algorithm>

namespace tributary::measure {

Standing Chart::standing(const Phase& phase) const {
  const auto made_from = static_cast<int>(std::min<std::uint32_t>(phase.made_from, 1'000'000));
  const bool no_ranges = uses_neighbours(type) && phase.ranges == 0;
  if (made_from < profile.least_points_for_limits || no_ranges || screened_away(phase)) return Standing::run_chart;
  return made_from < profile.settled_points ? Standing::trial : Standing::settled;
}

bool Chart::show_limits(std::size_t point) const {
  return limits_at(point).known == Known::limits && standing(phase_at(point)) != Standing::run_chart;
}

bool screened_away(const Phase& phase) { return phase.screened > 0 && phase.limits_range == 0 && phase.mean_range > 0; }

bool has_signal(const Chart& chart) {
  return std::ranges::any_of(chart.readings, [](const Reading& reading) { return reading.signals.any(); }) ||
         std::ranges::any_of(chart.runs, &RunsFound::signal);
}

std::string_view name_of(Rule rule) {
  switch (rule) {
    case Rule::point_high: return "point_high";
    case Rule::point_low: return "point_low";
    case Rule::shift_high: return "shift_high";
    case Rule::shift_low: return "shift_low";
    case Rule::trend_up: return "trend_up";
    case Rule::trend_down: return "trend_down";
    case Rule::two_of_three_high: return "two_of_three_high";
    case Rule::two_of_three_low: return "two_of_three_low";
    case Rule::four_of_five_high: return "four_of_five_high";
    case Rule::four_of_five_low: return "four_of_five_low";
    case Rule::three_of_four_high: return "three_of_four_high";
    case Rule::three_of_four_low: return "three_of_four_low";
    case Rule::alternating: return "alternating";
    case Rule::within_one_sigma: return "within_one_sigma";
    case Rule::outside_one_sigma: return "outside_one_sigma";
  }
  return "";
}

std::vector<Rule> rules_of(const Profile& profile, ChartType type) {
  const bool limits = type != ChartType::run;
  const bool patterns = type != ChartType::moving_range;  // neighbouring ranges share a value, so their runs mean nothing
  const bool sigmas = limits && patterns && type != ChartType::g;
  std::vector<Rule> rules;
  const auto add = [&](bool used, std::initializer_list<Rule> more) {
    if (used) rules.insert(rules.end(), more);
  };
  add(profile.point_beyond_limit && limits, {Rule::point_high, Rule::point_low});
  add((profile.shift_points > 0 || profile.runs == RunsTest::anhoej) && patterns, {Rule::shift_high, Rule::shift_low});
  add(profile.trend_points > 0 && patterns, {Rule::trend_up, Rule::trend_down});
  add(profile.two_of_three != TwoOfThree::off && sigmas, {Rule::two_of_three_high, Rule::two_of_three_low});
  add(profile.four_of_five && sigmas, {Rule::four_of_five_high, Rule::four_of_five_low});
  add(profile.three_of_four && sigmas, {Rule::three_of_four_high, Rule::three_of_four_low});
  add(profile.alternating_points > 0 && patterns, {Rule::alternating});
  add(profile.within_one_sigma_points > 0 && sigmas, {Rule::within_one_sigma});
  add(profile.outside_one_sigma_points > 0 && sigmas, {Rule::outside_one_sigma});
  return rules;
}

}  // namespace tributary::measure
