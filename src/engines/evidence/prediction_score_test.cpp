#include "engines/evidence/prediction_score.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

namespace tributary::evidence {
namespace {

PredictedRow row(Forecast predicted, std::optional<double> observed = {}, std::optional<NoChange> no_change = {}) {
  return {.predicted = predicted, .observed = observed, .no_change = no_change};
}

constexpr Forecast from_20_to_30 = {.median = 25, .low50 = 23, .high50 = 27, .low90 = 20, .high90 = 30};

PredictionScore scored(const std::vector<PredictedRow>& rows, Better better = Better::up,
                       std::optional<double> from = {}) {
  return score_prediction(rows, better, from).value();
}

}  // namespace

TEST_CASE("within the 90 % interval is as expected, its edges included; outside goes by the better direction") {
  const auto verdict = [](double y, Better better) { return scored({row(from_20_to_30, y)}, better).verdict; };
  CHECK(verdict(25, Better::up) == Verdict::as_expected);
  CHECK(verdict(20, Better::up) == Verdict::as_expected);
  CHECK(verdict(30, Better::down) == Verdict::as_expected);
  CHECK(verdict(30.001, Better::up) == Verdict::better);
  CHECK(verdict(30.001, Better::down) == Verdict::worse);
  CHECK(verdict(19.999, Better::up) == Verdict::worse);
  CHECK(verdict(19.999, Better::down) == Verdict::better);
  CHECK(verdict(31, Better::neither) == Verdict::worse);
  CHECK(verdict(19, Better::neither) == Verdict::worse);
}

TEST_CASE("an edge is met as near as binary can tell") {
  const Forecast sharp = {.median = 0.3, .low50 = 0.3, .high50 = 0.3, .low90 = 0.3, .high90 = 0.3};
  CHECK(scored({row(sharp, 0.1 + 0.2)}).verdict == Verdict::as_expected);
}

TEST_CASE("it is too early until every row is observed, and rows that are have their scores") {
  CHECK(scored({}).verdict == Verdict::too_early);
  CHECK(scored({row(from_20_to_30)}).verdict == Verdict::too_early);
  const auto half = scored({row(from_20_to_30, 35), row(from_20_to_30)});
  CHECK(half.verdict == Verdict::too_early);
  CHECK(half.answered == 1);
  CHECK(half.rows[0].verdict == Verdict::better);
  CHECK_FALSE(half.rows[1].weighted_score.has_value());
  CHECK_FALSE(scored({row(from_20_to_30)}).weighted_score.has_value());
}

TEST_CASE("several rows are as expected when all are, else the latest one outside speaks") {
  CHECK(scored({row(from_20_to_30, 25), row(from_20_to_30, 26)}).verdict == Verdict::as_expected);
  CHECK(scored({row(from_20_to_30, 25), row(from_20_to_30, 31)}).verdict == Verdict::better);
  CHECK(scored({row(from_20_to_30, 31), row(from_20_to_30, 19), row(from_20_to_30, 25)}).verdict == Verdict::worse);
}

TEST_CASE("interval scores are the width, and more by two over alpha for each unit outside") {
  const auto inside = scored({row(from_20_to_30, 24)});
  CHECK(inside.interval_score50 == doctest::Approx(4));
  CHECK(inside.interval_score90 == doctest::Approx(10));
  CHECK(inside.weighted_score == doctest::Approx((0.5 * 1 + 0.25 * 4 + 0.05 * 10) / 2.5));
  const auto outside = scored({row(from_20_to_30, 32)});
  CHECK(outside.interval_score50 == doctest::Approx(4 + 4 * 5));
  CHECK(outside.interval_score90 == doctest::Approx(10 + 20 * 2));
  CHECK(outside.weighted_score == doctest::Approx((0.5 * 7 + 0.25 * 24 + 0.05 * 50) / 2.5));
  CHECK(outside.hits50 == 0);
  CHECK(outside.hits90 == 0);
  CHECK(inside.hits50 == 1);
}

TEST_CASE("the weighted score of a point forecast is its absolute error") {
  const Forecast point = {.median = 5, .low50 = 5, .high50 = 5, .low90 = 5, .high90 = 5};
  CHECK(scored({row(point, 8)}).weighted_score == doctest::Approx(3));
}

TEST_CASE("no change is the control limits as a normal distribution, narrower for a mean of several") {
  const Forecast one = forecast_of({.centre = 50, .lower = 35, .upper = 65});
  CHECK(one.low50 == doctest::Approx(50 - 0.6744897502 * 5));
  CHECK(one.high90 == doctest::Approx(50 + 1.6448536270 * 5));
  const Forecast four = forecast_of({.centre = 50, .lower = 35, .upper = 65, .averaged = 4});
  CHECK(four.high90 - 50 == doctest::Approx((one.high90 - 50) / 2));
}

TEST_CASE("skill is what was gained over expecting no change") {
  const NoChange stays = {.centre = 40, .lower = 34, .upper = 46};
  CHECK(scored({row(from_20_to_30, 25, stays)}).skill.value() > 0.8);
  CHECK(scored({row(from_20_to_30, 40, stays)}).skill.value() < 0);
  const NoChange same = {.centre = 25, .lower = 25 - 18 / 1.644853626951473, .upper = 25 + 18 / 1.644853626951473};
  const Forecast as_no_change = forecast_of(same);
  CHECK(scored({row(as_no_change, 29, same)}).skill.value() == doctest::Approx(0));
}

TEST_CASE("against a baseline that was exactly right, and without one, there is no skill to state") {
  const NoChange exact = {.centre = 25, .lower = 25, .upper = 25};
  CHECK(scored({row(from_20_to_30, 25, exact)}).no_change_score.value() == 0);
  CHECK_FALSE(scored({row(from_20_to_30, 25, exact)}).skill.has_value());
  CHECK_FALSE(scored({row(from_20_to_30, 25)}).skill.has_value());
  // Only the rows with a baseline are compared with it.
  const NoChange stays = {.centre = 40, .lower = 34, .upper = 46};
  const double alone = scored({row(from_20_to_30, 25, stays)}).skill.value();
  CHECK(scored({row(from_20_to_30, 25, stays), row(from_20_to_30, 99)}).skill.value() == doctest::Approx(alone));
}

TEST_CASE("the direction is right when the value moved the way the median said") {
  const auto right = [](double y, std::optional<double> from) {
    return scored({row(from_20_to_30, y)}, Better::down, from).rows[0].direction_correct;
  };
  CHECK(right(35, 40) == true);
  CHECK(right(45, 40) == false);
  CHECK(right(40, 40) == false);
  CHECK(right(21, 20) == true);
  CHECK_FALSE(right(35, 25).has_value());  // no change was predicted
  CHECK_FALSE(right(35, std::nullopt).has_value());
}

TEST_CASE("a prediction that would hold if nothing changed is known before it locks, with its chance") {
  const NoChange inside = {.centre = 25, .lower = 10, .upper = 40};
  const auto one = without_change(std::vector{row(from_20_to_30, {}, inside)}).value().value();
  CHECK(one.would_hold);
  CHECK(one.chance == doctest::Approx(0.6826894921));
  const auto two = without_change(std::vector{row(from_20_to_30, {}, inside), row(from_20_to_30, {}, inside)}).value();
  CHECK(two->chance == doctest::Approx(0.6826894921 * 0.6826894921));
  const NoChange outside = {.centre = 40, .lower = 34, .upper = 46};
  const auto change = without_change(std::vector{row(from_20_to_30, {}, outside)}).value().value();
  CHECK_FALSE(change.would_hold);
  CHECK(change.chance < 1e-6);
  const NoChange still = {.centre = 25, .lower = 25, .upper = 25};
  CHECK(without_change(std::vector{row(from_20_to_30, {}, still)}).value()->chance == 1);
  CHECK_FALSE(without_change(std::vector{row(from_20_to_30)}).value().has_value());
  CHECK_FALSE(without_change({}).value().has_value());
}

TEST_CASE("intervals that aren't one within the other, and what isn't a number, are refused with their place") {
  const auto refused = [](const PredictedRow& bad) {
    const auto problem = score_prediction(std::vector{row(from_20_to_30), bad}, Better::up, {}).error();
    return problem.code + " " + problem.field;
  };
  CHECK(refused(row({.median = 28, .low50 = 23, .high50 = 27, .low90 = 20, .high90 = 30})) ==
        "intervals-out-of-order /rows/1/high50");
  CHECK(refused(row({.median = 25, .low50 = 19, .high50 = 27, .low90 = 20, .high90 = 30})) ==
        "intervals-out-of-order /rows/1/low50");
  const double nan = std::nan(""), infinite = std::numeric_limits<double>::infinity();
  CHECK(refused(row({.median = nan})) == "value-not-finite /rows/1/median");
  CHECK(refused(row(from_20_to_30, infinite)) == "value-not-finite /rows/1/observed");
  CHECK(refused(row(from_20_to_30, 1, NoChange{.centre = 1, .lower = 2, .upper = 3})) ==
        "limits-out-of-order /rows/1/no_change");
  CHECK(score_prediction({}, Better::up, nan).error().field == "/from");
  const Forecast huge = {.median = 0, .low50 = -1e308, .high50 = 1e308, .low90 = -1e308, .high90 = 1e308};
  CHECK(score_prediction(std::vector{row(huge, 0)}, Better::up, {}).error().code == "values-too-large");
}

TEST_CASE("an honest forecast scores better in the long run than one that is off or pretends to know more") {
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal(50, 5);
  const NoChange truth = {.centre = 50, .lower = 35, .upper = 65};
  const NoChange sharp = {.centre = 50, .lower = 45, .upper = 55};
  const NoChange off = {.centre = 56, .lower = 41, .upper = 71};
  double honest = 0, overconfident = 0, wrong = 0;
  std::uint32_t hits50 = 0, hits90 = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    const double y = normal(random);
    const auto score = scored({row(forecast_of(truth), y)});
    honest += *score.weighted_score;
    hits50 += score.hits50;
    hits90 += score.hits90;
    overconfident += *scored({row(forecast_of(sharp), y)}).weighted_score;
    wrong += *scored({row(forecast_of(off), y)}).weighted_score;
  }
  CHECK(honest < overconfident);
  CHECK(honest < wrong);
  CHECK(hits50 / 4000.0 == doctest::Approx(0.5).epsilon(0.06));
  CHECK(hits90 / 4000.0 == doctest::Approx(0.9).epsilon(0.03));
}

}  // namespace tributary::evidence
