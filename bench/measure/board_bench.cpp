// A page of 200 charts, of 100 points each: limits, signals and icons; and with all that a board says besides: the sentence, the
// cautions, the chance of a false alarm and what next.
#include <cstdio>
#include <random>
#include <vector>

#include "bench/turns.hpp"
#include "engines/measure/cautions.hpp"
#include "engines/measure/next_step.hpp"
#include "engines/measure/sentence.hpp"
#include "engines/measure/xmr_chart.hpp"

using namespace tributary;

namespace {

constexpr std::size_t charts = 200;
constexpr std::size_t length = 100;
constexpr int rounds = 51;

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
  const auto took = bench::times({[&] { page(false); }, [&] { page(true); }}, rounds);
  if (seen == 0) return 1;
  bench::heading();
  bench::row("200 charts of 100 points: limits, signals and icons", took[0] * 1e3, "ms", "", 0, "10");
  bench::row("the same with sentence, cautions and what next", took[1] * 1e3, "ms");
}
