#include "exchange/recipe.hpp"

#include <set>

#include "base/text.hpp"

namespace tributary::exchange {

namespace {

constexpr std::size_t most_measure_rules = 200;
constexpr std::size_t longest_template = 300;

using base::Done;
using base::fail;

Done check_long(const MeasureRule& measure, const std::string& at) {
  if (measure.kind != ValueKind::ratio) {
    if (measure.value.empty()) return fail(invalid_recipe(at + "/value", "Say which column holds the values."));
    if (!measure.numerator.column.empty() || !measure.denominator.empty())
      return fail(invalid_recipe(at + "/kind", "Only a ratio has a numerator and a denominator. Make it a ratio, or drop them."));
    return {};
  }
  if (!measure.value.empty())
    return fail(invalid_recipe(at + "/value", "A ratio is its numerator over its denominator. Drop the value column."));
  if (measure.numerator.column.empty()) return fail(invalid_recipe(at + "/numerator", "Say which column holds the numerator."));
  if (measure.denominator.empty()) return fail(invalid_recipe(at + "/denominator", "Say which column holds the denominator."));
  return {};
}

Done check_wide(const MeasureRule& measure, const std::string& at) {
  if (measure.kind == ValueKind::ratio)
    return fail(invalid_recipe(at + "/kind", "Where dates run along the header, a cell holds one value: a ratio needs the long layout."));
  if (!measure.value.empty() || !measure.numerator.column.empty() || !measure.denominator.empty())
    return fail(invalid_recipe(at + "/value", "Where dates run along the header, the values stand below them: name no column."));
  return {};
}

// A chart of shares takes both numbers, one of counts a plain number.
bool takes(ValueKind kind, measure::ChartType chart) {
  using measure::ChartType;
  if (chart == ChartType::xmr || chart == ChartType::run) return true;
  const bool of_shares = chart == ChartType::p || chart == ChartType::p_prime || chart == ChartType::np || chart == ChartType::i_prime;
  if (kind == ValueKind::ratio) return of_shares;
  return !of_shares && kind != ValueKind::percent;
}

Done check_measure(const Recipe& recipe, const MeasureRule& measure, const std::string& at) {
  if (base::trim(measure.name).empty()) return fail(invalid_recipe(at + "/name", "Give the measure a name."));
  if (measure.name.size() > longest_template)
    return fail(invalid_recipe(at + "/name", "Shorten the name to " + std::to_string(longest_template) + " bytes."));
  if (auto pieces = cut_template(measure.name); !pieces) {
    base::Problem problem = pieces.error();
    problem.field = at + "/name";
    return fail(std::move(problem));
  }
  if (measure.kind == ValueKind::percent && recipe.same_date == SameDate::add_up)
    return fail(invalid_recipe("/same_date", "Percentages can't be added up. Refuse equal dates, or import numerator and denominator."));
  if (measure.chart && !takes(measure.kind, *measure.chart))
    return fail(invalid_recipe(at + "/chart", measure.kind == ValueKind::ratio ? "A ratio is drawn as xmr, run, p, p_prime, np or i_prime."
                                              : measure.kind == ValueKind::percent ? "A percentage without its two numbers is drawn as xmr or run."
                                                                                   : "A count or a number is drawn as xmr, run, c, t or g."));
  return recipe.layout == Layout::wide ? check_wide(measure, at) : check_long(measure, at);
}

}  // namespace

base::Problem invalid_recipe(std::string key, std::string detail) {
  return {.code = "recipe-invalid", .title = "The recipe can't be used", .detail = std::move(detail),
          .field = std::move(key)};
}

base::Result<std::vector<NamePiece>> cut_template(const std::string& name) {
  const auto unreadable = [&](const char* why) {
    return fail({.code = "template-unreadable", .title = "The name's template can't be read",
                 .detail = "\"" + base::shorten(name, 80) + "\" " + why + " Columns stand in braces: {org_code}."});
  };
  std::vector<NamePiece> pieces;
  for (std::size_t i = 0; i < name.size();) {
    if (name[i] == '}') return unreadable("closes a brace that was not opened.");
    if (name[i] != '{') {
      const std::size_t end = std::min(name.find_first_of("{}", i), name.size());
      pieces.push_back({.text = name.substr(i, end - i)});
      i = end;
      continue;
    }
    const std::size_t end = name.find_first_of("{}", i + 1);
    if (end == name.npos || name[end] == '{') return unreadable("opens a brace that is not closed.");
    const auto column = base::trim(std::string_view(name).substr(i + 1, end - i - 1));
    if (column.empty()) return unreadable("names no column between its braces.");
    pieces.push_back({.text = std::string(column), .column = true});
    i = end + 1;
  }
  return pieces;
}

Done check_recipe(const Recipe& recipe) {
  if (recipe.measures.empty()) return fail(invalid_recipe("/measures", "Say which measures the sheet holds."));
  if (recipe.measures.size() > most_measure_rules)
    return fail(invalid_recipe("/measures", "A recipe has at most " + std::to_string(most_measure_rules) +
                                         " measures. Let columns in braces tell them apart."));
  const bool wide = recipe.layout == Layout::wide;
  if (wide && recipe.measures.size() > 1)
    return fail(invalid_recipe("/measures/1", "Where dates run along the header, one rule names the measure of every row."));
  if (wide && recipe.header_row == 0)
    return fail(invalid_recipe("/header_row", "Where dates run along the header, say which row that is."));
  if (wide && !recipe.date.empty())
    return fail(invalid_recipe("/date/column", "Where dates run along the header, no column holds them. Drop it, or make it long."));
  if (!wide && base::trim(recipe.date).empty()) return fail(invalid_recipe("/date/column", "Say which column holds the dates."));
  if (recipe.first_row != 0 && recipe.first_row <= recipe.header_row)
    return fail(invalid_recipe("/first_row", "The first row of data must come after the header row."));
  for (std::size_t i = 0; i < recipe.ignore.size(); ++i)
    if (recipe.ignore[i].column.empty() || recipe.ignore[i].values.empty())
      return fail(invalid_recipe("/ignore/rows/" + std::to_string(i), "Name the column, and one or more values to ignore there."));
  std::set<std::string> names;
  for (std::size_t i = 0; i < recipe.measures.size(); ++i) {
    const std::string at = "/measures/" + std::to_string(i);
    if (auto done = check_measure(recipe, recipe.measures[i], at); !done) return done;
    if (!names.insert(recipe.measures[i].name).second)
      return fail(invalid_recipe(at + "/name", "Another measure of the recipe has the same name. Give each its own."));
  }
  return {};
}

}  // namespace tributary::exchange
