// Prediction: what a test expects of a measure, with how sure it is, said before the data are in.
//
// Idea      a statistic of the measure (its value at dates, or its mean over periods), one row for each, with a median
//           and the intervals that should hold it half the time and nine times in ten
// Dates     of a measure that has one value a week, month, quarter or year, a date stands for its calendar period
// Lock      it can be edited until its test starts or the first observation that bears on it is stored; from then on it
//           stands. One made when such data were there already is locked at once and marked `after_data`
// See       answer.hpp for what the data say; services/answers.hpp for when
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"
#include "domain/measure.hpp"

namespace tributary::domain {

enum class Statistic { value, mean };
enum class PredictionSource { judgement, peers, flow_run };
enum class LockEvent { test_started, observation, after_data };

struct PredictionRow {
  std::optional<base::Date> from;  // of a mean: its period's first day
  base::Date on;                   // the date of the value, or the period's last day
  double median = 0;
  double low50 = 0, high50 = 0;
  double low90 = 0, high90 = 0;

  friend bool operator==(const PredictionRow&, const PredictionRow&) = default;
};

struct PredictionLock {
  base::Instant at;
  LockEvent by = LockEvent::test_started;
};

// Where it came from a run of a flow model: all that repeats the run, byte for byte, and what the run said. It stands when the model has
// newer versions, and when it can't be run any more.
struct PredictionRun {
  FlowModelId model;
  int model_version = 1;
  std::string model_title, model_hash;
  std::string question;  // JSON, of the whole run
  int scenario = 0;      // which of the question's
  std::string scenario_title, measure, measure_title;
  double times = 1;      // from the model's unit to that of the measure predicted
  std::string result_hash;
  std::string program;   // the version of the program that ran it
  std::vector<PredictionRow> said;

  friend bool operator==(const PredictionRun&, const PredictionRun&) = default;
};

struct Prediction {
  PredictionId id;
  TestId test;
  MeasureId measure;
  Statistic statistic = Statistic::value;
  PredictionSource source = PredictionSource::judgement;
  std::vector<PredictionRow> rows;  // in order of date
  std::optional<PredictionRun> run; // where its source is a run
  PersonId made_by;
  base::Instant made;
  std::optional<PersonId> edited_by;     // of the last change to what it says
  std::optional<base::Instant> edited;
  std::optional<PredictionLock> lock;
  bool after_data = false;
  std::optional<base::Instant> deleted;
  int version = 1;

  // Somebody changed what the run said.
  [[nodiscard]] bool adjusted() const { return run && run->said != rows; }
  [[nodiscard]] base::Date last_day() const { return rows.back().on; }
  [[nodiscard]] base::Instant said() const { return edited.value_or(made); }  // what it says now
};

// What a prediction said before it was changed.
struct PredictionRevision {
  Statistic statistic = Statistic::value;
  PredictionSource source = PredictionSource::judgement;
  std::vector<PredictionRow> rows;
  PersonId said_by;
  base::Instant said;
};

// Days, both included.
struct Days {
  base::Date first{};
  base::Date last{};

  [[nodiscard]] bool hold(base::Date on) const { return first <= on && on <= last; }
  friend bool operator==(const Days&, const Days&) = default;
};

// Whether an observation is of a calendar period, whichever day of it dates it: an ISO week, a month or a quarter.
[[nodiscard]] bool in_calendar_periods(Interval interval);

// The days that a value of that date is of: its week, month or quarter; where its measure has none of these, the day itself.
[[nodiscard]] Days period_of(Interval interval, base::Date on);

// The days whose observation is that of a date. A measure of weeks, months or quarters has one for each calendar period (an ISO
// week runs from Monday to Sunday), dated by its first day, its last or any between; one of years has it from its date until a
// year has passed. Where it is measured daily or now and then the observation is of its day, and the next within a day, or a
// month, stands in for it.
[[nodiscard]] Days days_of_value(Interval interval, base::Date on);

// The date whose value stands already for the week, month or quarter of `on`, and isn't `on`; of a measure of years, whose first
// month a value may not tell, one less than fifty weeks away, or at the other end of the year. None for a measure of days or of no
// interval. `values` are in order of date; gaps among them stand for nothing.
[[nodiscard]] std::optional<base::Date> value_of_the_period(Interval interval, base::Date on, std::span<const Observation> values);

struct SecondValue {
  base::Date on{};
  base::Date other{};  // of the same period
};

// What a change brings into a week, month, quarter or year that has another value: dates that have one now and had none. Both in
// order of date. Two that stood beside each other before are none, so that each of them can still be changed.
[[nodiscard]] std::vector<SecondValue> second_values(Interval interval, std::span<const Observation> was, std::span<const Observation> now);

// The first two dates of one week, month, quarter or year that both have a value, if any: what a measure of that interval can't hold.
[[nodiscard]] std::optional<Days> two_of_a_period(Interval interval, std::span<const Observation> values);

// The days whose observations make the mean over a period: for months and quarters whole ones, from that of its first day to that
// of its last; for weeks those that lie in it with more days than out of it, and at least that of its last day.
[[nodiscard]] Days days_of_mean(Interval interval, base::Date from, base::Date to);

// The days that a row speaks of, as observations are dated.
[[nodiscard]] Days days_of(Interval interval, const PredictionRow& row);

// The day on which its answer can be there, at the earliest: the last of its month or quarter, of a measure that has one value for each,
// whichever day of it stands in the row; else the row's own. By the last row where a whole prediction is asked.
[[nodiscard]] base::Date due_on(Interval interval, const PredictionRow& row);
[[nodiscard]] base::Date due_on(Interval interval, const Prediction& prediction);

// Whether some row of it speaks of a time that was over before that day.
[[nodiscard]] bool speaks_of_before(Interval interval, const Prediction& prediction, base::Date day);

// One to 60 rows in order, periods that don't overlap, numbers in order: low90 ≤ low50 ≤ median ≤ high50 ≤ high90.
// No two rows speak of one week, month or quarter of a measure of those.
// Fails with "rows-missing", "too-many-rows", "period-missing", "period-not-expected", "ends-before-it-begins",
// "rows-out-of-order", "rows-of-one-period", "number-not-finite", "number-out-of-range", "intervals-out-of-order".
[[nodiscard]] base::Done check_rows(Statistic statistic, Interval interval, const std::vector<PredictionRow>& rows);

// How many points a measure of that interval has from one day to another, both included; at least one.
[[nodiscard]] int expected_points(Interval interval, base::Date from, base::Date to);

// The day on which a measure's next observation can be asked for, the last being dated `last`. One that stands on the first day
// of its month, quarter or year speaks of the time that begins there, and so the next one is whole only at that time's end; any
// other is of what had passed. None for a measure that keeps no interval.
[[nodiscard]] std::optional<base::Date> next_observation_due(Interval interval, base::Date last);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Statistic> =
    tributary::base::word_list<tributary::domain::Statistic>({
        {tributary::domain::Statistic::value, "value"},
        {tributary::domain::Statistic::mean, "mean"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::PredictionSource> =
    tributary::base::word_list<tributary::domain::PredictionSource>({
        {tributary::domain::PredictionSource::judgement, "judgement"},
        {tributary::domain::PredictionSource::peers, "peers"},
        {tributary::domain::PredictionSource::flow_run, "flow_run"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::LockEvent> =
    tributary::base::word_list<tributary::domain::LockEvent>({
        {tributary::domain::LockEvent::test_started, "test_started"},
        {tributary::domain::LockEvent::observation, "observation"},
        {tributary::domain::LockEvent::after_data, "after_data"},
    });
