// The recipes that the program carries (the folder recipes/), so that well-known files need no mapping.
#pragma once

#include <string_view>
#include <vector>

#include "exchange/cells.hpp"
#include "exchange/recipe.hpp"

namespace tributary::exchange {

struct ShippedRecipe {
  std::string_view name;  // of its file, without .json: "nhs-ae-attendances"
  Recipe recipe;
};

[[nodiscard]] const std::vector<ShippedRecipe>& shipped_recipes();

// Every column that the recipe names stands in the table's header.
[[nodiscard]] bool fits(const Recipe& recipe, const Table& table);

// The first whose columns are all in the table's header; nullptr where none is.
[[nodiscard]] const ShippedRecipe* shipped_recipe_for(const Table& table);

}  // namespace tributary::exchange
