#include "exchange/flow/length_of_time.hpp"

#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

TEST_CASE("a length of time is a number and its unit") {
  using enum tributary::flow::TimeUnit;
  CHECK(*length_of_time("4 h", day) == doctest::Approx(1.0 / 6));
  CHECK(*length_of_time("2weeks", hour) == 336);
  CHECK(*length_of_time("1 month", day) == doctest::Approx(365.0 / 12));
  for (const char* const wrong : {"", "4", "h", "4 fortnights", "-1 day", "inf h", "nan h", "1e308 years", "4 h 5"}) {
    CAPTURE(wrong);
    CHECK_FALSE(length_of_time(wrong, minute));
  }
}

TEST_CASE("a seed of a model file is a whole number") {
  const auto with = [](const std::string& seed) {
    std::string text = tested::free_ward;
    return tested::read(text.replace(text.find("seed = 7"), 8, "seed = " + seed));
  };
  CHECK(with("8"));
  const auto half = with("1.5");
  REQUIRE_FALSE(half);
  CHECK(half.error().code == "number-not-whole");
  CHECK(half.error().field == "run.seed");
}

}  // namespace tributary::exchange::flow
