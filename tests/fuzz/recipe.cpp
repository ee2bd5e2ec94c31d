// Any text as a recipe: it is refused with a reason, or reads back as itself and can be tried on a table.
#include "exchange/cells.hpp"
#include "exchange/observations.hpp"
#include "exchange/recipe_json.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace exchange = tributary::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto recipe = exchange::parse_recipe(tributary::fuzz::text_of(bytes, size));
  if (!recipe) {
    check(!recipe.error().code.empty() && !recipe.error().title.empty(), "a refusal says why");
    return 0;
  }
  const std::string text = exchange::recipe_to_text(*recipe);
  const auto again = exchange::parse_recipe(text);
  check(again.has_value() && exchange::recipe_to_text(*again) == text, "a recipe reads back as itself");
  static const auto table = exchange::read_cells("date,org,value,of\n01/04/2024,A,3,10\n01/05/2024,A,4,11\nTotal,,7,21\n");
  (void)exchange::read_observations(*recipe, *table);
  return 0;
}
