#include "base/plain_number.hpp"

#include <charconv>
#include <cmath>

namespace tributary::base {

std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value + 0.0;  // -0 is 0
}

}  // namespace tributary::base
