#include "engines/evidence/qca/calibration.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace tributary::evidence::qca {
namespace {

TEST_CASE("the anchors are .05, .5 and .95 in the set, each side by its own distance, up or down") {
  const auto up = calibrate(std::vector<double>{10, 20, 50, 35}, {10, 20, 50});
  REQUIRE(up.has_value());
  CHECK((*up)[0] == doctest::Approx(0.05).epsilon(1e-12));
  CHECK((*up)[1] == 0.5);
  CHECK((*up)[2] == doctest::Approx(0.95).epsilon(1e-12));
  CHECK((*up)[3] == doctest::Approx(1 / (1 + 1 / std::sqrt(19))).epsilon(1e-12));
  const auto down = calibrate(std::vector<double>{10, 20, 50, 35}, {50, 20, 10});
  REQUIRE(down.has_value());
  for (std::size_t i = 0; i < 4; ++i) CHECK((*down)[i] == doctest::Approx(1 - (*up)[i]).epsilon(1e-12));
}

TEST_CASE("a middle range is fully in between, and fully out beyond either end") {
  const auto found = calibrate_between(std::vector<double>{0, 10, 20, 30, 40, 50}, {0, 10, 20}, {50, 40, 30});
  REQUIRE(found.has_value());
  CHECK(found->at(0) == doctest::Approx(0.05));
  CHECK(found->at(1) == 0.5);
  CHECK(found->at(2) == doctest::Approx(0.95));
  CHECK(found->at(4) == 0.5);
  CHECK(found->at(5) == doctest::Approx(0.05));
  CHECK(calibrate_between(std::vector<double>{1}, {50, 40, 30}, {0, 10, 20}).error().code == "anchors-out-of-order");
}

TEST_CASE("indirectly calibrated memberships rise with the values and follow the steps") {
  std::vector<double> values;
  for (int i = 1; i <= 30; ++i) values.push_back(i);
  const auto found = calibrate_indirect(values, {5, 10, 15, 20, 25});
  REQUIRE(found.has_value());
  CHECK(std::ranges::is_sorted(*found));
  CHECK(found->front() < 0.1);
  CHECK(found->back() > 0.9);
  CHECK((*found)[14] > 0.3);
  CHECK((*found)[14] < 0.7);
}

TEST_CASE("crisp thresholds make sets of one and levels of several") {
  CHECK(*calibrate_crisp(std::vector<double>{1, 5, 9}, {5}) == std::vector<double>{0, 1, 1});
  CHECK(*calibrate_crisp(std::vector<double>{1, 5, 9}, {8, 2}) == std::vector<double>{0, 1, 2});
}

TEST_CASE("anchors and values that can't be used are refused") {
  const std::vector<double> some{1, 2, 3, 4, 5, 6, 7};
  CHECK(calibrate(some, {1, 1, 2}).error().code == "anchors-out-of-order");
  CHECK(calibrate(some, {1, 3, 2}).error().code == "anchors-out-of-order");
  CHECK(calibrate_indirect(some, {}).error().code == "anchors-out-of-order");
  CHECK(calibrate_indirect(some, {100}).error().code == "steps-without-values");
  CHECK(calibrate_indirect(std::vector<double>{1, 2}, {1}).error().code == "too-few-values");
  CHECK(calibrate_indirect(std::vector<double>{0, 1, 2, 3, 4, 5}, {3}).error().code == "value-not-positive");
  CHECK(calibrate_indirect(some, {4}).error().code == "fit-diverges");
}

}  // namespace
}  // namespace tributary::evidence::qca
