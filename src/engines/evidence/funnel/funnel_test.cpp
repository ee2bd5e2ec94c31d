#include "engines/evidence/funnel/funnel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary::evidence::funnel {
namespace {

std::vector<Site> five_wards() { return {{"Ash", 12, 100}, {"Birch", 30, 200}, {"Cedar", 3, 50}, {"Elm", 80, 400}, {"Fir", 0, 20}}; }

bool sound(const Band& band) { return std::isfinite(band.low) && std::isfinite(band.high) && 0 <= band.low && band.low <= band.high; }

TEST_CASE("limits widen as sites get smaller, hold the target, and stay within what can be") {
  for (const Kind kind : {Kind::proportion, Kind::ratio, Kind::rate}) {
    for (const bool plain : {false, true}) {
      const auto found = funnel(five_wards(), {.kind = kind, .target = 0.2, .plain = plain});
      REQUIRE(found.has_value());
      for (const double size : {1.0, 5.0, 20.0, 1000.0, 1e6}) {
        for (const auto& bands : {found->exact_at(size), found->multiplicative_at(size), found->additive_at(size)}) {
          for (const Band& band : bands) {
            CHECK(sound(band));
            CHECK(band.low <= 0.2);
            CHECK(band.high >= 0.2);
            if (kind == Kind::proportion) CHECK(band.high <= 1);
          }
          CHECK(bands[1].low <= bands[0].low);
          CHECK(bands[1].high >= bands[0].high);
        }
        CHECK(found->exact_at(size)[0].high - found->exact_at(size)[0].low >= found->exact_at(size * 2)[0].high - found->exact_at(size * 2)[0].low);
      }
    }
  }
}

TEST_CASE("sites that differ by chance alone have limits as if no overdispersion were there") {
  const std::vector<Site> alike = {{"Ash", 20, 100}, {"Birch", 40, 200}, {"Cedar", 10, 50}};
  const auto found = funnel(alike, {});
  REQUIRE(found.has_value());
  CHECK(found->phi == doctest::Approx(0).epsilon(1e-9));
  CHECK(found->tau2 == 0);
  CHECK(found->points[0].multiplicative[0].high == found->points[0].additive[0].high);
  CHECK(found->points[0].by_exact == Place::within);
}

TEST_CASE("winsorising keeps one outlier from hiding itself") {
  std::vector<Site> sites;
  for (int i = 0; i < 30; ++i) sites.push_back({.name = std::to_string(i), .observed = 100.0 + (i % 5 - 2) * 8, .size = 500});
  sites.push_back({.name = "far", .observed = 250, .size = 500});
  const auto kept = funnel(sites, {.target = 0.2, .winsorised = 0});
  const auto cut = funnel(sites, {.target = 0.2});
  CHECK(cut->phi < kept->phi);
  CHECK(cut->points.back().by_multiplicative == Place::above_998);
}

TEST_CASE("limits are sound up to a thousand million events, and what is larger is refused for being that") {
  for (const Kind kind : {Kind::proportion, Kind::ratio, Kind::rate}) {
    const auto found = funnel({{"all", 1e9, 1e9}, {"half", 5e8, 1e9}, {"one", 1, 1e9}, {"none", 0, 1e9}, {"small", 2, 10}}, {.kind = kind});
    REQUIRE(found.has_value());
    for (const Point& each : found->points) {
      CHECK(sound(each.own));
      for (const Band& band : each.exact) CHECK(sound(band));
    }
    CHECK(found->points[1].own.low == doctest::Approx(.5).epsilon(1e-4));
    const auto refused = funnel({{"Ash", 2, 10}, {"Birch", 1e14, 1e15}}, {.kind = kind});
    CHECK(refused.error().code == "site-too-large");
    CHECK(refused.error().field == "/sites/1");
    CHECK(refused.error().detail.starts_with("Birch has more than a thousand million events"));
  }
  CHECK(funnel({{"Ash", 2, 1e13}, {"Birch", 3, 10}}, {.kind = Kind::rate, .target = .2}).error().code == "target-out-of-range");
}

TEST_CASE("sites, targets and shares that can't be are refused") {
  const auto code = [](const std::vector<Site>& sites, const Choices& choices = {}) { return funnel(sites, choices).error().code; };
  CHECK(code({{"Ash", 1, 2}}) == "too-few-sites");
  CHECK(code({{"Ash", 3, 2}, {"Birch", 1, 2}}) == "site-unusable");
  CHECK(funnel({{"Ash", 1, 2}, {"Birch", 1, 0}}, {}).error().field == "/sites/1");
  CHECK(code({{"Ash", std::numeric_limits<double>::quiet_NaN(), 2}, {"Birch", 1, 2}}) == "site-unusable");
  CHECK(code({{"Ash", 0, 2}, {"Birch", 0, 2}}) == "target-out-of-range");
  CHECK(code({{"Ash", 2, 2}, {"Birch", 2, 2}}) == "target-out-of-range");
  CHECK(code(five_wards(), {.target = 1.5}) == "target-out-of-range");
  CHECK(code(five_wards(), {.winsorised = 0.5}) == "winsorising-out-of-range");
}

}  // namespace
}  // namespace tributary::evidence::funnel
