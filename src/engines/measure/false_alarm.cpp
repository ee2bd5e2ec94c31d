#include "engines/measure/false_alarm.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::measure {
namespace {

constexpr std::size_t columns = false_alarm_lengths.size();

// Made by bench/measure/false_alarm_table.
constexpr double table[18][columns] = {
    // unscreened, shift 6, trend 6
    {0.01459, 0.03079, 0.05767, 0.09042, 0.13969, 0.22264, 0.28295, 0.36940,
     0.44360, 0.56967, 0.66731, 0.82463, 0.90722, 0.97515, 0.99318},
    // unscreened, shift 6, trend 7
    {0.01409, 0.02546, 0.04945, 0.07928, 0.12474, 0.20220, 0.25940, 0.34169,
     0.41313, 0.53770, 0.63467, 0.79819, 0.88779, 0.96657, 0.98991},
    // unscreened, shift 6, trend 8
    {0.01409, 0.02509, 0.04868, 0.07826, 0.12321, 0.19999, 0.25663, 0.33849,
     0.40955, 0.53377, 0.63084, 0.79480, 0.88526, 0.96533, 0.98938},
    // unscreened, shift 7, trend 6
    {0.01459, 0.02668, 0.04079, 0.05974, 0.08883, 0.14292, 0.18242, 0.24311,
     0.30012, 0.40042, 0.48813, 0.65707, 0.76855, 0.89621, 0.95379},
    // unscreened, shift 7, trend 7
    {0.01409, 0.02131, 0.03229, 0.04768, 0.07222, 0.11897, 0.15392, 0.20775,
     0.25895, 0.35231, 0.43428, 0.60000, 0.71615, 0.85768, 0.92924},
    // unscreened, shift 7, trend 8
    {0.01409, 0.02094, 0.03148, 0.04650, 0.07033, 0.11614, 0.15015, 0.20321,
     0.25349, 0.34589, 0.42685, 0.59167, 0.70820, 0.85173, 0.92527},
    // unscreened, shift 8, trend 6
    {0.01459, 0.02668, 0.03882, 0.05325, 0.07346, 0.11198, 0.14106, 0.18637,
     0.23095, 0.31063, 0.38410, 0.53677, 0.64860, 0.80205, 0.88823},
    // unscreened, shift 8, trend 7
    {0.01409, 0.02131, 0.03029, 0.04105, 0.05641, 0.08664, 0.11025, 0.14726,
     0.18473, 0.25399, 0.31731, 0.45678, 0.56569, 0.72585, 0.82695},
    // unscreened, shift 8, trend 8
    {0.01409, 0.02094, 0.02949, 0.03984, 0.05443, 0.08357, 0.10601, 0.14214,
     0.17836, 0.24609, 0.30783, 0.44483, 0.55279, 0.71337, 0.81620},
    // screened, shift 6, trend 6
    {0.01930, 0.04282, 0.07673, 0.11334, 0.16647, 0.24983, 0.30996, 0.39566,
     0.46808, 0.59176, 0.68544, 0.83664, 0.91478, 0.97764, 0.99393},
    // screened, shift 6, trend 7
    {0.01880, 0.03796, 0.06932, 0.10330, 0.15296, 0.23119, 0.28839, 0.36999,
     0.43986, 0.56198, 0.65537, 0.81241, 0.89728, 0.97002, 0.99111},
    // screened, shift 6, trend 8
    {0.01880, 0.03768, 0.06871, 0.10244, 0.15161, 0.22920, 0.28595, 0.36713,
     0.43658, 0.55844, 0.65189, 0.80939, 0.89508, 0.96900, 0.99061},
    // screened, shift 7, trend 6
    {0.01930, 0.03932, 0.06127, 0.08468, 0.11889, 0.17489, 0.21557, 0.27672,
     0.33383, 0.43392, 0.51937, 0.68266, 0.78944, 0.90792, 0.96035},
    // screened, shift 7, trend 7
    {0.01880, 0.03442, 0.05362, 0.07381, 0.10384, 0.15311, 0.18948, 0.24421,
     0.29610, 0.38958, 0.46993, 0.63118, 0.74289, 0.87477, 0.93978},
    // screened, shift 7, trend 8
    {0.01880, 0.03414, 0.05298, 0.07286, 0.10220, 0.15058, 0.18616, 0.24013,
     0.29117, 0.38375, 0.46322, 0.62379, 0.73596, 0.86969, 0.93641},
    // screened, shift 8, trend 6
    {0.01930, 0.03932, 0.05955, 0.07875, 0.10479, 0.14627, 0.17714, 0.22384,
     0.26959, 0.35081, 0.42358, 0.57347, 0.68285, 0.82649, 0.90526},
    // screened, shift 8, trend 7
    {0.01880, 0.03442, 0.05189, 0.06775, 0.08936, 0.12326, 0.14905, 0.18807,
     0.22730, 0.29881, 0.36268, 0.50172, 0.61007, 0.76165, 0.85478},
    // screened, shift 8, trend 8
    {0.01880, 0.03414, 0.05124, 0.06678, 0.08765, 0.12054, 0.14535, 0.18349,
     0.22162, 0.29172, 0.35418, 0.49114, 0.59883, 0.75118, 0.84594},
};

const double* row_of(const Profile& profile) {
  const int shift = std::clamp(profile.shift_points, 6, 8) - 6;
  const int trend = std::clamp(profile.trend_points, 6, 8) - 6;
  return table[(profile.screen ? 9 : 0) + 3 * shift + trend];
}

}  // namespace

double false_alarm_chance(const Profile& profile, std::uint32_t length) {
  if (length < 3) return 0;  // two values lie within their own limits
  const double* row = row_of(profile);
  const auto survival = [&](std::size_t column) { return std::log1p(-row[column]); };
  const double at = length;
  if (at <= false_alarm_lengths.front()) {
    return -std::expm1(survival(0) * (at - 2) / (false_alarm_lengths.front() - 2));
  }
  const auto* after = std::ranges::lower_bound(false_alarm_lengths, static_cast<int>(std::min(length, 1'000'000U)));
  const auto right = std::min<std::size_t>(static_cast<std::size_t>(after - false_alarm_lengths.begin()), columns - 1);
  const double from = false_alarm_lengths[right - 1];
  const double to = false_alarm_lengths[right];
  const double share = (at - from) / (to - from);
  return -std::expm1(survival(right - 1) + share * (survival(right) - survival(right - 1)));
}

std::optional<double> false_alarm_chance(const Chart& chart) {
  if (chart.counted == 0) return std::nullopt;
  double quiet = 1;
  for (std::size_t i = 0; i < chart.phases.size(); ++i) {
    // A baseline and the phase that inherits its limits are one chart.
    const bool joined = i + 1 < chart.phases.size() && chart.phases[i + 1].inherits;
    const std::uint32_t length = chart.phases[i].counted + (joined ? chart.phases[i + 1].counted : 0);
    if (!chart.phases[i].inherits) quiet *= 1 - false_alarm_chance(chart.profile, length);
  }
  return 1 - quiet;
}

}  // namespace tributary::measure
