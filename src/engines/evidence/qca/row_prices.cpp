#include "engines/evidence/qca/row_prices.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::evidence::qca {
namespace {

constexpr std::size_t most_entries = 4'000'000;
constexpr std::size_t most_pivots = 2'000;
constexpr double tiny = 1e-9;

// The simplex tableau of max Σu, A u ≤ 1, u ≥ 0: a line a column, then the objective; the last entry of a line its right side.
class Tableau {
 public:
  Tableau(std::span<const std::vector<std::size_t>> columns, std::size_t rows)
      : lines_(columns.size()), width_(rows + 1), entries_((columns.size() + 1) * width_, 0), stands_for_(columns.size()), free_(rows) {
    for (std::size_t i = 0; i < lines_; ++i) {
      for (const std::size_t row : columns[i]) at(i, row) = 1;
      at(i, rows) = 1;
      stands_for_[i] = rows + i;
    }
    for (std::size_t row = 0; row < rows; ++row) {
      at(lines_, row) = -1;
      free_[row] = row;
    }
  }

  void solve() {
    for (std::size_t pivots = 0; pivots < most_pivots; ++pivots) {
      // The steepest at first; then the first that climbs, which can't go in circles. [Bland 1977]
      std::size_t column = width_ - 1;
      for (std::size_t j = 0; j + 1 < width_; ++j) {
        if (at(lines_, j) >= -tiny) continue;
        const bool better = column == width_ - 1 || (pivots < most_pivots / 2 ? at(lines_, j) < at(lines_, column) : free_[j] < free_[column]);
        if (better) column = j;
      }
      if (column == width_ - 1) return;
      std::size_t line = lines_;
      double least = 0;
      for (std::size_t i = 0; i < lines_; ++i) {
        if (at(i, column) <= tiny) continue;
        const double ratio = at(i, width_ - 1) / at(i, column);
        if (line == lines_ || ratio < least - tiny || (ratio < least + tiny && stands_for_[i] < stands_for_[line])) {
          least = line == lines_ ? ratio : std::min(least, ratio);
          line = i;
        }
      }
      if (line == lines_) return;
      pivot(line, column);
    }
  }

  [[nodiscard]] std::vector<double> values() const {
    std::vector<double> u(width_ - 1, 0);
    for (std::size_t i = 0; i < lines_; ++i)
      if (stands_for_[i] < u.size()) u[stands_for_[i]] = std::max(0.0, entries_[i * width_ + width_ - 1]);
    return u;
  }

 private:
  double& at(std::size_t line, std::size_t column) { return entries_[line * width_ + column]; }

  void pivot(std::size_t line, std::size_t column) {
    const double by = 1 / at(line, column);
    for (std::size_t j = 0; j < width_; ++j) at(line, j) *= by;
    at(line, column) = by;
    for (std::size_t i = 0; i <= lines_; ++i) {
      const double times = at(i, column);
      if (i == line || times == 0) continue;
      at(i, column) = 0;
      double* const to = &at(i, 0);
      const double* const from = &at(line, 0);
      for (std::size_t j = 0; j < width_; ++j) to[j] -= times * from[j];
    }
    std::swap(stands_for_[line], free_[column]);
  }

  std::size_t lines_, width_;
  std::vector<double> entries_;
  std::vector<std::size_t> stands_for_, free_;  // variables: a row's price, or the slack of a column
};

}  // namespace

std::vector<std::uint32_t> row_prices(std::span<const std::vector<std::size_t>> columns, std::size_t rows) {
  if (columns.empty() || (columns.size() + 1) * (rows + 1) > most_entries) return {};
  Tableau tableau(columns, rows);
  tableau.solve();
  std::vector<double> prices = tableau.values();
  double dearest = 1;  // what rounding left above the bound
  for (const auto& column : columns) {
    double sum = 0;
    for (const std::size_t row : column) sum += prices[row];
    dearest = std::max(dearest, sum);
  }
  std::vector<std::uint32_t> whole(rows);
  for (std::size_t row = 0; row < rows; ++row) whole[row] = static_cast<std::uint32_t>(std::floor(prices[row] / dearest * price_of_a_column));
  return whole;
}

}  // namespace tributary::evidence::qca
