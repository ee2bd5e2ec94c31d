// A recipe to and from JSON: what is stored, shipped in recipes/, and sent by the page.
//
// Promises  parse(text of r) == r; unknown keys are refused, so a typing error is seen
// Fails     "recipe-malformed" (not JSON), "recipe-invalid" with the key as a JSON pointer, and as check_recipe
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "exchange/recipe.hpp"

namespace tributary::exchange {

[[nodiscard]] nlohmann::json to_json(const Recipe& recipe);
[[nodiscard]] base::Result<Recipe> recipe_from_json(const nlohmann::json& json);

[[nodiscard]] std::string recipe_to_text(const Recipe& recipe);  // indented, for people
[[nodiscard]] base::Result<Recipe> parse_recipe(std::string_view text);

}  // namespace tributary::exchange
