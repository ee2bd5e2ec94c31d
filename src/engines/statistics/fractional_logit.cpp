#include "engines/statistics/fractional_logit.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace tributary::statistics {
namespace {

constexpr int most_logit_steps = 200;

Eigen::MatrixXd design_of(const std::vector<std::vector<double>>& columns, Eigen::Index rows) {
  Eigen::MatrixXd design(rows, static_cast<Eigen::Index>(columns.size()) + 1);
  design.col(0).setOnes();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Eigen::VectorXd column = Eigen::Map<const Eigen::VectorXd>(columns[i].data(), rows);
    column.array() -= column.mean();
    const double size = std::sqrt(column.squaredNorm() / static_cast<double>(rows));
    design.col(static_cast<Eigen::Index>(i) + 1) = size > 0 ? Eigen::VectorXd(column / size) : column;
  }
  return design;
}

}  // namespace

std::optional<std::vector<double>> fractional_logit(const std::vector<std::vector<double>>& columns, std::span<const double> shares) {
  const auto rows = static_cast<Eigen::Index>(shares.size());
  const Eigen::MatrixXd design = design_of(columns, rows);
  const Eigen::Map<const Eigen::VectorXd> y(shares.data(), rows);
  Eigen::ArrayXd mu = (y.array() + 0.5) / 2;
  Eigen::ArrayXd eta = (mu / (1 - mu)).log();
  for (int step = 0; step < most_logit_steps; ++step) {
    const Eigen::ArrayXd weight = (mu * (1 - mu)).max(1e-300);
    const Eigen::ArrayXd root = weight.sqrt();
    const Eigen::VectorXd wanted = (eta + (y.array() - mu) / weight) * root;
    const Eigen::MatrixXd weighted = design.array().colwise() * root;
    const Eigen::VectorXd coefficients = weighted.colPivHouseholderQr().solve(wanted);
    const Eigen::ArrayXd next = (design * coefficients).array();
    if (!next.isFinite().all() || next.abs().maxCoeff() > 500) return std::nullopt;
    const double moved = (next - eta).abs().maxCoeff();
    eta = next;
    mu = 1 / (1 + (-eta).exp());
    if (moved < 1e-10 * (1 + eta.abs().maxCoeff())) return std::vector<double>(mu.begin(), mu.end());
  }
  return std::nullopt;
}

}  // namespace tributary::statistics
