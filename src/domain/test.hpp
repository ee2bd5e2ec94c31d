// Test: one test of change, a PDSA cycle. Its words are free texts (change, question, plan, what_happened, study, act); its
// predictions are in prediction.hpp.
//
// Idea      plan, with dates and predictions; start, which locks the predictions; do, what happened and until when; study,
//           data against prediction; act, adopt, adapt or abandon, and from it the next test. Tests in a row are a ramp
// Time      a test has dates of its own; a measure's points have theirs. Neither is counted in the other
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

enum class Decision { adopt, adapt, abandon };

enum class TestState { planned, running, done, decided };

struct Test {
  TestId id;
  ProjectId project;
  std::optional<TestId> previous;  // the test before it in the ramp
  std::optional<DriverId> change_idea;
  std::string name;
  std::optional<base::Date> planned_from;
  std::optional<base::Date> planned_to;
  std::optional<base::Instant> started;   // when it was said to have started
  std::optional<base::Date> started_on;   // the date from which it ran
  std::optional<base::Instant> first_started;  // likewise of the start that answers rest on, kept when it is taken back
  std::optional<base::Date> first_started_on;
  std::optional<base::Date> ended_on;
  std::optional<Decision> decision;
  std::optional<base::Instant> decided;
  base::Instant created;
  PersonId created_by;
  std::optional<base::Instant> deleted;
  int version = 1;

  [[nodiscard]] TestState state() const;
};

// Fails with "ends-before-it-begins".
[[nodiscard]] base::Done check_plan(const Test& test);

// Whether a test whose previous one would be `previous` comes back to itself. `tests`: those of the project.
[[nodiscard]] bool makes_circle(std::span<const Test> tests, TestId test, TestId previous);

// The ramp that a test stands in: from its first test, each followed by those that came from it.
[[nodiscard]] std::vector<Test> ramp_of(std::span<const Test> tests, TestId test);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Decision> =
    tributary::base::word_list<tributary::domain::Decision>({
        {tributary::domain::Decision::adopt, "adopt"},
        {tributary::domain::Decision::adapt, "adapt"},
        {tributary::domain::Decision::abandon, "abandon"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::TestState> =
    tributary::base::word_list<tributary::domain::TestState>({
        {tributary::domain::TestState::planned, "planned"},
        {tributary::domain::TestState::running, "running"},
        {tributary::domain::TestState::done, "done"},
        {tributary::domain::TestState::decided, "decided"},
    });
