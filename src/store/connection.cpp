#include "store/connection.hpp"

#include <sqlite3.h>

namespace tributary::store {

namespace {

sqlite3_stmt* stmt(void* statement) { return static_cast<sqlite3_stmt*>(statement); }

constexpr int patience_with_writers = 5'000;  // ms

// Our wrong SQL and a full disk are told apart: the latter is nobody's mistake.
[[noreturn]] void fail(sqlite3* db, int result) {
  const std::string why = std::string("SQLite: ") + (db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(result));
  switch (result & 0xff) {
    case SQLITE_FULL: case SQLITE_IOERR: case SQLITE_READONLY: case SQLITE_CANTOPEN: case SQLITE_BUSY: case SQLITE_CORRUPT:
    case SQLITE_NOTADB: case SQLITE_NOMEM: case SQLITE_PERM: case SQLITE_AUTH: throw base::WorldBroke(why);
    default: throw SqlFailed(why);
  }
}

// No connection is ever used by two threads at once, so the library's own locks, one of them around every allocation of all
// threads, only cost time. It must be said before the library is first used.
void set_library_up() {
  static const int said = sqlite3_config(SQLITE_CONFIG_MULTITHREAD) | sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  base::check(said == SQLITE_OK, "the database library can be set up");
}

}  // namespace

Prepared::Prepared(sqlite3* db, std::string_view sql) {
  sqlite3_stmt* made = nullptr;
  const char* rest = nullptr;
  const int result = sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &made, &rest);
  if (result != SQLITE_OK) fail(db, result);
  base::check(made != nullptr && rest == sql.data() + sql.size(), "a statement is one statement");
  statement_ = made;
}

Prepared::~Prepared() { sqlite3_finalize(stmt(statement_)); }

void Prepared::must(int result) const {
  if (result != SQLITE_OK) fail(sqlite3_db_handle(stmt(statement_)), result);
}

int Prepared::parameters() const { return sqlite3_bind_parameter_count(stmt(statement_)); }
int Prepared::columns() const { return sqlite3_column_count(stmt(statement_)); }

void Prepared::bind_null(int at) { must(sqlite3_bind_null(stmt(statement_), at + 1)); }
void Prepared::bind_whole(int at, long long value) { must(sqlite3_bind_int64(stmt(statement_), at + 1, value)); }
void Prepared::bind_number(int at, double value) { must(sqlite3_bind_double(stmt(statement_), at + 1, value)); }
void Prepared::bind_text(int at, std::string_view value) {
  // A null pointer would bind NULL.
  must(sqlite3_bind_text(stmt(statement_), at + 1, value.empty() ? "" : value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT));
}

void Prepared::bind_bytes(int at, std::string_view value) {
  must(sqlite3_bind_blob(stmt(statement_), at + 1, value.empty() ? "" : value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT));
}

bool Prepared::step() {
  const int result = sqlite3_step(stmt(statement_));
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) fail(sqlite3_db_handle(stmt(statement_)), result);
  return false;
}

void Prepared::reset() { sqlite3_reset(stmt(statement_)); }

bool Prepared::is_null(int at) const { return sqlite3_column_type(stmt(statement_), at) == SQLITE_NULL; }
long long Prepared::whole(int at) const { return sqlite3_column_int64(stmt(statement_), at); }
double Prepared::number(int at) const { return sqlite3_column_double(stmt(statement_), at); }
std::string_view Prepared::text(int at) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(stmt(statement_), at));
  return {text == nullptr ? "" : text, static_cast<std::size_t>(sqlite3_column_bytes(stmt(statement_), at))};
}

std::string_view Prepared::bytes(int at) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(stmt(statement_), at));
  return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_column_bytes(stmt(statement_), at))};
}

Connection::Connection(const std::string& path) {
  set_library_up();
  const int result = sqlite3_open_v2(path.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  try {
    if (result != SQLITE_OK) fail(db_, result);
    sqlite3_busy_timeout(db_, patience_with_writers);
    script("PRAGMA journal_mode = WAL");
    script("PRAGMA synchronous = FULL");
    script("PRAGMA foreign_keys = ON");
    script("PRAGMA secure_delete = ON");  // what is purged doesn't linger in freed pages
    script("PRAGMA cache_size = -16000");
    script("PRAGMA mmap_size = 1073741824");
  } catch (...) {
    sqlite3_close_v2(db_);
    throw;
  }
}

Connection::~Connection() {
  statements_.clear();
  sqlite3_close_v2(db_);
}

Prepared& Connection::prepare(std::string_view sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return *found->second;
  return *statements_.emplace(std::string(sql), std::make_unique<Prepared>(db_, sql)).first->second;
}

bool Connection::truncate_log(std::chrono::milliseconds patience) {
  sqlite3_busy_timeout(db_, static_cast<int>(patience.count()));
  const auto done = one<int, int, int>("PRAGMA wal_checkpoint(TRUNCATE)");
  sqlite3_busy_timeout(db_, patience_with_writers);
  return done && std::get<0>(*done) == 0;
}

long long Connection::touched() const { return sqlite3_changes64(db_); }

void Connection::script(const std::string& sql) {
  const int result = sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fail(db_, result);
}

}  // namespace tributary::store
