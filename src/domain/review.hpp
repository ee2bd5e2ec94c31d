// Review: the date at which a project presents to executives, and what was decided.
//
// Idea      a project has at most one review ahead, for which its team prepares texts with audiences; once it has been held,
//           who chairs records the decision, who attended, and the help given: who does what by when. Help is followed up
//           at the next review. On a review day a programme holds those of all its projects, one after another
// Versions  what was recorded before stays and can be read; a record that was removed can be taken back, and until then
//           the review is ahead again with what the team prepared
// See       services/reviews.hpp, services/review_screen.hpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

enum class ReviewDecision { carry_on, adapt, spread, finish, stop };

enum class HelpOutcome { waiting, given, not_given };

struct Help {
  HelpId id;
  std::string what;
  std::string who;
  std::optional<base::Date> by;
  HelpOutcome outcome = HelpOutcome::waiting;
  std::string outcome_by_name;               // read along
  std::optional<base::Instant> outcome_at;
  int version = 1;                           // of the outcome
};

// What was recorded of a review, in one of its versions.
struct ReviewRecord {
  base::Date held_on{};
  ReviewDecision decision = ReviewDecision::carry_on;
  std::string reason;
  std::vector<std::string> attended;  // roles or names, as said in the room
  std::vector<Help> help;
  PersonId recorded_by;
  std::string recorded_by_name;  // read along
  base::Instant recorded;
  int version = 1;
};

struct Review {
  ReviewId id;
  ProjectId project;
  std::optional<ReviewDayId> day;
  std::optional<ReviewRecord> record;  // none while it is ahead
  bool withdrawn = false;              // its record was removed: ahead again until that is taken back
  int version = 0;                     // of the record

  [[nodiscard]] bool held() const { return record && !withdrawn; }
};

struct ReviewDay {
  ReviewDayId id;
  ProgrammeId programme;
  base::Date on{};
  std::string note;  // where and when: "Board room, from two o'clock"
  bool deleted = false;
  int version = 1;
};

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::ReviewDecision> =
    tributary::base::word_list<tributary::domain::ReviewDecision>({
        {tributary::domain::ReviewDecision::carry_on, "continue"},
        {tributary::domain::ReviewDecision::adapt, "adapt"},
        {tributary::domain::ReviewDecision::spread, "spread"},
        {tributary::domain::ReviewDecision::finish, "finish"},
        {tributary::domain::ReviewDecision::stop, "stop"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::HelpOutcome> =
    tributary::base::word_list<tributary::domain::HelpOutcome>({
        {tributary::domain::HelpOutcome::waiting, "waiting"},
        {tributary::domain::HelpOutcome::given, "given"},
        {tributary::domain::HelpOutcome::not_given, "not_given"},
    });
