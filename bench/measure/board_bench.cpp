// A page of 200 charts, of 100 points each: limits, signals and icons; and with all that a board says besides: the sentence, the
// cautions, the chance of a false alarm and what next. Prints the median of 51 rounds of each. Wanted: limits and signals under 10 ms.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <vector>

#include "engines/measure/cautions.hpp"
#include "engines/measure/next_step.hpp"
#include "engines/measure/sentence.hpp"
#include "engines/measure/xmr_chart.hpp"

using namespace tributary;

namespace {

constexpr std::size_t charts = 200;
constexpr std::size_t length = 100;
constexpr int rounds = 51;

template <class Work>
double median_ms(Work work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto began = std::chrono::steady_clock::now();
    work();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  }
  std::ranges::nth_element(times, times.begin() + rounds / 2);
  return times[rounds / 2];
}

}  // namespace

int main() {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal(70, 5);
  std::vector<std::vector<measure::Point>> points(charts);
  for (auto& one : points)
    for (std::size_t i = 0; i < length; ++i)
      one.push_back({.date = base::add_months(base::make_date(2010, 1, 1).value(), static_cast<int>(i)), .value = normal(random)});
  const measure::Target target{.value = 72};
  const auto profile = measure::mdc_2022();
  std::size_t seen = 0;
  const auto page = [&](bool words) {
    for (const auto& one : points) {
      const measure::Series series{.points = one, .better = measure::Direction::up, .targets = {&target, 1}};
      const auto chart = measure::xmr_chart(series, profile).value();
      seen += chart.readings.size();
      if (!words) continue;
      seen += measure::sentence(series, chart, {.unit = "%"}).size() + measure::appraise(series, chart).cautions.size() +
              measure::next_step(chart.variation, chart.assurance).size();
    }
  };
  const double bare = median_ms([&] { page(false); });
  const double whole = median_ms([&] { page(true); });
  std::printf("200 charts of 100 points: limits, signals and icons %.2f ms; with sentence, cautions and what next %.2f ms (%zu)\n", bare, whole, seen);
  return bare < 10 ? 0 : 1;
}
