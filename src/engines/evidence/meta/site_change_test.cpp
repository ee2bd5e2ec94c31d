#include "engines/evidence/meta/site_change.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

namespace tributary::evidence::meta {

namespace {

// A site whose values follow one another, with no change; and whether its 95 % interval holds none.
double share_that_holds(double correlation, int n, int sites) {
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal;
  int holds = 0;
  for (int site = 0; site < sites; ++site) {
    std::vector<double> values;
    double last = normal(random) / std::sqrt(1 - correlation * correlation);
    for (int i = 0; i < 2 * n; ++i) values.push_back(last = correlation * last + normal(random));
    const auto found = site_change(std::span(values).first(static_cast<std::size_t>(n)), std::span(values).last(static_cast<std::size_t>(n)));
    REQUIRE(found.has_value());
    holds += std::fabs(found->value) <= 1.96 * found->standard_error;
  }
  return static_cast<double>(holds) / sites;
}

}  // namespace

TEST_CASE("the change is the difference of the means, and values that alternate are taken as independent") {
  const std::vector<double> before{10, 12, 10, 12, 10, 12}, after{20, 22, 20, 22, 20, 22};
  const auto found = site_change(before, after);
  REQUIRE(found.has_value());
  CHECK(found->value == doctest::Approx(10));
  CHECK(found->autocorrelation == 0);
  CHECK(found->standard_error == doctest::Approx(std::sqrt(12.0 / 10 * (1.0 / 6 + 1.0 / 6))));  // the two-sample t-test's
}

TEST_CASE("a run of good values is worth less than as many independent ones: the interval holds about as often as it says") {
  CHECK(share_that_holds(0, 24, 2000) > 0.92);
  CHECK(share_that_holds(0.5, 24, 2000) > 0.86);
  CHECK(share_that_holds(0.5, 60, 2000) > 0.91);
}

TEST_CASE("how surely isn't known from few values, or from values that never differ") {
  const std::vector<double> few{1, 2, 3, 4, 5}, enough{1, 2, 3, 4, 5, 6}, flat{3, 3, 3, 3, 3, 3};
  CHECK(!site_change(few, enough));
  CHECK(!site_change(enough, few));
  CHECK(!site_change(flat, flat));
  const std::vector<double> near{0.1, 0.1, 0.1, 0.1, 0.1, 0.1 + 1e-17};
  CHECK(!site_change(near, near));
  CHECK(site_change(flat, enough).has_value());
}

}  // namespace tributary::evidence::meta
