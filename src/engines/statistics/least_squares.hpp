// Least squares, and standard errors for errors that follow one another in time.
//
// Method    Householder's QR on the columns that say something new (independent_columns.hpp)
//           Newey and West: the sandwich with Bartlett's weights 1 − l / (L + 1) for lags l to L, times n / (n − k)
//           [Newey and West 1987, doi 10.2307/1913610; the factor as Stata's newey has it]
// Promises  deterministic; an underdetermined or perfect fit is told by `degrees` and `residual_variance`
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "engines/statistics/matrix.hpp"

namespace tributary::statistics {

struct LeastSquares {
  std::vector<std::size_t> kept;     // columns of the design
  std::vector<double> coefficients;  // of those
  std::vector<double> fitted, residuals;
  Matrix bread;                      // (X'X)⁻¹
  std::size_t degrees = 0;           // of freedom left: rows less columns
  double residual_variance = 0;      // 0 where there are none
};

[[nodiscard]] LeastSquares fit_least_squares(const Columns& design, std::span<const double> outcome);

// The coefficients' covariance, rows in order of time and equally far apart. `lag` below the number of rows.
[[nodiscard]] Matrix newey_west(const LeastSquares& fit, const Columns& design, std::size_t lag);

}  // namespace tributary::statistics
