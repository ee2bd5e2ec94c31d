// The real file of A&E attendances through its shipped recipe, where it stands beside the repository.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

#include "exchange/guess_recipe.hpp"
#include "exchange/observations.hpp"
#include "exchange/shipped_recipes.hpp"

using namespace tributary;
using namespace tributary::exchange;

namespace {

std::optional<std::string> real_file(const std::string& name) {
  const char* given = std::getenv("TRIBUTARY_ROOT");
  const std::string path = std::string(given != nullptr ? given : ".") + "/../shared/data/" + name;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    MESSAGE("skipped: ../shared/data/", name, " is absent");
    return std::nullopt;
  }
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

}  // namespace

TEST_CASE("the A&E file gives two measures for each of 428 pairs, and every row is accounted for") {
  const auto bytes = real_file("nhs-ae-attendances.csv");
  if (!bytes) return;
  const auto table = read_cells(*bytes, "nhs-ae-attendances.csv");
  REQUIRE(table.has_value());
  const ShippedRecipe* shipped = shipped_recipe_for(*table);
  REQUIRE(shipped != nullptr);
  const auto preview = read_observations(shipped->recipe, *table);
  REQUIRE_MESSAGE(preview.has_value(), preview.error().detail);
  CHECK(preview->totals.rows == 12'765);
  CHECK(preview->totals.understood == 12'765);
  CHECK(preview->totals.ignored == 0);
  CHECK(preview->totals.refused == 0);
  CHECK(preview->totals.measures == 856);
  CHECK(preview->totals.observations == 2 * 12'765);
  CHECK(preview->totals.gaps == 0);
  CHECK(preview->remarks.empty());
  CHECK(preview->span == Span::month);
  CHECK(base::to_iso(preview->first) == "2016-04-01");
  CHECK(base::to_iso(preview->last) == "2019-03-01");
  const MeasureRead& first = preview->measures[0];
  CHECK(first.name == "RF4 type 1: attendances");
  CHECK(first.organisation == "RF4");
  const auto words = rows_in_words(*preview, 1, 1);
  CHECK(words[0] ==
        "March 2017: RF4 type 1: attendances = 21289; RF4 type 1: seen within four hours = 18410 of 21289.");
}
