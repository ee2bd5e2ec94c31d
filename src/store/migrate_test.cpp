#include "store/migrate.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <vector>

#include "store/connection.hpp"
#include "tests/fresh_folder.hpp"

namespace tributary::store {

namespace {

std::filesystem::path seed_of(int schema) {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  std::array<char, 16> name{};
  std::snprintf(name.data(), name.size(), "%04d.sql", schema);
  return std::filesystem::path(root != nullptr ? root : ".") / "tests/migrations" / name.data();
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

// Tables that hold rows of ours: not SQLite's, nor the parts of the search indexes.
std::vector<std::string> tables_of(Connection& connection) {
  std::vector<std::string> out;
  for (auto& [name] : connection.all<std::string>(
           "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_name_%' AND name NOT LIKE 'search_text_%' ORDER BY name"))
    out.push_back(std::move(name));
  return out;
}

std::map<std::string, int> rows_of(Connection& connection) {
  std::map<std::string, int> out;
  for (const std::string& table : tables_of(connection)) out[table] = connection.value<int>("SELECT count(*) FROM \"" + table + "\"");
  return out;
}

std::vector<std::string> schema_text(Connection& connection) {
  std::vector<std::string> out;
  for (auto& [sql] : connection.all<std::string>("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search_name_%' AND name NOT LIKE 'search_text_%' ORDER BY type, name"))
    out.push_back(std::move(sql));
  return out;
}

}  // namespace

TEST_CASE("a database of every earlier schema, with rows in each table, becomes the newest and loses none") {
  if (!std::filesystem::exists(seed_of(1))) {
    MESSAGE("skipped: tests/migrations is not in reach; set TRIBUTARY_ROOT");
    return;
  }
  const test::FreshFolder folder;
  Connection fresh((folder.path() / "fresh.db").string());
  REQUIRE(migrate(fresh).has_value());
  for (int schema = 1; schema <= newest_schema(); ++schema) {
    CAPTURE(schema);
    Connection old((folder.path() / (std::to_string(schema) + ".db")).string());
    REQUIRE(migrate(old, schema).has_value());
    if (schema_of(old) < schema) continue;  // a number that no migration has
    REQUIRE_MESSAGE(std::filesystem::exists(seed_of(schema)), "tests/migrations/cut.py makes " << seed_of(schema).string());
    old.script("PRAGMA foreign_keys = OFF; BEGIN; " + text_of(seed_of(schema)) + "; COMMIT; PRAGMA foreign_keys = ON");
    const auto before = rows_of(old);
    for (const auto& [table, rows] : before) CHECK_MESSAGE(rows > 0, "the seed has no row of " << table);

    REQUIRE(migrate(old).has_value());
    CHECK(schema_of(old) == newest_schema());
    CHECK(old.value<std::string>("SELECT integrity_check FROM pragma_integrity_check") == "ok");
    CHECK(old.value<int>("SELECT count(*) FROM pragma_foreign_key_check") == 0);
    const auto after = rows_of(old);
    for (const auto& [table, rows] : before)
      if (after.contains(table)) CHECK_MESSAGE(after.at(table) >= rows, "rows of " << table << " are lost");
    CHECK(schema_text(old) == schema_text(fresh));
  }
}

TEST_CASE("what everybody but regulators could read of a project is kept as texts for the system, by who started it") {
  if (!std::filesystem::exists(seed_of(1))) return;
  const test::FreshFolder folder;
  Connection old((folder.path() / "old.db").string());
  REQUIRE(migrate(old, 1).has_value());
  old.script("PRAGMA foreign_keys = OFF; BEGIN; " + text_of(seed_of(1)) + "; COMMIT; PRAGMA foreign_keys = ON");
  const int said = old.value<int>("SELECT sum(what_matters <> '') + sum(taking_part <> '') FROM project");
  REQUIRE(said > 0);
  REQUIRE(migrate(old, 2).has_value());
  CHECK(old.value<int>("SELECT count(*) FROM free_text t JOIN project p ON p.id = t.project_id AND p.id = t.thing_id WHERE "
                       "t.thing = 'project' AND t.slot IN ('what_matters', 'taking_part') AND t.audience = 'system' AND "
                       "t.author_id = p.created_by AND t.written_at = p.created_at") == said);
}

TEST_CASE("the one target of a measure, and those that its log of settings knows, become targets without a date") {
  const test::FreshFolder folder;
  Connection old((folder.path() / "old.db").string());
  REQUIRE(migrate(old, 27).has_value());
  old.script(
      "INSERT INTO person (id, email, name, created_at) VALUES (1, 'a@b.example', 'Lead', '2025-01-01T00:00:00.000Z');"
      "INSERT INTO person (id, email, name, created_at) VALUES (2, 'c@d.example', 'Other', '2025-01-01T00:00:00.000Z');"
      "INSERT INTO measure (id, person_id, name, kind, direction, target, created_at, created_by) VALUES"
      " (1, 1, 'Always the same', 'outcome', 'up', 80.25, '2025-01-01T00:00:00.000Z', 1), (2, 1, 'None', 'outcome', 'up', NULL, '2025-01-01T00:00:00.000Z', 1),"
      " (3, 1, 'Changed twice', 'outcome', 'up', 95, '2025-01-01T00:00:00.000Z', 1), (4, 1, 'Taken away', 'outcome', 'up', NULL, '2025-01-01T00:00:00.000Z', 1);"
      "INSERT INTO measure_setting_change (measure_id, setting, before, after, changed_by, changed_at) VALUES"
      " (3, 'target', '', '90', 2, '2025-02-01T00:00:00.000Z'), (3, 'name', 'x', 'y', 2, '2025-02-01T00:00:00.000Z'),"
      " (3, 'target', '90', '95', 1, '2025-03-01T00:00:00.000Z'), (4, 'target', '7', '', 2, '2025-02-01T00:00:00.000Z')");
  REQUIRE(migrate(old).has_value());
  const auto told = old.all<int, double, int, std::string, std::optional<std::string>>("SELECT measure_id, value, made_by, made_at, deleted_at FROM target ORDER BY measure_id, made_at");
  const std::string first = "2025-01-01T00:00:00.000Z", second = "2025-02-01T00:00:00.000Z", third = "2025-03-01T00:00:00.000Z";
  REQUIRE(told.size() == 4);
  CHECK(told[0] == std::tuple(1, 80.25, 1, first, std::optional<std::string>()));
  CHECK(told[1] == std::tuple(3, 90.0, 2, second, std::optional(third)));
  CHECK(told[2] == std::tuple(3, 95.0, 1, third, std::optional<std::string>()));
  CHECK(told[3] == std::tuple(4, 7.0, 1, first, std::optional(second)));
  // Who took it back is who changed the setting.
  CHECK(old.value<int>("SELECT changed_by FROM target_change c JOIN target t ON t.id = c.target_id WHERE t.measure_id = 4 AND c.in_force = 0") == 2);
  CHECK(old.value<int>("SELECT count(*) FROM measure_setting_change") == 1);
}

TEST_CASE("a migration that fails half way leaves the database as it was") {
  const test::FreshFolder folder;
  const std::string path = (folder.path() / "half.db").string();
  {
    Connection connection(path);
    // The first migration makes this table too, and so must fail.
    connection.script("CREATE TABLE person (id INTEGER PRIMARY KEY); INSERT INTO person VALUES (7)");
    CHECK_THROWS(static_cast<void>(migrate(connection)));
  }
  Connection connection(path);
  CHECK(schema_of(connection) == 0);
  CHECK(tables_of(connection) == std::vector<std::string>{"person"});
  CHECK(connection.value<int>("SELECT id FROM person") == 7);
}

}  // namespace tributary::store
