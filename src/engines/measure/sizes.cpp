// What a chart type asks of each point beside its value.
#include <cmath>
#include <string>

#include "base/text.hpp"
#include "engines/measure/series.hpp"

namespace tributary::measure {
namespace {

base::Problem size_problem(const char* code, const char* title, std::string detail, std::string field) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = std::move(field)};
}

base::Problem size_problem_at(const char* code, const char* title, const Series& series, std::size_t i, const std::string& detail,
                     const char* list) {
  return size_problem(code, title, base::in_words(series.points[i].date) + ": " + detail, std::string("/") + list + "/" + std::to_string(i));
}

bool is_subgroup(ChartType type) { return type == ChartType::xbar || type == ChartType::s; }

base::Done check_size(const Series& series, ChartType type, std::size_t i) {
  const double size = series.sizes[i];
  if (is_subgroup(type)) {
    if (std::isfinite(size) && size >= 1 && size == std::floor(size)) return {};
    return base::fail(size_problem_at("subgroup-too-small", "A subgroup has no such size", series, i,
                             "a subgroup can't have " + base::to_text(std::isfinite(size) ? size : 0) +
                                 " values. Give a whole number of at least 1.",
                             "sizes"));
  }
  if (std::isfinite(size) && size > 0) return {};
  return base::fail(size_problem_at("denominator-not-positive", "The denominator is not above 0", series, i,
                           "the denominator is not a number above 0. Give one, or leave the value blank to show a gap.", "sizes"));
}

base::Done check_value(const Series& series, ChartType type, std::size_t i) {
  const double value = *series.points[i].value;
  if (value < 0 && never_negative(type)) {
    return base::fail(size_problem_at("value-negative", "A value is below 0", series, i,
                             "a chart of type " + std::string(name_of(type)) + " has no values below 0, and this is " +
                                 base::to_text(value) + ". Correct it, or use an xmr chart.",
                             "points"));
  }
  if (is_share(type) && value > 1) {
    return base::fail(size_problem_at("numerator-above-denominator", "The numerator is not within the denominator", series, i,
                             "a share can't be above 1, and this is " + base::to_text(value) +
                                 ". Check whether numerator and denominator were swapped; use a u chart for a rate.",
                             "points"));
  }
  if (type == ChartType::np && value > series.sizes[i]) {
    return base::fail(size_problem_at("numerator-above-denominator", "The numerator is not within the denominator", series, i,
                             base::to_text(value) + " of " + base::to_text(series.sizes[i]) + " is no count of a part.", "points"));
  }
  return {};
}

// An nP chart counts out of a number that stays the same.
base::Done check_same_size(const Series& series, std::size_t i, std::optional<double>& size) {
  if (!size) size = series.sizes[i];
  if (series.sizes[i] == *size) return {};
  return base::fail(size_problem_at("denominators-differ", "The denominators differ", series, i,
                           "an np chart takes one denominator for all points, and this is " + base::to_text(series.sizes[i]) +
                               " after " + base::to_text(*size) + ". Use a p chart.",
                           "sizes"));
}

}  // namespace

base::Done check_sizes(const Series& series, ChartType type) {
  const std::string name(name_of(type));
  if (needs_sizes(type) && series.sizes.size() != series.points.size()) {
    return base::fail(size_problem("sizes-missing", is_subgroup(type) ? "The chart needs the size of each subgroup" : "The chart needs denominators",
                          "A chart of type " + name + " takes " + (is_subgroup(type) ? "how many values each subgroup has" : "each point's denominator") +
                              " beside its value. Give one for each point, or use an xmr chart.",
                          "/sizes"));
  }
  if (type == ChartType::xbar && series.spreads.size() != series.points.size()) {
    return base::fail(size_problem("spreads-missing", "The chart needs the spread of each subgroup",
                          "An xbar chart takes the standard deviation within each subgroup beside its mean. Give one for each point, or "
                          "use an xmr chart.",
                          "/spreads"));
  }
  std::optional<double> same;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!series.points[i].value) continue;
    if (needs_sizes(type))
      if (auto good = check_size(series, type, i); !good) return good;
    if (auto good = check_value(series, type, i); !good) return good;
    if (type == ChartType::np)
      if (auto good = check_same_size(series, i, same); !good) return good;
    if (type == ChartType::xbar && !(std::isfinite(series.spreads[i]) && series.spreads[i] >= 0)) {
      return base::fail(size_problem_at("spread-negative", "A spread is not a number of at least 0", series, i,
                               "the standard deviation within the subgroup must be 0 or more.", "spreads"));
    }
  }
  return {};
}

}  // namespace tributary::measure
