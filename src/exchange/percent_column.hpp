// Percentages of one column: 95 %, 95 or 0.95?
//
// Method    a cell with the sign is what it says. Without any sign in the column, numbers from -1 to 1 with some that are not
//           whole are fractions, times a hundred; others are per cent. Beside cells with the sign, a bare number up to 1
//           could be either, so it is refused (0 is 0 in both)
#pragma once

#include <optional>
#include <string>

#include "exchange/numbers.hpp"
#include "exchange/recipe.hpp"

namespace tributary::exchange {

class PercentColumn {
 public:
  explicit PercentColumn(PercentWritten written) : written_(written) {}
  void look_at(const NumberReading& reading);

  // Per cent, or nullopt where the number can't be told.
  [[nodiscard]] std::optional<double> per_cent(const NumberReading& reading) const;
  [[nodiscard]] bool mixed() const { return any_sign_ && any_above_one_; }  // with the sign, and plainly per cent without
  [[nodiscard]] bool fractions() const;  // bare numbers are multiplied by a hundred

 private:
  PercentWritten written_;
  bool any_sign_ = false;
  bool any_above_one_ = false;  // in size, of the bare numbers
  bool any_broken_ = false;     // bare, and not whole
};

}  // namespace tributary::exchange
