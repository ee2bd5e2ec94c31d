#include "store/database.hpp"

#include <doctest/doctest.h>

#include "services/places.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "store/connection.hpp"
#include "store/migrate.hpp"
#include "tests/fresh_folder.hpp"

namespace tributary::store {

TEST_CASE("a new database is at the newest schema, and opening it again changes nothing") {
  const test::FreshFolder folder;
  REQUIRE(create_database(folder.path(), folder.key_file()).has_value());
  Connection connection(database_file(folder.path()).string());
  CHECK(schema_of(connection) == newest_schema());
  CHECK(create_database(folder.path(), folder.key_file()).error().code == "data-exists");
  CHECK(open_database(folder.path(), folder.key_file()).has_value());
}

TEST_CASE("a database of a newer program is refused, not changed") {
  const test::FreshFolder folder;
  REQUIRE(create_database(folder.path(), folder.key_file()).has_value());
  {
    Connection connection(database_file(folder.path()).string());
    connection.script("PRAGMA user_version = 9999");
  }
  CHECK(open_database(folder.path(), folder.key_file()).error().code == "schema-too-new");
}

TEST_CASE("a double reads back with every bit") {
  Connection connection(":memory:");
  connection.script("CREATE TABLE n (x REAL) STRICT");
  connection.run("INSERT INTO n (x) VALUES (:x)", 0.1 + 0.2);
  CHECK(connection.value<double>("SELECT x FROM n") == 0.1 + 0.2);
}

TEST_CASE("without a commit nothing remains") {
  const test::FreshFolder folder;
  REQUIRE(create_database(folder.path(), folder.key_file()).has_value());
  const auto database = std::move(open_database(folder.path(), folder.key_file()).value());
  const base::Instant now{};
  {
    const auto tx = database->write();
    tx->places().add({.kind = domain::PlaceKind::system, .name = "Nowhere"}, now);
  }
  CHECK(database->read()->places().all().empty());
  {
    const auto tx = database->write();
    tx->places().add({.kind = domain::PlaceKind::system, .name = "Somewhere", .codes = {{"ODS", "X1"}}}, now);
    tx->commit();
  }
  const auto places = database->read()->places().all();
  REQUIRE(places.size() == 1);
  CHECK(places[0].codes.at(0).value == "X1");
}

}  // namespace tributary::store
