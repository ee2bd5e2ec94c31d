#include "engines/evidence/calibration.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "engines/statistics/distributions.hpp"

namespace tributary::evidence {

TEST_CASE("intervals that hold too seldom are called too narrow, too often too wide, and a few say nothing") {
  CHECK(calibrate_intervals(7, 12, 0.9).width == Width::too_narrow);
  CHECK(calibrate_intervals(11, 12, 0.9).width == Width::as_meant);
  CHECK(calibrate_intervals(12, 12, 0.5).width == Width::too_wide);
  CHECK(calibrate_intervals(12, 12, 0.9).width == Width::as_meant);  // as one meant to be right nine times in ten may be
  CHECK(calibrate_intervals(0, 5, 0.9).width == Width::cannot_tell);
  CHECK(calibrate_intervals(0, 0, 0.9).width == Width::cannot_tell);
  const auto even = calibrate_intervals(5, 10, 0.5);
  CHECK(even.chance_of_so_few == doctest::Approx(0.623046875));  // 638/1024
  CHECK(even.chance_of_so_many == doctest::Approx(0.623046875));
}

TEST_CASE("the score of a sample is its distance from what came, less half the distance within it") {
  CHECK(*sample_score(std::vector<double>{4}, 7) == doctest::Approx(3));
  CHECK(*sample_score(std::vector<double>{0, 10}, 5) == doctest::Approx(5 - 2.5));
  CHECK(*sample_score(std::vector<double>{1, 2, 4}, 3) == doctest::Approx(4.0 / 3 - 12.0 / 18));
  CHECK(!sample_score({}, 3));
  CHECK(!sample_score(std::vector<double>{1, 2}, std::numeric_limits<double>::infinity()));
}

TEST_CASE("a large sample of the normal distribution scores as the distribution does") {
  std::vector<double> sample;
  for (int i = 0; i < 4000; ++i) sample.push_back(10 + 2 * statistics::normal_quantile((i + 0.5) / 4000));
  const NoChange same{.centre = 10, .lower = 4, .upper = 16};
  for (const double observed : {4.0, 9.0, 10.0, 13.5}) CHECK(*sample_score(sample, observed) == doctest::Approx(*no_change_sample_score(same, observed)).epsilon(1e-3));
  CHECK(*no_change_sample_score(same, 10) == doctest::Approx(2 * 0.2336949772551092));
  CHECK(!no_change_sample_score({.centre = 10, .lower = 10, .upper = 10}, 10));
}

}  // namespace tributary::evidence
