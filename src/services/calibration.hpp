// A team's calibration: how its predictions turned out, added up, so that the next ones are better told. For team and mentor alone.
//
// Idea      one answer says what happened; a dozen say whether the team's ranges are as wide as what it doesn't know. It is to learn from:
//           nobody above or outside reads it, and no list is in its order
// Counts    rows of predictions that were on the record before their data, with values as they first came (domain::counted_as); those made
//           after seeing the data, restated since, or without a value are counted apart. Rows of one prediction lean on one another
// Scores    as stored with each answer: hits, direction, weighted interval score against that of "no change", the XmR limits before its test.
//           Where a prediction is a run's own sample, unadjusted: the continuous ranked probability score too (engines/evidence/calibration.hpp)
//           Measures have units of their own, so scores aren't added: skill is told as how many rows beat "no change", and its median
// See       docs/guide/reference/predictions.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/answer.hpp"
#include "domain/prediction.hpp"
#include "domain/test.hpp"
#include "engines/evidence/calibration.hpp"
#include "services/context.hpp"

namespace tributary::services {

struct CalibratedRow {
  domain::TestId test;
  std::string test_name;
  domain::PredictionId prediction;
  domain::MeasureId measure;
  std::string measure_name, unit;
  domain::PredictionRow predicted;
  domain::AnswerRow answer;             // with its observed value
  std::optional<double> skill;          // 1 − weighted score / that of "no change"
  std::optional<double> sample_score, no_change_sample_score;

  [[nodiscard]] std::optional<double> sample_skill() const;
};

struct Calibration {
  std::vector<CalibratedRow> rows;      // in the order of their dates
  int predictions = 0;                  // that they are of
  evidence::IntervalCalibration half, nine_in_ten;
  int directions = 0, directions_right = 0;
  int with_skill = 0, beat_no_change = 0;
  std::optional<double> median_skill;
  int samples = 0, samples_beat_no_change = 0;
  std::optional<double> median_sample_skill;
  int after_data = 0, restated = 0, no_value = 0;  // predictions that stand apart
  int waiting = 0;                      // locked, and not answered yet
  std::vector<std::string> told;        // sentences; the first says most
};

// Fails with "not-found" and "forbidden".
[[nodiscard]] base::Result<Calibration> calibration_of(const Context& context, const Actor& actor, domain::ProjectId id);

}  // namespace tributary::services
