#include "engines/statistics/goodness_of_fit.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

namespace tributary::statistics {

namespace {

Sample sample_of(const LifeLaw& law, int count, std::uint64_t seed, double grid = 0, double limit = HUGE_VAL) {
  random::Stream stream(random::replication_key(seed, 7), 3);
  Sample out;
  out.grid = grid;
  for (int i = 0; i < count; ++i) {
    const double stay = law.draw(stream);
    if (stay > limit) out.going_on.push_back(limit);
    else out.ended.push_back(grid > 0 ? std::round(stay / grid) * grid : stay);
    if (std::isfinite(limit)) out.limits.push_back(limit);
  }
  return out;
}

// Of `count` samples of a law, the share whose statistic, fitted anew and corrected for n, lies above a published critical value.
double share_above(const LifeLaw& law, double factor, double critical, int count) {
  int above = 0;
  for (int i = 0; i < count; ++i) {
    const Sample sample = sample_of(law, 100, static_cast<std::uint64_t>(i) + 100);
    above += factor * anderson_darling(sample, *likeliest(law.family(), sample)) > critical;
  }
  return static_cast<double>(above) / count;
}

}  // namespace

TEST_CASE("the statistic is the sum that Anderson and Darling gave") {
  const Sample sample = sample_of({Family::weibull, {1.4, 3}}, 37, 1);
  const LifeLaw law(Family::exponential, {2.5});
  std::vector<double> x = sample.ended;
  std::sort(x.begin(), x.end());
  const double n = 37;
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (2 * static_cast<double>(i) + 1) * (std::log(law.cumulative(x[i])) + law.log_beyond(x[x.size() - 1 - i]));
  CHECK(anderson_darling(sample, law) == doctest::Approx(-n - sum / n).epsilon(1e-9));
}

TEST_CASE("of fitted laws one sample in twenty lies above the published critical value") {
  // Stephens 1986, in D'Agostino and Stephens, Goodness-of-Fit Techniques: tables 4.14, 4.7 and 4.17.
  CHECK(share_above({Family::exponential, {3}}, 1 + .6 / 100, 1.321, 2000) == doctest::Approx(.05).epsilon(.3));
  CHECK(share_above({Family::lognormal, {1, .8}}, 1 + .75 / 100 + 2.25 / 10000, .752, 2000) == doctest::Approx(.05).epsilon(.3));
  CHECK(share_above({Family::weibull, {1.5, 3}}, 1 + .2 / 10, .757, 1000) == doctest::Approx(.05).epsilon(.4));
}

TEST_CASE("p is as likely small as large where the law is right, exact, rounded and cut short") {
  struct Kind { double grid, limit; };
  for (const Kind kind : {Kind{0, HUGE_VAL}, Kind{1, HUGE_VAL}, Kind{0, 5}}) {
    CAPTURE(kind.grid);
    CAPTURE(kind.limit);
    int quarter = 0, half = 0;
    constexpr int samples = 120;
    for (int i = 0; i < samples; ++i) {
      const Sample sample = sample_of({Family::exponential, {3}}, 40, static_cast<std::uint64_t>(i) + 900, kind.grid, kind.limit);
      const double p = test_fit(sample, *likeliest(Family::exponential, sample), static_cast<std::uint64_t>(i)).p;
      quarter += p < .25, half += p < .5;
    }
    CHECK(std::fabs(quarter - samples * .25) < 3.5 * std::sqrt(samples * .25 * .75));
    CHECK(std::fabs(half - samples * .5) < 3.5 * std::sqrt(samples * .25));
  }
}

TEST_CASE("a wrong law is rejected, and where it is furthest off is told") {
  const Sample sample = sample_of({Family::lognormal, {1, 1.2}}, 600, 3);
  const auto exponential = fit_law(Family::exponential, sample), lognormal = fit_law(Family::lognormal, sample);
  REQUIRE((exponential && lognormal));
  CHECK(lognormal->aic < exponential->aic);
  CHECK(test_fit(sample, exponential->law, 1).p < .01);
  CHECK(test_fit(sample, lognormal->law, 1).p > .05);
  CHECK(test_fit(sample, lognormal->law, 1).p == test_fit(sample, lognormal->law, 1).p);
  const Furthest off = furthest(sample, exponential->law);
  CHECK(std::fabs(off.seen - off.law) > .08);
  CHECK(off.law == doctest::Approx(exponential->law.cumulative(off.at)));
}

TEST_CASE("the mean of what was seen is the plain one, and of stays going on the area under Kaplan and Meier's curve") {
  Sample plain;
  plain.ended = {1, 2, 3, 6};
  CHECK(seen_mean(plain).mean == doctest::Approx(3));
  CHECK(seen_mean(plain).error == doctest::Approx(std::sqrt(14.0 / 3 / 4)));
  Sample open;
  open.ended = {1, 3};
  open.going_on = {2};
  // 1 until 1, then 2/3 until 3, when the last leaves.
  CHECK(seen_mean(open).mean == doctest::Approx(1 + 2 * 2.0 / 3));
  CHECK(seen_quantile(seen_shares(plain), .5) == 2);
}

}  // namespace tributary::statistics
