// Series for tests: monthly values from January 2024. Not used outside tests.
#pragma once

#include <initializer_list>
#include <optional>
#include <vector>

#include "engines/measure/series.hpp"

namespace tributary::measure::testing {

inline base::Date month(int index) { return base::add_months(base::make_date(2024, 1, 1).value(), index); }

inline std::vector<Point> monthly(const std::vector<std::optional<double>>& values) {
  std::vector<Point> points;
  for (const auto& value : values) points.push_back({.date = month(static_cast<int>(points.size())), .value = value});
  return points;
}

// `count` values that go up and down about `level` without any signal.
inline std::vector<std::optional<double>> steady(double level, std::size_t count) {
  static constexpr double pattern[] = {0, 1, 2, -1, -2, 1.5, 0.5, -1.5, -0.5};
  std::vector<std::optional<double>> values;
  for (std::size_t i = 0; i < count; ++i) values.push_back(level + pattern[i % 9]);
  return values;
}

}  // namespace tributary::measure::testing
