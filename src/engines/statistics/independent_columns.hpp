// Which columns of a design say something new, in their order.
//
// Method    Gram–Schmidt, twice for each column: one whose remainder is under 10⁻⁸ of its size is a combination of those before it
#pragma once

#include <cstddef>
#include <vector>

#include "engines/statistics/matrix.hpp"

namespace tributary::statistics {

struct Independent {
  std::vector<std::size_t> kept;
  Columns directions;  // orthonormal, spanning those that are kept
};

// `squared_size` is what each column is measured by: the sum of its squares before anything was taken out of it.
[[nodiscard]] Independent independent_columns(const Columns& columns, const std::vector<double>& squared_size);
[[nodiscard]] Independent independent_columns(const Columns& columns);

}  // namespace tributary::statistics
