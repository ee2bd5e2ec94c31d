// Shewhart's constants for subgroups: how a sample's standard deviation relates to the spread that it is drawn from.
//
// Method    c4(n) = √(2 / (n − 1)) · Γ(n/2) / Γ((n − 1)/2), by log-gamma; A3 = 3 / (c4 √n); B3, B4 = 1 ∓ 3 √(1 − c4²) / c4, B3 ≥ 0
//           [Montgomery, Introduction to Statistical Quality Control, appendix VI]
// Given     the number of values in a subgroup, 2 or more
#pragma once

namespace tributary::measure {

inline constexpr double d2_of_two = 1.128;  // the mean difference of two values, in units of the spread, as most tools have it

[[nodiscard]] double c4(double n);  // the mean of a sample's standard deviation, in units of the spread
[[nodiscard]] double a3(double n);  // limits of means, in mean standard deviations from the centre
[[nodiscard]] double b3(double n);  // lower and
[[nodiscard]] double b4(double n);  // upper limit of standard deviations, in mean standard deviations

}  // namespace tributary::measure
