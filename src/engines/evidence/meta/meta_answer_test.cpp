#include "engines/evidence/meta/meta_answer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace tributary::evidence::meta {
namespace {

bool tells(const std::vector<std::string>& sentences, std::string_view part) {
  return std::ranges::any_of(sentences, [&](const std::string& each) { return each.find(part) != std::string::npos; });
}

const std::vector<Study> sites = {{"Ash", -0.9, 0.04}, {"Birch", -0.2, 0.02}, {"Cedar", 0.1, 0.05}, {"Elm", -0.6, 0.03}, {"Fir", -0.4, 0.01}, {"Gorse", -0.5, 0.02}};

TEST_CASE("a ratio is told as a ratio, with what the next site may expect") {
  const auto found = meta_analysis(sites, {});
  REQUIRE(found.has_value());
  const Told told = tell(*found, {.measure = Measure::risk_ratio, .better = Better::down});
  CHECK(told.answer.front().starts_with("Over 6 studies the risk ratio is 0.6"));
  CHECK(tells(told.answer, "better, where it was tried"));
  CHECK(tells(told.answer, "At the next site that is like these"));
  CHECK(tells(told.answer, "that it does any good there"));
  CHECK(tells(told.warnings, "by Hartung and Knapp it is"));
}

TEST_CASE("an average that may be nothing, or the work of one study, is told as that") {
  const std::vector<Study> unsure = {{"Ash", -0.9, 0.04}, {"Birch", 0.5, 0.04}, {"Cedar", 0.1, 0.04}};
  const Told told = tell(*meta_analysis(unsure, {}), {});
  CHECK(tells(told.answer, "no effect, and one either way"));
  CHECK(tells(told.warnings, "3 studies are few"));
  const std::vector<Study> one_carries = {{"Ash", -2, 0.01}, {"Birch", -0.02, 0.01}, {"Cedar", 0.01, 0.01}};
  CHECK(tells(tell(*meta_analysis(one_carries, {.method = Method::equal_effects}), {}).answer, "it changes without Ash"));
}

TEST_CASE("where the next place may have anything that there is, that is said; and where there is no conclusion, none hangs on a place") {
  const auto found = meta_analysis({{"Ash", -60, 25}, {"Birch", 55, 25}, {"Cedar", 10, 25}}, {});
  REQUIRE((found->prediction->low < -100 && found->prediction->high > 100));
  const Told told = tell(*found, {.better = Better::down, .bounds = Bounds{-100, 100}, .study = "place", .studies = "places", .effect = "change", .unit = " points"});
  CHECK(tells(told.answer, "At the next place anything from −100 to 100 points is possible: these results say nothing of it yet."));
  CHECK_FALSE(tells(told.answer, "expect a change"));
  CHECK_FALSE(tells(told.answer, "carries the conclusion"));
}

TEST_CASE("where an interval goes on beyond what the effect can be, that is said, and no number is changed") {
  const std::vector<Study> differences = {{"Ash", -0.9, 0.04}, {"Birch", 0.3, 0.02}, {"Cedar", 0.1, 0.05}, {"Elm", -0.6, 0.03}};
  const auto found = meta_analysis(differences, {});
  REQUIRE(found->prediction->low < -1);
  const Told told = tell(*found, {.measure = Measure::risk_difference});
  CHECK(tells(told.answer, "At the next site anything from −1 to 1 is possible: these results say nothing of it yet."));
  CHECK(tells(told.answer, "The method knows no bounds: nothing is meant below −1 or above 1, where a risk difference can't be."));
  CHECK(tells(tell(*found, {.bounds = Bounds{0, 100}, .unit = " %"}).answer, "nothing is meant below 0 % or above 100 %"));
  CHECK_FALSE(tells(tell(*found, {.bounds = Bounds{-100, 100}, .unit = " points"}).answer, "knows no bounds"));
  CHECK_FALSE(tells(tell(*found, {}).answer, "knows no bounds"));
}

TEST_CASE("equal effects that the data contradict are said not to hold") {
  const Told told = tell(*meta_analysis(sites, {.method = Method::equal_effects}), {});
  CHECK(told.assumptions.front().code == "equal-effects");
  CHECK(told.assumptions.front().holds == Holds::no);
}

}  // namespace
}  // namespace tributary::evidence::meta
