// What a prediction is answered from: the points of its rows and the baseline before its test. For answers, predictions and charts.
#pragma once

#include <optional>
#include <vector>

#include "domain/answer.hpp"
#include "domain/measure.hpp"
#include "domain/prediction.hpp"
#include "domain/test.hpp"
#include "engines/evidence/prediction_score.hpp"
#include "services/answers.hpp"
#include "services/context.hpp"
#include "services/ports/measure_store.hpp"

namespace tributary::services {

// A measure's current data, read once for all predictions of it.
struct MeasureData {
  domain::Measure measure;
  std::vector<domain::Observation> observations;
  std::vector<domain::Ghost> ghosts;
  std::vector<domain::Phase> phases;
};

// One that is predicted, deleted or not.
[[nodiscard]] domain::Measure predicted_measure(Transaction& tx, domain::MeasureId id);
[[nodiscard]] MeasureData read_measure(Transaction& tx, domain::MeasureId id);

// Where a chart shows the value of a date: at the point that it is, or where the next of that period will stand if it is dated as
// the last one was. Observations by date.
[[nodiscard]] base::Date shown_on(domain::Interval interval, const std::vector<domain::Observation>& observations, base::Date on);

// A date of which something else is said now than when a prediction locked.
struct Retold {
  base::Date on{};
  double was = 0;          // what stood then, or else came first since
  bool withdrawn = false;  // it stands no more
  bool changed = false;    // another stands for it
  bool later = false;      // nothing was said of the date by then
  bool second = false;     // and it came after another value that answered the same row
};

// Those among what was stored of the measure, by date. Of an open prediction none.
[[nodiscard]] std::vector<Retold> retold_since_lock(const std::vector<StoredValue>& stored, const MeasureData& data, const domain::Prediction& prediction);

struct Basis {
  std::vector<RowStanding> rows;  // without verdicts
  std::optional<domain::Baseline> baseline;
  std::optional<double> from;     // where the measure stood: its centre, or its last value
  std::vector<evidence::PredictedRow> predicted;
  evidence::Better better = evidence::Better::neither;

  [[nodiscard]] bool due() const;
  // Of the rows that have a value; those that are due without one are no part of it.
  [[nodiscard]] base::Result<evidence::PredictionScore> score() const;
};

// A gap that `retold` tells of is none that was explained: its value was there.
[[nodiscard]] Basis basis_of(const MeasureData& data, const domain::Prediction& prediction, const domain::Test& test,
                             base::Date today, const std::vector<Retold>& retold);

// When a prediction was last said, beside its test and its data.
struct SaidWhen {
  bool period_had_begun = false;        // what it speaks of
  std::optional<int> days_after_start;  // of its test, where it was said later than that
};
[[nodiscard]] SaidWhen said_when(const domain::Measure& measure, const domain::Prediction& prediction, const domain::Test& test);

// The first day whose observation a prediction speaks of.
[[nodiscard]] base::Date first_day_of(const domain::Measure& measure, const domain::Prediction& prediction);

// Points before this day say what "no change" would have been: those before the test or, where it was predicted later, those that were
// known by then; and none that the prediction speaks of.
[[nodiscard]] base::Date baseline_cut(const domain::Measure& measure, const domain::Prediction& prediction, const domain::Test& test);

// The limits of the points before a date; none where there are too few.
[[nodiscard]] std::optional<domain::Baseline> baseline_before(const MeasureData& data, base::Date cut);

// Of everything that the answer says: equal data, equal hash.
[[nodiscard]] std::string hash_of(const Basis& basis, const std::optional<domain::AsLocked>& as_locked);

[[nodiscard]] evidence::Better better_of(domain::Direction direction);

}  // namespace tributary::services
