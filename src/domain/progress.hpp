// Progress: how far a project has come on the IHI assessment scale (0.5 to 5.0), read from its evidence.
//
// Idea      each level names the evidence it needs; evidence is computed from what the project has recorded, or is a
//           question put to the team where no record could tell. A project stands at the highest level of which all
//           evidence is there, its own and that of every level below. Nobody chooses a level from a menu
// Source    the scale: Institute for Healthcare Improvement, Assessment Scale for Collaboratives (0.5 "intent to
//           participate" … 5.0 "outstanding sustainable results"); shares of the aim (20 %, 50 %, all) are the scale's;
//           12 points without a return signal are ours for "begins to show that it lasts"
// Promises  what isn't met says what is missing and how to get it
// See       docs/guide/reference/progress.md, which prints this table (a test compares them)
#pragma once

#include <optional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::domain {

// What a project's records say. Everything here is counted or computed; nothing is somebody's opinion.
struct ProgressFacts {
  int members = 0;                 // in the team now, lead included, mentor apart
  bool aim_measurable = false;     // a measure, a value to reach, and a date
  int primary_drivers = 0;
  int change_ideas = 0;
  int measures = 0;
  int measures_with_target = 0;
  int measures_charted = 0;        // with enough points for a chart to be read (see charted_points)
  int tests_planned = 0;           // written down, whether or not they have started
  int tests_started = 0;
  int tests_finished = 0;
  int tests_taken_on = 0;          // finished with "adopt" or "adapt"
  int tests_adopted = 0;
  bool signal_of_improvement = false;             // special-cause variation for the better on a measure of the project
  std::optional<double> gap_closed;               // share of the way from the aim's start to its goal; may exceed 1
  std::optional<int> points_since_shift;          // after that signal, without a signal back
  bool finished = false;                          // with somebody who owns the change from then on
  int checks_held = 0;
  int checks_slipped = 0;
};

inline constexpr int charted_points = 10;

// What the team said to a question, by its code, and which version of its word that is.
struct TeamAnswer {
  bool yes = false;
  int version = 0;  // 0 before the first
};
using TeamAnswers = std::map<std::string, TeamAnswer, std::less<>>;

struct Evidence {
  std::string_view code;   // stable: "aim-measurable"; of a question, what team_answer stores
  std::string_view says;   // what must be so: "The aim says what is measured, to which value and by when"
  std::string_view how;    // how to get there
  bool (*holds)(const ProgressFacts&);  // null: a question to the team
};

struct Level {
  double score = 0.5;
  std::string_view name;
  std::span<const Evidence> evidence;
};

[[nodiscard]] std::span<const Level> progress_levels();

// The question of that code, or null.
[[nodiscard]] const Evidence* find_question(std::string_view code);

struct AssessedEvidence {
  const Evidence* evidence = nullptr;
  bool met = false;
  int version = 0;  // of the team's answer, where it is a question
};

struct AssessedLevel {
  const Level* level = nullptr;
  bool reached = false;  // this level and every one below it
  std::vector<AssessedEvidence> evidence;
};

struct Progress {
  const Level* at = nullptr;    // the level reached
  const Level* next = nullptr;  // the one after it; null at the top
  std::vector<AssessedLevel> levels;
};

[[nodiscard]] Progress assess_progress(const ProgressFacts& facts, const TeamAnswers& answers);

// The table in Markdown, as the reference page shows it.
[[nodiscard]] std::string progress_reference();

}  // namespace tributary::domain
