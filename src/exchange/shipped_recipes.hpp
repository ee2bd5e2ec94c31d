// The recipes that the program carries (the folder recipes/), so that well-known files need no mapping.
//
// Used as   const auto shipped = shipped_recipes(embedded::recipes()); shipped_recipe_for(table, shipped)
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/embedded_file.hpp"
#include "exchange/cells.hpp"
#include "exchange/recipe.hpp"

namespace tributary::exchange {

struct ShippedRecipe {
  std::string name;  // of its file, without .json: "nhs-ae-attendances"
  Recipe recipe;
};

// Of the *.json files among them. A recipe of ours that can't be read is our mistake.
[[nodiscard]] std::vector<ShippedRecipe> shipped_recipes(std::span<const base::EmbeddedFile> files);

// The first whose columns are all in the table's header; nullptr where none is.
[[nodiscard]] const ShippedRecipe* shipped_recipe_for(const Table& table, const std::vector<ShippedRecipe>& shipped);

}  // namespace tributary::exchange
