// Regression of counts and of shares: Poisson with a log link, binomial with a logit link, by iterated weighted least squares.
//
// Method    Fisher scoring with halved steps where the likelihood would fall [McCullagh and Nelder 1989, section 2.5]; each step a
//           Householder QR of the weighted design. Firth's remedy adds half the log determinant of the information to the likelihood,
//           which keeps every coefficient finite [Firth 1993; Heinze and Schemper 2002], here for the binomial
// Separated a coefficient that goes on growing by steps of its own when the likelihood no longer rises: a term parts events from
//           non-events, and its estimate is infinite [Albert and Anderson 1984]
// Promises  no NaN and no infinity; ends after 60 steps, 400 with Firth's remedy
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engines/statistics/matrix.hpp"

namespace tributary::statistics {

enum class Family : std::uint8_t { poisson, binomial };

struct GeneralLinear {
  std::vector<std::size_t> kept;      // columns of the design
  std::vector<double> coefficients;   // of those
  Matrix covariance;                  // inverse of the information: dispersion 1
  std::vector<double> mean;           // fitted: a count, or a share
  double deviance = 0, pearson = 0;   // of the fit
  double log_likelihood = 0;          // but for what doesn't depend on coefficients; penalised under Firth
  std::vector<std::size_t> separated; // places in `kept` whose coefficient has no end
  bool converged = false;
};

// Counts: `scale` is the offset's log, added to the linear predictor; empty: 0. Shares: outcome is the number of events, `scale` the
// number of trials; empty: 1 each.
[[nodiscard]] GeneralLinear fit_general_linear(Family family, const Columns& design, std::span<const double> outcome,
                                               std::span<const double> scale, bool firth = false);

}  // namespace tributary::statistics
