#include "store/migrate.hpp"

#include <charconv>

#include "embedded/migrations.hpp"
#include "store/connection.hpp"

namespace tributary::store {

namespace {

int number_of(std::string_view path) {
  int number = 0;
  std::from_chars(path.data(), path.data() + path.size(), number);
  base::check(number > 0, "a migration's name begins with its number");
  return number;
}

}  // namespace

int newest_schema() { return number_of(embedded::migrations().back().path); }

int schema_of(Connection& connection) { return connection.value<int>("SELECT user_version FROM pragma_user_version"); }

base::Done migrate(Connection& connection, int to) {
  const int at = schema_of(connection);
  if (at > newest_schema())
    return base::fail({.kind = base::ProblemKind::conflict, .code = "schema-too-new",
                       .title = "The data were written by a newer Tributary",
                       .detail = "Their schema is " + std::to_string(at) + "; this program knows " +
                                 std::to_string(newest_schema()) + ". Use the newer program."});
  for (const base::EmbeddedFile& file : embedded::migrations()) {
    const int number = number_of(file.path);
    if (number <= at || number > to) continue;
    connection.script("BEGIN IMMEDIATE");
    // Another process may have been here while we waited.
    if (connection.value<int>("SELECT user_version FROM pragma_user_version") < number)
      connection.script(std::string(file.bytes) + "; PRAGMA user_version = " + std::to_string(number));
    connection.script("COMMIT");
  }
  return {};
}

}  // namespace tributary::store
