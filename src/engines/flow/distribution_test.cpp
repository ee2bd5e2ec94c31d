#include <doctest/doctest.h>

#include <cmath>

#include "engines/flow/distribution_given.hpp"
#include "engines/flow/distribution_sample.hpp"

namespace tributary::flow {

namespace {

std::vector<Distribution> all_laws() {
  std::vector<Distribution> out;
  const auto add = [&](Law law) { out.push_back({.law = std::move(law), .truncation = {}}); };
  add(Uniform{1, 4});
  add(Exponential{3});
  add(Gamma{.7, 4});
  add(Lognormal{1.2, .8});
  add(Weibull{1.7, 5});
  add(Triangular{1, 2, 6});
  add(Hyperexponential{{.3, .7}, {10, 1}});
  add(*phase_type_of_mean_sd(5, 3));
  add(Empirical{{1, 2, 5, 9}, {1, 3, 2, 1}, true});
  add(Empirical{{1, 2, 5, 9}, {1, 3, 2, 1}, false});
  add(SplicedLognormalPareto{{1, .5}, .9, .2, 3});
  out.push_back({.law = Normal{28, 8.4}, .truncation = Truncation{.least = .01, .most = {}, .rule = Outside::clip}});
  out.push_back({.law = Normal{2, 3}, .truncation = Truncation{.least = 0, .most = {}, .rule = Outside::resample}});
  out.push_back({.law = Normal{2, 3}, .truncation = Truncation{.least = 0, .most = {}, .rule = Outside::absolute}});
  out.push_back({.law = Exponential{3}, .truncation = {}, .shift = 2, .scale = .5});
  return out;
}

}  // namespace

TEST_CASE("every law's samples have its mean, its spread and its shares below") {
  for (const Distribution& law : all_laws()) {
    CAPTURE(law.law.index());
    REQUIRE(check_distribution(law));
    const Moments expected = moments(law);
    const Sampler sampler(law);
    constexpr int size = 200'000;
    double sum = 0, squares = 0, below = 0;
    for (int i = 0; i < size; ++i) {
      random::Stream stream(random::person_key(random::source_key(11, 0), static_cast<random::Bits>(i)), 3);
      const double x = sampler.draw(stream);
      sum += x, squares += x * x, below += x <= expected.mean ? 1 : 0;
    }
    const double mean = sum / size, variance = squares / size - mean * mean;
    const double error = std::sqrt(variance / size);
    CHECK(std::fabs(mean - expected.mean) < 4.5 * error);
    REQUIRE(expected.variance);
    CHECK(variance == doctest::Approx(*expected.variance).epsilon(.12));
    const double p = cumulative(law, expected.mean);
    CHECK(std::fabs(below / size - p) < 4.5 * std::sqrt(p * (1 - p) / size) + 1e-9);
  }
}

TEST_CASE("what people know of a stay becomes a law that has it") {
  const auto mean_of = [](const auto& law) { return moments({.law = law, .truncation = {}}); };
  const auto lognormal = lognormal_of_mean_sd(7.4, 8.61);
  CHECK(mean_of(*lognormal).mean == doctest::Approx(7.4));
  CHECK(std::sqrt(*mean_of(*lognormal).variance) == doctest::Approx(8.61));
  CHECK(cumulative({.law = *lognormal_of_mean_median(42.79, 30), .truncation = {}}, 30) == doctest::Approx(.5));
  const auto between = lognormal_of_quantiles(.25, 2, .9, 11);
  CHECK(cumulative({.law = *between, .truncation = {}}, 11) == doctest::Approx(.9));
  const auto gamma = gamma_of_mean_median(10, 6);
  CHECK(mean_of(*gamma).mean == doctest::Approx(10));
  CHECK(cumulative({.law = *gamma, .truncation = {}}, 6) == doctest::Approx(.5));
  CHECK(cumulative({.law = *gamma_of_mean_sd(2, 1e-9), .truncation = {}}, 2 + 2e-9) == doctest::Approx(.97725).epsilon(1e-4));  // hardly spread at all
  CHECK(std::sqrt(*mean_of(*weibull_of_mean_sd(10, 4)).variance) == doctest::Approx(4));
  CHECK(std::sqrt(*mean_of(*hyperexponential_of_mean_sd(10, 25)).variance) == doctest::Approx(25));
  for (const double sd : {10.0, 6.0, 3.3}) {
    const auto phases = phase_type_of_mean_sd(10, sd);
    CHECK(mean_of(*phases).mean == doctest::Approx(10));
    CHECK(std::sqrt(*mean_of(*phases).variance) == doctest::Approx(sd));
  }
}

TEST_CASE("what no law can have is refused with the reason") {
  CHECK(lognormal_of_mean_median(5, 6).error().code == "distribution-not-possible");
  CHECK(hyperexponential_of_mean_sd(10, 5).error().detail.find("gamma") != std::string::npos);
  CHECK_FALSE(check_distribution({.law = Normal{1, 1}, .truncation = {}}));
  CHECK_FALSE(check_distribution({.law = PhaseType{{1, 0}, {1, 1}, {0, 1, 1, 0}}, .truncation = {}}));  // for ever to and fro
  CHECK_FALSE(check_distribution({.law = Exponential{0}, .truncation = {}}));
}

TEST_CASE("parameters beyond all measure are refused, whichever way they are given") {
  CHECK_FALSE(phase_type_of_mean_sd(1e300, 1));
  CHECK_FALSE(phase_type_of_mean_sd(1, 1e-300));
  CHECK_FALSE(check_distribution({.law = Lognormal{800, 1}, .truncation = {}}));
  CHECK_FALSE(check_distribution({.law = Gamma{1e-300, 1}, .truncation = {}}));
  CHECK_FALSE(check_distribution({.law = Gamma{1e9, 1e300}, .truncation = {}}));
  CHECK_FALSE(check_distribution({.law = Normal{0, 0}, .truncation = Truncation{}}));
  const Distribution folded{.law = Normal{0, 1}, .truncation = Truncation{.least = 0, .most = {}, .rule = Outside::resample}};
  REQUIRE(check_distribution(folded));
  CHECK(moments(folded).mean == doctest::Approx(std::sqrt(2 / 3.14159265358979)).epsilon(1e-8));
}

}  // namespace tributary::flow
