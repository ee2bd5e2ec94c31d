#include "engines/measure/false_alarm.hpp"

#include <algorithm>
#include <cmath>

#include "engines/measure/false_alarm_simulation.hpp"
#include "engines/measure/false_alarm_table.hpp"

namespace tributary::measure {
namespace {

// Its rules and what its limits come from: what else a profile sets makes no signal.
Profile signalling_part(Profile profile) {
  const Profile usual;
  profile.name = usual.name;
  profile.conflict = usual.conflict;
  profile.target_on_limit = usual.target_on_limit;
  profile.duplicate_dates = usual.duplicate_dates;
  profile.range_factor = usual.range_factor;
  profile.pool_spreads = usual.pool_spreads;
  profile.g_centre = usual.g_centre;
  profile.gap_ends_runs = usual.gap_ends_runs;
  profile.baseline_ends_runs = usual.baseline_ends_runs;
  profile.trend_crosses_phases = usual.trend_crosses_phases;
  profile.least_points_for_limits = usual.least_points_for_limits;
  profile.settled_points = usual.settled_points;
  profile.least_distinct_values = usual.least_distinct_values;
  return profile;
}

bool within(int points) { return points >= 6 && points <= 8; }

// The four rules with any of their lengths.
const double* row_of_the_four(const Profile& profile) {
  if (!within(profile.shift_points) || !within(profile.trend_points)) return nullptr;
  Profile usual = profile.screen ? mdc_2022_screened() : mdc_2022();
  usual.shift_points = profile.shift_points;
  usual.trend_points = profile.trend_points;
  if (signalling_part(profile) != signalling_part(usual)) return nullptr;
  return four_rules_table[(profile.screen ? 9 : 0) + 3 * (profile.shift_points - 6) + (profile.trend_points - 6)];
}

const double* row_of(const Profile& profile, ChartType type) {
  if (type == ChartType::xmr)
    if (const double* row = row_of_the_four(profile)) return row;
  for (const NamedFalseAlarms& named : named_false_alarms)
    if (named.type == type && signalling_part(profile) == signalling_part(*profile_named(named.profile))) return named.chance;
  return nullptr;
}

double interpolated(const double* row, std::uint32_t length) {
  const auto survival = [&](std::size_t column) { return std::log1p(-row[column]); };
  const double at = length;
  if (at <= false_alarm_lengths.front()) {
    return -std::expm1(survival(0) * (at - 2) / (false_alarm_lengths.front() - 2));
  }
  // Bounds that grow in steps make a chance that goes up and down with the length: it isn't extended downwards.
  if (at > false_alarm_lengths.back() && row[false_alarm_columns - 1] <= row[false_alarm_columns - 2]) return row[false_alarm_columns - 2];
  const auto* after = std::ranges::lower_bound(false_alarm_lengths, static_cast<int>(std::min(length, 1'000'000U)));
  const auto right = std::min<std::size_t>(static_cast<std::size_t>(after - false_alarm_lengths.begin()), false_alarm_columns - 1);
  const double from = false_alarm_lengths[right - 1];
  const double to = false_alarm_lengths[right];
  const double share = (at - from) / (to - from);
  return std::clamp(-std::expm1(survival(right - 1) + share * (survival(right) - survival(right - 1))), 0.0, 1.0);
}

}  // namespace

double false_alarm_chance(const Profile& profile, std::uint32_t length) {
  if (length < 3) return 0;  // two values lie within their own limits
  if (const double* row = row_of(profile, ChartType::xmr)) return interpolated(row, length);
  return simulated_false_alarm(profile, ChartType::xmr, length);
}

std::optional<FalseAlarm> false_alarm(const Series& series, const Chart& chart) {
  if (chart.counted == 0) return std::nullopt;
  FalseAlarm found{.simulated = false};
  const double* row = row_of(chart.profile, chart.type);
  double quiet = 1;
  for (std::size_t i = 0; i < chart.phases.size(); ++i) {
    const Phase& phase = chart.phases[i];
    if (phase.inherits) continue;
    // A baseline and the phase that inherits its limits are one chart.
    const bool joined = i + 1 < chart.phases.size() && chart.phases[i + 1].inherits;
    const std::uint32_t length = phase.counted + (joined ? chart.phases[i + 1].counted : 0);
    if (length < 3) continue;
    const std::size_t points = phase.points + (joined ? chart.phases[i + 1].points : 0);
    quiet *= 1 - (row ? interpolated(row, length) : simulated_false_alarm(series, chart, phase.first, points));
    found.simulated = found.simulated || !row;
  }
  found.chance = 1 - quiet;
  return found;
}

std::optional<double> false_alarm_chance(const Chart& chart) {
  if (chart.type != ChartType::xmr) return std::nullopt;
  const auto found = false_alarm({}, chart);
  return found ? std::optional(found->chance) : std::nullopt;
}

}  // namespace tributary::measure
