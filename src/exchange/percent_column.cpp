#include "exchange/percent_column.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace tributary::exchange {

namespace {

// As moving the decimal point two places does, so that 0.07 gives 7 and not 7.000000000000001.
double times_hundred(double value) {
  std::array<char, 400> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + 390, value, std::chars_format::fixed);
  if (error != std::errc{}) return value * 100;
  end[0] = 'e';
  end[1] = '2';
  double moved = 0;
  std::from_chars(digits.data(), end + 2, moved);
  return moved;
}

}  // namespace

void PercentColumn::look_at(const NumberReading& reading) {
  if (!reading.value) return;
  if (reading.percent) {
    any_sign_ = true;
    return;
  }
  if (std::fabs(*reading.value) > 1) any_above_one_ = true;
  if (*reading.value != std::floor(*reading.value)) any_broken_ = true;
}

bool PercentColumn::fractions() const {
  if (written_ != PercentWritten::by_column) return written_ == PercentWritten::fraction;
  return !any_sign_ && !any_above_one_ && any_broken_;
}

std::optional<double> PercentColumn::per_cent(const NumberReading& reading) const {
  const double value = *reading.value;
  if (reading.percent) return value;
  if (fractions()) return times_hundred(value);
  const bool unclear = written_ == PercentWritten::by_column && any_sign_ && std::fabs(value) <= 1 && value != 0;
  if (unclear) return std::nullopt;
  return value;
}

}  // namespace tributary::exchange
