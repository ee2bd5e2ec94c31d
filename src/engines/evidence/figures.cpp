#include "engines/evidence/figures.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace tributary::evidence {
namespace {

std::string fixed(double value, int places) {
  std::array<char, 64> out{};
  const auto end = std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed, places).ptr;
  return {out.data(), end};
}

}  // namespace

std::string figure(double value) {
  const double size = std::abs(value);
  if (size > 0 && (size < 1e-6 || size >= 1e15)) {
    std::array<char, 32> out{};
    return base::with_minus({out.data(), std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::scientific, 2).ptr});
  }
  const int places = size == 0 ? 0 : std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 8);
  std::string text = fixed(size, places);
  if (text.find('.') != text.npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
  }
  for (auto at = static_cast<std::ptrdiff_t>(std::min(text.find('.'), text.size())) - 3; at > 0; at -= 3) text.insert(static_cast<std::size_t>(at), ",");
  return (value < 0 && text != "0" ? "−" : "") + text;
}

double beyond_rounding(double value, double scale) { return std::abs(value) < 1e-9 * scale ? 0 : value; }

std::string range(double low, double high) { return figure(low) + " to " + figure(high); }

std::string chance(double p) {
  if (p < .001) return "p < .001";
  if (p > .995) return "p > .99";
  return "p = " + fixed(p, p < .1 ? 3 : 2).substr(1);
}

std::string counted(std::size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

std::string degrees_figure(double degrees) { return figure(degrees < 1e6 ? std::round(degrees * 10) / 10 : degrees); }

std::string degrees_of_freedom(double degrees) {
  const std::string text = degrees_figure(degrees);
  return text + (text == "1" ? " degree of freedom" : " degrees of freedom");
}

}  // namespace tributary::evidence
