#include "engines/measure/recalculation.hpp"

#include <doctest/doctest.h>

#include <random>

#include "engines/measure/draw_chart.hpp"
#include "engines/measure/suggest_phases.hpp"
#include "engines/measure/test_series.hpp"

namespace tributary::measure {
namespace {

using testing::month;
using testing::monthly;
using testing::steady;
using Values = std::vector<std::optional<double>>;

}  // namespace

TEST_CASE("recalculation is offered when all four conditions hold, and each that doesn't says why not") {
  CHECK(offer_recalculation({true, true, true, true}).offered);
  CHECK(offer_recalculation({true, true, true, true}).why_not.empty());
  for (int missing = 0; missing < 4; ++missing) {
    const auto offer = offer_recalculation({missing != 0, missing != 1, missing != 2, missing != 3});
    CHECK_FALSE(offer.offered);
    CHECK(offer.why_not.size() == 1);
  }
  CHECK(offer_recalculation({}).why_not.size() == 4);
}

TEST_CASE("a shift is sustained while it still goes on at the last value, and is known by its first point and its mean") {
  Values values = steady(50, 20);
  for (int i = 0; i < 9; ++i) values.emplace_back(60 + i % 2);
  const auto points = monthly(values);
  const Series series{.points = points};
  const auto shift = sustained_shift(series, draw_chart(series, ChartType::xmr, mdc_2022()).value());
  REQUIRE(shift.has_value());
  CHECK(shift->first == 20);
  CHECK(shift->values == 9);
  CHECK(shift->high);
  CHECK(shift->mean == doctest::Approx(60 + 4 / 9.0));
  // The limits are as they were: nothing was redrawn.
  CHECK(draw_chart(series, ChartType::xmr, mdc_2022()).value().phases.size() == 1);
  values.emplace_back(40);
  const auto over = monthly(values);
  const Series ended{.points = over};
  CHECK_FALSE(sustained_shift(ended, draw_chart(ended, ChartType::xmr, mdc_2022()).value()).has_value());
  CHECK_FALSE(sustained_shift({}, draw_chart({}, ChartType::xmr, mdc_2022()).value()).has_value());
}

TEST_CASE("phases are suggested where the level changed, and where it didn't hardly ever") {
  std::mt19937_64 random(31);
  std::normal_distribution<double> normal;
  int found = 0, exact = 0, false_ones = 0;
  for (int trial = 0; trial < 200; ++trial) {
    Values stepped, calm;
    for (int i = 0; i < 60; ++i) {
      stepped.emplace_back((i < 25 ? 10 : 12) + normal(random));
      calm.emplace_back(normal(random));
    }
    const auto points = monthly(stepped), quiet = monthly(calm);
    const auto suggested = suggest_phases({.points = points}).value();
    found += suggested.phases.size() == 1 ? 1 : 0;
    if (suggested.phases.size() == 1 && std::abs(static_cast<int>(suggested.phases[0].first) - 25) <= 2) ++exact;
    false_ones += suggest_phases({.points = quiet}).value().phases.empty() ? 0 : 1;
  }
  CHECK(found > 180);
  CHECK(exact > 160);
  CHECK(false_ones < 10);
}

TEST_CASE("a change that is too new for a phase of its own is said to be, and not that the values lie about one level") {
  Values values = steady(50, 30);
  CHECK(suggest_phases({.points = monthly(values)}).value().statement.ends_with("the values lie about one level."));
  const auto lower = steady(47.5, 6);
  values.insert(values.end(), lower.begin(), lower.end());
  const auto suggested = suggest_phases({.points = monthly(values)}).value();
  CHECK(suggested.phases.empty());
  CHECK(suggested.statement.ends_with("The last 6 values lie below the mean in a row: too few values since the last change to date it, as a phase takes 12."));
  const auto few = monthly(steady(50, 15));
  CHECK(suggest_phases({.points = few}).value().statement.find("two take 24, and there are 15") != std::string::npos);
}

TEST_CASE("a suggestion has its date and the means at its sides, leaves gaps and ghosts out, and says what it is") {
  Values values = steady(50, 20);
  const auto more = steady(80, 20);
  values.insert(values.end(), more.begin(), more.end());
  values[3] = std::nullopt;
  auto points = monthly(values);
  points[30].value = 5000;
  points[30].ghosted = true;
  const auto suggested = suggest_phases({.points = points}).value();
  REQUIRE(suggested.phases.size() == 1);
  CHECK(suggested.phases[0].first == 20);
  CHECK(suggested.phases[0].starts == month(20));
  CHECK(suggested.phases[0].mean_before == doctest::Approx(50).epsilon(0.02));
  CHECK(suggested.phases[0].mean_after == doctest::Approx(80).epsilon(0.02));
  CHECK(suggested.statement.starts_with("Suggested, not applied"));
  CHECK(suggest_phases({.points = {}}).value().phases.empty());
  const auto flat = monthly(Values(60, 5));
  CHECK(suggest_phases({.points = flat}).value().phases.empty());
  const auto step = [] {
    Values two(30, 5);
    two.resize(60, 6);
    return monthly(two);
  }();
  CHECK(suggest_phases({.points = step}).value().phases.size() == 1);
  const auto short_one = monthly(steady(50, 23));
  CHECK(suggest_phases({.points = short_one}).value().phases.empty());
  std::vector<Point> many(10'001, Point{.value = 1.0});
  CHECK(suggest_phases({.points = many}).error().code == "too-many-values");
}

}  // namespace tributary::measure
