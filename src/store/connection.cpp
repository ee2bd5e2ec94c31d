#include "store/connection.hpp"

#include <soci/sqlite3/soci-sqlite3.h>

namespace tributary::store {

namespace {

// No connection is ever used by two threads at once, so the library's own locks, one of them around every allocation of all
// threads, only cost time. It must be said before the library is first used.
std::string parameters_of(const std::string& path) {
  static const int said = sqlite_api::sqlite3_config(SQLITE_CONFIG_MULTITHREAD) | sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  base::check(said == SQLITE_OK, "the database library can be set up");
  return "db=\"" + path + "\" timeout=5";
}

}  // namespace

Connection::Connection(const std::string& path) : session_(soci::sqlite3, parameters_of(path)) {
  // By hand, not in the connection string: SOCI does not apply them there reliably.
  script("PRAGMA journal_mode = WAL");
  script("PRAGMA synchronous = FULL");
  script("PRAGMA secure_delete = ON");  // what is replaced is overwritten, not only forgotten
  script("PRAGMA foreign_keys = ON");
  script("PRAGMA cache_size = -16000");
  script("PRAGMA mmap_size = 1073741824");
}

void Connection::throw_if_world_broke(const soci::soci_error& error) {
  const auto* from_sqlite = dynamic_cast<const soci::sqlite3_soci_error*>(&error);
  switch (from_sqlite == nullptr ? SQLITE_OK : from_sqlite->result() & 0xff) {
    case SQLITE_FULL: case SQLITE_IOERR: case SQLITE_READONLY: case SQLITE_CANTOPEN: case SQLITE_BUSY: case SQLITE_CORRUPT:
    case SQLITE_NOTADB: case SQLITE_NOMEM: case SQLITE_PERM: case SQLITE_AUTH: throw base::WorldBroke(error.what());
    default: break;
  }
}

void Connection::script(const std::string& sql) {
  auto* backend = static_cast<soci::sqlite3_session_backend*>(session_.get_backend());
  char* message = nullptr;
  if (sqlite_api::sqlite3_exec(backend->conn_, sql.c_str(), nullptr, nullptr, &message) != SQLITE_OK) {
    const std::string why = message != nullptr ? message : "unknown";
    sqlite_api::sqlite3_free(message);
    throw soci::soci_error("SQLite: " + why);
  }
}

}  // namespace tributary::store
