#include "engines/flow/analytic/queues.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace tributary::flow {

TEST_CASE("Erlang B and C equal the published table") {
  struct Row { int beds; double load, b, c; };
  for (const Row& row : {Row{1, .5, .33333333, .5}, Row{2, 1.5, .31034483, .64285714}, Row{5, 4, .19906687, .55411255}, Row{10, 8, .12166106, .40918015},
                         Row{20, 17, .08586033, .38505623}, Row{30, 25, .05260317, .24989317}, Row{60, 55, .05329414, .40317446}, Row{100, 95, .04880421, .50645685},
                         Row{200, 190, .02796816, .36526386}, Row{500, 480, .01432578, .26651252}}) {
    CAPTURE(row.beds);
    CHECK(std::fabs(erlang_b(row.beds, row.load) - row.b) < 5e-9);
    CHECK(std::fabs(erlang_c(row.beds, row.load) - row.c) < 5e-9);
  }
}

TEST_CASE("the delays of Monks et al. 2016 are Erlang's, for the acute unit, rehabilitation and one pool of both") {
  const double acute = 8.145493, rehab = 9.718218;
  CHECK(erlang_b(10, acute) == doctest::Approx(.1283).epsilon(.0005));
  CHECK(erlang_b(14, acute) == doctest::Approx(.0192).epsilon(.003));
  CHECK(erlang_b(12, rehab) == doctest::Approx(.1091).epsilon(.0005));
  CHECK(erlang_b(22, acute + rehab) == doctest::Approx(.0629).epsilon(.001));
}

TEST_CASE("beds shared beyond one's own have the product form's loss, between none shared and all") {
  const std::vector<double> loads{8.145493, 9.718218};
  const auto some = shared_beds_loss({11, 11}, 4, loads);
  CHECK(some[0] == doctest::Approx(.0169).epsilon(.003));
  CHECK(some[1] == doctest::Approx(.0357).epsilon(.002));
  const auto more = shared_beds_loss({9, 8}, 9, loads);
  CHECK(more[0] == doctest::Approx(.0147).epsilon(.004));
  CHECK(more[1] == doctest::Approx(.0205).epsilon(.002));
  const auto none = shared_beds_loss({14, 12}, 0, loads);
  CHECK(none[0] == doctest::Approx(erlang_b(14, loads[0])));
  CHECK(none[1] == doctest::Approx(erlang_b(12, loads[1])));
  for (const double each : shared_beds_loss({0, 0}, 26, loads)) CHECK(each == doctest::Approx(erlang_b(26, loads[0] + loads[1])));
}

TEST_CASE("who flows over from full beds has Kosten's mean and variance") {
  const auto out = overflow(92, 90);
  CHECK(out.mean == doctest::Approx(5.9954).epsilon(1e-5));
  CHECK(out.variance == doctest::Approx(30.035).epsilon(2e-5));
  CHECK(overflow(100, 90).mean == doctest::Approx(2.4262).epsilon(2e-5));
  CHECK(overflow_with_return(92, 90) == doctest::Approx(2.8787).epsilon(2e-5));
  CHECK(overflow_with_return(92, 81) == doctest::Approx(.5185).epsilon(2e-4));
}

TEST_CASE("waits by priority average to the wait without priorities, weighed by arrivals") {
  // One server, exponential stays: conservation of work [Kleinrock 1976, section 3.4].
  const std::vector<PriorityClass> classes{{.3, 1, 2}, {.4, 1, 2}, {.1, 1, 2}};
  const auto waits = priority_waits(classes);
  CHECK(waits[0] < waits[1]);
  CHECK(waits[1] < waits[2]);
  CHECK((.3 * waits[0] + .4 * waits[1] + .1 * waits[2]) / .8 == doctest::Approx(mg1_wait(.8, 1, 1)));
  const auto many = priority_waits(4, {1.0, 2.0}, 1);
  CHECK((many[0] + 2 * many[1]) / 3 == doctest::Approx(mmc(4, 3, 1).wait));
}

TEST_CASE("a line that may be no longer than K, or in which people give up, lies between loss and waiting without limit") {
  const auto none = limited_line(8, 2, 3.5, 0, {});  // no place to wait: Erlang B
  CHECK(none.lost == doctest::Approx(erlang_b(8, 7)));
  CHECK(none.occupied == doctest::Approx(7 * (1 - erlang_b(8, 7))));
  const auto long_line = limited_line(8, 2, 3.5, 5000, {});  // all that come may wait: Erlang C
  CHECK(long_line.wait == doctest::Approx(mmc(8, 2, 3.5).wait).epsilon(1e-9));
  CHECK(long_line.full == doctest::Approx(erlang_c(8, 7)).epsilon(1e-9));
  const auto one = limited_line(1, .5, 1, 2, {});  // M/M/1/3: chances in the ratio .5
  CHECK(one.lost == doctest::Approx(.125 / 1.875));
  // Patience as long as stays: as if there were beds for all, so a Poisson number of people.
  const auto patient = limited_line(5, 2, 3, {}, 3);
  CHECK(patient.occupied + patient.queue == doctest::Approx(6));
  CHECK(patient.given_up == doctest::Approx(patient.queue / 3 / 2));                    // they give up at queue / patience
  CHECK(patient.occupied == doctest::Approx(2 * (1 - patient.given_up) * 3));          // Little
  // Time in line: of those who get through and of those who don't.
  CHECK(patient.wait * (1 - patient.given_up) < patient.queue / 2);
  CHECK(patient.wait > 0);
}

TEST_CASE("whoever comes finds all beds taken as often as a Poisson number reaches them") {
  double below = 0, term = std::exp(-90.0);
  for (int n = 0; n < 92; ++n) below += term, term *= 90.0 / (n + 1);
  CHECK(poisson_at_least(92, 90) == doctest::Approx(1 - below).epsilon(1e-9));
  CHECK(poisson_at_least(0, 90) == doctest::Approx(1));
  CHECK(overflow_with_return(0, 7) == doctest::Approx(7));
}

TEST_CASE("who is brought back is known at once at any load, and at small ones to the last digits") {
  CHECK(overflow_with_return(92, 1e11) == doctest::Approx(1e11 - 92));
  CHECK(poisson_at_least(92, 1e11) == 1);
  double by_hand = 0, term = std::exp(-2.0);  // E[(N − 3)⁺], N Poisson of 2
  for (int n = 1; n < 60; ++n) term *= 2.0 / n, by_hand += n > 3 ? (n - 3) * term : 0;
  CHECK(overflow_with_return(3, 2) == doctest::Approx(by_hand).epsilon(1e-12));
}

}  // namespace tributary::flow
