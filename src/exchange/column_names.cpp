// What guess_recipe.hpp declares for those who say by hand how a sheet is read.
#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"
#include "exchange/guess_recipe.hpp"
#include "exchange/header_row.hpp"
#include "exchange/sheet_look.hpp"

namespace tributary::exchange {

namespace {

constexpr std::size_t longest_column_title = 100;

}  // namespace

std::vector<ColumnName> name_columns(const Table& table, std::uint32_t header_row) {
  std::vector<ColumnName> names(table.columns());
  std::unordered_map<std::string, int> times;
  for (std::uint32_t column = 0; column < names.size(); ++column) {
    if (header_row > 0 && header_row <= table.rows()) names[column].title = single_spaced(table.cell({header_row - 1, column}));
    ++times[base::lower(names[column].title)];
  }
  for (std::uint32_t column = 0; column < names.size(); ++column) {
    std::string& title = names[column].title;
    const bool plain = !title.empty() && title.size() <= longest_column_title && title.find_first_of("{}#") == title.npos;
    names[column].reference = plain && times[base::lower(title)] == 1 ? title : "#" + column_name(column);
    title = title.empty() ? "Column " + column_name(column) : base::shorten(title, longest_column_title);
  }
  return names;
}

std::optional<Recipe> blank_recipe(const Table& table) {
  if (table.columns() < 2) return std::nullopt;
  const auto header = look_for_header(table);
  Recipe recipe{.header_row = header ? header->row : 1};
  const std::vector<ColumnName> columns = name_columns(table, recipe.header_row);
  recipe.date = columns[0].reference;
  std::string name = columns[1].title;
  std::erase_if(name, [](char c) { return c == '{' || c == '}'; });
  recipe.measures = {{.name = base::trim(name).empty() ? "Measure" : name, .value = columns[1].reference}};
  if (!check_recipe(recipe)) return std::nullopt;
  return recipe;
}

}  // namespace tributary::exchange
