#include "engines/statistics/general_linear.hpp"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "engines/statistics/independent_columns.hpp"

namespace tributary::statistics {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr int most_scorings = 60, most_penalised = 400;  // scoring leaves the penalty's curvature out, so takes more turns
constexpr double furthest = 30;  // of the linear predictor of a share: beyond it a double knows no more than 0 and 1

struct State {
  VectorXd b, mean, weight, score;  // weight: of the information; score: outcome less its mean, as the likelihood has it
  MatrixXd root;                    // of the information: R of the weighted design
  VectorXd leverage;
  double likelihood = 0;
};

class Fitting {
 public:
  Fitting(Family family, MatrixXd x, std::span<const double> outcome, std::span<const double> scale, bool firth)
      : family_(family), x_(std::move(x)), y_(outcome), scale_(scale), firth_(firth) {}

  [[nodiscard]] State at(VectorXd b) const {
    State s{.b = std::move(b)};
    const Index n = x_.rows();
    const VectorXd linear = x_ * s.b;
    s.mean = s.weight = s.score = VectorXd(n);
    for (Index i = 0; i < n; ++i) {
      const double y = y_[static_cast<std::size_t>(i)];
      const double given = scale_.empty() ? (family_ == Family::binomial ? 1 : 0) : scale_[static_cast<std::size_t>(i)];
      if (family_ == Family::poisson) {
        const double eta = std::clamp(linear[i] + given, -700., 300.);
        s.mean[i] = s.weight[i] = std::exp(eta);
        s.score[i] = y - s.mean[i];
        s.likelihood += y * eta - s.mean[i];
      } else {
        const double eta = std::clamp(linear[i], -furthest, furthest);
        s.mean[i] = 1 / (1 + std::exp(-eta));
        s.weight[i] = given * s.mean[i] * (1 - s.mean[i]);
        s.score[i] = y - given * s.mean[i];
        s.likelihood += y * eta - given * (eta > 0 ? eta + std::log1p(std::exp(-eta)) : std::log1p(std::exp(eta)));
      }
    }
    const MatrixXd weighted = s.weight.cwiseSqrt().asDiagonal() * x_;
    const Eigen::HouseholderQR<MatrixXd> qr(weighted);
    s.root = qr.matrixQR().topRows(x_.cols()).triangularView<Eigen::Upper>();
    if (firth_) {
      const MatrixXd q = s.root.transpose().triangularView<Eigen::Lower>().solve(weighted.transpose());
      s.leverage = q.colwise().squaredNorm();
      for (Index i = 0; i < n; ++i) s.score[i] += s.leverage[i] * (0.5 - s.mean[i]);
      s.likelihood += s.root.diagonal().cwiseAbs().array().max(1e-300).log().sum();
    }
    return s;
  }

  [[nodiscard]] VectorXd step(const State& s) const {
    const VectorXd gradient = x_.transpose() * s.score;
    const VectorXd half = s.root.transpose().triangularView<Eigen::Lower>().solve(gradient);
    return s.root.triangularView<Eigen::Upper>().solve(half);
  }

  // Log of the overall rate, or share, in the first column where that is constant: from where scoring seldom strays.
  [[nodiscard]] VectorXd start() const {
    VectorXd b = VectorXd::Zero(x_.cols());
    const double first = x_(0, 0);
    if (first == 0 || (x_.col(0).array() != first).any()) return b;
    double events = 0, of = 0;
    for (std::size_t i = 0; i < y_.size(); ++i) {
      events += y_[i];
      of += scale_.empty() ? 1 : (family_ == Family::poisson ? std::exp(std::clamp(scale_[i], -300., 300.)) : scale_[i]);
    }
    const double share = std::max(events, .5) / of;
    b[0] = (family_ == Family::poisson ? std::log(share) : std::log(std::min(share, 1 - .5 / of) / (1 - std::min(share, 1 - .5 / of)))) / first;
    return b;
  }

 private:
  Family family_;
  MatrixXd x_;
  std::span<const double> y_, scale_;
  bool firth_;
};

double deviance_of(double y, double mean) { return y > 0 ? y * std::log(y / mean) : 0; }

}  // namespace

GeneralLinear fit_general_linear(Family family, const Columns& design, std::span<const double> outcome, std::span<const double> scale, bool firth) {
  base::check(!firth || family == Family::binomial, "Firth's remedy is for shares here");
  GeneralLinear fit{.kept = independent_columns(design).kept};
  base::check(!fit.kept.empty() && design.front().size() == outcome.size(), "a design has a column, and as many rows as the outcome");
  const auto n = static_cast<Index>(outcome.size()), k = static_cast<Index>(fit.kept.size());
  MatrixXd x(n, k);
  VectorXd size(k);  // columns are scaled, so that steps compare
  for (Index j = 0; j < k; ++j) {
    x.col(j) = Eigen::Map<const VectorXd>(design[fit.kept[static_cast<std::size_t>(j)]].data(), n);
    size[j] = std::sqrt(x.col(j).squaredNorm() / static_cast<double>(n));
    x.col(j) /= size[j];
  }
  const Fitting fitting(family, std::move(x), outcome, scale, firth);
  State state = fitting.at(fitting.start());
  VectorXd last = VectorXd::Zero(k);
  for (int turn = 0; turn < (firth ? most_penalised : most_scorings) && !fit.converged; ++turn) {
    VectorXd step = fitting.step(state);
    if (!step.allFinite()) break;
    const double longest = step.cwiseAbs().maxCoeff();
    if (longest > 5) step *= 5 / longest;
    State next = fitting.at(state.b + step);
    for (int halved = 0; halved < 30 && next.likelihood < state.likelihood - 1e-12 * std::abs(state.likelihood); ++halved) {
      step /= 2;
      next = fitting.at(state.b + step);
    }
    // Rounding keeps the gradient of millions of rows from 0: what a step still changes decides.
    fit.converged = step.cwiseAbs().maxCoeff() <= 1e-11 * (1 + state.b.cwiseAbs().maxCoeff());
    last = step;
    state = std::move(next);
    const bool risen_out = family == Family::binomial && state.b.cwiseAbs().maxCoeff() > 1e6;
    if (risen_out) break;
  }
  const MatrixXd inverse = state.root.triangularView<Eigen::Upper>().solve(MatrixXd::Identity(k, k));
  const MatrixXd covariance = inverse * inverse.transpose();
  fit.covariance = Matrix(fit.kept.size(), fit.kept.size());
  const bool known = covariance.allFinite();
  for (Index i = 0; i < k; ++i)
    for (Index j = 0; j < k && known; ++j) fit.covariance.at(static_cast<std::size_t>(i), static_cast<std::size_t>(j)) = covariance(i, j) / size[i] / size[j];
  for (Index j = 0; j < k; ++j) {
    fit.coefficients.push_back(state.b[j] / size[j]);
    // Its own error grows beyond all measure, as the likelihood is flat where it went.
    const bool endless = !known || covariance(j, j) > 1e4 || (!fit.converged && std::abs(last[j]) > 1e-4);
    if (endless) fit.separated.push_back(static_cast<std::size_t>(j));
  }
  fit.log_likelihood = state.likelihood;
  fit.mean.assign(state.mean.begin(), state.mean.end());
  for (Index i = 0; i < n; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double trials = family == Family::binomial ? (scale.empty() ? 1 : scale[at]) : 0, mean = fit.mean[at];
    if (family == Family::poisson) {
      fit.deviance += 2 * (deviance_of(outcome[at], mean) - (outcome[at] - mean));
      fit.pearson += std::pow(outcome[at] - mean, 2) / mean;
    } else {
      fit.deviance += 2 * (deviance_of(outcome[at], trials * mean) + deviance_of(trials - outcome[at], trials * (1 - mean)));
      fit.pearson += std::pow(outcome[at] - trials * mean, 2) / (trials * mean * (1 - mean));
    }
  }
  return fit;
}

}  // namespace tributary::statistics
