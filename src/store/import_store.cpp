#include "store/import_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using base::Instant;
using domain::Import;
using domain::ImportId;
using domain::PersonId;
using domain::RecipeId;
using services::KeptRecipe;

namespace {

#define IMPORT_ROWS                                                                                                    \
  "SELECT id, way, file_name, sha256, recipe_id, rows_read, measures, observations, made_by, made_at, voided_at, "     \
  "voided_by FROM import "

template <class... Args>
std::vector<Import> imports(Connection& db, const char* sql, const Args&... args) {
  std::vector<Import> out;
  db.each<ImportId, domain::EntryWay, std::string, std::string, std::optional<RecipeId>, int, int, int, PersonId, Instant,
          std::optional<Instant>, std::optional<PersonId>>(
      sql,
      [&](ImportId id, domain::EntryWay way, std::string file_name, std::string sha256, std::optional<RecipeId> recipe,
          int rows_read, int measures, int observations, PersonId made_by, Instant made, std::optional<Instant> voided,
          std::optional<PersonId> voided_by) {
        out.push_back({.id = id, .way = way, .file_name = std::move(file_name), .sha256 = std::move(sha256),
                       .recipe = recipe, .rows_read = rows_read, .measures = measures, .observations = observations,
                       .made_by = made_by, .made = made, .voided = voided, .voided_by = voided_by});
      },
      args...);
  return out;
}

#define RECIPE_ROWS "SELECT id, name, place_id, project_id, person_id, mapping, created_by, version FROM import_recipe "

template <class... Args>
std::vector<KeptRecipe> recipes(Connection& db, const char* sql, const Args&... args) {
  std::vector<KeptRecipe> out;
  db.each<RecipeId, std::string, std::optional<domain::PlaceId>, std::optional<domain::ProjectId>, std::optional<PersonId>,
          std::string, PersonId, int>(
      sql,
      [&](RecipeId id, std::string name, std::optional<domain::PlaceId> place, std::optional<domain::ProjectId> project,
          std::optional<PersonId> person, std::string mapping, PersonId by, int version) {
        out.push_back({.id = id, .name = std::move(name), .owner = {.place = place, .project = project, .person = person},
                       .mapping = std::move(mapping), .created_by = by, .version = version});
      },
      args...);
  return out;
}

}  // namespace

ImportId SqlImportStore::add(const Import& i) {
  return db_.value<ImportId>(
      "INSERT INTO import (way, file_name, sha256, recipe_id, rows_read, measures, observations, made_by, made_at) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i) RETURNING id",
      i.way, i.file_name, i.sha256, i.recipe, i.rows_read, i.measures, i.observations, i.made_by, i.made);
}

void SqlImportStore::set_counts(ImportId id, int measures, int observations) {
  db_.run("UPDATE import SET measures = :a, observations = :b WHERE id = :c", measures, observations, id);
}

std::optional<Import> SqlImportStore::find(ImportId id) {
  auto found = imports(db_, IMPORT_ROWS "WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Import> SqlImportStore::made_by(PersonId person, int most) {
  return imports(db_, IMPORT_ROWS "WHERE made_by = :a ORDER BY id DESC LIMIT :b", person, most);
}

std::vector<Import> SqlImportStore::into(domain::MeasureId measure, int most) {
  return imports(db_,
                 IMPORT_ROWS "WHERE id IN (SELECT import_id FROM observation WHERE measure_id = :a) ORDER BY id DESC LIMIT :b",
                 measure, most);
}

void SqlImportStore::set_voided(ImportId id, std::optional<Instant> at, PersonId by) {
  db_.run("UPDATE import SET voided_at = :a, voided_by = :b WHERE id = :c", at,
          at ? std::optional<PersonId>{by} : std::optional<PersonId>{}, id);
}

RecipeId SqlImportStore::add_recipe(const KeptRecipe& r, Instant now) {
  return db_.value<RecipeId>(
      "INSERT INTO import_recipe (name, place_id, project_id, person_id, mapping, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g) RETURNING id",
      r.name, r.owner.place, r.owner.project, r.owner.person, r.mapping, now, r.created_by);
}

bool SqlImportStore::update_recipe(const KeptRecipe& r, int expected) {
  return db_.run("UPDATE import_recipe SET name = :a, mapping = :b, version = version + 1 WHERE id = :c AND version = :d "
                 "AND deleted_at IS NULL", r.name, r.mapping, r.id, expected) == 1;
}

void SqlImportStore::set_recipe_deleted(RecipeId id, std::optional<Instant> at) {
  db_.run("UPDATE import_recipe SET deleted_at = :a, version = version + 1 WHERE id = :b", at, id);
}

std::optional<KeptRecipe> SqlImportStore::find_recipe(RecipeId id) {
  auto found = recipes(db_, RECIPE_ROWS "WHERE id = :id AND deleted_at IS NULL", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::optional<KeptRecipe> SqlImportStore::find_deleted_recipe(RecipeId id) {
  auto found = recipes(db_, RECIPE_ROWS "WHERE id = :id AND deleted_at IS NOT NULL", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<KeptRecipe> SqlImportStore::recipes_of(const domain::Owner& owner) {
  if (owner.place) return recipes(db_, RECIPE_ROWS "WHERE place_id = :a AND deleted_at IS NULL ORDER BY name, id", *owner.place);
  if (owner.project) return recipes(db_, RECIPE_ROWS "WHERE project_id = :a AND deleted_at IS NULL ORDER BY name, id", *owner.project);
  if (owner.person) return recipes(db_, RECIPE_ROWS "WHERE person_id = :a AND deleted_at IS NULL ORDER BY name, id", *owner.person);
  return {};
}

}  // namespace tributary::store
