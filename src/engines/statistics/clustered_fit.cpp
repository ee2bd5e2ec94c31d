#include "engines/statistics/clustered_fit.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "engines/statistics/cluster_footprint.hpp"
#include "engines/statistics/independent_columns.hpp"

namespace tributary::statistics {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double nothing = 1e-10;       // of a projection's eigenvalues, which lie between 0 and 1
constexpr double most_steps = 4e10;     // of CR2's decompositions: some seconds
constexpr double many_steps = 5e8;      // some tens of milliseconds: enough above so many clusters, where CR1 says the same
constexpr std::size_t many_clusters = 200;
constexpr double rounding_left = 1e-9, rounding_all = 1e-12;  // of what is left over, and of the outcome itself
constexpr double most_footprint = 5e7;  // numbers kept for the degrees of freedom

Index at(std::size_t i) { return static_cast<Index>(i); }

Matrix plain_matrix(const MatrixXd& m) {
  Matrix out(static_cast<std::size_t>(m.rows()), static_cast<std::size_t>(m.cols()));
  for (Index i = 0; i < m.rows(); ++i)
    for (Index j = 0; j < m.cols(); ++j) out.values[static_cast<std::size_t>(i * m.cols() + j)] = m(i, j);
  return out;
}

// B^(−1/2), its directions without variance left out.
MatrixXd inverse_root(const MatrixXd& b) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(b);
  const VectorXd scale = eigen.eigenvalues().unaryExpr([](double each) { return each > nothing ? 1 / std::sqrt(each) : 0.; });
  return eigen.eigenvectors() * scale.asDiagonal() * eigen.eigenvectors().transpose();
}

// (I − LL')^(−1/2) X, where L and X are orthogonal to what else was taken out: only L's own directions change. By L'L, which may be
// far smaller than LL'.
MatrixXd adjusted_low_rank(const MatrixXd& l, const MatrixXd& x, double scale) {
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(l.transpose() * l);
  const VectorXd factor = eigen.eigenvalues().unaryExpr([scale](double each) {
    if (each < 1e-14) return 0.;
    const double left = scale - each;
    return ((left > nothing ? 1 / std::sqrt(left) : 0.) - 1 / std::sqrt(scale)) / each;
  });
  return x / std::sqrt(scale) + l * (eigen.eigenvectors() * (factor.asDiagonal() * (eigen.eigenvectors().transpose() * (l.transpose() * x))));
}

class Adjustment {
 public:
  Adjustment(const TwoWayEffects& effects, const Clustering& clusters, const MatrixXd& swept, const MatrixXd& root)
      : effects_(effects), clusters_(clusters), swept_(swept), root_(root) {
    by_unit_ = effects.complete() && clusters.nested && clusters.count() == effects.units();
    if (by_unit_) return;
    const Matrix& inverse = effects.time_inverse();
    time_inverse_ = Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>>(
        inverse.values.data(), at(inverse.rows), at(inverse.columns));
    const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(time_inverse_);
    time_root_ = eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
  }

  [[nodiscard]] bool too_long() const {
    if (by_unit_) return false;
    const double wide = static_cast<double>(effects_.times()) + static_cast<double>(swept_.cols());
    double steps = 0;
    for (std::size_t g = 0; g < clusters_.count(); ++g) {
      const auto n = static_cast<double>(clusters_.rows(g).size());
      const double m = clusters_.nested ? std::min(n, wide) : n;
      steps += 20 * m * m * m + n * wide * wide;
    }
    return steps > (clusters_.count() > many_clusters ? many_steps : most_steps);
  }

  // (I − H)^(−1/2) of the cluster times its rows of the swept terms.
  [[nodiscard]] MatrixXd adjusted(std::size_t g) const {
    const auto rows = clusters_.rows(g);
    MatrixXd d(at(rows.size()), swept_.cols());
    for (std::size_t i = 0; i < rows.size(); ++i) d.row(at(i)) = swept_.row(rows[i]);
    // A complete panel: I − H = (1 − 1/units)(I − J/times) − DMD', and D is orthogonal to J.
    if (by_unit_) return adjusted_low_rank(d * root_, d, 1 - 1 / static_cast<double>(effects_.units()));
    const MatrixXd z = times_less_units(rows);
    MatrixXd l(d.rows(), z.cols() + d.cols());
    l << z * time_root_, d * root_;
    if (clusters_.nested && l.rows() > l.cols()) return adjusted_low_rank(l, d, 1);
    MatrixXd b = MatrixXd::Identity(d.rows(), d.rows()) - l * l.transpose();
    for (std::size_t i = 0; i < rows.size(); ++i)
      for (std::size_t j = 0; j < rows.size(); ++j)
        if (effects_.unit(rows[i]) == effects_.unit(rows[j]))
          b(at(i), at(j)) -= effects_.root_weight(rows[i]) * effects_.root_weight(rows[j]) / effects_.unit_weight(effects_.unit(rows[i]));
    return inverse_root(b) * d;
  }

 private:
  // The times' dummies less their mean within each unit, scaled.
  [[nodiscard]] MatrixXd times_less_units(std::span<const std::uint32_t> rows) const {
    MatrixXd z = MatrixXd::Zero(at(rows.size()), at(effects_.times()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const double root = effects_.root_weight(rows[i]);
      z(at(i), effects_.time(rows[i])) += root;
      const auto unit = effects_.unit(rows[i]);
      for (const auto row : effects_.rows_of(unit)) {
        const double other = effects_.root_weight(row);
        z(at(i), effects_.time(row)) -= root * other * other / effects_.unit_weight(unit);
      }
    }
    return z;
  }

  const TwoWayEffects& effects_;
  const Clustering& clusters_;
  const MatrixXd& swept_;
  const MatrixXd& root_;  // of (D'D)⁻¹
  bool by_unit_ = false;
  MatrixXd time_inverse_, time_root_;
};

// The degrees of freedom of the variance of c'b: (Σ p_gg)² / ΣΣ p_gh², p_gh = a_g'(I − H)a_h, a_g the cluster's adjusted rows times
// (D'D)⁻¹c. The blocks of H follow from footprints, extended by the terms themselves.
double satterthwaite(const TwoWayEffects& effects, const Clustering& clusters, const MatrixXd& swept, const MatrixXd& adjusted,
                     const MatrixXd& root, const VectorXd& bread) {
  const auto plain = footprint_size(effects, clusters.nested);
  const Index units = at(plain - effects.times());
  MatrixXd u = MatrixXd::Zero(at(clusters.count()), at(plain) + swept.cols());
  VectorXd own(at(clusters.count()));
  std::vector<double> print(plain);
  for (std::size_t g = 0; g < clusters.count(); ++g) {
    const auto rows = clusters.rows(g);
    VectorXd a(at(rows.size()));
    for (std::size_t i = 0; i < rows.size(); ++i) a[at(i)] = adjusted.row(rows[i]).dot(bread);
    own[at(g)] = a.squaredNorm();
    std::ranges::fill(print, 0);
    add_footprint(effects, rows, clusters.nested, [&](std::size_t i) { return a[at(i)]; }, print);
    for (std::size_t i = 0; i < plain; ++i) u(at(g), at(i)) = print[i];
    for (std::size_t i = 0; i < rows.size(); ++i) u.row(at(g)).tail(swept.cols()) += a[at(i)] * swept.row(rows[i]);
  }
  // W = (I, S⁻, (D'D)⁻¹): multiplied from the right.
  MatrixXd uw = u;
  const Matrix& inverse = effects.time_inverse();
  const Eigen::Map<const Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>> s(inverse.values.data(), at(inverse.rows), at(inverse.columns));
  uw.middleCols(units, at(effects.times())) = u.middleCols(units, at(effects.times())) * s;
  uw.rightCols(swept.cols()) = u.rightCols(swept.cols()) * root * root.transpose();
  const VectorXd taken = (uw.cwiseProduct(u)).rowwise().sum();
  double squares = 0;
  if (u.rows() <= u.cols()) {
    squares = (uw * u.transpose()).squaredNorm();
  } else {
    const MatrixXd x = uw.transpose() * u;
    squares = x.cwiseProduct(x.transpose()).sum();
  }
  const double trace = (own - taken).sum();
  const double all = own.squaredNorm() - 2 * own.dot(taken) + squares;
  return all > 0 && trace > 0 ? trace * trace / all : 0;
}

}  // namespace

ClusteredFit fit_clustered(const TwoWayEffects& effects, std::span<const double> outcome, const Columns& terms,
                           std::span<const std::uint32_t> cluster, bool want_cr2) {
  base::check(outcome.size() == effects.rows() && cluster.size() == effects.rows(), "every row has an outcome and a cluster");
  ClusteredFit fit;
  Columns swept;
  std::vector<double> size;
  for (const auto& term : terms) {
    double sum = 0;
    for (std::size_t row = 0; row < term.size(); ++row) sum += std::pow(effects.root_weight(row) * term[row], 2);
    size.push_back(sum);
    swept.push_back(effects.residual(term));
  }
  fit.kept = independent_columns(swept, size).kept;
  const std::vector<double> left = effects.residual(outcome);
  const Clustering clusters(effects, cluster);
  fit.clusters = clusters.count();
  const Index n = at(effects.rows()), k = at(fit.kept.size());
  fit.parameters = effects.rank() + fit.kept.size();
  MatrixXd d(n, k);
  for (std::size_t j = 0; j < fit.kept.size(); ++j) d.col(at(j)) = Eigen::Map<const VectorXd>(swept[fit.kept[j]].data(), n);
  const Eigen::Map<const VectorXd> y(left.data(), n);
  const MatrixXd bread = (d.transpose() * d).ldlt().solve(MatrixXd::Identity(k, k));
  VectorXd b = bread * (d.transpose() * y);
  VectorXd e = y - d * b;
  b += bread * (d.transpose() * e);  // once more, for what rounding left
  e = y - d * b;
  fit.coefficients.assign(b.begin(), b.end());
  fit.residuals.assign(e.begin(), e.end());
  for (const auto j : fit.kept) fit.swept.push_back(std::move(swept[j]));

  const double rss = e.squaredNorm();
  double total = 0;
  for (std::size_t row = 0; row < effects.rows(); ++row) total += std::pow(effects.root_weight(row) * outcome[row], 2);
  fit.perfect = effects.rows() <= fit.parameters || rss <= 1e-24 * total;
  if (effects.rows() > fit.parameters) fit.residual_variance = rss / static_cast<double>(effects.rows() - fit.parameters);
  fit.plain = plain_matrix(bread * fit.residual_variance);
  if (fit.perfect || fit.clusters < 2 || k == 0) return fit;

  const MatrixXd root = [&] {
    const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(bread);
    return MatrixXd(eigen.eigenvectors() * eigen.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal());
  }();
  const Adjustment adjustment(effects, clusters, d, root);
  const double numbers = static_cast<double>(clusters.count()) * static_cast<double>(footprint_size(effects, clusters.nested) + fit.kept.size());
  const bool cr2 = want_cr2 && !adjustment.too_long() && numbers < most_footprint;
  MatrixXd meat1 = MatrixXd::Zero(k, k), meat2 = MatrixXd::Zero(k, k), adjusted(cr2 ? n : 0, k);
  for (std::size_t g = 0; g < clusters.count(); ++g) {
    const auto rows = clusters.rows(g);
    VectorXd one = VectorXd::Zero(k), two = VectorXd::Zero(k);
    for (const auto row : rows) one += d.row(row).transpose() * e[row];
    meat1 += one * one.transpose();
    if (!cr2) continue;
    const MatrixXd ad = adjustment.adjusted(g);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      adjusted.row(rows[i]) = ad.row(at(i));
      two += ad.row(at(i)).transpose() * e[rows[i]];
    }
    meat2 += two * two.transpose();
  }
  const auto groups = static_cast<double>(fit.clusters), rows_all = static_cast<double>(effects.rows());
  const double counted = static_cast<double>(clusters.nested ? effects.times() + fit.kept.size() : fit.parameters);
  const double factor = groups / (groups - 1) * (rows_all > counted ? (rows_all - 1) / (rows_all - counted) : 1);
  MatrixXd one = bread * meat1 * bread * factor, two = bread * meat2 * bread;
  // Where a cluster is all there is on a side, what is left over adds up to nothing in each by construction: what remains of the
  // sums is rounding, and no variance.
  const double rounding = std::pow(rounding_left * std::sqrt(rss) + rounding_all * std::sqrt(total), 2);
  for (Index j = 0; j < k; ++j) {
    const bool known = one(j, j) > bread(j, j) * rounding && (!cr2 || two(j, j) > bread(j, j) * rounding);
    if (cr2) fit.degrees.push_back(known ? satterthwaite(effects, clusters, d, adjusted, root, bread.col(j)) : 0);
    if (known) continue;
    for (MatrixXd* each : {&one, &two}) each->row(j).setZero(), each->col(j).setZero();
  }
  fit.cr1 = plain_matrix(one);
  if (cr2) fit.cr2 = plain_matrix(two);
  return fit;
}

Quadratic inverse_quadratic(const std::vector<double>& b, const Matrix& v) {
  base::check(v.rows == b.size() && v.columns == b.size(), "a covariance is as wide as what it is of");
  const Eigen::Map<const MatrixXd> matrix(v.values.data(), at(v.rows), at(v.columns));
  const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(matrix);
  const VectorXd along = eigen.eigenvectors().transpose() * Eigen::Map<const VectorXd>(b.data(), at(b.size()));
  Quadratic out;
  const double most = eigen.eigenvalues().maxCoeff();
  for (Index i = 0; i < along.size(); ++i) {
    if (!(eigen.eigenvalues()[i] > 1e-10 * most)) continue;
    out.value += along[i] * along[i] / eigen.eigenvalues()[i];
    ++out.rank;
  }
  return out;
}

}  // namespace tributary::statistics
