#include "engines/evidence/meta/meta_analysis.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "engines/evidence/meta/effect_size.hpp"

namespace tributary::evidence::meta {
namespace {

std::vector<Study> five_sites() {
  return {{"Ash", -0.9, 0.04}, {"Birch", -0.2, 0.02}, {"Cedar", 0.1, 0.05}, {"Elm", -0.6, 0.03}, {"Fir", -0.4, 0.01}};
}

constexpr Method methods[] = {Method::equal_effects, Method::dersimonian_laird, Method::reml, Method::ml, Method::paule_mandel};

TEST_CASE("sites that agree have no heterogeneity, by any method, and the average is theirs") {
  const std::vector<Study> alike = {{"Ash", 0.5, 0.1}, {"Birch", 0.5, 0.2}, {"Cedar", 0.5, 0.3}};
  for (const Method method : methods) {
    const auto found = meta_analysis(alike, {.method = method});
    REQUIRE(found.has_value());
    CHECK(found->average.value == doctest::Approx(0.5));
    CHECK(found->heterogeneity.tau2 == 0);
    CHECK(found->heterogeneity.i2 == 0);
    CHECK(found->heterogeneity.tau2_low.value_or(0) == 0);
    CHECK(std::isfinite(*found->by_hartung_knapp.low));
  }
}

TEST_CASE("Paule and Mandel's variance brings Q to what chance alone makes of it; the interval holds it") {
  const auto sites = five_sites();
  const auto found = meta_analysis(sites, {.method = Method::paule_mandel});
  REQUIRE(found.has_value());
  CHECK(weighted(sites, found->heterogeneity.tau2).q == doctest::Approx(4).epsilon(1e-9));
  CHECK(*found->heterogeneity.tau2_low <= found->heterogeneity.tau2);
  CHECK(found->heterogeneity.tau2 <= *found->heterogeneity.tau2_high);
}

TEST_CASE("no τ² is likelier than the one that maximum likelihood gives") {
  const auto sites = five_sites();
  for (const bool restricted : {false, true}) {
    const double best = heterogeneity(sites, restricted ? Method::reml : Method::ml, 0.95).tau2;
    const auto height = [&](double tau2) {
      const Weighted at = weighted(sites, tau2);
      double logs = restricted ? std::log(at.sum) : 0;
      for (const Study& each : sites) logs += std::log(each.variance + tau2);
      return -0.5 * (logs + at.q);
    };
    for (int i = 0; i <= 2000; ++i) CHECK(height(best) >= height(i * 0.001) - 1e-12);
  }
}

TEST_CASE("what the next site may expect is wider than what is known of the average") {
  const auto found = meta_analysis(five_sites(), {});
  REQUIRE(found.has_value());
  REQUIRE(found->prediction.has_value());
  CHECK(found->prediction->low < *found->average.low);
  CHECK(found->prediction->high > *found->average.high);
  CHECK(*found->prediction->degrees_of_freedom == 3);
  CHECK(*found->chance_below > 0.5);
  CHECK(!meta_analysis({{"Ash", 0.1, 0.1}, {"Birch", 0.2, 0.1}}, {})->prediction.has_value());
  CHECK(!meta_analysis(five_sites(), {.method = Method::equal_effects})->prediction.has_value());
}

TEST_CASE("leaving one out is the analysis of the others, and weights add up") {
  const auto sites = five_sites();
  const auto found = meta_analysis(sites, {});
  REQUIRE(found->left_out.size() == 5);
  const auto others = meta_analysis({sites.begin() + 1, sites.end()}, {});
  CHECK(found->left_out.front().average.value == others->average.value);
  double weights = 0;
  for (const ForestRow& row : found->forest) weights += row.weight;
  CHECK(weights == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("an empty cell gets a half on all four, and a study in which nobody or everybody had the event tells no ratio") {
  const auto halved = effect_size({0, 10, 5, 5}, Measure::odds_ratio);
  REQUIRE(halved.has_value());
  CHECK((*halved)->corrected);
  CHECK((*halved)->value == doctest::Approx(std::log(0.5 / 10.5)));
  CHECK(!effect_size({0, 10, 0, 8}, Measure::risk_ratio)->has_value());
  CHECK(!effect_size({10, 0, 8, 0}, Measure::risk_ratio)->has_value());
  const auto difference = effect_size({0, 10, 0, 8}, Measure::risk_difference);
  CHECK((*difference)->variance > 0);
  CHECK(effect_size({-1, 10, 0, 8}, Measure::risk_ratio).error().code == "counts-impossible");
  CHECK(effect_size({0, 0, 1, 8}, Measure::risk_ratio).error().code == "counts-impossible");
}

TEST_CASE("studies that can't be put together are refused") {
  CHECK(meta_analysis({{"Ash", 0.1, 0.1}}, {}).error().code == "too-few-studies");
  CHECK(meta_analysis({{"Ash", 0.1, 0.1}, {"Birch", 0.1, 0}}, {}).error().field == "/studies/1");
  CHECK(meta_analysis({{"Ash", std::numeric_limits<double>::infinity(), 0.1}, {"Birch", 0.1, 1}}, {}).error().code == "study-unusable");
  CHECK(meta_analysis(five_sites(), {.level = 1}).error().code == "level-out-of-range");
}

}  // namespace
}  // namespace tributary::evidence::meta
