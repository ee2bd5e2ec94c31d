// Migrations: numbered SQL files, each applied once, in order, within one transaction each.
#pragma once

#include "base/result.hpp"

namespace tributary::store {

class Connection;

// The number of the newest migration that this program knows.
[[nodiscard]] int newest_schema();
// The number that the database is at; 0 when it is empty.
[[nodiscard]] int schema_of(Connection& connection);
// Brings the database to `to` (the newest by default). Fails with "schema-too-new" for one that a later program made.
[[nodiscard]] base::Done migrate(Connection& connection, int to = newest_schema());

}  // namespace tributary::store
