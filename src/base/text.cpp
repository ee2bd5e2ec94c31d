#include "base/text.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "base/check.hpp"

namespace tributary::base {

namespace {

constexpr std::string_view no_break_space = "\xC2\xA0";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'; }
bool continues(unsigned char c) { return (c & 0xC0U) == 0x80U; }

}  // namespace

std::string_view trim(std::string_view text) {
  for (;;) {
    if (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    else if (text.starts_with(no_break_space)) text.remove_prefix(no_break_space.size());
    else break;
  }
  for (;;) {
    if (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    else if (text.ends_with(no_break_space)) text.remove_suffix(no_break_space.size());
    else break;
  }
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string shorten(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  std::size_t cut = most;
  while (cut > 0 && continues(static_cast<unsigned char>(text[cut]))) --cut;
  return std::string(text.substr(0, cut)) + "…";
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead == 0) return false;
    std::size_t more = 0;
    unsigned low = 0x80;  // the smallest and largest second byte, from RFC 3629's table
    unsigned high = 0xBF;
    if (lead < 0x80) more = 0;
    else if (lead >= 0xC2 && lead <= 0xDF) more = 1;
    else if (lead >= 0xE0 && lead <= 0xEF) {
      more = 2;
      if (lead == 0xE0) low = 0xA0;
      if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      more = 3;
      if (lead == 0xF0) low = 0x90;
      if (lead == 0xF4) high = 0x8F;
    } else return false;
    if (i + more >= text.size() && more > 0) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      const auto c = static_cast<unsigned char>(text[i + k]);
      if (k == 1 ? (c < low || c > high) : !continues(c)) return false;
    }
    i += more + 1;
  }
  return true;
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) count += continues(static_cast<unsigned char>(c)) ? 0 : 1;
  return count;
}

std::string pad2(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string with_minus(std::string number) {
  for (std::size_t at = number.find('-'); at != number.npos; at = number.find('-', at)) number.replace(at, 1, "−");
  return number;
}

std::string to_text(double value) {
  check(std::isfinite(value), "only finite numbers are shown");
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  check(error == std::errc{}, "the shortest form of a double fits 32 bytes");
  return {buffer.data(), end};
}

}  // namespace tributary::base
