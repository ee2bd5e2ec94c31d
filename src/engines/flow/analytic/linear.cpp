#include "engines/flow/analytic/linear.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"

namespace tributary::flow {

std::vector<double> visits(const std::vector<std::vector<double>>& onto, std::vector<double> right) {
  const std::size_t n = right.size();
  std::vector<std::vector<double>> rows(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) rows[i][j] = (i == j ? 1 : 0) - onto[j][i];
  }
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < n; ++row) {
      if (std::fabs(rows[row][column]) > std::fabs(rows[pivot][column])) pivot = row;
    }
    base::check(rows[pivot][column] != 0, "everybody leaves a network in the end");
    std::swap(rows[pivot], rows[column]);
    std::swap(right[pivot], right[column]);
    for (std::size_t row = column + 1; row < n; ++row) {
      const double times = rows[row][column] / rows[column][column];
      if (times == 0) continue;
      for (std::size_t k = column; k < n; ++k) rows[row][k] -= times * rows[column][k];
      right[row] -= times * right[column];
    }
  }
  for (std::size_t row = n; row-- > 0;) {
    for (std::size_t k = row + 1; k < n; ++k) right[row] -= rows[row][k] * right[k];
    right[row] /= rows[row][row];
  }
  return right;
}

}  // namespace tributary::flow
