// The columns of a segmented regression, and which rows they are of.
#pragma once

#include <string>
#include <vector>

#include "engines/evidence/interrupted_series.hpp"
#include "engines/statistics/matrix.hpp"

namespace tributary::evidence {

struct SeriesDesign {
  std::vector<double> time, outcome, at_risk;
  std::vector<std::string> row_names;
  statistics::Columns columns;
  std::vector<std::string> names;
  std::vector<bool> of_interruption;  // by column
  std::size_t left_out = 0, phased = 0;
  bool gaps = false;
};

// Checks what was given, leaves out what is missing or while a change comes in, and lays out the terms.
[[nodiscard]] base::Result<SeriesDesign> design_series(const std::vector<SeriesPoint>& points, const std::vector<Interruption>& interruptions,
                                                       const SeriesOptions& options);

[[nodiscard]] Told tell_series(const InterruptedSeries& series, const SeriesDesign& design, const std::vector<Interruption>& interruptions, const SeriesOptions& options);

}  // namespace tributary::evidence
