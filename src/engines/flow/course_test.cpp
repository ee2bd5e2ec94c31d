#include "engines/flow/course.hpp"

#include <doctest/doctest.h>

#include "engines/flow/distribution_sample.hpp"

namespace tributary::flow {

namespace {

Distribution fixed(double value) { return {.law = Fixed{value}, .truncation = {}}; }

}  // namespace

TEST_CASE("what isn't whole is rounded so that the mean stays") {
  const Distribution needs{.law = Gamma{4, 1.3}, .truncation = {}};
  random::Stream stream(3, 4);
  const Sampler sampler(needs);
  double sum = 0, more = 0;
  constexpr int draws = 400'000;
  for (int i = 0; i < draws; ++i) {
    const double drawn = sampler.draw(stream);
    const auto whole = whole_visits(drawn, stream.unit());
    sum += whole, more += whole > 6 ? 1 : 0;
  }
  CHECK(sum / draws == doctest::Approx(moments_of_course(needs, fixed(1)).visits).epsilon(.003));
  CHECK(more / draws == doctest::Approx(more_visits_than(needs, 6)).epsilon(.01));
  CHECK(moments_of_course(fixed(5.4), fixed(2)).visits == doctest::Approx(5.4));
  CHECK(moments_of_course(fixed(5.4), fixed(2)).time.mean == doctest::Approx(8.8));
  CHECK(*moments_of_course(fixed(5.4), fixed(2)).time.variance == doctest::Approx(4 * .24));
  CHECK(moments_of_course(fixed(1), fixed(7)).time.mean == 0);
  const auto missing = moments_of_course(fixed(3), fixed(2), .2);  // 3 / .8 slots, and 2 days for each but one
  CHECK(missing.visits == doctest::Approx(3.75));
  CHECK(missing.time.mean == doctest::Approx(5.5));
  CHECK(*missing.time.variance == doctest::Approx(4 * 3 * .2 / .64));
}

TEST_CASE("who is found between two visits has as many before them as drawn courses have, each weighed by its gaps") {
  const Distribution needs{.law = Empirical{{1, 3, 8}, {5, 3, 2}, false}, .truncation = {}};
  // Of 10 courses 3 have two gaps and 2 have seven: 20 gaps; one visit is left after the last of each of 5, two after 5, three to seven after 2 each.
  const auto rest = std::get<Empirical>(rest_of_needs(needs).law);
  REQUIRE(rest.values.size() == 7);
  double all = 0;
  for (const double each : rest.weights) all += each;
  const double expected[] = {5, 5, 2, 2, 2, 2, 2};
  for (std::size_t i = 0; i < 7; ++i) CHECK(rest.weights[i] / all == doctest::Approx(expected[i] / 20));
  CHECK(moments(rest_of_needs(fixed(1))).mean == 1);
  // Three visits, half of them missed: two gaps with each of one and two left, one with three.
  const auto missing = std::get<Empirical>(rest_of_needs(fixed(3), .5).law);
  CHECK(missing.values == std::vector<double>{1, 2, 3});
  CHECK(missing.weights[0] == doctest::Approx(2 * missing.weights[2]));
}

}  // namespace tributary::flow
