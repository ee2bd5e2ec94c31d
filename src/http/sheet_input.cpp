#include "http/sheet_input.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "exchange/cells_json.hpp"
#include "exchange/recipe_json.hpp"
#include "http/json.hpp"
#include "services/passwords.hpp"

namespace tributary::http {

namespace {

constexpr std::int64_t most_rows_shown = 1000;

constexpr std::ptrdiff_t longest_file_name = 200;

std::string read_file_name(Fields& in) {
  std::string name = in.optional_text("file_name");
  const auto characters = std::ranges::count_if(name, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
  if (characters > longest_file_name)
    in.note({.code = "text-too-long", .title = "That is too long", .detail = "A file's name has at most 200 characters here.",
             .field = "/file_name"});
  return name;
}

// The table and its hash, from `text` or from `cells`.
void read_table(Fields& in, services::Sheet& sheet, const exchange::Limits& limits = {}) {
  const auto text = in.text_or_null("text");
  const Json& cells = in.raw("cells");
  if (text.has_value() == !cells.is_null()) {
    in.note({.code = "cells-missing", .title = "There is nothing to read",
             .detail = "Give the pasted text, or the cells of a workbook: one of them.", .field = "/text"});
    return;
  }
  auto table = text ? exchange::read_cells(*text, sheet.file_name, limits) : exchange::read_cell_rows(nlohmann::json(cells), limits);
  if (!table) {
    base::Problem problem = table.error();
    if (problem.field.empty()) problem.field = text ? "/text" : "/cells";
    in.note(std::move(problem));
    return;
  }
  sheet.field = text ? "/text" : "/cells";
  sheet.sha256 = services::sha256_hex(text ? *text : cells.dump(-1, ' ', false, Json::error_handler_t::replace));
  sheet.table = *std::move(table);
}

std::uint32_t read_between(Fields& in, std::string_view name, std::int64_t absent, std::int64_t least, std::int64_t most) {
  const std::int64_t value = in.optional_integer(name).value_or(absent);
  if (value < least || value > most)
    in.note({.code = "number-out-of-range", .title = "The number is out of range",
             .detail = "It must be from " + std::to_string(least) + " to " + std::to_string(most) + ".", .field = "/" + std::string(name)});
  return static_cast<std::uint32_t>(std::clamp(value, least, most));
}

void read_recipe(Fields& in, services::Sheet& sheet) {
  const Json& json = in.raw("recipe");
  if (json.is_null()) return;
  auto recipe = exchange::recipe_from_json(nlohmann::json(json));
  if (recipe) {
    sheet.recipe = *std::move(recipe);
    return;
  }
  base::Problem problem = recipe.error();
  problem.field = "/recipe" + problem.field;
  in.note(std::move(problem));
}

}  // namespace

base::Result<SheetInput> read_import_input(const Request& request) {
  SheetInput out;
  Fields in(request);
  services::Sheet& sheet = out.sheet;
  sheet.way = in.optional_word<domain::EntryWay>("way").value_or(domain::EntryWay::pasted);
  sheet.file_name = read_file_name(in);
  sheet.into.place = in.optional_id<domain::PlaceId>("place_id");
  sheet.into.project = in.optional_id<domain::ProjectId>("project_id");
  if (!sheet.into.place && !sheet.into.project) sheet.into.person = request.actor().person;
  sheet.measure = in.optional_id<domain::MeasureId>("measure_id");
  sheet.sure = in.flag("sure");
  sheet.kept_recipe = in.optional_id<domain::RecipeId>("recipe_id");
  sheet.shipped_recipe = in.optional_text("recipe_name");
  read_recipe(in, sheet);
  read_table(in, sheet);
  out.rows_from = read_between(in, "rows_from", 1, 1, 1'000'000);
  out.rows_count = read_between(in, "rows_count", 200, 0, most_rows_shown);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return out;
}

base::Result<ChartInput> read_chart_input(const Request& request) {
  ChartInput out;
  Fields in(request);
  out.sheet.into.person = request.actor().person;
  read_recipe(in, out.sheet);
  read_table(in, out.sheet);
  out.series = read_between(in, "series", 0, 0, 1'000'000);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return out;
}

void read_cells_of(Fields& in, services::Sheet& sheet, const exchange::Limits& limits) {
  sheet.file_name = read_file_name(in);
  read_table(in, sheet, limits);
}

}  // namespace tributary::http
