#include "exchange/recipe.hpp"

#include <doctest/doctest.h>

#include "exchange/recipe_json.hpp"
#include "exchange/shipped_recipes.hpp"

using namespace tributary;
using namespace tributary::exchange;

namespace {

std::string field_of(std::string_view text) {
  const auto recipe = parse_recipe(text);
  return recipe ? "none" : recipe.error().field;
}

}  // namespace

TEST_CASE("a recipe is the same after JSON") {
  Recipe recipe{.name = "Ward sheet",
                .about = "every month",
                .header_row = 3,
                .first_row = 5,
                .date = "Month",
                .order = DateOrder::month_first,
                .every = Span::week,
                .measures = {{.name = "{Ward}: falls",
                              .kind = ValueKind::count,
                              .value = "Falls",
                              .unit = "falls",
                              .direction = Direction::lower},
                             {.name = "{Ward}: seen",
                              .kind = ValueKind::ratio,
                              .numerator = {"All", "Late"},
                              .denominator = "All",
                              .unit = "%",
                              .direction = Direction::higher},
                             {.name = "{Ward}: share",
                              .kind = ValueKind::percent,
                              .value = "Share",
                              .written = PercentWritten::fraction}},
                .ignore_totals = false,
                .ignore = {{.column = "Ward", .values = {"Test", "Other"}}},
                .fill_down = true,
                .organisation = "Code",
                .organisation_scheme = "ODS"};
  CHECK(parse_recipe(recipe_to_text(recipe)).value() == recipe);
  recipe.measures.pop_back();
  recipe.same_date = SameDate::add_up;
  CHECK(parse_recipe(recipe_to_text(recipe)).value() == recipe);
  const Recipe wide{.layout = Layout::wide, .measures = {{.name = "{#A}"}}};
  CHECK(parse_recipe(recipe_to_text(wide)).value() == wide);
}

TEST_CASE("what is wrong with a recipe is named by its key") {
  CHECK(field_of(R"({"recipe": 2})") == "/recipe");
  CHECK(field_of(R"({"recipe": 1})") == "/measures");
  CHECK(field_of(R"([])") == "");
  CHECK(field_of(R"({"recipe": 1, "colour": "red"})") == "/colour");
  CHECK(field_of(R"({"recipe": 1, "header_row": -1})") == "/header_row");
  CHECK(field_of(R"({"recipe": 1, "header_row": 1.5})") == "/header_row");
  CHECK(field_of(R"({"recipe": 1, "date": "month"})") == "/date");
  CHECK(field_of(R"({"recipe": 1, "measures": {}})") == "/measures");
  CHECK(field_of(R"({"recipe": 1, "date": {"column": "m"}, "measures": [{"name": "x"}]})") == "/measures/0/value");
  CHECK(field_of(R"({"recipe": 1, "measures": [{"name": "x", "value": "v"}]})") == "/date/column");
  CHECK(field_of(R"({"recipe": 1, "date": {"column": "m"}, "measures": [{"name": "{x", "value": "v"}]})") ==
        "/measures/0/name");
  CHECK(field_of(
            R"({"recipe": 1, "date": {"column": "m"}, "measures": [{"name": "x", "kind": "rate", "value": "v"}]})") ==
        "/measures/0/kind");
  CHECK(
      field_of(
          R"({"recipe": 1, "date": {"column": "m"}, "measures": [{"name": "x", "kind": "ratio", "numerator": "v"}]})") ==
      "/measures/0/denominator");
  CHECK(
      field_of(
          R"({"recipe": 1, "date": {"column": "m"}, "measures": [{"name": "x", "value": "v"}, {"name": "x", "value": "w"}]})") ==
      "/measures/1/name");
  CHECK(
      field_of(
          R"({"recipe": 1, "layout": "wide", "measures": [{"name": "x", "kind": "ratio", "numerator": "a", "denominator": "b"}]})") ==
      "/measures/0/kind");
  CHECK(field_of(R"({"recipe": 1, "layout": "wide", "date": {"column": "a"}, "measures": [{"name": "x"}]})") ==
        "/date/column");
  CHECK(field_of(
            R"({"recipe": 1, "date": {"column": "m"}, "first_row": 1, "measures": [{"name": "x", "value": "v"}]})") ==
        "/first_row");
  CHECK(
      field_of(
          R"({"recipe": 1, "ignore": {"rows": [{"column": "a"}]}, "date": {"column": "m"}, "measures": [{"name": "x", "value": "v"}]})") ==
      "/ignore/rows/0");
  CHECK(parse_recipe("{").error().code == "recipe-malformed");
  CHECK(parse_recipe("\xFF").error().code == "recipe-malformed");
  CHECK(parse_recipe(std::string(1U << 20U, '[')).error().kind == base::ProblemKind::too_large);
}

TEST_CASE("name templates are cut into text and columns") {
  const auto pieces = cut_template("{org} type { type }: seen").value();
  REQUIRE(pieces.size() == 4);
  CHECK(pieces[0].column);
  CHECK(pieces[2].text == "type");
  CHECK(pieces[3].text == ": seen");
  for (const char* wrong : {"{", "}", "{}", "a{b{c}", "a}b", "{ }"}) CHECK_FALSE(cut_template(wrong).has_value());
}

TEST_CASE("the recipes that we ship are valid and found by a file's header") {
  REQUIRE_FALSE(shipped_recipes().empty());
  const auto table =
      read_cells("period,org_code,type,attendances,breaches,admissions\n2017-03-01,RF4,1,10,1,2\n").value();
  const ShippedRecipe* shipped = shipped_recipe_for(table);
  REQUIRE(shipped != nullptr);
  CHECK(shipped->name == "nhs-ae-attendances");
  CHECK(shipped_recipe_for(read_cells("month,falls\nApr-24,1\n").value()) == nullptr);
}
