// Calibration: do the intervals of somebody who predicts hold as often as they were meant to; and how near was a whole sample?
//
// Idea      one prediction can't be right or wrong about its own uncertainty; a dozen can. Intervals meant to hold nine times in ten that
//           hold half the time are too narrow: their maker knows less than they think
// Method    held of n against the binomial distribution of n trials that each hold with the chance meant: the chance of so few or fewer,
//           of so many or more. Told as too narrow or too wide where that is under one in twenty
//           a sample: continuous ranked probability score (1/m) Σ|x − y| − (1/2m²) ΣΣ|x − x'|, in the measure's unit, smaller is better
//           [Gneiting and Raftery 2007, Journal of the American Statistical Association 102, equation 21]; of a normal distribution
//           σ (z (2Φ(z) − 1) + 2φ(z) − 1/√π), z = (y − μ)/σ [their equation 5]
// Promises  finite; a score absent where it can't be said
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engines/evidence/prediction_score.hpp"

namespace tributary::evidence {

enum class Width : std::uint8_t { cannot_tell, as_meant, too_narrow, too_wide };

inline constexpr std::uint32_t fewest_to_judge = 8;  // intervals, below which nothing is said

struct IntervalCalibration {
  std::uint32_t held = 0, of = 0;
  double meant = 0;                          // the chance with which each should hold
  double chance_of_so_few = 1, chance_of_so_many = 1;
  Width width = Width::cannot_tell;
};

// 0 < meant < 1, held <= of.
[[nodiscard]] IntervalCalibration calibrate_intervals(std::uint32_t held, std::uint32_t of, double meant);

// Of a sample in ascending order; none where it is empty, or anything isn't finite.
[[nodiscard]] std::optional<double> sample_score(std::span<const double> ascending, double observed);

// Of "no change" as a normal distribution, sigma a sixth of the distance between its limits, over √averaged. None without a spread.
[[nodiscard]] std::optional<double> no_change_sample_score(const NoChange& no_change, double observed);

}  // namespace tributary::evidence
