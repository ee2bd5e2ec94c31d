#include "services/kept_false_alarm.hpp"

#include <doctest/doctest.h>

#include "engines/measure/draw_chart.hpp"

namespace tributary::services {
namespace {

TEST_CASE("a chart's chance of a false alarm is what the engine says, also when it is drawn again; other sizes have their own") {
  std::vector<measure::Point> points;
  for (int i = 0; i < 24; ++i) points.push_back({.date = base::Date{} + std::chrono::days{i}, .value = 0.1 + 0.01 * (i % 5)});
  const auto chance = [&](double size) {
    const std::vector<double> sizes(points.size(), size);
    const measure::Series series{.points = points, .sizes = sizes};
    const auto chart = measure::draw_chart(series, measure::ChartType::p, measure::mdc_2022()).value();
    const auto known = measure::false_alarm(series, chart);
    for (int again = 0; again < 2; ++again) CHECK(kept_false_alarm(series, chart)->chance == known->chance);
    return known->chance;
  };
  CHECK(chance(40) != chance(4000));
}

}  // namespace
}  // namespace tributary::services
