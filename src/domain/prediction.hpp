// Prediction: what a test expects of a measure, with how sure it is, said before the data are in.
//
// Idea      a statistic of the measure (its value at dates, or its mean over periods), one row for each, with a median
//           and the intervals that should hold it half the time and nine times in ten
// Lock      it can be edited until its test starts or the first observation that bears on it is stored; from then on it
//           stands. One made when such data were there already is locked at once and marked `after_data`
// See       answer.hpp for what the data say; services/answers.hpp for when
#pragma once

#include <optional>
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

struct Prediction {
  PredictionId id;
  TestId test;
  MeasureId measure;
  Statistic statistic = Statistic::value;
  PredictionSource source = PredictionSource::judgement;
  std::vector<PredictionRow> rows;  // in order of date
  PersonId made_by;
  base::Instant made;
  std::optional<PredictionLock> lock;
  bool after_data = false;
  std::optional<base::Instant> deleted;
  int version = 1;

  [[nodiscard]] base::Date first_day() const { return rows.front().from.value_or(rows.front().on); }
  [[nodiscard]] base::Date last_day() const { return rows.back().on; }
};

// One to 60 rows in order, periods that don't overlap, numbers in order: low90 ≤ low50 ≤ median ≤ high50 ≤ high90.
// Fails with "rows-missing", "too-many-rows", "period-missing", "period-not-expected", "ends-before-it-begins",
// "rows-out-of-order", "number-not-finite", "number-out-of-range", "intervals-out-of-order".
[[nodiscard]] base::Done check_rows(Statistic statistic, const std::vector<PredictionRow>& rows);

// How many points a measure of that interval has from one day to another, both included; at least one.
[[nodiscard]] int expected_points(Interval interval, base::Date from, base::Date to);

// The last day on which an observation still stands for a value at `on`: one interval later.
[[nodiscard]] base::Date latest_stand_in(Interval interval, base::Date on);

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
