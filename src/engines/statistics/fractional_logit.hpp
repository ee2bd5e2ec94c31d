// fractional_logit: a share as a smooth function of some columns, which stays between 0 and 1.
//
// Method    quasi-likelihood of Bernoulli's with a logistic link [Papke and Wooldridge 1996, Journal of Applied Econometrics 11], by
//           iteratively reweighted least squares, each step by QR with pivoting [McCullagh and Nelder 1989, section 2.5]. Columns are
//           centred and scaled first; a constant is added
// Given     columns of equal length, finite; shares in [0, 1]
// Promises  the fitted shares, strictly between 0 and 1
// Fails     with none where the fit doesn't settle, as where the shares are all 0 and 1 and the columns part them
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace tributary::statistics {

[[nodiscard]] std::optional<std::vector<double>> fractional_logit(const std::vector<std::vector<double>>& columns, std::span<const double> shares);

}  // namespace tributary::statistics
