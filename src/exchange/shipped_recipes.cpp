#include "exchange/shipped_recipes.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "embedded/recipes.hpp"
#include "exchange/header_row.hpp"
#include "exchange/recipe_json.hpp"

namespace tributary::exchange {

bool fits(const Recipe& recipe, const Table& table) {
  const auto header = HeaderRow::find(table, recipe.header_row);
  if (!header) return false;
  std::vector<std::string> columns;
  for (const MeasureRule& measure : recipe.measures) {
    const auto pieces = cut_template(measure.name);
    for (const NamePiece& piece : *pieces)
      if (piece.column) columns.push_back(piece.text);
    for (const std::string& column :
         {measure.value, measure.numerator.column, measure.numerator.minus, measure.denominator})
      columns.push_back(column);
  }
  for (const RowFilter& filter : recipe.ignore) columns.push_back(filter.column);
  columns.push_back(recipe.date);
  columns.push_back(recipe.organisation);
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& column) {
    return column.empty() || header->column(column, "").has_value();
  });
}

const std::vector<ShippedRecipe>& shipped_recipes() {
  static const std::vector<ShippedRecipe> all = [] {
    constexpr std::string_view ending = ".json";
    std::vector<ShippedRecipe> recipes;
    for (const base::EmbeddedFile& file : embedded::recipes()) {
      if (!file.path.ends_with(ending)) continue;
      auto recipe = parse_recipe(file.bytes);
      base::check(recipe.has_value(), "every recipe that we ship is valid");
      recipes.push_back({file.path.substr(0, file.path.size() - ending.size()), *std::move(recipe)});
    }
    return recipes;
  }();
  return all;
}

const ShippedRecipe* shipped_recipe_for(const Table& table) {
  for (const ShippedRecipe& shipped : shipped_recipes())
    if (fits(shipped.recipe, table)) return &shipped;
  return nullptr;
}

}  // namespace tributary::exchange
