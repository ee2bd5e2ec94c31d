#include "engines/evidence/funnel/funnel_answer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace tributary::evidence::funnel {
namespace {

bool tells(const std::vector<std::string>& sentences, std::string_view part) {
  return std::ranges::any_of(sentences, [&](const std::string& each) { return each.find(part) != std::string::npos; });
}

TEST_CASE("where sites differ anyway, limits allow for it, and what chance alone would say is told beside") {
  std::vector<Site> sites;
  for (int i = 0; i < 20; ++i) sites.push_back({.name = "Site " + std::to_string(i), .observed = 2000.0 + (i % 5 - 2) * 300, .size = 10'000});
  const auto found = funnel(sites, {});
  REQUIRE(found.has_value());
  CHECK(limits_for(*found) == Limits::additive);
  const Told told = tell(*found, sites, limits_for(*found));
  CHECK(told.answer.front().starts_with("None of 20 sites lies outside the 99.8 % limits around the overall value of 20.0 %: all differ so much"));
  CHECK(tells(told.answer, "Limits of chance alone would leave 16 sites outside"));
  CHECK(told.assumptions.front().holds == Holds::doubtful);
  CHECK(tell(*found, sites, Limits::exact).assumptions.front().holds == Holds::no);
}

TEST_CASE("sites that differ a little more than chance makes them, and stand out by neither limits, are not said to hide behind the rest") {
  std::vector<Site> sites;
  for (int i = 0; i < 20; ++i) sites.push_back({.name = "Site " + std::to_string(i), .observed = i % 2 == 0 ? 84.0 : 116.0, .size = 1'000});
  const auto found = funnel(sites, {});
  REQUIRE(found.has_value());
  REQUIRE(limits_for(*found) == Limits::additive);
  const Told told = tell(*found, sites, Limits::additive);
  CHECK(told.answer.front() == "None of 20 sites lies outside the 99.8 % limits around the overall value of 10.0 %, nor outside those of chance alone.");
  CHECK(tells(told.answer, "Sites differ 1.7 times as much as chance makes them (φ, its square, is 2.8"));
}

TEST_CASE("a site that stands out is named with its value, as a question") {
  std::vector<Site> sites;
  for (int i = 0; i < 12; ++i) sites.push_back({.name = "Site " + std::to_string(i), .observed = 10.0 + i % 2, .size = 10.5});
  sites.push_back({.name = "Ashby", .observed = 40, .size = 12});
  const auto found = funnel(sites, {.kind = Kind::ratio});
  REQUIRE(found.has_value());
  const Told told = tell(*found, sites, Limits::exact);
  CHECK(told.answer.front().starts_with("One of 13 sites lies outside the 99.8 % limits around what was expected (1.00): ask why"));
  CHECK(tells(told.answer, "Above 99.8 % limits: Ashby (3.33)."));
}

}  // namespace
}  // namespace tributary::evidence::funnel
