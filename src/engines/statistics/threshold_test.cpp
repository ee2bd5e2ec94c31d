// Where an answer begins to meet what is wanted, and how sure that is.
#include "engines/statistics/threshold.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace tributary::statistics {

namespace {

Threshold of(std::size_t last, const std::function<Excess(std::size_t)>& answer) {
  return *threshold(last, [&](std::size_t at) -> base::Result<Excess> { return answer(at); });
}

}  // namespace

TEST_CASE("the threshold of a falling answer is the first level that meets it, and its interval is where the answer's leaves it open") {
  const auto found = of(1000, [](std::size_t at) { return Excess{400.5 - static_cast<double>(at), 10}; });
  CHECK(found.mean == 401);
  CHECK(found.surely == 411);
  CHECK(found.perhaps == 391);
  CHECK_FALSE(found.rising);
  CHECK_FALSE(found.turns);
  CHECK(found.asked.size() <= 32);
}

TEST_CASE("of a rising answer it is the last that meets it") {
  const auto found = of(100, [](std::size_t at) { return Excess{static_cast<double>(at) - 40, 0}; });
  CHECK(found.rising);
  CHECK(found.mean == 40);
  CHECK(found.surely == 40);
}

TEST_CASE("what no level meets has no threshold, what every level meets is met at the end that meets it least") {
  CHECK_FALSE(of(10, [](std::size_t) { return Excess{1, 0.5}; }).mean);
  const auto perhaps = of(10, [](std::size_t at) { return Excess{20 - static_cast<double>(at), 15}; });
  CHECK_FALSE(perhaps.mean);
  CHECK(perhaps.perhaps == 5);
  const auto all = of(10, [](std::size_t at) { return Excess{-1 - static_cast<double>(at), 0}; });
  CHECK(all.everywhere);
  CHECK(all.mean == 0);
}

TEST_CASE("an answer that turns is told") {
  CHECK(of(100, [](std::size_t at) { return Excess{10 - static_cast<double>(at) + 60 * std::exp(-std::pow(static_cast<double>(at) - 50, 2) / 50), 0.1}; }).turns);
}

TEST_CASE("an answer that fails ends the search with its reason") {
  const auto failed = threshold(8, [](std::size_t at) -> base::Result<Excess> {
    if (at == 4) return base::fail({.code = "no", .title = "No", .detail = {}, .field = {}});
    return Excess{4.5 - static_cast<double>(at), 0};
  });
  REQUIRE_FALSE(failed);
  CHECK(failed.error().code == "no");
}

}  // namespace tributary::statistics
