#include "engines/evidence/qca/answer.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace tributary::evidence::qca {
namespace {

Condition crisp(const char* name, std::vector<double> values) { return {.name = name, .values = std::move(values)}; }

// Success where a lead and time come together, or where nothing is complex.
Cases eight_sites() {
  return {.names = {"Ash", "Birch", "Cedar", "Elm", "Fir", "Gorse", "Hazel", "Ivy"},
          .conditions = {crisp("LEAD", {1, 1, 1, 0, 0, 1, 0, 0}), crisp("TIME", {1, 1, 0, 1, 0, 1, 1, 0}), crisp("COMPLEX", {1, 0, 1, 1, 1, 1, 0, 0})},
          .outcome_name = "KEPT",
          .outcome = {1, 1, 0, 0, 0, 1, 1, 1}};
}

bool says(const std::vector<std::string>& sentences, std::string_view part) {
  return std::ranges::any_of(sentences, [&](const std::string& each) { return each.find(part) != std::string::npos; });
}

Holds judged(const Told& told, std::string_view code) {
  const auto found = std::ranges::find(told.assumptions, code, &Assumption::code);
  REQUIRE(found != told.assumptions.end());
  return found->holds;
}

TEST_CASE("a system lead reads which combinations went with success, and the cases under each") {
  const auto analysis = analyse(eight_sites(), {.cuts = {.consistency = 1}});
  REQUIRE(analysis.has_value());
  const Told told = tell(*analysis);
  CHECK(told.answer.front().starts_with("KEPT (5 of 8 cases) went with LEAD and TIME; or not COMPLEX; told as briefly as can be"));
  CHECK(says(told.answer, "Under LEAD and TIME: 3 cases (Ash, Birch, Gorse) with the outcome, and none without it"));
  CHECK(says(told.answer, "No other combination"));
  CHECK(judged(told, "no-contradictions") == Holds::yes);
  CHECK(judged(told, "conditions-before-outcome") == Holds::cannot_tell);
}

TEST_CASE("expectations bring the easy counterfactuals in and leave the difficult ones out") {
  const auto analysis = analyse(eight_sites(), {.cuts = {.consistency = 1}, .expectations = {{1}, {1}, {0}}});
  REQUIRE(analysis.has_value());
  REQUIRE(analysis->solutions.intermediate.size() == 1);
  const double assumed = analysis->solutions.intermediate.front().solution.models.front().assumed;
  CHECK(analysis->solutions.conservative.models.front().assumed == 0);
  CHECK(assumed <= analysis->solutions.parsimonious->models.front().assumed);
  CHECK(says(tell(*analysis).answer, "the intermediate solution"));
}

TEST_CASE("several models that fit equally well are counted and told") {
  // A and B are the same in every case but one that neither explains: each will do.
  Cases cases{.names = {"1", "2", "3", "4"}, .conditions = {crisp("A", {1, 1, 0, 0}), crisp("B", {1, 1, 0, 0})}, .outcome_name = "Y", .outcome = {1, 1, 0, 0}};
  const auto analysis = analyse(cases, {.cuts = {.consistency = 1}});
  REQUIRE(analysis.has_value());
  CHECK(analysis->solutions.parsimonious->count == 2);
  CHECK(says(tell(*analysis).answer, "2 models fit the cases equally well"));
}

TEST_CASE("contradictions, halves, constants and too many conditions are said, not hidden") {
  Cases cases = eight_sites();
  cases.outcome[1] = 0.5;
  cases.outcome[5] = 0;  // as Ash in every condition, without the outcome
  cases.conditions[0].values[7] = 0.5;
  cases.conditions.push_back(crisp("SAME", {1, 1, 1, 1, 1, 1, 1, 1}));
  cases.conditions.push_back(crisp("E", {1, 0, 1, 0, 1, 1, 1, 0}));
  cases.conditions.push_back(crisp("F", {0, 0, 1, 1, 0, 0, 1, 0}));
  const auto analysis = analyse(cases, {});
  REQUIRE(analysis.has_value());
  const Told told = tell(*analysis);
  CHECK(judged(told, "no-contradictions") == Holds::doubtful);
  CHECK(judged(told, "conditions-for-cases") == Holds::no);
  CHECK(judged(told, "limited-diversity") == Holds::doubtful);
  CHECK(says(told.warnings, "Ivy"));
  CHECK(says(told.warnings, "Every case has SAME"));
  CHECK(says(told.warnings, "Birch"));
}

TEST_CASE("where hardly two cases are alike the answer is a question, and that is said before what it rests on") {
  const Cases cases{.names = {"A", "B", "C", "D", "E"}, .conditions = {crisp("a", {1, 1, 0, 0, 0}), crisp("b", {0, 1, 0, 1, 0}), crisp("c", {1, 0, 1, 0, 0})}, .outcome_name = "Y", .outcome = {1, 1, 0, 0, 0}};
  const auto analysis = analyse(cases, {});
  REQUIRE(analysis.has_value());
  const Told told = tell(*analysis);
  CHECK(told.answer.at(1).starts_with("Take it as a question, not a finding"));
  CHECK(judged(told, "conditions-for-cases") == Holds::doubtful);
}

TEST_CASE("nothing consistent is an answer too") {
  Cases cases{.names = {"1", "2", "3", "4"}, .conditions = {crisp("A", {1, 1, 0, 0})}, .outcome_name = "Y", .outcome = {1, 0, 1, 0}};
  const auto analysis = analyse(cases, {});
  REQUIRE(analysis.has_value());
  CHECK(leading(*analysis) == nullptr);
  CHECK(says(tell(*analysis).answer, "No combination"));
}

TEST_CASE("the limits on conditions are the published ones") {
  CHECK(most_conditions_for(15) == doctest::Approx(5));
  CHECK(most_conditions_for(50) == doctest::Approx(7));
}

TEST_CASE("two conditions of which one is necessary are found, unless one is necessary by itself") {
  Cases cases{.names = {"1", "2", "3", "4", "5", "6"},
              .conditions = {crisp("A", {1, 1, 0, 0, 0, 0}), crisp("B", {0, 0, 1, 0, 0, 0})},
              .outcome_name = "Y",
              .outcome = {1, 1, 1, 0, 0, 0}};
  const auto needed = necessity(cases, {.pairs = true});
  REQUIRE(needed.size() == 5);
  CHECK(name_of(cases, needed.back()) == "A+B");
  CHECK(*needed.back().fit.relevance == 1);
}

}  // namespace
}  // namespace tributary::evidence::qca
