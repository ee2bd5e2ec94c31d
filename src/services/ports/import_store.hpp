// Imports and the recipes that are kept for them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/measure.hpp"

namespace tributary::services {

// A recipe as it is kept: exchange/recipe_json has the words of its mapping.
struct KeptRecipe {
  domain::RecipeId id;
  std::string name;
  domain::Owner owner;
  std::string mapping;  // JSON
  domain::PersonId created_by;
  int version = 1;
};

class ImportStore {
 public:
  virtual ~ImportStore() = default;

  virtual domain::ImportId add(const domain::Import& import) = 0;
  virtual void set_counts(domain::ImportId id, int measures, int observations) = 0;
  virtual std::optional<domain::Import> find(domain::ImportId id) = 0;
  virtual std::vector<domain::Import> made_by(domain::PersonId person, int most) = 0;       // newest first
  virtual std::vector<domain::Import> into(domain::MeasureId measure, int most) = 0;        // newest first
  virtual void set_voided(domain::ImportId id, std::optional<base::Instant> at, domain::PersonId by) = 0;

  virtual domain::RecipeId add_recipe(const KeptRecipe& recipe, base::Instant now) = 0;
  virtual bool update_recipe(const KeptRecipe& recipe, int expected) = 0;
  virtual void set_recipe_deleted(domain::RecipeId id, std::optional<base::Instant> at) = 0;
  virtual std::optional<KeptRecipe> find_recipe(domain::RecipeId id) = 0;
  virtual std::optional<KeptRecipe> find_deleted_recipe(domain::RecipeId id) = 0;
  virtual std::vector<KeptRecipe> recipes_of(const domain::Owner& owner) = 0;  // by name
};

}  // namespace tributary::services
