#include "engines/statistics/independent_columns.hpp"

#include <cmath>
#include <numeric>

namespace tributary::statistics {

Independent independent_columns(const Columns& columns, const std::vector<double>& squared_size) {
  Independent out;
  for (std::size_t j = 0; j < columns.size(); ++j) {
    std::vector<double> left = columns[j];
    for (int turn = 0; turn < 2; ++turn)
      for (const auto& each : out.directions) {
        const double along = std::inner_product(each.begin(), each.end(), left.begin(), 0.);
        for (std::size_t i = 0; i < left.size(); ++i) left[i] -= along * each[i];
      }
    const double norm = std::inner_product(left.begin(), left.end(), left.begin(), 0.);
    if (!(norm > 1e-16 * squared_size[j])) continue;
    for (double& each : left) each /= std::sqrt(norm);
    out.directions.push_back(std::move(left));
    out.kept.push_back(j);
  }
  return out;
}

Independent independent_columns(const Columns& columns) {
  std::vector<double> size;
  for (const auto& each : columns) size.push_back(std::inner_product(each.begin(), each.end(), each.begin(), 0.));
  return independent_columns(columns, size);
}

}  // namespace tributary::statistics
