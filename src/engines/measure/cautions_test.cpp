#include "engines/measure/cautions.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "engines/measure/false_alarm.hpp"
#include "engines/measure/test_series.hpp"
#include "engines/measure/xmr_chart.hpp"

namespace tributary::measure {
namespace {

using testing::month;
using testing::monthly;
using testing::steady;
using Values = std::vector<std::optional<double>>;

std::string codes(const Series& series, const Profile& profile = mdc_2022()) {
  std::string text;
  for (const Caution& caution : appraise(series, xmr_chart(series, profile).value()).cautions) {
    text += (text.empty() ? "" : " ") + std::string(caution.code);
  }
  return text;
}

std::string codes(const Values& values, const Profile& profile = mdc_2022()) {
  const auto points = monthly(values);
  return codes({.points = points, .better = Direction::up}, profile);
}

}  // namespace

TEST_CASE("data that carry their limits need no caution, and data that don't are named for why") {
  CHECK(codes(steady(50, 24)).empty());
  CHECK(codes(Values{}) == "no-values");
  CHECK(codes(steady(50, 7)) == "run-chart-only");
  CHECK(codes(steady(50, 14)) == "trial-limits");
  CHECK(codes(Values(24, 5)) == "no-variation");
  Values few;
  for (int i = 0; i < 24; ++i) few.push_back(i * i % 3);
  CHECK(codes(few).find("few-distinct-values") != std::string::npos);
  Values gap = steady(50, 24);
  gap[5] = std::nullopt;
  CHECK(codes(gap) == "gaps");
  Values step(10, 5);
  step.resize(20, 6);
  CHECK(codes(step, mdc_2022_screened()).find("screening-left-no-variation") != std::string::npos);
  Values islands;
  for (int i = 0; i < 13; ++i) {
    islands.emplace_back(i);
    islands.emplace_back(std::nullopt);
  }
  CHECK(codes(islands) == "gaps no-neighbours");
}

TEST_CASE("cautions about a phase say which, and a baseline with special cause is no baseline") {
  Values values = steady(50, 20);
  values[4] = 90;
  const auto more = steady(50, 10);
  values.insert(values.end(), more.begin(), more.end());
  const auto points = monthly(values);
  const base::Date starts[] = {month(22)};
  const Series series{.points = points, .baseline_end = month(19), .phase_starts = starts};
  const auto cautions = appraise(series, xmr_chart(series, mdc_2022()).value()).cautions;
  REQUIRE(cautions.size() == 2);
  CHECK(cautions[0].code == "baseline-has-signals");
  CHECK(cautions[0].phase == 0);
  CHECK(cautions[1].code == "run-chart-only");
  CHECK(cautions[1].phase == 2);
  CHECK(cautions[1].text == "In phase 2: 8 values: too few for limits, which take 12. Read it as a run chart.");
}

TEST_CASE("kept duplicates and a conflict at the last point are told") {
  auto points = monthly(steady(50, 24));
  points[3].date = points[2].date;
  Profile profile = mdc_2022();
  profile.duplicate_dates = DuplicateDates::keep;
  CHECK(codes({.points = points}, profile) == "duplicate-dates");
  Values conflict = {60, 60.5, 60, 60.5, 60, 60.5, 60};
  for (int i = 0; i < 7; ++i) conflict.emplace_back(30.0 + i);
  CHECK(codes(conflict).find("conflict-at-last-point") != std::string::npos);
}

TEST_CASE("lag-1 autocorrelation is found within phases, and not across gaps or ghosts of a change of level") {
  Values wave;
  for (int i = 0; i < 40; ++i) wave.emplace_back(std::sin(i / 5.0));
  const auto points = monthly(wave);
  const Chart chart = xmr_chart({.points = points}, mdc_2022()).value();
  const auto found = lag_one_autocorrelation(points, chart).value();
  CHECK(found.matters);
  CHECK(found.lag_one > 0.9);
  CHECK(codes(wave).find("autocorrelated") != std::string::npos);
  Values zigzag;
  for (int i = 0; i < 40; ++i) zigzag.emplace_back(i % 2 == 0 ? 10 + i % 7 : 20 + i % 5);
  CHECK(codes(zigzag).find("alternating") != std::string::npos);
  // Worked by hand: 1, 2, 4 has mean 7/3, squares 14/3, neighbours (-4/3)(-1/3) + (-1/3)(5/3) = -1/9.
  const auto three = monthly({1, 2, 4});
  CHECK(lag_one_autocorrelation(three, xmr_chart({.points = three}, mdc_2022()).value())->lag_one ==
        doctest::Approx(-1.0 / 42));
  const auto flat = monthly(Values(20, 0.1));
  CHECK_FALSE(lag_one_autocorrelation(flat, xmr_chart({.points = flat}, mdc_2022()).value()).has_value());
  // A change of level between two phases leaves nothing within them.
  Values levels(12, 0.1);
  levels.resize(24, 0.7);
  const auto step = monthly(levels);
  const base::Date starts[] = {month(12)};
  const Chart stepped = xmr_chart({.points = step, .phase_starts = starts}, mdc_2022()).value();
  CHECK_FALSE(lag_one_autocorrelation(step, stepped).has_value());
}

TEST_CASE("the false-alarm chance grows with length, and with what a profile listens to") {
  for (const bool screened : {false, true}) {
    for (int shift = 6; shift <= 8; ++shift) {
      Profile profile = mdc_2022();
      profile.screen = screened;
      profile.shift_points = shift;
      double before = 0;
      for (std::uint32_t n = 0; n < 1000; ++n) {
        const double chance = false_alarm_chance(profile, n);
        CHECK(chance >= before);
        CHECK(chance <= 1);
        before = chance;
      }
      CHECK(before > 0.99);
    }
  }
  CHECK(false_alarm_chance(mdc_2022(), 24) == doctest::Approx(0.154).epsilon(0.01));
  CHECK(false_alarm_chance(mdc_2022_screened(), 24) > false_alarm_chance(mdc_2022(), 24));
  CHECK(false_alarm_chance(mdc_2022(), 4'000'000'000U) == doctest::Approx(1));
}

TEST_CASE("a chart's false-alarm chance joins its phases, and a baseline with the phase that inherits it") {
  const auto points = monthly(steady(50, 48));
  const base::Date starts[] = {month(24)};
  const auto of = [&](const Series& series) {
    return false_alarm_chance(xmr_chart(series, mdc_2022()).value()).value();
  };
  const double half = false_alarm_chance(mdc_2022(), 24);
  CHECK(of({.points = points, .phase_starts = starts}) == doctest::Approx(1 - (1 - half) * (1 - half)));
  CHECK(of({.points = points, .baseline_end = month(23)}) == doctest::Approx(false_alarm_chance(mdc_2022(), 48)));
  CHECK_FALSE(false_alarm_chance(xmr_chart({}, mdc_2022()).value()).has_value());
}

TEST_CASE("a small simulation agrees with the table of false alarms") {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  Chart chart;
  for (const std::size_t length : {12U, 27U, 50U}) {
    std::vector<Point> points(length);
    for (std::size_t i = 0; i < length; ++i) points[i].date = month(static_cast<int>(i));
    constexpr int trials = 2000;
    int alarms = 0;
    for (int trial = 0; trial < trials; ++trial) {
      for (Point& point : points) point.value = normal(random);
      REQUIRE(draw_xmr_chart({.points = points}, mdc_2022(), chart));
      bool any = false;
      for (const Reading& reading : chart.readings) any = any || reading.signals.any();
      alarms += any ? 1 : 0;
    }
    const double expected = false_alarm_chance(mdc_2022(), static_cast<std::uint32_t>(length));
    const double error = std::sqrt(expected * (1 - expected) / trials);
    CHECK(std::abs(1.0 * alarms / trials - expected) < 4 * error);
  }
}

}  // namespace tributary::measure
