// Connection: one SQLite connection, with its statements prepared once each.
//
// Idea      db.all<PlaceId, std::string>("SELECT id, name FROM place WHERE kind = :kind", kind) binds the arguments in
//           order and returns a tuple a row, typed by the domain's own types (see Column below)
// Why       preparing anew costs five times what a read by key takes, and a wrapper that copies each row through buffers of
//           its own copies it twice (docs/decisions/0004)
// Promises  a statement runs to its end, or is reset, before anything is returned, so none keeps a lock
// Fails     WorldBroke when disk or file fail; SqlFailed for our wrong SQL; Mistake when a column holds what it can't
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/check.hpp"
#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/words.hpp"

struct sqlite3;

namespace tributary::store {

// What SQLite says of a statement that it can't run.
struct SqlFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A prepared statement: parameters and columns are counted from 0. Text that is read lasts until the next step.
class Prepared {
 public:
  Prepared(sqlite3* db, std::string_view sql);
  ~Prepared();
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  [[nodiscard]] int parameters() const;
  [[nodiscard]] int columns() const;

  void bind_null(int at);
  void bind_whole(int at, long long value);
  void bind_number(int at, double value);
  void bind_text(int at, std::string_view value);  // copied
  void bind_bytes(int at, std::string_view value);  // copied

  [[nodiscard]] bool step();  // to the next row, if there is one
  void reset();

  [[nodiscard]] bool is_null(int at) const;
  [[nodiscard]] long long whole(int at) const;
  [[nodiscard]] double number(int at) const;
  [[nodiscard]] std::string_view text(int at) const;
  [[nodiscard]] std::string_view bytes(int at) const;

 private:
  void must(int result) const;
  void* statement_ = nullptr;
};

// How a type of ours is kept.
template <class T>
struct Column;

template <>
struct Column<std::int64_t> {
  static void bind(Prepared& to, int at, std::int64_t v) { to.bind_whole(at, v); }
  static std::int64_t read(const Prepared& from, int at) { return from.whole(at); }
};
template <>
struct Column<long long> : Column<std::int64_t> {};
template <>
struct Column<int> {
  static void bind(Prepared& to, int at, int v) { to.bind_whole(at, v); }
  static int read(const Prepared& from, int at) { return static_cast<int>(from.whole(at)); }
};
template <>
struct Column<bool> {
  static void bind(Prepared& to, int at, bool v) { to.bind_whole(at, v ? 1 : 0); }
  static bool read(const Prepared& from, int at) { return from.whole(at) != 0; }
};
template <>
struct Column<double> {
  static void bind(Prepared& to, int at, double v) { to.bind_number(at, v); }
  static double read(const Prepared& from, int at) { return from.number(at); }
};
template <>
struct Column<std::string> {
  static void bind(Prepared& to, int at, std::string_view v) { to.bind_text(at, v); }
  static std::string read(const Prepared& from, int at) { return std::string(from.text(at)); }
};
// What is no text: kept as a BLOB.
struct Bytes { std::string of; };
template <>
struct Column<Bytes> {
  static void bind(Prepared& to, int at, const Bytes& v) { to.bind_bytes(at, v.of); }
  static Bytes read(const Prepared& from, int at) { return {std::string(from.bytes(at))}; }
};
template <>
struct Column<std::string_view> : Column<std::string> {};
template <>
struct Column<const char*> : Column<std::string> {};
template <class Tag>
struct Column<base::Id<Tag>> {
  static void bind(Prepared& to, int at, base::Id<Tag> v) { to.bind_whole(at, v.value); }
  static base::Id<Tag> read(const Prepared& from, int at) { return {from.whole(at)}; }
};
template <>
struct Column<base::Date> {
  static void bind(Prepared& to, int at, base::Date v) { to.bind_text(at, base::to_iso(v)); }
  static base::Date read(const Prepared& from, int at) {
    const auto date = base::parse_iso_date(from.text(at));
    base::check(date.has_value(), "a stored date is a date");
    return *date;
  }
};
template <>
struct Column<base::Instant> {
  static void bind(Prepared& to, int at, base::Instant v) { to.bind_text(at, base::to_iso(v)); }
  static base::Instant read(const Prepared& from, int at) {
    const auto instant = base::parse_iso_instant(from.text(at));
    base::check(instant.has_value(), "a stored instant is an instant");
    return *instant;
  }
};
template <class E>
  requires std::is_enum_v<E>
struct Column<E> {
  static void bind(Prepared& to, int at, E v) { to.bind_text(at, base::word(v)); }
  static E read(const Prepared& from, int at) {
    const auto value = base::from_word<E>(from.text(at));
    base::check(value.has_value(), "a stored word is one of its enumeration's");
    return *value;
  }
};
template <class T>
struct Column<std::optional<T>> {
  static void bind(Prepared& to, int at, const std::optional<T>& v) { v ? Column<T>::bind(to, at, *v) : to.bind_null(at); }
  static std::optional<T> read(const Prepared& from, int at) {
    if (from.is_null(at)) return std::nullopt;
    return Column<T>::read(from, at);
  }
};

template <class T>
inline constexpr bool may_be_null = false;
template <class T>
inline constexpr bool may_be_null<std::optional<T>> = true;

class Connection {
 public:
  // Opens (and creates) the file, in WAL mode with full synchronisation and foreign keys on.
  explicit Connection(const std::string& path);
  ~Connection();

  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // Every row, as a tuple of Columns.
  template <class... Columns, class... Args>
  std::vector<std::tuple<Columns...>> all(std::string_view sql, const Args&... args) {
    std::vector<std::tuple<Columns...>> rows;
    each<Columns...>(sql, [&](Columns... column) { rows.emplace_back(std::move(column)...); }, args...);
    return rows;
  }

  // Calls `take` with each row's columns. It must not run the same statement again.
  template <class... Columns, class Take, class... Args>
  void each(std::string_view sql, Take take, const Args&... args) {
    Running running(bound(sql, sizeof...(Columns), args...));
    while (running.statement.step()) take_row<Columns...>(running.statement, take, std::index_sequence_for<Columns...>{});
  }

  // The first row, if there is one.
  template <class... Columns, class... Args>
  std::optional<std::tuple<Columns...>> one(std::string_view sql, const Args&... args) {
    auto rows = all<Columns...>(sql, args...);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
  }

  // A single value, which must be there: counts, RETURNING id.
  template <class T, class... Args>
  T value(std::string_view sql, const Args&... args) {
    auto row = one<T>(sql, args...);
    base::check(row.has_value(), "the query has a row");
    return std::get<0>(std::move(*row));
  }

  // A statement without rows. Returns how many rows it touched.
  template <class... Args>
  long long run(std::string_view sql, const Args&... args) {
    Running running(bound(sql, 0, args...));
    while (running.statement.step()) {
    }
    return touched();
  }

  // Words that stood readable in the file are gone by this transaction: what is left of them is to be purged.
  void note_words_gone() { words_gone_ = true; }
  [[nodiscard]] bool take_words_gone() { return std::exchange(words_gone_, false); }
  // Moves the write-ahead log into the file and leaves none of it behind. False where somebody reads what it holds for longer than that.
  [[nodiscard]] bool truncate_log(std::chrono::milliseconds patience);

  // Several statements at once, unprepared: migrations.
  void script(const std::string& sql);

 private:
  // Resets the statement also where reading a row throws.
  struct Running {
    explicit Running(Prepared& prepared) : statement(prepared) {}
    ~Running() { statement.reset(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;
    Prepared& statement;
  };

  template <class... Args>
  Prepared& bound(std::string_view sql, int columns, const Args&... args) {
    Prepared& statement = prepare(sql);
    base::check(statement.parameters() == static_cast<int>(sizeof...(Args)), "a statement has an argument for each of its parameters");
    base::check(columns == 0 || statement.columns() == columns, "a statement has as many columns as are taken");
    int at = 0;
    (Column<std::decay_t<Args>>::bind(statement, at++, args), ...);
    return statement;
  }

  template <class T>
  static T read(const Prepared& from, int at) {
    return Column<T>::read(from, at);
  }
  template <class... Columns, class Take, std::size_t... I>
  static void take_row(const Prepared& row, Take& take, std::index_sequence<I...>) {
    (base::check(may_be_null<Columns> || !row.is_null(I), "a column that is never NULL is not NULL"), ...);
    take(read<Columns>(row, I)...);
  }
  Prepared& prepare(std::string_view sql);
  [[nodiscard]] long long touched() const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };

  sqlite3* db_ = nullptr;
  bool words_gone_ = false;
  std::unordered_map<std::string, std::unique_ptr<Prepared>, Hash, std::equal_to<>> statements_;
};

}  // namespace tributary::store
