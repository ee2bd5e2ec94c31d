// How often does a chart signal when nothing has changed? Prints the table that src/engines/measure/false_alarm.cpp holds.
//
// Method    series of independent normal values, limits from all points; the share with at least one signal
// Usage     false_alarm_table [series a cell, 200000]: a minute or two; the seed is fixed, so it prints the same again
#include <cstdio>
#include <cstdlib>
#include <random>
#include <vector>

#include "engines/measure/false_alarm.hpp"
#include "engines/measure/xmr_chart.hpp"

using namespace tributary;

namespace {

measure::Profile profile_of(int setting) {
  measure::Profile profile = measure::mdc_2022();
  profile.screen = setting >= 9;
  profile.shift_points = 6 + setting % 9 / 3;
  profile.trend_points = 6 + setting % 3;
  return profile;
}

bool any_signal(const measure::Chart& chart) {
  for (const auto& reading : chart.readings) {
    if (reading.signals.any()) return true;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  const int trials = argc > 1 ? std::atoi(argv[1]) : 200'000;
  constexpr int settings = 18;
  std::vector<std::vector<int>> alarms(settings, std::vector<int>(measure::false_alarm_lengths.size()));
  std::mt19937_64 random(20221108);
  std::normal_distribution<double> normal;
  measure::Chart chart;
  for (std::size_t column = 0; column < measure::false_alarm_lengths.size(); ++column) {
    std::vector<measure::Point> points(static_cast<std::size_t>(measure::false_alarm_lengths[column]));
    for (std::size_t i = 0; i < points.size(); ++i) points[i].date = base::Date{} + std::chrono::days{i};
    for (int trial = 0; trial < trials; ++trial) {
      for (auto& point : points) point.value = normal(random);
      for (int setting = 0; setting < settings; ++setting) {
        if (!measure::draw_xmr_chart({.points = points}, profile_of(setting), chart)) return 1;
        alarms[static_cast<std::size_t>(setting)][column] += any_signal(chart) ? 1 : 0;
      }
    }
    std::fprintf(stderr, "n = %d done\n", measure::false_alarm_lengths[column]);
  }
  for (int setting = 0; setting < settings; ++setting) {
    const auto profile = profile_of(setting);
    std::printf("    {");
    for (const int count : alarms[static_cast<std::size_t>(setting)]) std::printf("%.5f, ", 1.0 * count / trials);
    std::printf("},  // %s, shift %d, trend %d\n", profile.screen ? "screened" : "unscreened", profile.shift_points,
                profile.trend_points);
  }
}
