// How often does a chart signal when nothing has changed? Prints the tables that src/engines/measure/false_alarm_table.hpp holds.
//
// Method    series of independent normal values, limits from all points; the share with at least one signal
// Usage     false_alarm_table [series a cell, 200000; a quarter of them for other profiles]: some minutes; the seeds are fixed, so it
//           prints the same again
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "engines/measure/draw_chart.hpp"
#include "engines/measure/false_alarm.hpp"

using namespace tributary;

namespace {

struct Setting {
  std::string name;
  measure::ChartType type;
  measure::Profile profile;
};

measure::Profile four_rules(int setting) {
  measure::Profile profile = measure::mdc_2022();
  profile.screen = setting >= 9;
  profile.shift_points = 6 + setting % 9 / 3;
  profile.trend_points = 6 + setting % 3;
  return profile;
}

std::vector<Setting> of_the_four_rules() {
  std::vector<Setting> all;
  for (int i = 0; i < 18; ++i) {
    const auto profile = four_rules(i);
    all.push_back({(profile.screen ? "screened, shift " : "unscreened, shift ") + std::to_string(profile.shift_points) + ", trend " +
                       std::to_string(profile.trend_points),
                   measure::ChartType::xmr, profile});
  }
  return all;
}

std::vector<Setting> of_other_profiles() {
  std::vector<Setting> all;
  for (const char* name : {"ptd-r", "anhoej", "western-electric", "nelson", "wheeler", "powerbi"})
    all.push_back({name, measure::ChartType::xmr, *measure::profile_named(name)});
  for (const char* name : {"anhoej", "ihi-run", "mdc-2022"}) all.push_back({std::string(name) + ", run", measure::ChartType::run, *measure::profile_named(name)});
  return all;
}

void print_table(const std::vector<Setting>& all, int trials) {
  std::vector<std::vector<int>> alarms(all.size(), std::vector<int>(measure::false_alarm_lengths.size()));
  std::mt19937_64 random(20221108);
  std::normal_distribution<double> normal;
  measure::Chart chart;
  for (std::size_t column = 0; column < measure::false_alarm_lengths.size(); ++column) {
    std::vector<measure::Point> points(static_cast<std::size_t>(measure::false_alarm_lengths[column]));
    for (std::size_t i = 0; i < points.size(); ++i) points[i].date = base::Date{} + std::chrono::days{i};
    for (int trial = 0; trial < trials; ++trial) {
      for (auto& point : points) point.value = normal(random);
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (!measure::draw_chart_into({.points = points}, all[i].type, all[i].profile, chart)) std::exit(1);
        alarms[i][column] += measure::has_signal(chart) ? 1 : 0;
      }
    }
    std::fprintf(stderr, "n = %d done\n", measure::false_alarm_lengths[column]);
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    std::printf("    // %s\n    {", all[i].name.c_str());
    for (const int count : alarms[i]) std::printf("%.5f, ", 1.0 * count / trials);
    std::printf("},\n");
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int trials = argc > 1 ? std::atoi(argv[1]) : 200'000;
  print_table(of_the_four_rules(), trials);
  print_table(of_other_profiles(), trials / 4);
}
