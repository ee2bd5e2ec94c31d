// Series: what a recipe read becomes measures and checked observations. Used by imports.cpp alone.
#pragma once

#include "services/imports.hpp"

namespace tributary::services {

// The measure that a series asks for, without owner: its name, quantity, unit and direction come from sheet and recipe.
[[nodiscard]] domain::Measure measure_of(const exchange::Recipe& recipe, const exchange::Preview& preview,
                                         const exchange::MeasureRead& series);

// The column of which a measure that was made from a sheet says that it is out of; empty where its definition was written by hand.
[[nodiscard]] std::string denominator_named(const domain::Measure& measure);

// Whether a series and the measure that it is for are written alike, so that 0.87 never stands beside 85. Fails with
// "percent-not-expected" (percentages for a measure of plain numbers) or "percent-or-fraction" (small plain numbers for a
// measure in per cent, whose values `now` are far above them), naming the rule's kind.
[[nodiscard]] base::Done check_same_scale(const domain::Measure& measure, const std::vector<domain::Observation>& now,
                                          const exchange::Recipe& recipe, const exchange::MeasureRead& series);

// Checks each observation of a series by its measure and completes it. One that is refused is taken out of the series, and
// told in the preview's account of its row.
[[nodiscard]] std::vector<domain::Observation> complete_series(const domain::Measure& measure, exchange::Preview& preview,
                                                               std::size_t series, base::Date today);

// Whether two observations of a date say the same: a note on a value doesn't count, any gap equals any other.
[[nodiscard]] bool same_said(const domain::Observation& a, const domain::Observation& b);

}  // namespace tributary::services
