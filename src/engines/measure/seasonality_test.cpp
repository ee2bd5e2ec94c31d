#include "engines/measure/seasonality.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "engines/measure/test_series.hpp"
#include "engines/measure/xmr_chart.hpp"

namespace tributary::measure {
namespace {

using testing::month;
using testing::monthly;
using Values = std::vector<std::optional<double>>;

constexpr double winter[12] = {1.3, 1.2, 1.1, 1, 0.9, 0.8, 0.7, 0.8, 0.9, 1, 1.1, 1.2};  // mean 1

Values seasonal(int years, double level, double noise = 0) {
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal(0, 1);
  Values values;
  for (int i = 0; i < 12 * years; ++i) values.emplace_back(level * winter[i % 12] * (1 + noise * normal(random)));
  return values;
}

std::string code(const std::vector<Point>& points, Season season, SeasonalMethod method) {
  return remove_seasonality(points, season, method).error().code;
}

}  // namespace

TEST_CASE("a season that is the same each year is found and taken out whole, the level kept") {
  const auto out = remove_seasonality(monthly(seasonal(3, 200)), Season::month, SeasonalMethod::multiplicative).value();
  for (std::size_t m = 0; m < 12; ++m) CHECK(out.indices[m] == doctest::Approx(winter[m]));
  for (const Point& point : out.points) CHECK(*point.value == doctest::Approx(200));
  CHECK(*out.strength == doctest::Approx(1));
  CHECK(out.statement.find("from July 0.70 to January 1.30") != std::string::npos);
  CHECK(out.statement.find("24 months that have a full one") != std::string::npos);
  Values plus;
  for (int i = 0; i < 36; ++i) plus.emplace_back(50 + 100 * (winter[i % 12] - 1) + i * 0.5);
  const auto additive = remove_seasonality(monthly(plus), Season::month, SeasonalMethod::additive).value();
  for (std::size_t m = 0; m < 12; ++m) CHECK(additive.indices[m] == doctest::Approx(100 * (winter[m] - 1)));
  CHECK(*additive.points[35].value == doctest::Approx(50 + 35 * 0.5));  // a steady drift stays
}

TEST_CASE("limits drawn on the adjusted values no longer call winter special cause, and still find a change") {
  Values values = seasonal(4, 100, 0.02);
  const auto before = monthly(values);
  const Chart raw = xmr_chart({.points = before}, mdc_2022()).value();
  const auto calm = remove_seasonality(before, Season::month, SeasonalMethod::multiplicative).value().points;
  const Chart adjusted = xmr_chart({.points = calm}, mdc_2022()).value();
  CHECK(adjusted.limits_at(0).upper - adjusted.limits_at(0).lower < raw.limits_at(0).upper - raw.limits_at(0).lower);
  const auto marked = [](const Chart& chart) {
    return std::count_if(chart.readings.begin(), chart.readings.end(), [](const Reading& reading) { return reading.signals.any(); });
  };
  CHECK(marked(raw) > 20);
  CHECK(marked(adjusted) < 10);
  values[44] = *values[44] * 1.2;
  const auto after = remove_seasonality(monthly(values), Season::month, SeasonalMethod::multiplicative).value().points;
  CHECK(xmr_chart({.points = after}, mdc_2022()).value().readings[44].signals.has(Rule::point_high));
}

TEST_CASE("days of the week have indices of their own") {
  std::vector<Point> points;
  const base::Date monday = base::make_date(2024, 1, 1).value();
  for (int i = 0; i < 70; ++i) points.push_back({.date = monday + std::chrono::days{i}, .value = i % 7 >= 5 ? 60 : 100});
  const auto out = remove_seasonality(points, Season::weekday, SeasonalMethod::additive).value();
  CHECK(out.indices[0] == doctest::Approx(100 - 620.0 / 7));
  CHECK(out.indices[6] == doctest::Approx(60 - 620.0 / 7));
  for (const Point& point : out.points) CHECK(*point.value == doctest::Approx(620.0 / 7));
}

TEST_CASE("quarters have indices of their own, from two full years on") {
  std::vector<Point> points;
  const double of_quarter[] = {1.2, 1, 0.8, 1};
  for (int i = 0; i < 12; ++i) points.push_back({.date = base::make_date(2022 + i / 4, static_cast<unsigned>(i % 4 * 3 + 1), 1).value(), .value = 300 * of_quarter[i % 4]});
  const auto out = remove_seasonality(points, Season::quarter, SeasonalMethod::multiplicative).value();
  REQUIRE(out.indices.size() == 4);
  for (std::size_t q = 0; q < 4; ++q) CHECK(out.indices[q] == doctest::Approx(of_quarter[q]));
  for (const Point& point : out.points) CHECK(*point.value == doctest::Approx(300));
  CHECK(out.statement.starts_with("Seasonality removed: each value was divided by its quarter's index (from Jul–Sep 0.80 to Jan–Mar 1.20), the mean of what its values are against the year"));
  CHECK(out.statement.find("8 quarters that have a full one") != std::string::npos);
  CHECK(code(points, Season::month, SeasonalMethod::additive) == "not-monthly");
  points.resize(7);
  CHECK(code(points, Season::quarter, SeasonalMethod::additive) == "too-few-cycles");
  points[3].date = points[2].date + std::chrono::days{40};
  CHECK(code(points, Season::quarter, SeasonalMethod::additive) == "not-quarterly");
}

TEST_CASE("gaps stay gaps, ghosts make no index and are adjusted") {
  auto points = monthly(seasonal(4, 100));
  points[5].value.reset();
  points[20].value = 900;
  points[20].ghosted = true;
  const auto out = remove_seasonality(points, Season::month, SeasonalMethod::multiplicative).value();
  CHECK_FALSE(out.points[5].value.has_value());
  CHECK(*out.points[20].value == doctest::Approx(900 / 0.9));
  CHECK(out.indices[8] == doctest::Approx(0.9));
}

TEST_CASE("what can't be known of a season is refused with what it takes") {
  CHECK(code(monthly(Values(23, 5)), Season::month, SeasonalMethod::additive) == "too-few-cycles");
  CHECK(code({}, Season::month, SeasonalMethod::additive) == "too-few-cycles");
  CHECK(remove_seasonality(monthly(seasonal(2, 10)), Season::month, SeasonalMethod::additive).has_value());
  Values holes = seasonal(2, 10);
  holes[12] = std::nullopt;
  CHECK(code(monthly(holes), Season::month, SeasonalMethod::additive) == "season-unknown");
  Values zero = seasonal(3, 10);
  zero[4] = 0;
  CHECK(code(monthly(zero), Season::month, SeasonalMethod::multiplicative) == "values-not-positive");
  CHECK(remove_seasonality(monthly(zero), Season::month, SeasonalMethod::additive).has_value());
  auto twice = monthly(seasonal(3, 10));
  twice[3].date = twice[2].date + std::chrono::days{9};
  CHECK(code(twice, Season::month, SeasonalMethod::additive) == "not-monthly");
  CHECK(remove_seasonality(monthly(seasonal(2, 10)), Season::month, SeasonalMethod::additive).value().statement.ends_with("Some index rests on a single year."));
}

TEST_CASE("a season is tried by each method, and where none can take it out the last says why") {
  const SeasonTried both = try_season(monthly(seasonal(3, 200)), Season::month);
  CHECK(both.methods == std::vector{SeasonalMethod::multiplicative, SeasonalMethod::additive});
  CHECK(both.strength == remove_seasonality(monthly(seasonal(3, 200)), Season::month, SeasonalMethod::multiplicative).value().strength);
  Values zero = seasonal(3, 10);
  zero[4] = 0;
  const SeasonTried one = try_season(monthly(zero), Season::month);
  CHECK(one.methods == std::vector{SeasonalMethod::additive});
  CHECK(one.strength == remove_seasonality(monthly(zero), Season::month, SeasonalMethod::additive).value().strength);
  CHECK(one.why_not.empty());
  const SeasonTried none = try_season(monthly(seasonal(1, 10)), Season::month);
  CHECK(none.methods.empty());
  CHECK_FALSE(none.strength.has_value());
  CHECK(none.why_not == remove_seasonality(monthly(seasonal(1, 10)), Season::month, SeasonalMethod::additive).error().detail);
}

TEST_CASE("a season that isn't there is said to explain little") {
  std::mt19937_64 random(9);
  std::normal_distribution<double> normal(100, 10);
  Values values;
  for (int i = 0; i < 12 * 12; ++i) values.emplace_back(normal(random));
  const auto out = remove_seasonality(monthly(values), Season::month, SeasonalMethod::additive).value();
  CHECK(*out.strength < 0.3);
  CHECK(out.statement.find("explains little") != std::string::npos);
}

}  // namespace tributary::measure
