// Two-way fixed effects, swept out exactly: what is left of a column when every unit and every time has a level of its own.
//
// Idea      thousands of dummy variables need not be fitted: those of the units fall out by subtracting weighted means, those of the
//           times by one system of equations as large as there are times
// Method    with z the times' dummies less their weighted mean within each unit, S = z'z and r = z'x: the residual is x less its unit
//           means less z S⁻ r, S⁻ a generalised inverse (one time of each connected part of the panel left out)
//           [the partitioned regression of Frisch, Waugh 1933 and Lovell 1963]. A complete panel with one row a cell and equal
//           weights needs no system: S⁻ is known
// Units     columns are scaled by the root of the weights, so that what follows is unweighted
// Promises  exact for panels with gaps and for several rows in a cell; O(rows) a column, and times³ + rows · times once
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engines/statistics/matrix.hpp"

namespace tributary::statistics {

class TwoWayEffects {
 public:
  // Indices are counted from 0 and each occurs. Weights above 0; none: alike.
  TwoWayEffects(std::vector<std::uint32_t> unit, std::vector<std::uint32_t> time, std::vector<double> weight = {});

  [[nodiscard]] std::vector<double> residual(std::span<const double> column) const;

  [[nodiscard]] std::size_t rows() const { return unit_.size(); }
  [[nodiscard]] std::size_t units() const { return unit_weight_.size(); }
  [[nodiscard]] std::size_t times() const { return times_; }
  [[nodiscard]] std::size_t rank() const { return units() + times_ - parts_; }
  [[nodiscard]] bool complete() const { return complete_; }  // one row in every cell, all weights 1

  [[nodiscard]] std::uint32_t unit(std::size_t row) const { return unit_[row]; }
  [[nodiscard]] std::uint32_t time(std::size_t row) const { return time_[row]; }
  [[nodiscard]] double root_weight(std::size_t row) const { return root_.empty() ? 1 : root_[row]; }
  [[nodiscard]] double unit_weight(std::size_t unit) const { return unit_weight_[unit]; }
  [[nodiscard]] std::span<const std::uint32_t> rows_of(std::size_t unit) const {
    return std::span(by_unit_).subspan(starts_[unit], starts_[unit + 1] - starts_[unit]);
  }
  [[nodiscard]] const Matrix& time_inverse() const { return inverse_; }  // S⁻

 private:
  void order_by_unit();
  void find_parts();
  void invert();
  void invert_complete();

  std::vector<std::uint32_t> unit_, time_;
  std::vector<double> root_;  // of the weights; empty: all 1
  std::size_t times_ = 0, parts_ = 1;
  bool complete_ = false;
  std::vector<double> unit_weight_;
  std::vector<std::uint32_t> by_unit_, starts_;
  std::vector<bool> dropped_;  // the times left out, one of each connected part
  Matrix inverse_;
};

}  // namespace tributary::statistics
