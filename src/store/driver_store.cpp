#include "store/driver_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using domain::Driver;
using domain::DriverId;

namespace {

template <class... Args>
std::vector<Driver> drivers(Connection& db, const char* sql, const Args&... args) {
  std::vector<Driver> out;
  db.each<DriverId, domain::ProjectId, std::optional<DriverId>, domain::DriverKind, std::string, int, bool, int>(
      sql,
      [&](DriverId id, domain::ProjectId project, std::optional<DriverId> parent, domain::DriverKind kind, std::string name,
          int position, bool deleted, int version) {
        out.push_back({.id = id, .project = project, .parent = parent, .kind = kind, .name = std::move(name),
                       .position = position, .deleted = deleted, .version = version});
      },
      args...);
  return out;
}

}  // namespace

DriverId SqlDriverStore::add(const Driver& driver, base::Instant now) {
  return db_.value<DriverId>(
      "INSERT INTO driver (project_id, parent_id, kind, name, position, created_at) VALUES (:a, :b, :c, :d, :e, :f) RETURNING id",
      driver.project, driver.parent, driver.kind, driver.name, driver.position, now);
}

bool SqlDriverStore::update(const Driver& driver, int expected) {
  return db_.run("UPDATE driver SET parent_id = :a, name = :b, position = :c, version = version + 1 "
                 "WHERE id = :d AND version = :e AND deleted_at IS NULL",
                 driver.parent, driver.name, driver.position, driver.id, expected) == 1;
}

void SqlDriverStore::set_position(DriverId id, int position) {
  db_.run("UPDATE driver SET position = :a WHERE id = :b AND position <> :a", position, id);
}

bool SqlDriverStore::remove(DriverId id, base::Instant at, int expected) {
  if (db_.run("UPDATE driver SET deleted_at = :a, version = version + 1 WHERE id = :b AND version = :c AND deleted_at IS NULL", at,
              id, expected) == 0)
    return false;
  db_.run("WITH RECURSIVE below(id) AS (SELECT id FROM driver WHERE parent_id = :b UNION "
          "SELECT d.id FROM below JOIN driver d ON d.parent_id = below.id) "
          "UPDATE driver SET deleted_at = :a, version = version + 1 WHERE deleted_at IS NULL AND id IN (SELECT id FROM below)",
          id, at);
  return true;
}

void SqlDriverStore::restore(DriverId id) {
  // What was removed together carries one instant.
  db_.run("WITH RECURSIVE top(at) AS (SELECT deleted_at FROM driver WHERE id = :a), "
          "below(id) AS (SELECT :a UNION SELECT d.id FROM below JOIN driver d ON d.parent_id = below.id) "
          "UPDATE driver SET deleted_at = NULL, version = version + 1 "
          "WHERE id IN (SELECT id FROM below) AND deleted_at = (SELECT at FROM top)",
          id);
}

std::optional<Driver> SqlDriverStore::find(DriverId id) {
  auto found = drivers(db_,
                       "SELECT id, project_id, parent_id, kind, name, position, deleted_at IS NOT NULL, version FROM driver "
                       "WHERE id = :id",
                       id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Driver> SqlDriverStore::of_project(domain::ProjectId project) {
  return drivers(db_,
                 "SELECT id, project_id, parent_id, kind, name, position, deleted_at IS NOT NULL, version FROM driver "
                 "WHERE project_id = :id AND deleted_at IS NULL ORDER BY position, id",
                 project);
}

std::vector<services::IdeaTest> SqlDriverStore::tests_of_ideas(domain::ProjectId project) {
  std::vector<services::IdeaTest> out;
  db_.each<DriverId, domain::TestId, std::string>(
      "SELECT change_idea_id, id, name FROM test WHERE project_id = :id AND change_idea_id IS NOT NULL AND deleted_at IS NULL "
      "ORDER BY id",
      [&](DriverId idea, domain::TestId test, std::string name) {
        out.push_back({.idea = idea, .test = test, .name = std::move(name)});
      },
      project);
  return out;
}

}  // namespace tributary::store
