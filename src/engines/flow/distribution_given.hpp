// Ways of giving a distribution: what people know of a length of stay (a mean and a spread, a median, quantiles) turned into
// the parameters of a law.
//
// Fails     "distribution-not-possible" where no such law exists (a mean below the median of a lognormal, for one), naming
//           what was given and what would be possible
#pragma once

#include "base/result.hpp"
#include "engines/flow/distribution.hpp"

namespace tributary::flow {

// σ² = ln(1 + (sd / mean)²), μ = ln mean − σ² / 2.
[[nodiscard]] base::Result<Lognormal> lognormal_of_mean_sd(double mean, double sd);
// μ = ln median, σ² = 2 ln(mean / median).
[[nodiscard]] base::Result<Lognormal> lognormal_of_mean_median(double mean, double median);
// Through two quantiles, p1 < p2 and x1 < x2.
[[nodiscard]] base::Result<Lognormal> lognormal_of_quantiles(double p1, double x1, double p2, double x2);

// shape = (mean / sd)², scale = sd² / mean.
[[nodiscard]] base::Result<Gamma> gamma_of_mean_sd(double mean, double sd);
// The shape that gives this median beside this mean, by bisection.
[[nodiscard]] base::Result<Gamma> gamma_of_mean_median(double mean, double median);

// The shape from Γ(1 + 2/k) / Γ(1 + 1/k)² = 1 + (sd / mean)², by bisection.
[[nodiscard]] base::Result<Weibull> weibull_of_mean_sd(double mean, double sd);
[[nodiscard]] base::Result<Weibull> weibull_of_quantiles(double p1, double x1, double p2, double x2);

// Two branches with balanced means, for a spread above that of one exponential: sd > mean. [Whitt 1982, section 3]
[[nodiscard]] base::Result<Hyperexponential> hyperexponential_of_mean_sd(double mean, double sd);

// Equal phases in a row for sd < mean (Erlang's law where (mean / sd)² is whole, otherwise a mixture of two of them with the
// same rate); sd = mean is one phase. [Tijms 2003, appendix B]
[[nodiscard]] base::Result<PhaseType> phase_type_of_mean_sd(double mean, double sd);

// How many, when each happens independently of the others: P(X = k) = e^(−mean) mean^k / k!, to 1e-15 of the whole. mean at
// most 100,000.
[[nodiscard]] base::Result<Empirical> poisson_of_mean(double mean);

}  // namespace tributary::flow
