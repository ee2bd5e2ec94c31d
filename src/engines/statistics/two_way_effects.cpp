#include "engines/statistics/two_way_effects.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"

namespace tributary::statistics {

TwoWayEffects::TwoWayEffects(std::vector<std::uint32_t> unit, std::vector<std::uint32_t> time, std::vector<double> weight)
    : unit_(std::move(unit)), time_(std::move(time)) {
  base::check(!unit_.empty() && unit_.size() == time_.size(), "a panel has rows, each with a unit and a time");
  base::check(weight.empty() || weight.size() == unit_.size(), "every row has a weight, or none has");
  if (std::ranges::any_of(weight, [](double each) { return each != 1; })) {
    root_ = std::move(weight);
    for (double& each : root_) each = std::sqrt(each);
  }
  times_ = *std::ranges::max_element(time_) + std::size_t{1};
  order_by_unit();
  complete_ = root_.empty() && rows() == units() * times_;
  for (std::size_t u = 0; complete_ && u < units(); ++u) {
    std::vector<bool> seen(times_);
    for (const auto row : rows_of(u)) seen[time_[row]] = true;
    complete_ = std::ranges::all_of(seen, [](bool each) { return each; });
  }
  find_parts();
  if (complete_) invert_complete();
  else invert();
}

void TwoWayEffects::order_by_unit() {
  const std::size_t count = *std::ranges::max_element(unit_) + std::size_t{1};
  unit_weight_.assign(count, 0);
  starts_.assign(count + 1, 0);
  for (std::size_t row = 0; row < rows(); ++row) {
    ++starts_[unit_[row] + 1];
    unit_weight_[unit_[row]] += root_weight(row) * root_weight(row);
  }
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  by_unit_.resize(rows());
  auto next = starts_;
  for (std::size_t row = 0; row < rows(); ++row) by_unit_[next[unit_[row]]++] = static_cast<std::uint32_t>(row);
}

// Times that share a unit are of one part; levels of different parts can't be compared.
void TwoWayEffects::find_parts() {
  std::vector<std::uint32_t> root(times_);
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t at) {
    while (root[at] != at) at = root[at] = root[root[at]];
    return at;
  };
  for (std::size_t u = 0; u < units(); ++u)
    for (const auto row : rows_of(u)) root[find(time_[row])] = find(time_[rows_of(u).front()]);
  dropped_.assign(times_, false);
  parts_ = 0;
  for (std::uint32_t t = 0; t < times_; ++t)
    if (find(t) == t) {
      dropped_[t] = true;
      ++parts_;
    }
}

// S = units · (I − J / times), and without one time its inverse is (I + J) / units.
void TwoWayEffects::invert_complete() {
  inverse_ = Matrix(times_, times_);
  const double each = 1 / static_cast<double>(units());
  for (std::size_t s = 0; s < times_; ++s)
    for (std::size_t t = 0; t < times_; ++t)
      if (!dropped_[s] && !dropped_[t]) inverse_.at(s, t) = s == t ? 2 * each : each;
}

void TwoWayEffects::invert() {
  Eigen::MatrixXd s = Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(times_), static_cast<Eigen::Index>(times_));
  for (std::size_t u = 0; u < units(); ++u) {
    const auto rows = rows_of(u);
    for (const auto one : rows) {
      const double w = root_weight(one) * root_weight(one);
      s(time_[one], time_[one]) += w;
      for (const auto other : rows) s(time_[one], time_[other]) -= w * root_weight(other) * root_weight(other) / unit_weight_[u];
    }
  }
  for (Eigen::Index t = 0; t < s.rows(); ++t)
    if (dropped_[static_cast<std::size_t>(t)]) {
      s.row(t).setZero();
      s.col(t).setZero();
      s(t, t) = 1;
    }
  const Eigen::MatrixXd inverse = s.ldlt().solve(Eigen::MatrixXd::Identity(s.rows(), s.cols()));
  inverse_ = Matrix(times_, times_);
  for (std::size_t one = 0; one < times_; ++one)
    for (std::size_t other = 0; other < times_; ++other)
      if (!dropped_[one] && !dropped_[other]) inverse_.at(one, other) = inverse(static_cast<Eigen::Index>(one), static_cast<Eigen::Index>(other));
}

std::vector<double> TwoWayEffects::residual(std::span<const double> column) const {
  base::check(column.size() == rows(), "a column is as long as the panel");
  std::vector<double> out(column.begin(), column.end());
  std::vector<double> mean(units()), total(times_);
  for (std::size_t row = 0; row < rows(); ++row) {
    const double root = root_weight(row);
    out[row] *= root;
    mean[unit_[row]] += root * out[row];
  }
  for (std::size_t u = 0; u < units(); ++u) mean[u] /= unit_weight_[u];
  for (std::size_t row = 0; row < rows(); ++row) {
    const double root = root_weight(row);
    out[row] -= root * mean[unit_[row]];
    total[time_[row]] += root * out[row];
  }
  std::vector<double> level(times_);
  if (complete_) {  // each time's mean, which is 0 on average already
    for (std::size_t t = 0; t < times_; ++t) level[t] = total[t] / static_cast<double>(units());
    for (std::size_t row = 0; row < rows(); ++row) out[row] -= level[time_[row]];
    return out;
  }
  for (std::size_t s = 0; s < times_; ++s)
    for (std::size_t t = 0; t < times_; ++t) level[s] += inverse_.at(s, t) * total[t];
  std::ranges::fill(mean, 0);
  for (std::size_t row = 0; row < rows(); ++row) mean[unit_[row]] += root_weight(row) * root_weight(row) * level[time_[row]];
  for (std::size_t u = 0; u < units(); ++u) mean[u] /= unit_weight_[u];
  for (std::size_t row = 0; row < rows(); ++row) out[row] -= root_weight(row) * (level[time_[row]] - mean[unit_[row]]);
  return out;
}

}  // namespace tributary::statistics
