// A regression with two-way fixed effects whose rows come in clusters: coefficients, and how sure they are when the rows of a site
// are not so many independent facts.
//
// Idea      what a site's rows have in common makes them worth less than their number says; errors are summed by cluster before they
//           are squared
// Method    CR1: the sandwich (D'D)⁻¹ Σ D'e e'D (D'D)⁻¹ times G / (G − 1) · (N − 1) / (N − K), D swept of the effects
//           [Liang and Zeger 1986]. K counts terms and effects, but not those of units that lie within a cluster
//           CR2: each cluster's errors e first multiplied by (I − H)^(−1/2) of the cluster, H of the whole regression, effects
//           included, so that the variance is unbiased where errors are independent and alike; pseudo-inverse where singular.
//           Degrees of freedom by Satterthwaite's approximation under the same errors [Bell and McCaffrey 2002; Pustejovsky and
//           Tipton 2018, doi 10.1080/07350015.2016.1247004]. A cluster whose units lie within it needs decompositions no larger than
//           the smaller of its rows and the times; a complete panel clustered by unit, none larger than its terms
// Promises  deterministic; terms that are linear combinations of effects and earlier terms are left out and named
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engines/statistics/two_way_effects.hpp"

namespace tributary::statistics {

struct ClusteredFit {
  std::vector<std::size_t> kept;     // terms that can be told from the rest
  std::vector<double> coefficients;  // of those
  Columns swept;                     // of those: what the effects leave of them
  std::vector<double> residuals;     // scaled by the root of the weights
  std::size_t parameters = 0;        // effects and terms
  std::size_t clusters = 0;
  double residual_variance = 0;
  // Covariances; plain takes every row as a fact of its own. cr2 is empty where it would take too long: above 200 clusters, where it hardly
  // differs from cr1, that is some tens of milliseconds, else some seconds.
  Matrix plain, cr1, cr2;
  // In cr1 and cr2 a variance of 0, with its row and column, is one that can't be known: no cluster's errors add up to anything.
  std::vector<double> degrees;  // of freedom of each coefficient under CR2; empty with it; 0 where there are none
  bool perfect = false;         // nothing is left to judge the errors by
};

// Cluster indices are counted from 0 and each occurs. `want_cr2` may be left out where only the coefficients are asked for.
[[nodiscard]] ClusteredFit fit_clustered(const TwoWayEffects& effects, std::span<const double> outcome, const Columns& terms,
                                         std::span<const std::uint32_t> cluster, bool want_cr2 = true);

// b'V⁻¹b, by which several coefficients are tested at once, and the rank of V (directions without variance are left out).
struct Quadratic {
  double value = 0;
  std::size_t rank = 0;
};
[[nodiscard]] Quadratic inverse_quadratic(const std::vector<double>& b, const Matrix& v);

}  // namespace tributary::statistics
