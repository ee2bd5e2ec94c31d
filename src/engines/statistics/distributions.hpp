// Distribution functions that have no closed form in the standard library, by Boost.Math.
//
// Promises  relative accuracy near that of a double; no exception: arguments outside the domain are a mistake of the caller
#pragma once

namespace tributary::statistics {

inline constexpr double normal_95 = 1.959963984540054;  // within so many standard errors in 95 of 100 cases

[[nodiscard]] double normal_cumulative(double z);
[[nodiscard]] double normal_quantile(double p);  // 0 < p < 1

[[nodiscard]] double gamma_cumulative(double shape, double x);  // scale 1: the regularised lower incomplete gamma
[[nodiscard]] double gamma_quantile(double shape, double p);

[[nodiscard]] double digamma(double x);   // x > 0
[[nodiscard]] double trigamma(double x);  // x > 0

[[nodiscard]] double chi_square_beyond(double x, double degrees);  // P(X > x); degrees of freedom > 0

[[nodiscard]] double student_quantile(double p, double degrees);  // degrees of freedom > 0
[[nodiscard]] double student_two_sided(double t, double degrees);  // P(|T| > |t|); infinite degrees: the normal distribution
[[nodiscard]] double fisher_beyond(double f, double above, double below);  // P(F > f); degrees of freedom > 0

}  // namespace tributary::statistics
