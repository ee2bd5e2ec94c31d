#include "engines/statistics/arrival_fit.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cmath>

#include "engines/random/samplers.hpp"

namespace tributary::statistics {

namespace {

// 16,071 days after 1 January 1970 is Wednesday 1 January 2014.
constexpr double begin = 16'071;

// At random, with a rate that depends on the moment: thinned from one of `most`. [Lewis, Shedler 1979]
template <class Rate>
std::vector<double> at_random(double days, double most, std::uint64_t seed, Rate rate) {
  random::Stream stream(random::replication_key(seed, 0), 1);
  std::vector<double> out;
  for (double at = begin; (at += random::exponential(stream) / most) < begin + days;) {
    if (stream.unit() * most < rate(at)) out.push_back(at);
  }
  return out;
}

int weekday(double at) { return static_cast<int>(std::chrono::weekday(std::chrono::sys_days{std::chrono::days(static_cast<int>(at))}).iso_encoding()); }

}  // namespace

TEST_CASE("who comes at random at one rate has that rate, a dispersion near 1 and no profile") {
  int shown = 0, covered = 0, dispersed = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto fit = fit_arrivals(at_random(900, 3, seed, [](double) { return 3.0; }), true);
    shown += fit.by_hour.shown + fit.by_weekday.shown + fit.by_month.shown;
    covered += fit.low < 3 && 3 < fit.high;
    dispersed += *fit.dispersion_p < .05;
    CHECK(*fit.dispersion == doctest::Approx(1).epsilon(.2));
  }
  CHECK(shown <= 5);  // of 120 tests at .01
  CHECK(covered >= 33);
  CHECK(dispersed <= 7);
}

TEST_CASE("a profile that is there is found again, and the rate is that of a whole week and year") {
  const auto by = [](double at) { return 8 * (weekday(at) >= 6 ? .5 : 1.2) * (at - std::floor(at) < .5 ? .4 : 1.6); };
  const auto fit = fit_arrivals(at_random(403, 20, 2, by), true);
  REQUIRE(fit.by_hour.shown);
  REQUIRE(fit.by_weekday.shown);
  CHECK(fit.by_month.untested == "that takes over two years");
  CHECK(fit.rate == doctest::Approx(8).epsilon(.05));
  CHECK(fit.by_weekday.factors[0] == doctest::Approx(1.2).epsilon(.15));
  CHECK(fit.by_weekday.factors[6] == doctest::Approx(.5).epsilon(.15));
  CHECK(fit.by_hour.factors[3] == doctest::Approx(.4).epsilon(.3));
  CHECK(fit.by_hour.factors[20] == doctest::Approx(1.6).epsilon(.25));
  double sum = 0;
  for (const double each : fit.by_hour.factors) sum += each;
  CHECK(sum == doctest::Approx(24));
  CHECK(*fit.dispersion > 1.3);
  CHECK(*fit.dispersion_within == doctest::Approx(1).epsilon(.2));
}

TEST_CASE("two years and a half with more in winter keep the rate of a whole year") {
  const auto by = [](double at) { return 5 * (1 + .5 * std::cos(2 * 3.14159265 * (at - begin) / 365.25)); };
  const auto fit = fit_arrivals(at_random(913, 8, 4, by), true);
  REQUIRE(fit.by_month.shown);
  CHECK(fit.rate == doctest::Approx(5).epsilon(.04));
  CHECK(fit.by_month.factors[0] == doctest::Approx(1.48).epsilon(.1));
  CHECK(fit.by_month.factors[6] == doctest::Approx(.52).epsilon(.15));
}

TEST_CASE("blocks on which fewer than ten came stand together, so that no hour points at anybody") {
  std::vector<double> comings;
  for (int i = 0; i < 200; ++i) comings.push_back(begin + i + (i % 2 == 0 ? .3 : .6));  // at 7 and at 14 o'clock
  comings.push_back(begin + 20 + 1.0 / 24);
  const auto fit = fit_arrivals(comings, true);
  CHECK(fit.by_hour.factors[1] == fit.by_hour.factors[11]);
  CHECK(*fit.dispersion < .1);  // one a day is more even than chance
  CHECK(*fit.dispersion_p < .001);
  CHECK(fit_arrivals(comings, false).by_hour.untested == "no times of day are known");
}

TEST_CASE("a rate that rises is told, and a few days say no more than their rate") {
  const auto fit = fit_arrivals(at_random(400, 6, 3, [](double at) { return 2 + 3 * (at - begin) / 400; }), true);
  CHECK(*fit.trend_p < .001);
  CHECK(*fit.second_half > *fit.first_half);
  const auto few = fit_arrivals({begin, begin + 1, begin + 2.5, begin + 5}, true);
  CHECK(few.rate == doctest::Approx(3.0 / 5));
  CHECK_FALSE(few.dispersion);
  CHECK_FALSE(few.by_weekday.untested.empty());
}

}  // namespace tributary::statistics
