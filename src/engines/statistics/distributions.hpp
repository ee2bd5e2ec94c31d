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

// P(N = n) / P(N <= n) of a Poisson N with this mean: Erlang's loss formula. n >= 0, mean > 0; to some 1e-9 up to a million.
[[nodiscard]] double poisson_share_of_top(int n, double mean);

[[nodiscard]] double log_gamma(double x);  // x > 0
[[nodiscard]] double digamma(double x);    // x > 0
[[nodiscard]] double beta_quantile(double a, double b, double p);  // a, b > 0
[[nodiscard]] double trigamma(double x);  // x > 0

[[nodiscard]] double chi_square_beyond(double x, double degrees);  // P(X > x); degrees of freedom > 0

[[nodiscard]] double student_two_sided(double t, double degrees);  // P(|T| > |t|); infinite degrees: the normal distribution
[[nodiscard]] double student_quantile(double p, double degrees);  // degrees of freedom > 0
[[nodiscard]] double student_two_sided(double t, double degrees);  // P(|T| > |t|); infinite degrees: the normal distribution
[[nodiscard]] double fisher_beyond(double f, double above, double below);  // P(F > f); degrees of freedom > 0

// The smallest k with P(X <= k) >= p, of X successes in this many trials; 0 < p < 1, 0 <= chance <= 1, a whole number of trials.
[[nodiscard]] double binomial_quantile(double p, double trials, double chance);

}  // namespace tributary::statistics
