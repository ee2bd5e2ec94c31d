#include "domain/progress.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace tributary::domain {

namespace {

ProgressFacts facts_of_a_tested_project() {
  return {.members = 3, .aim_measurable = true, .primary_drivers = 2, .change_ideas = 3, .measures = 2, .measures_with_target = 2,
          .measures_charted = 1, .tests_planned = 2, .tests_started = 1, .tests_finished = 1};
}

std::string page_path() {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  return std::string(root != nullptr ? root : ".") + "/docs/guide/reference/progress.md";
}

TeamAnswers yes_to(std::initializer_list<const char*> questions) {
  TeamAnswers out;
  for (const char* each : questions) out[each] = {.yes = true, .version = 1};
  return out;
}

}  // namespace

TEST_CASE("a project that has just been started stands at intent") {
  const Progress progress = assess_progress({.members = 1}, {});
  CHECK(progress.at->score == 0.5);
  REQUIRE(progress.next != nullptr);
  CHECK(progress.next->score == 1.0);
}

TEST_CASE("a level is reached only with every level below it") {
  ProgressFacts facts = facts_of_a_tested_project();
  CHECK(assess_progress(facts, {}).at->score == 1.5);  // the team hasn't answered the question of 2.0
  CHECK(assess_progress(facts, yes_to({"learning-about-the-problem"})).at->score == 2.5);
  facts.aim_measurable = false;
  CHECK(assess_progress(facts, yes_to({"learning-about-the-problem"})).at->score == 0.5);
}

TEST_CASE("improvement comes from the chart or the aim, never from an answer") {
  ProgressFacts facts = facts_of_a_tested_project();
  facts.tests_taken_on = 1;
  const TeamAnswers all_yes = yes_to({"learning-about-the-problem", "implementing", "most-of-the-service", "organisation-changed"});
  CHECK(assess_progress(facts, all_yes).at->score == 2.5);
  facts.gap_closed = 0.19;
  CHECK(assess_progress(facts, all_yes).at->score == 2.5);
  facts.gap_closed = 0.2;
  CHECK(assess_progress(facts, all_yes).at->score == 3.0);
}

TEST_CASE("the top of the scale needs the aim reached, an owner and a check that held") {
  ProgressFacts facts = facts_of_a_tested_project();
  facts.tests_finished = 4;
  facts.tests_taken_on = 3;
  facts.tests_adopted = 2;
  facts.signal_of_improvement = true;
  facts.gap_closed = 1.1;
  facts.points_since_shift = 11;
  const TeamAnswers all_yes = yes_to({"learning-about-the-problem", "implementing", "most-of-the-service", "organisation-changed"});
  CHECK(assess_progress(facts, all_yes).at->score == 4.0);
  facts.points_since_shift = 12;
  CHECK(assess_progress(facts, all_yes).at->score == 4.5);
  facts.finished = true;
  facts.checks_held = 1;
  CHECK(assess_progress(facts, all_yes).at->score == 5.0);
  CHECK(assess_progress(facts, all_yes).next == nullptr);
  facts.checks_slipped = 1;
  CHECK(assess_progress(facts, all_yes).at->score == 4.5);
}

TEST_CASE("what is computed can't be answered") {
  CHECK(find_question("implementing") != nullptr);
  CHECK(find_question("signal") == nullptr);
  CHECK(find_question("no-such-question") == nullptr);
}

TEST_CASE("the reference page prints the table of the program") {
  std::ifstream file(page_path());
  if (!file) {
    MESSAGE("skipped: docs/guide/reference/progress.md is not in reach; set TRIBUTARY_ROOT");
    return;
  }
  const std::string page((std::istreambuf_iterator<char>(file)), {});
  const bool same = page.find(progress_reference()) != std::string::npos;
  CHECK_MESSAGE(same, "put this table into docs/guide/reference/progress.md:\n" << progress_reference());
}

}  // namespace tributary::domain
