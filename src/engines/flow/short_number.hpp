// Numbers as sentences write them.
#pragma once

#include <charconv>
#include <string>

namespace tributary::flow {

// Four digits.
[[nodiscard]] inline std::string short_number(double value) {
  char text[32];
  return {text, std::to_chars(text, text + sizeof text, value, std::chars_format::general, 4).ptr};
}

}  // namespace tributary::flow
