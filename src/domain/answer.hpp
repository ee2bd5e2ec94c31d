// Answer: what the data say to a prediction, computed; and Judgement: what a person says to that answer.
//
// Idea      an answer is computed once every row is due and its points are there. Restated data, or other
//           limits, give a new one; earlier ones stay, and where the data went none stands. A person then says, of the answer they looked at, whether it was as expected, whether anything
//           changed and whether it was their change; what was learnt is a free text
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"
#include "domain/measure.hpp"

namespace tributary::domain {

// Where no direction is better, what lies outside is stored as worse, and said as `verdict_word` says it.
// `no_value`: none came, or what came was withdrawn after the prediction locked, and it is waited for no longer.
enum class Verdict { as_expected, better, worse, no_value };

// The scores of one row; see engines/evidence/prediction_score.hpp. Without an observed value they say nothing.
struct AnswerRow {
  std::optional<double> observed;
  int points = 1;   // that it is the mean of
  int missing = 0;  // that were expected and never came, whether the team gave a reason or not
  Verdict verdict = Verdict::as_expected;
  bool hit50 = false, hit90 = false;
  std::optional<bool> direction_right;
  double interval_score50 = 0, interval_score90 = 0;
  double weighted_score = 0;
  std::optional<double> no_change_score;
};

// What to expect if nothing changed: the limits of the points before the test.
struct Baseline {
  double centre = 0;
  double lower = 0, upper = 0;
  int points = 0;  // that it rests on
};

// What an answer would have been with the values, ghosted points, phases and settings that stood when its prediction locked. Marks and
// settings move what "no change" would have been, and so the scores against it; never what was observed, and so never the verdict.
// Values do: of what the prediction speaks of, what was first stored stands for what was withdrawn or changed.
struct AsLocked {
  int left_out = 0, counted_again = 0;      // points before the test, since the lock
  int phases_begun = 0, phases_ended = 0;   // likewise
  int settings_changed = 0;                 // that limits are drawn from: the baseline's end, the chart, the profile
  int withdrawn = 0, revised = 0;           // values, before the test or of what is predicted, since the lock
  int added = 0;                            // values from before the test, likewise
  std::optional<Baseline> baseline;
  std::optional<double> no_change_score, skill;
  std::optional<Verdict> verdict;                // none: too early
  std::vector<std::optional<double>> observed;   // one a row

  [[nodiscard]] int values() const { return withdrawn + revised + added; }
  [[nodiscard]] bool differs() const { return left_out + counted_again + phases_begun + phases_ended + settings_changed + values() > 0; }
};

struct Answer {
  AnswerId id;
  PredictionId prediction;
  base::Instant computed;
  Verdict verdict = Verdict::as_expected;
  std::vector<AnswerRow> rows;        // one a row of the prediction; the verdict and the scores are of those with a value
  std::optional<Baseline> baseline;
  double interval_score50 = 0, interval_score90 = 0;  // means over the rows
  double weighted_score = 0;
  std::optional<double> no_change_score;
  std::optional<double> skill;        // 1 − weighted score / that of "no change"
  std::string data_hash;              // of what it rests on
  std::optional<base::Instant> lapsed;  // since when the data that it rested on are gone: then it is history
  std::optional<AsLocked> as_locked;  // where values, marks or settings that bear on it were changed since the lock
};

// The one that stands: the newest, unless its data are gone. `answers`: of one prediction, oldest first.
[[nodiscard]] inline const Answer* standing_answer(const std::vector<Answer>& answers) {
  return answers.empty() || answers.back().lapsed ? nullptr : &answers.back();
}

// What an answer counts as, wherever answers are counted or shown to others than the team. Only the first four are of predictions
// that were on the record before their data, with values as they first came; what is apart from those never counts among them.
enum class CountedAs { as_expected, better, worse, outside, no_value, after_data, restated };

// `first`: the verdict with the values as they were first stored, where any were changed (AsLocked::verdict).
[[nodiscard]] inline CountedAs counted_as(Verdict verdict, Direction direction, bool after_data, std::optional<Verdict> first) {
  if (after_data) return CountedAs::after_data;
  if (verdict == Verdict::no_value) return CountedAs::no_value;
  if (first && *first != verdict) return CountedAs::restated;
  if (verdict == Verdict::as_expected) return CountedAs::as_expected;
  if (verdict == Verdict::better) return CountedAs::better;
  return direction == Direction::neither ? CountedAs::outside : CountedAs::worse;
}

struct AnswerCounts {
  int as_expected = 0, better = 0, worse = 0;
  int outside = 0;  // where no direction is better
  int no_value = 0, after_data = 0, restated = 0;

  // Without those that stand apart.
  [[nodiscard]] int all() const { return as_expected + better + worse + outside; }
  void add(CountedAs as, int number) {
    switch (as) {
      case CountedAs::as_expected: as_expected += number; return;
      case CountedAs::better: better += number; return;
      case CountedAs::worse: worse += number; return;
      case CountedAs::outside: outside += number; return;
      case CountedAs::no_value: no_value += number; return;
      case CountedAs::after_data: after_data += number; return;
      case CountedAs::restated: restated += number; return;
    }
  }
  void add(const AnswerCounts& other) {
    as_expected += other.as_expected, better += other.better, worse += other.worse, outside += other.outside;
    no_value += other.no_value, after_data += other.after_data, restated += other.restated;
  }
};

enum class OurChange { yes, partly, no, cannot_tell };

struct Judgement {
  AnswerId answer;
  bool as_expected = false;
  bool anything_changed = false;
  OurChange our_change = OurChange::cannot_tell;
  PersonId judged_by;
  std::string judged_by_name;  // read along
  base::Instant judged;
  int version = 0;             // 0: not stored yet
};

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Verdict> =
    tributary::base::word_list<tributary::domain::Verdict>({
        {tributary::domain::Verdict::as_expected, "as_expected"},
        {tributary::domain::Verdict::better, "better"},
        {tributary::domain::Verdict::worse, "worse"},
        {tributary::domain::Verdict::no_value, "no_value"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::OurChange> =
    tributary::base::word_list<tributary::domain::OurChange>({
        {tributary::domain::OurChange::yes, "yes"},
        {tributary::domain::OurChange::partly, "partly"},
        {tributary::domain::OurChange::no, "no"},
        {tributary::domain::OurChange::cannot_tell, "cannot_tell"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::CountedAs> =
    tributary::base::word_list<tributary::domain::CountedAs>({
        {tributary::domain::CountedAs::as_expected, "as_expected"},
        {tributary::domain::CountedAs::better, "better"},
        {tributary::domain::CountedAs::worse, "worse"},
        {tributary::domain::CountedAs::outside, "outside"},
        {tributary::domain::CountedAs::no_value, "no_value"},
        {tributary::domain::CountedAs::after_data, "after_data"},
        {tributary::domain::CountedAs::restated, "restated"},
    });

namespace tributary::domain {

// "as_expected", "better", "worse"; "outside" where neither direction of the measure is better.
[[nodiscard]] inline std::string_view verdict_word(Verdict verdict, Direction direction) {
  return verdict == Verdict::worse && direction == Direction::neither ? "outside" : base::word(verdict);
}

}  // namespace tributary::domain
