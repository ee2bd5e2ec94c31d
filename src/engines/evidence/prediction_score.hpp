// Prediction scores: did what a team expected happen, how sharp was the expectation, and was it worth making?
//
// Idea      a prediction is a median with a 50 % and a 90 % interval, for one or more dates. The answer is plain (as
//           expected, better, worse, too early); the scores reward intervals that are narrow and right, and are set
//           against "no change": the measure's own control limits carried forward
// Method    interval score of a central (1−α) interval: (u − l) + (2/α)(l − y)₊ + (2/α)(y − u)₊
//           weighted interval score: (½|y − m| + Σ (α/2) · interval score) / (K + ½), here K = 2, α = 0.5 and 0.1;
//           skill = 1 − score / score of "no change": above 0 is better than expecting none
//           [Gneiting and Raftery 2007; Bracher, Ray, Gneiting, Reich 2021, eq. 1 and 2]
// Given     rows in order of date; what isn't observed yet is absent
// Promises  no NaN and no infinity; what can't be said (skill against a perfect baseline, direction of a prediction
//           of no change) is absent
// Fails     Problem "intervals-out-of-order", "value-not-finite", "limits-out-of-order", "values-too-large"
// See       docs/guide/reference/spc.md, "Predictions and their answers"
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.hpp"

namespace tributary::evidence {

// Which way the measure should go.
enum class Better : std::uint8_t { up, down, neither };

// `worse` is also where no direction is better and the value lies outside: it did not stay where it should.
enum class Verdict : std::uint8_t { too_early, as_expected, better, worse };

struct Forecast {
  double median = 0;
  double low50 = 0, high50 = 0;
  double low90 = 0, high90 = 0;
};

// What to expect if nothing changes: a control chart's centre and three-sigma limits. A mean over several periods
// varies less than one value: by √averaged.
struct NoChange {
  double centre = 0;
  double lower = 0, upper = 0;
  int averaged = 1;
};

struct PredictedRow {
  Forecast predicted;
  std::optional<double> observed;     // the statistic, once it is due and its points are there
  std::optional<NoChange> no_change;  // absent where the measure had no limits when the prediction was made
};

struct RowScore {
  Verdict verdict = Verdict::too_early;
  bool hit50 = false, hit90 = false;      // on the edge is inside
  std::optional<bool> direction_correct;  // absent without a starting value, or where no change was predicted
  std::optional<double> interval_score50, interval_score90, weighted_score;
  std::optional<double> no_change_score;  // the weighted score of "no change"
};

struct PredictionScore {
  // Too early until every row is observed; as expected when every row is; else what the latest row outside says.
  Verdict verdict = Verdict::too_early;
  std::vector<RowScore> rows;
  std::uint32_t answered = 0, hits50 = 0, hits90 = 0;
  std::uint32_t directions_judged = 0, directions_correct = 0;
  std::optional<double> interval_score50, interval_score90, weighted_score;  // means over the rows that are answered
  std::optional<double> no_change_score;  // over the rows that have one, and so is the skill
  std::optional<double> skill;
};

// `from` is where the measure stood when the prediction was made: its last value, or its centre.
[[nodiscard]] base::Result<PredictionScore> score_prediction(std::span<const PredictedRow> rows, Better better,
                                                             std::optional<double> from);

// Would the prediction hold if nothing changed? Shown before it locks: one that would teaches nothing.
struct WithoutChange {
  bool would_hold = false;  // what no change makes likely lies within the 90 % interval of every row
  double chance = 0;        // that every row's statistic falls within, rows taken as independent and normal
  std::vector<double> row_chances;
};

// Absent when a row has no limits to go by, or there are no rows.
[[nodiscard]] base::Result<std::optional<WithoutChange>> without_change(std::span<const PredictedRow> rows);

// The same as quantiles of a normal distribution: median = centre, 50 % at 0.6745 sigma, 90 % at 1.6449 sigma, with
// sigma a sixth of the distance between the limits, over √averaged.
[[nodiscard]] Forecast forecast_of(const NoChange& no_change);

}  // namespace tributary::evidence
