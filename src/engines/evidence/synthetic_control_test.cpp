#include "engines/evidence/synthetic_control.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engines/evidence/synthetic_did.hpp"
#include "engines/evidence/test_panels.hpp"

namespace tributary::evidence {
namespace {

// Donors wander on two common paths, each to its own degree; site 1 is half site 2 and half site 3.
CheckedPanel mixture(unsigned units, double effect, double noise_size, unsigned treated = 1) {
  Noise noise(1);
  std::vector<std::vector<double>> y(units, std::vector<double>(30));
  std::vector<double> one(30), two(30);
  for (unsigned t = 1; t < 30; ++t) one[t] = one[t - 1] + noise(), two[t] = two[t - 1] + noise();
  for (unsigned u = treated; u < units; ++u) {
    const double a = noise(), b = noise();
    for (unsigned t = 0; t < 30; ++t) y[u][t] = 50 + a * one[t] + b * two[t] + .3 * noise();
  }
  for (unsigned u = 0; u < treated; ++u)
    for (unsigned t = 0; t < 30; ++t) y[u][t] = .5 * y[treated][t] + .5 * y[treated + 1][t] + noise_size * noise() + (t >= 20 ? effect : 0);
  return *check_panel(panel_of(units, 30, [=](unsigned u) { return u < treated ? std::optional(20U) : std::nullopt; }, [&](unsigned u, unsigned t) { return y[u][t]; }));
}

}  // namespace

TEST_CASE("sites that never move: rounding is no effect, no gap and no error, and of several that changed is spoken as of several") {
  const auto flat = *check_panel(panel_of(25, 12, [](unsigned u) { return u >= 10 && u < 13 ? std::optional(8U) : std::nullopt; }, [](unsigned u, unsigned) { return 5 + .1 * u; }));
  const auto out = synthetic_control(flat, {});
  REQUIRE(out.has_value());
  const std::string& answer = out->told.answer.front();
  CHECK(answer.find("after it the mean of those that changed stood neither above nor below its synthetic control") != answer.npos);
  CHECK(answer.find("among itself and the units that didn't change") != answer.npos);
  const auto did = synthetic_did(flat, {}, 1);
  REQUIRE(did.has_value());
  CHECK_FALSE(did->effect.p);
  CHECK(did->told.answer.front().find("neither higher nor lower") != std::string::npos);
}

TEST_CASE("a site that is a mixture of two is found to be, and its effect to the last") {
  const auto out = synthetic_control(mixture(25, -3, 0), {.better = Better::down});
  REQUIRE(out.has_value());
  CHECK(out->effect.value == doctest::Approx(-3).epsilon(1e-5));
  CHECK(out->donors[0].weight == doctest::Approx(.5).epsilon(1e-3));
  CHECK(out->donors[1].weight == doctest::Approx(.5).epsilon(1e-3));
  CHECK(out->rank == 1);
  CHECK(*out->effect.p == doctest::Approx(1 / 25.));
  CHECK(std::abs(out->earlier->effect) < 1e-3);
}

TEST_CASE("with noise: an effect ranks first, none ranks anywhere, and the answer says which") {
  const auto some = synthetic_control(mixture(30, -4, .3), {.better = Better::down});
  CHECK(some->rank == 1);
  CHECK(some->told.answer[0].find("a benefit") != std::string::npos);
  const auto none = synthetic_control(mixture(30, 0, .3), {.better = Better::down});
  CHECK(none->rank > 1);
  CHECK(none->told.answer[0].find("don't show") != std::string::npos);
}

TEST_CASE("synthetic difference-in-differences finds the effect with one changed site and with several") {
  for (const unsigned treated : {1U, 4U}) {
    const auto out = synthetic_did(mixture(30, -4, .3, treated), {.better = Better::down}, 1);
    REQUIRE(out.has_value());
    CHECK(out->effect.value == doctest::Approx(-4).epsilon(.15));
    CHECK(*out->effect.low < -4);
    CHECK(*out->effect.high > -4);
    CHECK(out->placebos == (treated == 1 ? 29 : 200));
    CHECK(out->jackknife.has_value() == (treated > 1));
    double sum = 0;
    for (const double each : out->time_weights) sum += each;
    CHECK(sum == doctest::Approx(1));
  }
}

TEST_CASE("with too few donors for a p below .05 the answer begins with that, and judges nothing") {
  const auto few = synthetic_control(mixture(10, -4, .1), {.better = Better::down});
  REQUIRE(few->rank == 1);
  CHECK(few->told.answer[0] == "With 9 units that didn't change this can't show an effect, nor that there is none: ranked first of 10, p would still be 0.1.");
  CHECK(few->told.answer[1].find("it ranks 1 of 10.") != std::string::npos);
  CHECK(few->told.answer[1].find("a benefit") == std::string::npos);
  CHECK(synthetic_control(mixture(20, -4, .1), {})->told.answer[0].find("can't show") == std::string::npos);
  CHECK(synthetic_control(mixture(19, -4, .1), {})->told.answer[0].find("can't show") != std::string::npos);
  const auto did = synthetic_did(mixture(10, -4, .1), {.better = Better::down}, 1);
  CHECK(did->told.answer[0] == "With 9 units that didn't change this can't show an effect, nor that there is none: by rank p can't fall below 0.1.");
  CHECK(did->told.answer[1].find("a benefit") == std::string::npos);
  CHECK(synthetic_did(mixture(4, -4, .1, 2), {}, 1)->told.answer[0].find("there are not more of them than of those that changed") != std::string::npos);
  CHECK(synthetic_did(mixture(21, -4, .1), {.better = Better::down}, 1)->told.answer[0].find("a benefit") != std::string::npos);
}

TEST_CASE("equal levels apart don't matter to the difference-in-differences, and fit badly without it") {
  const auto apart = *check_panel(panel_of(8, 12, [](unsigned u) { return u == 0 ? std::optional(8U) : std::nullopt; },
                                           [](unsigned u, unsigned t) { return (u == 0 ? 100. : u) + std::sin(t * 1. + u) + (u == 0 && t >= 8 ? 5 : 0); }));
  CHECK(synthetic_did(apart, {}, 1)->effect.value == doctest::Approx(5).epsilon(.3));
  const auto out = synthetic_control(apart, {});
  CHECK(out->told.assumptions[0].holds == Holds::no);
}

TEST_CASE("panels that can't be mixed are refused with what to do") {
  const auto line = [](unsigned u, unsigned t) { return u + 1. * t; };
  const auto code = [](const Panel& panel) {
    const auto out = synthetic_control(*check_panel(panel), {});
    return out ? std::string() : out.error().code;
  };
  CHECK(code(panel_of(5, 6, [](unsigned u) { return u < 2 ? std::optional(2 + u) : std::nullopt; }, line)) == "adoption-staggered");
  CHECK(code(panel_of(2, 6, [](unsigned u) { return u < 1 ? std::optional(3U) : std::nullopt; }, line)) == "too-few-donors");
  CHECK(code(panel_of(5, 6, [](unsigned u) { return u < 1 ? std::optional(1U) : std::nullopt; }, line)) == "too-few-before");
  CHECK(code(panel_of(5, 6, [](unsigned u) { return u < 1 ? std::optional(3U) : std::nullopt; },
                      [](unsigned u, unsigned t) { return u == 2 && t == 2 ? std::nullopt : std::optional(1.); })) == "panel-incomplete");
  CHECK(code(panel_of(5, 6, [](unsigned u) { return u < 1 ? std::optional(3U) : std::nullopt; }, [](unsigned, unsigned) { return 1.; })) == "");
}

}  // namespace tributary::evidence
