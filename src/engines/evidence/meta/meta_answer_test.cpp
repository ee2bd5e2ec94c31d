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
}

TEST_CASE("of few studies the wider interval leads and is judged by, with the narrower beside it; of many, and of equal effects, the chosen one") {
  const std::vector<Study> four = {{"Ash", -1.2, 0.25}, {"Birch", 0.3, 0.36}, {"Cedar", -0.7, 0.16}, {"Elm", -2.1, 0.81}};
  const auto found = meta_analysis(four, {});
  REQUIRE((*found->average.high < 0 && *found->by_hartung_knapp.high > 0));
  CHECK(!found->average.degrees_of_freedom);
  const Told told = tell(*found, {.better = Better::down});
  CHECK_MESSAGE(tells({told.answer.front()}, " by Hartung and Knapp; by the normal distribution, which is too narrow for so few, "), told.answer.front());
  CHECK(tells({told.answer.front()}, "no effect, and one either way"));
  CHECK_FALSE(tells(told.answer, "better, where it was tried"));
  CHECK_FALSE(tells(tell(*meta_analysis(four, {.hartung_knapp = true}), {}).answer, "by the normal distribution"));
  CHECK_FALSE(tells(tell(*meta_analysis(four, {.method = Method::equal_effects}), {}).answer, "Hartung"));
  std::vector<Study> many;
  for (int i = 0; i < 24; ++i) many.push_back({"Site " + std::to_string(i), four[static_cast<std::size_t>(i) % 4].effect, 0.2});
  CHECK_FALSE(tells(tell(*meta_analysis(many, {}), {}).answer, "Hartung"));
}

TEST_CASE("a chance of good at the next site is told from ten studies on; of fewer only whether it may go either way") {
  const Told few = tell(*meta_analysis(sites, {}), {.better = Better::down});
  CHECK(tells(few.answer, "it may go either way there, whatever the average, so measure it there"));
  CHECK_FALSE(tells(few.answer, "a chance of"));
  const std::vector<Study> alike = {{"Ash", -2, 0.01}, {"Birch", -2.1, 0.01}, {"Cedar", -1.9, 0.01}, {"Elm", -2, 0.01}, {"Fir", -2, 0.01}};
  CHECK(tells(tell(*meta_analysis(alike, {}), {.better = Better::down}).answer, ": all of it better, as far as 5 studies can tell; measure it there all the same."));
  CHECK(tells(tell(*meta_analysis(alike, {}), {.better = Better::up}).answer, ": all of it worse, as far as 5 studies can tell"));
  CHECK_FALSE(tells(tell(*meta_analysis(alike, {}), {}).answer, "as far as"));
  std::vector<Study> ten = sites;
  ten.insert(ten.end(), sites.begin(), sites.begin() + 4);
  CHECK(tells(tell(*meta_analysis(ten, {}), {.better = Better::down}).answer, " % that it does any good there"));
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
