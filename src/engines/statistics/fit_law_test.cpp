#include "engines/statistics/fit_law.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engines/statistics/goodness_of_fit.hpp"
#include "engines/statistics/maximise.hpp"

namespace tributary::statistics {

namespace {

// Millions of revolutions before 23 ball bearings failed. [Lieblein, Zelen 1956; Lawless 2003, Statistical Models and Methods for
// Lifetime Data, example 3.3.1]
const std::vector<double> bearings{17.88, 28.92, 33.00, 41.52, 42.12, 45.60, 48.48, 51.84, 51.96, 54.12, 55.56, 67.80, 68.64, 68.64, 68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.40};

// Weeks of remission under 6-mercaptopurine; those of twelve children went on. [Freireich et al. 1963; Cox, Oakes 1984, table 1.1]
Sample remissions() {
  Sample out;
  out.ended = {6, 6, 6, 7, 10, 13, 16, 22, 23};
  out.going_on = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};
  return out;
}

Sample exactly(std::vector<double> stays) {
  Sample out;
  out.ended = std::move(stays);
  return out;
}

std::vector<double> drawn(const LifeLaw& law, int count, std::uint64_t seed) {
  random::Stream stream(random::replication_key(seed, 0), 0);
  std::vector<double> out;
  for (int i = 0; i < count; ++i) out.push_back(law.draw(stream));
  return out;
}

FittedLaw fit(Family family, const Sample& sample) {
  const auto out = fit_law(family, sample);
  REQUIRE(out);
  return *out;
}

void check_recovered(const LifeLaw& truth, const FittedLaw& found, double errors = 3.5) {
  CAPTURE(name_of(truth.family()));
  REQUIRE(found.intervals.size() == truth.parameters().size());
  for (std::size_t i = 0; i < truth.parameters().size(); ++i) {
    CAPTURE(parameters_of(truth.family())[i]);
    CHECK(std::fabs(found.law.parameters()[i] - truth.parameters()[i]) < errors * found.intervals[i].error);
  }
  CHECK(std::fabs(found.law.mean() - truth.mean()) < errors * found.mean.error);
}

const std::vector<LifeLaw> truths{{Family::exponential, {4.5}}, {Family::gamma, {.7, 6}}, {Family::gamma, {3, 6}}, {Family::weibull, {.8, 5}}, {Family::weibull, {2, 5}}, {Family::lognormal, {1.3, .9}}, {Family::hyperexponential, {.6, 1.5, 14}}};

}  // namespace

TEST_CASE("a maximum is found down a bent valley, and how it bends is the covariance") {
  const auto valley = [](const Vector& x) { return -(100 * (x[1] - x[0] * x[0]) * (x[1] - x[0] * x[0]) + (1 - x[0]) * (1 - x[0])); };
  const auto top = maximise(valley, {-1.2, 1});
  CHECK(top.at[0] == doctest::Approx(1).epsilon(1e-3));
  CHECK(top.at[1] == doctest::Approx(1).epsilon(1e-3));
  const auto covariance = covariances([](const Vector& x) { return -x[0] * x[0] - x[0] * x[1] - x[1] * x[1]; }, {0, 0});
  REQUIRE(covariance);
  CHECK((*covariance)[0] == doctest::Approx(2.0 / 3).epsilon(1e-5));
  CHECK((*covariance)[1] == doctest::Approx(-1.0 / 3).epsilon(1e-5));
  CHECK_FALSE(covariances([](const Vector& x) { return x[0] * x[0]; }, {0}));
}

TEST_CASE("the ball bearings have the laws that were published of them") {
  const Sample sample = exactly(bearings);
  const auto weibull = fit(Family::weibull, sample), lognormal = fit(Family::lognormal, sample), gamma = fit(Family::gamma, sample);
  CHECK(weibull.law.parameters()[0] == doctest::Approx(2.102).epsilon(5e-4));
  CHECK(weibull.law.parameters()[1] == doctest::Approx(81.88).epsilon(5e-4));
  CHECK(weibull.log_likelihood == doctest::Approx(-113.69).epsilon(1e-4));
  CHECK(lognormal.law.parameters()[0] == doctest::Approx(4.150).epsilon(5e-4));
  CHECK(lognormal.law.parameters()[1] == doctest::Approx(.522).epsilon(1e-3));
  CHECK(lognormal.log_likelihood == doctest::Approx(-113.13).epsilon(1e-4));
  CHECK(gamma.law.parameters()[0] == doctest::Approx(4.025).epsilon(1e-3));
  CHECK(gamma.law.mean() == doctest::Approx(72.22).epsilon(1e-4));
  // In closed form: of a lognormal σ / √n and σ / √(2n).
  CHECK(lognormal.intervals[0].error == doctest::Approx(.5217 / std::sqrt(23)).epsilon(2e-3));
  CHECK(lognormal.intervals[1].error == doctest::Approx(.5217 / std::sqrt(46)).epsilon(2e-3));
  CHECK_FALSE(fit_law(Family::hyperexponential, sample));  // stays that vary less than an exponential are no two of them
}

TEST_CASE("remissions that went on count for as long as they were seen, as was published of them") {
  const Sample sample = remissions();
  CHECK(fit(Family::exponential, sample).law.mean() == doctest::Approx(359.0 / 9).epsilon(1e-6));  // in all over how many ended
  CHECK(fit(Family::exponential, sample).intervals[0].error == doctest::Approx(359.0 / 27).epsilon(1e-3));
  const auto weibull = fit(Family::weibull, sample);
  CHECK(weibull.law.parameters()[0] == doctest::Approx(1.354).epsilon(1e-3));
  CHECK(weibull.law.parameters()[1] == doctest::Approx(33.77).epsilon(1e-3));
  const std::vector<double> beyond{.857, .807, .753, .690, .627, .538, .448};  // Kaplan and Meier's
  const auto seen = seen_shares(sample);
  REQUIRE(seen.size() == beyond.size());
  for (std::size_t i = 0; i < beyond.size(); ++i) CHECK(1 - seen[i].share == doctest::Approx(beyond[i]).epsilon(1e-3));
}

TEST_CASE("laws are found again in what is drawn from them: exact, rounded to whole days, and cut short") {
  for (const LifeLaw& truth : truths) {
    check_recovered(truth, fit(truth.family(), exactly(drawn(truth, 2000, 11))));
    Sample rounded = exactly(drawn(truth, 2000, 12));
    for (double& each : rounded.ended) each = std::round(each);
    rounded.grid = 1;
    check_recovered(truth, fit(truth.family(), rounded));
    Sample cut;
    for (const double each : drawn(truth, 2000, 13)) (each > 9 ? cut.going_on : cut.ended).push_back(std::min(each, 9.0));
    check_recovered(truth, fit(truth.family(), cut), 4);
  }
}

TEST_CASE("a law's quantiles, cumulative, moments and draws agree") {
  for (const LifeLaw& law : truths) {
    CAPTURE(name_of(law.family()));
    for (const double p : {.01, .2, .5, .9, .999}) {
      CHECK(law.cumulative(law.quantile(p)) == doctest::Approx(p).epsilon(1e-9));
      CHECK(std::exp(law.log_beyond(law.quantile(p))) == doctest::Approx(1 - p).epsilon(1e-7));
    }
    const double x = law.quantile(.4), h = 1e-5 * x;
    CHECK(std::exp(law.log_density(x)) == doctest::Approx((law.cumulative(x + h) - law.cumulative(x - h)) / (2 * h)).epsilon(1e-6));
    const auto same = LifeLaw::free(law.family(), law.freed()).parameters();
    for (std::size_t i = 0; i < same.size(); ++i) CHECK(same[i] == doctest::Approx(law.parameters()[i]).epsilon(1e-12));
    double sum = 0, squares = 0;
    for (const double each : drawn(law, 20000, 5)) sum += each, squares += each * each;
    const double mean = sum / 20000;
    CHECK(std::fabs(mean - law.mean()) < 4 * law.sd() / std::sqrt(20000.0));
    CHECK(std::sqrt(squares / 20000 - mean * mean) == doctest::Approx(law.sd()).epsilon(.08));
  }
}

}  // namespace tributary::statistics
