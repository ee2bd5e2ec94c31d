// A recipe applied to cells: its JSON, a line of three dashes, and the bytes of the sheet.
#include "exchange/recipe_json.hpp"
#include "tests/fuzz/preview_promises.hpp"

using namespace tributary;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::string_view between = "\n---\n";
  const std::string_view text = fuzz::text_of(bytes, size);
  const std::size_t cut = text.find(between);
  if (cut == text.npos) return 0;
  const auto recipe = exchange::parse_recipe(text.substr(0, cut));
  const auto table = exchange::read_cells(text.substr(cut + between.size()));
  if (!recipe || !table) return 0;
  const auto preview = exchange::read_observations(*recipe, *table);
  if (preview) fuzz::check_preview(*recipe, *table, *preview);
  else base::check(!preview.error().code.empty() && !preview.error().detail.empty(), "a refusal says why");
  return 0;
}
