// A small dense matrix, row by row: what the methods of this room take and give, so that no header opens Eigen.
#pragma once

#include <cstddef>
#include <vector>

namespace tributary::statistics {

struct Matrix {
  std::size_t rows = 0, columns = 0;
  std::vector<double> values;

  Matrix() = default;
  Matrix(std::size_t of_rows, std::size_t of_columns) : rows(of_rows), columns(of_columns), values(of_rows * of_columns) {}

  [[nodiscard]] double& at(std::size_t row, std::size_t column) { return values[row * columns + column]; }
  [[nodiscard]] double at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
  [[nodiscard]] bool empty() const { return values.empty(); }
};

// A design's columns, each as long as there are rows.
using Columns = std::vector<std::vector<double>>;

}  // namespace tributary::statistics
