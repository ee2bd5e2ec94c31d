#include "engines/statistics/least_squares.hpp"

#include <Eigen/QR>

#include "base/check.hpp"
#include "engines/statistics/independent_columns.hpp"

namespace tributary::statistics {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

MatrixXd kept_columns(const Columns& design, const std::vector<std::size_t>& kept) {
  MatrixXd x(static_cast<Index>(design.empty() ? 0 : design.front().size()), static_cast<Index>(kept.size()));
  for (std::size_t j = 0; j < kept.size(); ++j)
    x.col(static_cast<Index>(j)) = Eigen::Map<const VectorXd>(design[kept[j]].data(), x.rows());
  return x;
}

Matrix plain(const MatrixXd& m) {
  Matrix out(static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols()));
  for (std::size_t i = 0; i < out.rows; ++i)
    for (std::size_t j = 0; j < out.columns; ++j) out.at(i, j) = m(static_cast<Index>(i), static_cast<Index>(j));
  return out;
}

}  // namespace

LeastSquares fit_least_squares(const Columns& design, std::span<const double> outcome) {
  LeastSquares fit{.kept = independent_columns(design).kept};
  const MatrixXd x = kept_columns(design, fit.kept);
  base::check(!fit.kept.empty() && static_cast<std::size_t>(x.rows()) == outcome.size(), "a design has a column, and as many rows as the outcome");
  const Eigen::Map<const VectorXd> y(outcome.data(), x.rows());
  const Eigen::HouseholderQR<MatrixXd> qr(x);
  const VectorXd b = qr.solve(y);
  const MatrixXd r = qr.matrixQR().topRows(x.cols()).triangularView<Eigen::Upper>();
  const MatrixXd inverse = r.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(x.cols(), x.cols()));
  fit.bread = plain(inverse * inverse.transpose());
  const VectorXd fitted = x * b;
  fit.coefficients.assign(b.begin(), b.end());
  fit.fitted.assign(fitted.begin(), fitted.end());
  for (std::size_t i = 0; i < outcome.size(); ++i) fit.residuals.push_back(outcome[i] - fit.fitted[i]);
  fit.degrees = outcome.size() - fit.kept.size();
  if (fit.degrees > 0) fit.residual_variance = (y - fitted).squaredNorm() / static_cast<double>(fit.degrees);
  return fit;
}

Matrix newey_west(const LeastSquares& fit, const Columns& design, std::size_t lag) {
  const MatrixXd x = kept_columns(design, fit.kept);
  base::check(lag < fit.residuals.size() && fit.degrees > 0, "a lag is below the number of rows, and degrees of freedom are left");
  const MatrixXd scores = Eigen::Map<const VectorXd>(fit.residuals.data(), x.rows()).asDiagonal() * x;
  MatrixXd meat = scores.transpose() * scores;
  for (std::size_t l = 1; l <= lag; ++l) {
    const Index rows = x.rows() - static_cast<Index>(l);
    const MatrixXd cross = scores.bottomRows(rows).transpose() * scores.topRows(rows);
    meat += (1 - static_cast<double>(l) / static_cast<double>(lag + 1)) * (cross + cross.transpose());
  }
  MatrixXd bread(x.cols(), x.cols());
  for (Index i = 0; i < x.cols(); ++i)
    for (Index j = 0; j < x.cols(); ++j) bread(i, j) = fit.bread.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j));
  return plain(bread * meat * bread * (static_cast<double>(x.rows()) / static_cast<double>(fit.degrees)));
}

}  // namespace tributary::statistics
