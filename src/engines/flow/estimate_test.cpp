#include "engines/flow/estimate.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace tributary::flow {

TEST_CASE("a mean over people counts people, and not replications") {
  // 100 people waited 1 each, 1 waited 11: on average (100 + 11) / 101, whatever the two means' mean.
  const std::vector<Observed> waits{{1, 100, 0}, {11, 1, 0}};
  const auto told = estimate(waits);
  CHECK(told->mean == doctest::Approx(111.0 / 101));
  CHECK(told->median == 6);  // of replications
  const std::vector<Observed> plain{1, 11};
  CHECK(estimate(plain)->mean == 6);
  CHECK(estimate(plain)->error == doctest::Approx(5));
}

TEST_CASE("its standard error is that of a ratio: by how far sums lie from the mean times the people") {
  // y = 4, 9, 20; n = 2, 3, 5; R = 3.3; residuals -2.6, -.9, 3.5; sqrt(3/2 · 19.82) / 10
  const std::vector<Observed> values{{2, 2, 0}, {3, 3, 0}, {4, 5, 0}};
  CHECK(estimate(values)->mean == doctest::Approx(3.3));
  CHECK(estimate(values)->error == doctest::Approx(std::sqrt(1.5 * 19.82) / 10));
  // Replications in which nobody came weigh nothing.
  const std::vector<Observed> with_none{{2, 2, 0}, {}, {3, 3, 0}, {4, 5, 0}};
  CHECK(estimate(with_none)->mean == doctest::Approx(3.3));
  CHECK(estimate(with_none)->count == 3);
  // Where as many came to each it is the plain mean's.
  const std::vector<Observed> alike{{2, 4, 0}, {3, 4, 0}, {7, 4, 0}}, plain{2, 3, 7};
  CHECK(estimate(alike)->error == doctest::Approx(estimate(plain)->error));
}

TEST_CASE("a number that is the same in every replication has no interval, however it was added up") {
  const double sum = 0.1 + 0.2;  // 0.30000000000000004
  const std::vector<Observed> plain{0.3, sum, 0.3}, people{{0.3, 2, 0}, {sum, 3, 0}};
  CHECK(estimate(plain)->half_width == 0);
  CHECK(estimate(people)->half_width == 0);
  CHECK(estimate(std::vector<Observed>{0.3, 0.3 + 1e-11})->half_width > 0);
}

TEST_CASE("a difference is that of the two means, and as sure as the same people make it") {
  const std::vector<Observed> before{{2, 2, 0}, {3, 3, 0}, {4, 5, 0}};
  std::vector<Observed> after = before;
  for (Observed& each : after) *each += 1;  // everybody waited one longer
  const auto told = paired_difference(before, after);
  CHECK(told->mean == doctest::Approx(1));
  CHECK(told->half_width == doctest::Approx(0).epsilon(1e-9));
  CHECK_FALSE(paired_difference(before, std::vector<Observed>{{}, {}, {}}));
}

TEST_CASE("a number that may be off makes no interval narrower than that") {
  const std::vector<Observed> values{{5, 0, .25}, {5, 0, .75}};
  CHECK(estimate(values)->half_width == doctest::Approx(.5));
  CHECK(paired_difference(values, values)->half_width == doctest::Approx(1));
  CHECK(estimate(values)->error == 0);
}

}  // namespace tributary::flow
