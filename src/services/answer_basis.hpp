// What a prediction is answered from: the points of its rows and the baseline before its test. Used by answers.cpp alone.
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

namespace tributary::services {

// A measure's current data, read once for all predictions of it.
struct MeasureData {
  domain::Measure measure;
  std::vector<domain::Observation> observations;
  std::vector<domain::Ghost> ghosts;
  std::vector<domain::Phase> phases;
};

[[nodiscard]] std::optional<MeasureData> read_measure(Transaction& tx, domain::MeasureId id);

struct Basis {
  std::vector<RowStanding> rows;  // without verdicts
  std::optional<domain::Baseline> baseline;
  std::optional<double> from;     // where the measure stood: its centre, or its last value
  std::vector<evidence::PredictedRow> predicted;
  evidence::Better better = evidence::Better::neither;

  [[nodiscard]] bool due() const;
};

[[nodiscard]] Basis basis_of(const MeasureData& data, const domain::Prediction& prediction, const domain::Test& test,
                             base::Date today);

// The limits of the points before a date; none where there are too few.
// Points before this day say what "no change" would have been.
[[nodiscard]] base::Date baseline_cut(const domain::Prediction& prediction, const domain::Test& test);

[[nodiscard]] std::optional<domain::Baseline> baseline_before(const MeasureData& data, base::Date cut);

// Of everything that the answer depends on: equal data, equal hash.
[[nodiscard]] std::string hash_of(const Basis& basis);

}  // namespace tributary::services
