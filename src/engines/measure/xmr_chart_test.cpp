#include "engines/measure/xmr_chart.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "engines/measure/icons.hpp"
#include "engines/measure/test_series.hpp"

namespace tributary::measure {
namespace {

using testing::month;
using testing::monthly;
using testing::steady;
using Values = std::vector<std::optional<double>>;

Chart drawn(const Values& values, Direction better = Direction::up, const Profile& profile = mdc_2022()) {
  const auto points = monthly(values);
  return xmr_chart({.points = points, .better = better}, profile).value();
}

// Where a rule marks points, as `1` and `0`.
std::string marks(const Chart& chart, Rule rule) {
  std::string text;
  for (const Reading& reading : chart.readings) text += reading.signals.has(rule) ? '1' : '0';
  return text;
}

std::size_t marked(const Chart& chart) {
  std::size_t count = 0;
  for (const Reading& reading : chart.readings) count += reading.signals.any() ? 1 : 0;
  return count;
}

bool finite(const Limits& limits) {
  return std::isfinite(limits.lower) && std::isfinite(limits.lower_two_sigma) &&
         std::isfinite(limits.lower_one_sigma) && std::isfinite(limits.centre) &&
         std::isfinite(limits.upper_one_sigma) && std::isfinite(limits.upper_two_sigma) && std::isfinite(limits.upper);
}

}  // namespace

TEST_CASE("limits are the mean and 2.66 mean moving ranges to each side, sigma lines at thirds") {
  const Chart chart = drawn({3, 5, 4, 8});
  const Limits& limits = chart.limits_at(0);
  CHECK(limits.centre == doctest::Approx(5));
  CHECK(limits.upper == doctest::Approx(5 + 2.66 * 7 / 3));
  CHECK(limits.lower == doctest::Approx(5 - 2.66 * 7 / 3));
  CHECK(limits.upper_two_sigma == doctest::Approx(5 + 2.66 * 14 / 9));
  CHECK(limits.lower_one_sigma == doctest::Approx(5 - 2.66 * 7 / 9));
}

TEST_CASE("a point on the mean ends a shift, so seven points exactly on the mean are none") {
  CHECK(marked(drawn({5, 4, 6, 5, 5, 5, 5, 5, 5, 5, 4, 6})) == 0);
  const Chart broken = drawn({1, -1, 1, -1, 1, 1, 1, 0, 1, 1, 1, -1, -1, -2, -2});
  REQUIRE(broken.limits_at(0).centre == 0);
  CHECK(marks(broken, Rule::shift_high) == "000000000000000");
}

TEST_CASE("a mean that is not exact in binary still has points on it") {
  // 0.1 added up ten times is not 1 in binary; none of these lies above or below their mean.
  CHECK(marked(drawn(Values(10, 0.1))) == 0);
  CHECK(marked(drawn(Values(1000, 0.7))) == 0);
  // 0.3 is the mean of the outer two and what 0.1 + 0.2 is not.
  const Chart chart = drawn({0.1, 0.5, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3});
  CHECK(marks(chart, Rule::shift_high) == "0000000000");
  CHECK(marks(chart, Rule::trend_up) == "0000000000");
}

TEST_CASE("a shift is seven in a row strictly on one side, and all of them are marked") {
  const Chart seven = drawn({1, 1, 1, 1, 1, 1, 1, -1, -1, -1, 1, -2, -1, -3, 1});
  CHECK(marks(seven, Rule::shift_high) == "111111100000000");
  Profile six = mdc_2022();
  six.shift_points = 6;
  const Values run = {2, 2, 2, 2, 2, 2, -3, 1, -3, 1, -3, 1, -3, -4};
  CHECK(marks(drawn(run), Rule::shift_high) == "00000000000000");
  CHECK(marks(drawn(run, Direction::up, six), Rule::shift_high) == "11111100000000");
}

TEST_CASE("a trend counts both ends, and an equal neighbour ends it") {
  CHECK(marks(drawn({4, 1, 2, 3, 4, 5, 6, 7, 4, 4}), Rule::trend_up) == "0111111100");
  CHECK(marks(drawn({7, 6, 5, 4, 3, 2, 1, 5, 6, 7}), Rule::trend_down) == "1111111000");
  CHECK(marks(drawn({1, 2, 3, 4, 4, 5, 6, 7, 8, 1}), Rule::trend_up) == "0000000000");
  Profile six = mdc_2022();
  six.trend_points = 6;
  CHECK(marks(drawn({4, 4, 1, 2, 3, 4, 5, 6, 4, 4}, Direction::up, six), Rule::trend_up) == "0011111100");
  CHECK(marks(drawn({4, 4, 1, 2, 3, 4, 5, 6, 4, 4}), Rule::trend_up) == "0000000000");
}

TEST_CASE("a trend goes on across a recalculation where the profile says so, a shift never does") {
  const auto points = monthly({9, 8, 9, 8, 7, 6, 5, 4, 3, 2, 3, 2});
  const base::Date starts[] = {month(6)};
  Profile profile = mdc_2022();
  const Series series{.points = points, .phase_starts = starts};
  CHECK(marks(xmr_chart(series, profile).value(), Rule::trend_down) == "001111111100");
  profile.trend_crosses_phases = false;
  CHECK(marks(xmr_chart(series, profile).value(), Rule::trend_down) == "000000000000");
}

TEST_CASE("a point on a limit is inside, as near as binary can tell") {
  // Mean 0 and mean range 1: limits at 2.66. The ranges are arranged so that 2.66 itself is a value.
  const Chart chart = drawn({0, 1, 0, -1, 0, 1, 0, -1, 0});
  REQUIRE(chart.limits_at(0).upper == doctest::Approx(2.66));
  const auto baseline = monthly({0, 1, 0, -1, 0, 1, 0, -1, 0, 2.66, -2.66, 2.6600001, -2.6600001});
  const Series series{.points = baseline, .better = Direction::up, .baseline_end = month(8)};
  const Chart frozen = xmr_chart(series, mdc_2022()).value();
  CHECK(marks(frozen, Rule::point_high) == "0000000000010");
  CHECK(marks(frozen, Rule::point_low) == "0000000000001");
}

TEST_CASE("two of three lie between two and three sigma, the third on the same side, and only the two are marked") {
  const auto frozen = [](Values tail) {
    Values values = {0, 1, 0, -1, 0, 1, 0, -1, 0};  // two sigma at 1.77, the limit at 2.66
    values.insert(values.end(), tail.begin(), tail.end());
    const auto points = monthly(values);
    return xmr_chart({.points = points, .better = Direction::up, .baseline_end = month(8)}, mdc_2022()).value();
  };
  CHECK(marks(frozen({2, 0.5, 2}), Rule::two_of_three_high) == "000000000101");
  CHECK(marks(frozen({2, 2, 0.5}), Rule::two_of_three_high) == "000000000110");
  CHECK(marks(frozen({2, 2, 2}), Rule::two_of_three_high) == "000000000111");
  CHECK(marks(frozen({2, -0.5, 2}), Rule::two_of_three_high) == "000000000000");
  CHECK(marks(frozen({2, 0, 2}), Rule::two_of_three_high) == "000000000000");
  CHECK(marks(frozen({2, 3, 2}), Rule::two_of_three_high) == "000000000101");  // beyond the limit is another rule's
  CHECK(marks(frozen({2, 3, 0.5}), Rule::two_of_three_high) == "000000000000");
  CHECK(marks(frozen({-2, -0.5, -2}), Rule::two_of_three_low) == "000000000101");
  CHECK(marks(frozen({-2, 2, -2}), Rule::two_of_three_low) == "000000000000");
}

TEST_CASE("equal values have limits on their mean and no signal, and the target decides assurance") {
  for (const double target : {4.0, 5.0, 6.0}) {
    const Target targets[] = {{.value = target}};
    const auto points = monthly(Values(20, 5));
    const auto up = xmr_chart({.points = points, .better = Direction::up, .targets = targets}, mdc_2022()).value();
    CHECK(up.limits_at(3).upper == 5);
    CHECK(up.limits_at(3).lower == 5);
    CHECK(marked(up) == 0);
    CHECK(up.variation == VariationIcon::common_cause);
    CHECK(up.assurance == (target <= 5 ? AssuranceIcon::pass : AssuranceIcon::fail));
    const auto down = xmr_chart({.points = points, .better = Direction::down, .targets = targets}, mdc_2022()).value();
    CHECK(down.assurance == (target >= 5 ? AssuranceIcon::pass : AssuranceIcon::fail));
  }
}

TEST_CASE("one value has a centre and no limits; none has neither") {
  const Chart one = drawn({5});
  CHECK(one.limits_at(0).known == Known::centre);
  CHECK(one.limits_at(0).centre == 5);
  CHECK(one.variation == VariationIcon::common_cause);
  CHECK_FALSE(one.show_limits());
  const Chart blank = drawn({std::nullopt, std::nullopt});
  CHECK(blank.limits_at(1).known == Known::nothing);
  CHECK(blank.variation == VariationIcon::none);
  CHECK_FALSE(blank.last.has_value());
  CHECK(drawn({}).readings.empty());
}

TEST_CASE("limits are shown from 12 values and settled from 20, and what isn't shown has the same numbers") {
  const auto standing = [](std::size_t count) {
    const Chart chart = drawn(steady(50, count));
    CHECK(chart.limits_at(0).known == Known::limits);
    return chart.standing(chart.phases[0]);
  };
  CHECK(standing(11) == Standing::run_chart);
  CHECK(standing(12) == Standing::trial);
  CHECK(standing(19) == Standing::trial);
  CHECK(standing(20) == Standing::settled);
  CHECK_FALSE(drawn(steady(50, 11)).show_limits());
  CHECK(drawn(steady(50, 12)).show_limits());
}

TEST_CASE("neighbours across a gap are not compared, and a gap ends a run") {
  const Chart gap = drawn({1, std::nullopt, 9, 10, 9});
  CHECK(gap.phases[0].ranges == 2);
  CHECK(gap.phases[0].mean_range == 1);
  const Chart halves = drawn({2, 2, 2, 2, std::nullopt, 2, 2, 2, 2, -4, -4, -4, -4, 0, 0});
  CHECK(marks(halves, Rule::shift_high) == "000000000000000");
  CHECK(marks(drawn({1, 2, 3, 4, std::nullopt, 5, 6, 7, 8}), Rule::trend_up) == "000000000");
  const Chart last_is_gap = drawn({1, 2, 1, 2, std::nullopt});
  CHECK(last_is_gap.last == 3);
}

TEST_CASE("neighbours across a ghosted point are compared, and it is marked by no rule") {
  auto points = monthly({1, 900, 2, 3, 4, 5, 6, 7});
  points[1].ghosted = true;
  const Chart chart = xmr_chart({.points = points, .better = Direction::up}, mdc_2022()).value();
  CHECK(chart.phases[0].mean_range == 1);
  CHECK(marks(chart, Rule::trend_up) == "10111111");
  CHECK(chart.counted == 7);
  points.back().ghosted = true;
  CHECK(xmr_chart({.points = points, .better = Direction::up}, mdc_2022()).value().last == 6);
}

TEST_CASE("zero moving ranges are kept") {
  const Chart chart = drawn({5, 5, 6, 5, 5, 5});
  CHECK(chart.phases[0].ranges == 5);
  CHECK(chart.phases[0].mean_range == doctest::Approx(0.4));
}

TEST_CASE("screening leaves out a far range once, and the point that it leads to from the mean") {
  Values values = steady(50, 20);
  values[10] = 90;
  const Chart plain = drawn(values);
  const Chart screened = drawn(values, Direction::up, mdc_2022_screened());
  CHECK(screened.phases[0].screened == 2);
  CHECK(screened.phases[0].mean_range == plain.phases[0].mean_range);
  CHECK(screened.phases[0].limits_range < plain.phases[0].limits_range);
  CHECK(screened.limits_at(0).centre < plain.limits_at(0).centre);
  Profile keep_mean = mdc_2022_screened();
  keep_mean.screen_recalculates_mean = false;
  CHECK(drawn(values, Direction::up, keep_mean).limits_at(0).centre == plain.limits_at(0).centre);
}

TEST_CASE("a baseline's limits hold for the phase after it, until the next recalculation") {
  Values values = steady(50, 12);
  for (const auto& more : {steady(60, 12), steady(70, 12)}) values.insert(values.end(), more.begin(), more.end());
  const auto points = monthly(values);
  const base::Date starts[] = {month(24)};
  const Series series{.points = points, .baseline_end = month(11), .phase_starts = starts};
  const Chart chart = xmr_chart(series, mdc_2022()).value();
  REQUIRE(chart.phases.size() == 3);
  CHECK(chart.phase_at(11).number == 0);
  CHECK(chart.phase_at(12).number == 1);
  CHECK(chart.phase_at(24).number == 2);
  CHECK(chart.limits_at(12).centre == chart.limits_at(0).centre);
  CHECK(chart.limits_at(12).upper == chart.limits_at(0).upper);
  CHECK(chart.limits_at(24).centre > 69);
  CHECK(chart.phases[1].inherits);
  CHECK(marks(chart, Rule::point_high).substr(12, 12) == "111111111111");
}

TEST_CASE("a recalculation right after the baseline leaves no phase 1, and one at the first point changes nothing") {
  const auto points = monthly(steady(50, 24));
  const base::Date after[] = {month(12)};
  const Chart chart =
      xmr_chart({.points = points, .baseline_end = month(11), .phase_starts = after}, mdc_2022()).value();
  REQUIRE(chart.phases.size() == 2);
  CHECK(chart.phases[1].number == 2);
  CHECK_FALSE(chart.phases[1].inherits);
  const base::Date first[] = {month(0)};
  CHECK(xmr_chart({.points = points, .phase_starts = first}, mdc_2022()).value().phases.size() == 1);
}

TEST_CASE("which way is better decides what a signal means, and a conflict is settled by the profile's rule") {
  const Values rising_below = {1, 2, 3, 4, 5, 6, 7, 40, 50, 40, 50, 40, 50, 40};
  const auto reading = [&](Direction better, ConflictRule rule) {
    Profile profile = mdc_2022();
    profile.conflict = rule;
    return drawn(rising_below, better, profile).readings[3];
  };
  const Reading concern = reading(Direction::up, ConflictRule::concern);
  CHECK(concern.signals.has(Rule::trend_up));
  CHECK(concern.signals.has(Rule::shift_low));
  CHECK(concern.conflict);
  CHECK(concern.meaning == Meaning::concern);
  CHECK(reading(Direction::up, ConflictRule::improvement).meaning == Meaning::improvement);
  CHECK(reading(Direction::down, ConflictRule::concern).meaning == Meaning::concern);
  CHECK(reading(Direction::neither, ConflictRule::concern).meaning == Meaning::neither);
  CHECK_FALSE(reading(Direction::neither, ConflictRule::concern).conflict);
}

TEST_CASE(
    "the first target that covers the last point's date decides assurance, and one on a limit is not hit or miss") {
  const auto points = monthly({0, 1, 0, -1, 0, 1, 0, -1, 0});
  const auto assurance = [&](Direction better, std::vector<Target> targets) {
    return xmr_chart({.points = points, .better = better, .targets = targets}, mdc_2022()).value().assurance;
  };
  CHECK(assurance(Direction::up, {{.value = -2.66}}) == AssuranceIcon::pass);
  CHECK(assurance(Direction::up, {{.value = -2.65}}) == AssuranceIcon::hit_or_miss);
  CHECK(assurance(Direction::up, {{.value = 2.66}}) == AssuranceIcon::fail);
  CHECK(assurance(Direction::down, {{.value = -2.66}}) == AssuranceIcon::fail);
  CHECK(assurance(Direction::down, {{.value = 2.66}}) == AssuranceIcon::pass);
  CHECK(assurance(Direction::neither, {{.value = 0}}) == AssuranceIcon::none);
  CHECK(assurance(Direction::up, {}) == AssuranceIcon::none);
  CHECK(assurance(Direction::up, {{.value = -9, .to = month(7)}, {.value = 9, .from = month(8)}, {.value = 0}}) ==
        AssuranceIcon::fail);
  CHECK(assurance(Direction::up, {{.value = -9, .from = month(9)}}) == AssuranceIcon::none);
}

TEST_CASE("what a series breaks is refused, with the place and the way to mend it") {
  auto points = monthly({1, 2, 3});
  const auto code = [&](const Series& series) { return xmr_chart(series, mdc_2022()).error().code; };
  const base::Date unmatched[] = {month(1) + std::chrono::days{1}};
  const base::Date twice[] = {month(1), month(1)};
  const base::Date early[] = {month(1)};
  CHECK(code({.points = points, .phase_starts = unmatched}) == "phase-start-unmatched");
  CHECK(code({.points = points, .phase_starts = twice}) == "phase-start-duplicate");
  CHECK(code({.points = points, .baseline_end = month(2), .phase_starts = early}) == "baseline-after-phase-start");
  CHECK(code({.points = points, .baseline_end = month(-1)}) == "baseline-before-first-point");
  points[1].value = std::nan("");
  CHECK(code({.points = points}) == "value-not-finite");
  points[1] = points[0];
  const auto twins = xmr_chart({.points = points}, mdc_2022()).error();
  CHECK(twins.code == "duplicate-date");
  CHECK(twins.field == "/points/1/date");
  CHECK(twins.detail.find("Points 1 and 2 are both of 1 January 2024. ") == 0);
  std::swap(points[0], points[2]);
  CHECK(code({.points = points}) == "points-out-of-order");
  points = monthly({1e308, -1e308, 1e308});
  CHECK(code({.points = points}) == "values-too-large");
  Profile profile = mdc_2022();
  profile.shift_points = 9;
  CHECK(xmr_chart({}, profile).error().code == "setting-out-of-range");
}

TEST_CASE("moving and scaling a series moves and scales its limits and keeps its flags; turning it swaps them") {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  for (int trial = 0; trial < 200; ++trial) {
    Values values;
    for (int i = 0; i < 40; ++i) values.push_back(std::round(normal(random) * 40) / 8);
    Values moved, turned;
    for (const auto& value : values) moved.push_back(*value * 4 + 1024);
    for (const auto& value : values) turned.push_back(-*value);
    const Chart before = drawn(values), after = drawn(moved), mirror = drawn(turned);
    CHECK(after.limits_at(0).upper == doctest::Approx(before.limits_at(0).upper * 4 + 1024));
    for (std::size_t i = 0; i < values.size(); ++i) {
      CHECK(before.readings[i].signals == after.readings[i].signals);
      CHECK(before.readings[i].signals.high() == mirror.readings[i].signals.low());
    }
  }
}

TEST_CASE("no chart of any input holds a NaN, and a chart's memory can be drawn into again") {
  std::mt19937_64 random(11);
  Chart reused;
  for (int trial = 0; trial < 2000; ++trial) {
    std::vector<Point> points;
    std::vector<base::Date> starts;
    const auto count = random() % 30;
    for (std::size_t i = 0; i < count; ++i) {
      const double wild[] = {0, -0.0, 1e300, 5e-324, -1e-300, 1, 2, 1e17};
      Point point{.date = month(static_cast<int>(i)), .ghosted = random() % 5 == 0};
      if (random() % 4 != 0) point.value = wild[random() % 8];
      points.push_back(point);
      if (random() % 8 == 0) starts.push_back(point.date);
    }
    Profile profile = random() % 2 == 0 ? mdc_2022() : mdc_2022_screened();
    const Series series{.points = points, .better = Direction::down, .phase_starts = starts};
    const auto chart = xmr_chart(series, profile);
    if (!chart) {
      CHECK(chart.error().code == "values-too-large");
      continue;
    }
    REQUIRE(draw_xmr_chart(series, profile, reused));
    for (std::size_t i = 0; i < count; ++i) {
      CHECK(finite(chart->limits_at(i)));
      CHECK(reused.readings[i].signals == chart->readings[i].signals);
      CHECK(reused.limits_at(i).upper == chart->limits_at(i).upper);
    }
  }
}

TEST_CASE("a million points are charted") {
  std::vector<Point> points(1'000'000);
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = {.date = base::Date{} + std::chrono::days{i}, .value = static_cast<double>(i % 2 == 0 ? 10 : 12)};
  }
  const auto chart = xmr_chart({.points = points, .better = Direction::up}, mdc_2022()).value();
  CHECK(chart.limits_at(0).centre == doctest::Approx(11));
  CHECK(marked(chart) == 0);
  // One run of a million: marking backwards must not look at it again and again.
  for (std::size_t i = 0; i < points.size(); ++i) points[i].value = static_cast<double>(i);
  CHECK(marked(xmr_chart({.points = points, .better = Direction::up}, mdc_2022()).value()) == points.size());
}

TEST_CASE("a numerator and a denominator make a value, or a reason why not") {
  CHECK(ratio(3, 4, true).value() == 0.75);
  CHECK(ratio(9, 4, false).value() == 2.25);
  CHECK(ratio(5, 4, true).error().code == "numerator-above-denominator");
  CHECK(ratio(5, 0, false).error().code == "denominator-not-positive");
  CHECK(ratio(1, std::nan(""), true).error().code == "value-not-finite");
  CHECK(ratio(1e300, 1e-300, false).error().code == "value-not-finite");
}

}  // namespace tributary::measure
