#include "base/visible.hpp"

#include <cstddef>

namespace tributary::base {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};
template <std::size_t n>
bool within(char32_t c, const Range (&ranges)[n]) {
  for (const Range& each : ranges)
    if (c >= each.first && c <= each.last) return true;
  return false;
}
// C0 and C1 controls, line and paragraph separators, and what overrides or isolates the direction of writing.
constexpr Range breaking[] = {{0x00, 0x1F}, {0x7F, 0x9F}, {0x2028, 0x202E}, {0x2066, 0x2069}};
// Unicode's white space and default-ignorable characters, with the blanks among its letters and patterns.
constexpr Range invisible[] = {{0x00, 0x20}, {0x7F, 0xA0}, {0xAD, 0xAD}, {0x34F, 0x34F}, {0x61C, 0x61C}, {0x115F, 0x1160}, {0x1680, 0x1680},
                               {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x2000, 0x200F}, {0x2028, 0x202F}, {0x205F, 0x206F}, {0x2800, 0x2800},
                               {0x3000, 0x3000}, {0x3164, 0x3164}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB},
                               {0xE0000, 0xE0FFF}};

// The code point at `at`, which moves on to the next.
char32_t next_point(std::string_view text, std::size_t& at) {
  const auto byte = [&] { return static_cast<unsigned char>(text[at++]); };
  const unsigned char lead = byte();
  if (lead < 0x80) return lead;
  int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
  char32_t point = lead & (0x3FU >> static_cast<unsigned>(more));
  for (; more > 0; --more) point = (point << 6U) | (byte() & 0x3FU);
  return point;
}

}  // namespace

bool is_one_line(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (within(next_point(text, at), breaking)) return false;
  return true;
}

bool shows_something(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (!within(next_point(text, at), invisible)) return true;
  return false;
}

}  // namespace tributary::base
