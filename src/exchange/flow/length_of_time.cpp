#include "exchange/flow/length_of_time.hpp"

#include <charconv>
#include <cmath>

namespace tributary::exchange::flow {

double length_of(std::string_view unit, tributary::flow::TimeUnit in) {
  static constexpr struct { std::string_view word; double hours; } units[] = {
      {"min", 1.0 / 60}, {"minute", 1.0 / 60}, {"minutes", 1.0 / 60}, {"h", 1}, {"hour", 1}, {"hours", 1}, {"d", 24}, {"day", 24}, {"days", 24},
      {"w", 168}, {"week", 168}, {"weeks", 168}, {"month", 730}, {"months", 730}, {"year", 8760}, {"years", 8760},
  };
  for (const auto& each : units) {
    if (each.word == unit) return each.hours / tributary::flow::hours_in(in);
  }
  return 0;
}

std::optional<double> length_of_time(std::string_view text, tributary::flow::TimeUnit in, double each) {
  const char* const end = text.data() + text.size();
  double value = 0;
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || !(value >= 0) || !std::isfinite(value)) return {};
  std::string_view word(rest, static_cast<std::size_t>(end - rest));
  while (!word.empty() && word.front() == ' ') word.remove_prefix(1);
  const double unit = length_of(word, in) / each;
  return unit > 0 && std::isfinite(value * unit) ? std::optional(value * unit) : std::nullopt;
}

}  // namespace tributary::exchange::flow
