#include "cli/flow_figures.hpp"

#include <cstdio>

#include "base/text.hpp"

namespace tributary::cli {

std::string figure(double value, Format format) {
  if (format != Format::table) return base::to_text(value);
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string how_near(const engine::Theory& theory, Format format) {
  if (theory.exact) return "exact";
  return format == Format::table ? "≈" : "near";
}

std::string title_of(const ModelNote& note) { return note.title.empty() ? note.model : note.title; }

}  // namespace tributary::cli
