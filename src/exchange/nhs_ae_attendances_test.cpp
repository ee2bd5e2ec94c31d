// The real file of A&E attendances through its shipped recipe, where it stands beside the repository.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "exchange/observations.hpp"
#include "exchange/recipe_json.hpp"

using namespace tributary;
using namespace tributary::exchange;

namespace {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const std::string& path_from_root) {
  const char* given = std::getenv("TRIBUTARY_ROOT");
  fs::path root = given != nullptr ? fs::path(given) : fs::current_path();
  while (given == nullptr && !fs::exists(root / "CMakePresets.json") && root.has_relative_path()) root = root.parent_path();
  std::ifstream file(root / path_from_root, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

}  // namespace

TEST_CASE("the A&E file gives two measures for each of 428 pairs, and every row is accounted for") {
  const auto bytes = read_file("../shared/data/nhs-ae-attendances.csv");
  if (!bytes) {
    MESSAGE("skipped: ../shared/data/nhs-ae-attendances.csv is absent");
    return;
  }
  const auto table = read_cells(*bytes, "nhs-ae-attendances.csv");
  REQUIRE(table.has_value());
  const auto recipe = parse_recipe(read_file("recipes/nhs-ae-attendances.json").value());
  REQUIRE_MESSAGE(recipe.has_value(), recipe.error().detail);
  const auto preview = read_observations(*recipe, *table);
  REQUIRE_MESSAGE(preview.has_value(), preview.error().detail);
  CHECK(preview->totals.rows == 12'766);
  CHECK(preview->totals.understood == 12'765);
  CHECK(preview->totals.ignored == 1);  // the header
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
  CHECK(words[0] == "March 2017: RF4 type 1: attendances = 21289; RF4 type 1: seen within four hours = 18410 of 21289.");
}
