#pragma once

#include "services/ports/import_store.hpp"

namespace tributary::store {

class Connection;

class SqlImportStore final : public services::ImportStore {
 public:
  explicit SqlImportStore(Connection& db) : db_(db) {}

  domain::ImportId add(const domain::Import& import) override;
  void set_counts(domain::ImportId id, int measures, int observations) override;
  std::optional<domain::Import> find(domain::ImportId id) override;
  std::vector<domain::Import> made_by(domain::PersonId person, int most) override;
  std::vector<domain::Import> into(domain::MeasureId measure, int most) override;
  void set_voided(domain::ImportId id, std::optional<base::Instant> at, domain::PersonId by) override;

  domain::RecipeId add_recipe(const services::KeptRecipe& recipe, base::Instant now) override;
  bool update_recipe(const services::KeptRecipe& recipe, int expected) override;
  void set_recipe_deleted(domain::RecipeId id, std::optional<base::Instant> at) override;
  std::optional<services::KeptRecipe> find_recipe(domain::RecipeId id) override;
  std::optional<services::KeptRecipe> find_deleted_recipe(domain::RecipeId id) override;
  std::vector<services::KeptRecipe> recipes_of(const domain::Owner& owner) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
