#include "cli/flow_figures.hpp"

#include <cmath>
#include <cstdio>

#include "base/text.hpp"

namespace tributary::cli {

namespace {

// From 9,999.5, which four figures would write as 1e+04, to where nobody reads the digits any more.
constexpr double least_in_thousands = 9'999.5, most_in_thousands = 1e15;

std::string in_thousands(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.0f", value);
  std::string out = text;
  const std::size_t first = value < 0 ? 1 : 0;
  for (std::size_t at = out.size(); at > first + 3;) out.insert(at -= 3, ",");
  return out;
}

}  // namespace

std::string figure(double value, Format format) {
  if (format != Format::table) return base::to_text(value);
  if (std::fabs(value) >= least_in_thousands && std::fabs(value) < most_in_thousands) return in_thousands(value);
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string how_near(const engine::Theory& theory, Format format) {
  if (theory.exact) return "exact";
  return format == Format::table ? "≈" : "near";
}

std::string title_of(const ModelNote& note) { return note.title.empty() ? note.model : note.title; }

std::string title_line(const ModelNote& note) {
  const std::string title = title_of(note);
  return title.empty() ? title : title + "\n";
}

}  // namespace tributary::cli
