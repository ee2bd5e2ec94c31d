#include "exchange/flow/beside_theory.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace tributary;
using exchange::flow::differs;
using exchange::flow::standard_errors;

namespace {

// A hundred replications: the standard error is a tenth of the spread.
flow::Estimate run(double mean, double sd) {
  flow::Estimate out;
  out.mean = out.median = mean, out.sd = sd, out.error = sd / 10, out.count = 100;
  return out;
}

}  // namespace

TEST_CASE("a run lies so many of its standard errors above exact theory, and beyond three of many it differs") {
  CHECK(*standard_errors(run(10.2, 1), flow::Theory{10, true}) == doctest::Approx(2));
  CHECK(*standard_errors(run(9.5, 1), flow::Theory{10, true}) == doctest::Approx(-5));
  CHECK(differs(standard_errors(run(9.5, 1), flow::Theory{10, true}), 1000));
  CHECK_FALSE(differs(standard_errors(run(10.2, 1), flow::Theory{10, true}), 1000));
  CHECK(differs(3.01, 100'000));
  CHECK_FALSE(differs(4.0, 10));  // of ten replications chance makes four standard errors as often as three of many [Student 1908]
  CHECK(differs(4.2, 10));
}

TEST_CASE("nothing is judged by theory that only comes near, by a run that doesn't know its spread, or of what hardly ever happens") {
  CHECK_FALSE(standard_errors(run(9.5, 1), flow::Theory{10, false}));
  CHECK_FALSE(standard_errors(run(9.5, 1), std::nullopt));
  CHECK_FALSE(standard_errors(run(9.5, 0), flow::Theory{10, true}));
  auto few = run(9.5, 1);
  few.count = 9;
  CHECK_FALSE(standard_errors(few, flow::Theory{10, true}));
  auto rare = run(.01, .1);
  rare.median = 0;
  CHECK_FALSE(standard_errors(rare, flow::Theory{.2, true}));
  CHECK(*standard_errors(run(10 + 1e-12, 1e-14), flow::Theory{10, true}) == 0);  // equal numbers added up
  CHECK_FALSE(standard_errors(run(10, 1e-14), flow::Theory{10 + 1e-7, true}));     // equal stays, where hardly anybody is ever kept waiting
}
