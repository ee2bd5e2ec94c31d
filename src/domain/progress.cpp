#include "domain/progress.hpp"

#include <array>

#include "base/check.hpp"

namespace tributary::domain {

namespace {

using F = const ProgressFacts&;

constexpr std::array intent = std::to_array<Evidence>({
    {"project-started", "There is a project with a team and an aim", "Start the project.", [](F f) { return f.members >= 1; }},
});
constexpr std::array charter = std::to_array<Evidence>({
    {"aim-measurable", "The aim says what is measured, to which value and by when",
     "Edit the project and fill in the aim in numbers.", [](F f) { return f.aim_measurable; }},
    {"team-of-two", "At least two people are in the team", "The lead admits team members and patient partners.",
     [](F f) { return f.members >= 2; }},
});
constexpr std::array planning = std::to_array<Evidence>({
    {"driver-diagram", "The driver diagram has a primary driver and a change idea", "Draw it on the project's page.",
     [](F f) { return f.primary_drivers >= 1 && f.change_ideas >= 1; }},
    {"measure-defined", "The project has a measure", "Add one; pasting its data also makes it.", [](F f) { return f.measures >= 1; }},
});
constexpr std::array activity = std::to_array<Evidence>({
    {"test-planned", "A test of change is planned", "Write down the first test: the question and what you predict.",
     [](F f) { return f.tests_planned >= 1; }},
    {"learning-about-the-problem", "Has the team looked at how the work is done now, with the people who do it and use it?",
     "Walk through it together, then answer yes.", nullptr},
});
constexpr std::array tested = std::to_array<Evidence>({
    {"test-finished", "A test of change is finished", "End a started test and decide: adopt, adapt or abandon.",
     [](F f) { return f.tests_finished >= 1; }},
    {"measure-charted", "A measure is charted with ten points or more", "Paste or type its data, older ones too.",
     [](F f) { return f.measures_charted >= 1; }},
    {"measures-with-targets", "Most of the project's measures have a target", "Give each measure its target.",
     [](F f) { return f.measures >= 1 && 2 * f.measures_with_target > f.measures; }},
});
constexpr std::array modest = std::to_array<Evidence>({
    {"change-taken-on", "A test ended with \"adopt\" or \"adapt\"", "Go on testing; change what you change.",
     [](F f) { return f.tests_taken_on >= 1; }},
    {"first-improvement", "A chart shows a signal of improvement, or 20 % of the aim is reached",
     "Keep the chart up to date: the signal is computed from it.",
     [](F f) { return f.signal_of_improvement || f.gap_closed.value_or(0) >= 0.2; }},
});
constexpr std::array improvement = std::to_array<Evidence>({
    {"ramp", "At least two tests are finished and one was adopted", "Follow a test with the next one, wider or in other conditions.",
     [](F f) { return f.tests_finished >= 2 && f.tests_adopted >= 1; }},
    {"signal", "A chart shows a signal of improvement", "Keep the chart up to date: the signal is computed from it.",
     [](F f) { return f.signal_of_improvement; }},
    {"implementing", "Is an adopted change part of everyday work somewhere?", "Make it the usual way of working, then answer yes.", nullptr},
});
constexpr std::array significant = std::to_array<Evidence>({
    {"halfway", "Half of the aim is reached", "The aim's measure must have come half of the way from its start to its goal.",
     [](F f) { return f.gap_closed.value_or(0) >= 0.5; }},
    {"most-of-the-service", "Is the change in place for most of the people it is meant for?", "Spread it within the service, then answer yes.",
     nullptr},
});
constexpr std::array sustainable = std::to_array<Evidence>({
    {"lasting", "Twelve points or more since the improvement, without a signal back",
     "Go on measuring: the points are counted on the chart that improved.",
     [](F f) { return f.points_since_shift.value_or(0) >= 12; }},
});
constexpr std::array outstanding = std::to_array<Evidence>({
    {"aim-reached", "The aim is reached", "The aim's measure must have reached its goal.",
     [](F f) { return f.gap_closed.value_or(0) >= 1.0; }},
    {"owned", "The project is finished and somebody owns the change", "Finish the project and name the role that owns the change.",
     [](F f) { return f.finished; }},
    {"held", "A later check says that it held, and none that it slipped", "Record the checks after 6, 12 and 24 months.",
     [](F f) { return f.checks_held >= 1 && f.checks_slipped == 0; }},
    {"organisation-changed", "Has the organisation changed what it does because of it: a job, a policy, a budget?",
     "See that it is written into how the organisation works, then answer yes.", nullptr},
});

constexpr std::array levels = std::to_array<Level>({
    {0.5, "Intent to participate", intent},
    {1.0, "Charter and team established", charter},
    {1.5, "Planning has begun", planning},
    {2.0, "Activity, but no changes", activity},
    {2.5, "Changes tested, but no improvement", tested},
    {3.0, "Modest improvement", modest},
    {3.5, "Improvement", improvement},
    {4.0, "Significant improvement", significant},
    {4.5, "Sustainable improvement", sustainable},
    {5.0, "Outstanding sustainable results", outstanding},
});

std::string score_text(double score) {
  const int halves = static_cast<int>(score * 2);
  return std::to_string(halves / 2) + (halves % 2 == 0 ? ".0" : ".5");
}

}  // namespace

std::span<const Level> progress_levels() { return levels; }

const Evidence* find_question(std::string_view code) {
  for (const Level& level : levels)
    for (const Evidence& evidence : level.evidence)
      if (evidence.holds == nullptr && evidence.code == code) return &evidence;
  return nullptr;
}

Progress assess_progress(const ProgressFacts& facts, const TeamAnswers& answers) {
  Progress progress;
  bool all_below = true;
  for (const Level& level : levels) {
    AssessedLevel assessed{.level = &level, .reached = false, .evidence = {}};
    bool all = true;
    for (const Evidence& evidence : level.evidence) {
      const auto said = answers.find(evidence.code);
      const TeamAnswer answer = evidence.holds == nullptr && said != answers.end() ? said->second : TeamAnswer{};
      const bool met = evidence.holds != nullptr ? evidence.holds(facts) : answer.yes;
      assessed.evidence.push_back({.evidence = &evidence, .met = met, .version = answer.version});
      all = all && met;
    }
    all_below = all_below && all;
    assessed.reached = all_below;
    if (all_below) progress.at = &level;
    if (!all_below && progress.next == nullptr) progress.next = &level;
    progress.levels.push_back(std::move(assessed));
  }
  // A project whose members have all left still had the intent.
  if (progress.at == nullptr) progress.at = levels.data();
  return progress;
}

std::string progress_reference() {
  std::string out = "| level | name | evidence | computed or asked | how to get there |\n| --- | --- | --- | --- | --- |\n";
  for (const Level& level : levels)
    for (const Evidence& evidence : level.evidence) {
      const bool first = &evidence == level.evidence.data();
      out += "| " + (first ? score_text(level.score) : "") + " | " + (first ? std::string(level.name) : "") + " | " +
             std::string(evidence.says) + " | " + (evidence.holds != nullptr ? "computed" : "asked of the team") + " | " +
             std::string(evidence.how) + " |\n";
    }
  return out;
}

}  // namespace tributary::domain
