#include "engines/statistics/simplex_fit.hpp"

#include <Eigen/Cholesky>
#include <algorithm>

#include "base/check.hpp"

namespace tributary::statistics {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// The best weights of these alone, adding up to 1 and of any sign: in proportion to Q⁻¹1.
VectorXd best_of(const std::vector<Index>& some, const MatrixXd& q) {
  const auto n = static_cast<Index>(some.size());
  MatrixXd part(n, n);
  for (Index i = 0; i < n; ++i)
    for (Index j = 0; j < n; ++j) part(i, j) = q(some[static_cast<std::size_t>(i)], some[static_cast<std::size_t>(j)]);
  const VectorXd solved = part.ldlt().solve(VectorXd::Ones(n));
  return solved / solved.sum();
}

}  // namespace

std::vector<double> simplex_fit(const Columns& columns, std::span<const double> target, double ridge) {
  base::check(!columns.empty(), "there is a column to weigh");
  const auto n = static_cast<Index>(columns.size()), rows = static_cast<Index>(target.size());
  // Measured from the target: weights adding up to 1 make |A w − b| = |(A − b1') w|, without a large common level to cancel.
  MatrixXd a(rows, n);
  for (Index j = 0; j < n; ++j)
    for (Index i = 0; i < rows; ++i) a(i, j) = columns[static_cast<std::size_t>(j)][static_cast<std::size_t>(i)] - target[static_cast<std::size_t>(i)];
  MatrixXd q = a.transpose() * a;
  const double scale = q.trace() / static_cast<double>(n);
  if (!(scale > 0)) return std::vector<double>(columns.size(), 1 / static_cast<double>(n));  // each fits perfectly
  q.diagonal().array() += std::max(ridge, 1e-11 * scale);

  VectorXd w = VectorXd::Zero(n);
  Index first = 0;
  q.diagonal().minCoeff(&first);
  w[first] = 1;
  std::vector<Index> some{first};
  for (Index turn = 0; turn < 10 * n + 20; ++turn) {
    // To the best of those above 0, stopping where one reaches 0, which then leaves.
    for (;;) {
      const VectorXd best = best_of(some, q);
      double step = 1;
      for (std::size_t i = 0; i < some.size(); ++i) {
        const double b = best[static_cast<Index>(i)];
        if (b <= 0) step = std::min(step, w[some[i]] / (w[some[i]] - b));
      }
      for (std::size_t i = 0; i < some.size(); ++i) w[some[i]] += step * (best[static_cast<Index>(i)] - w[some[i]]);
      if (step >= 1) break;
      std::erase_if(some, [&](Index each) {
        if (w[each] > 1e-14) return false;
        w[each] = 0;
        return true;
      });
    }
    const VectorXd gradient = q * w;
    const double level = gradient.dot(w);  // what the gradient is on those above 0
    Index joins = 0;
    const double least = gradient.minCoeff(&joins);
    if (least >= level - 1e-12 * scale || w[joins] > 0) break;
    some.push_back(joins);
  }
  std::vector<double> out(w.begin(), w.end());
  double sum = 0;
  for (double& each : out) sum += each = std::max(each, 0.);
  for (double& each : out) each /= sum;
  return out;
}

}  // namespace tributary::statistics
