#include "engines/flow/engine/sketch.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace tributary::flow {

TEST_CASE("percentiles of a few values are exact, linear between them") {
  Sketch sketch;
  CHECK_FALSE(sketch.percentile(50));
  for (const double each : {10.0, 1.0, 2.0, 5.0}) sketch.add(each);
  CHECK(*sketch.percentile(0) == 1);
  CHECK(*sketch.percentile(50) == 3.5);
  CHECK(*sketch.percentile(90) == doctest::Approx(8.5));
  CHECK(*sketch.percentile(100) == 10);
  CHECK(sketch.percentile(90).off == 0);
}

TEST_CASE("of many too where one value comes again and again") {
  Sketch sketch;
  for (int i = 0; i < 30'000; ++i) sketch.add(i % 10 < 3 ? 5 : i % 10 < 8 ? 7 : 10);
  for (const auto& [percent, value] : {std::pair(10.0, 5.0), {50.0, 7.0}, {90.0, 10.0}, {100.0, 10.0}}) {
    CHECK(*sketch.percentile(percent) == value);
    CHECK(sketch.percentile(percent).off == 0);
  }
}

TEST_CASE("of many different ones they say within what they are") {
  Sketch sketch;
  constexpr int many = 200'000;
  for (int i = 0; i < many; ++i) sketch.add(std::pow(static_cast<double>(i * 7919L % many) / (many - 1), 3) * 50);  // in no order
  for (const double percent : {0.0, 1.0, 10.0, 33.3, 50.0, 90.0, 99.9, 100.0}) {
    CAPTURE(percent);
    const Observed told = sketch.percentile(percent);
    const double exact = std::pow(percent / 100, 3) * 50;
    CHECK(std::fabs(*told - exact) <= told.off + 1e-9);
    CHECK(told.off <= .0021 * exact + 1e-6);
    CHECK(std::fabs(*told - exact) <= 2e-4 * exact + 1e-7);  // and better than they say
  }
  CHECK(*sketch.percentile(100) == 50);
  sketch.clear();
  CHECK_FALSE(sketch.percentile(50));
}

}  // namespace tributary::flow
