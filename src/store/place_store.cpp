#include "store/place_store.hpp"

#include <algorithm>

#include "store/connection.hpp"

namespace tributary::store {

using domain::Place;
using domain::PlaceId;

namespace {

template <class... Args>
std::vector<Place> places(Connection& db, const char* sql, const Args&... args) {
  std::vector<Place> out;
  db.each<PlaceId, domain::PlaceKind, std::string, std::optional<PlaceId>, std::string, std::string, int>(
      sql,
      [&](PlaceId id, domain::PlaceKind kind, std::string name, std::optional<PlaceId> system, std::string about,
          std::string source, int version) {
        out.push_back({.id = id, .kind = kind, .name = std::move(name), .system = system, .about = std::move(about),
                       .source = std::move(source), .codes = {}, .version = version});
      },
      args...);
  for (Place& place : out)
    db.each<std::string, std::string>(
        "SELECT scheme, value FROM code WHERE place_id = :id ORDER BY scheme, value",
        [&](std::string scheme, std::string value) { place.codes.push_back({std::move(scheme), std::move(value)}); }, place.id);
  return out;
}

std::optional<Place> first(std::vector<Place> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

void add_codes(Connection& db, const Place& place) {
  for (const domain::Code& code : place.codes)
    db.run("INSERT INTO code (scheme, value, place_id) VALUES (:a, :b, :c)", code.scheme, code.value, place.id);
}

}  // namespace

PlaceId SqlPlaceStore::add(const Place& place, base::Instant now) {
  Place stored = place;
  stored.id = db_.value<PlaceId>(
      "INSERT INTO place (kind, name, system_id, about, source, created_at) VALUES (:a, :b, :c, :d, :e, :f) RETURNING id",
      place.kind, place.name, place.system, place.about, place.source, now);
  add_codes(db_, stored);
  return stored.id;
}

std::optional<Place> SqlPlaceStore::find(PlaceId id) {
  return first(places(db_, "SELECT id, kind, name, system_id, about, source, version FROM place WHERE id = :id", id));
}

std::optional<Place> SqlPlaceStore::find_by_name(std::string_view name) {
  return first(places(db_, "SELECT id, kind, name, system_id, about, source, version FROM place WHERE name = :name", name));
}

std::optional<PlaceId> SqlPlaceStore::find_by_code(std::string_view scheme, std::string_view value) {
  const auto row =
      db_.one<PlaceId>("SELECT place_id FROM code WHERE scheme = :a AND value = :b AND place_id IS NOT NULL", scheme, value);
  if (!row) return std::nullopt;
  return std::get<0>(*row);
}

std::vector<Place> SqlPlaceStore::all() {
  return places(db_, "SELECT id, kind, name, system_id, about, source, version FROM place ORDER BY kind DESC, name");
}

bool SqlPlaceStore::update(const Place& place, int expected) {
  const auto touched = db_.run(
      "UPDATE place SET name = :a, about = :b, source = :c, version = version + 1 WHERE id = :d AND version = :e",
      place.name, place.about, place.source, place.id, expected);
  if (touched == 0) return false;
  db_.run("DELETE FROM code WHERE place_id = :id", place.id);
  add_codes(db_, place);
  return true;
}

bool SqlPlaceStore::is_referred_to(PlaceId id) {
  // The schema itself says which columns name a place, so that a table of a later migration is looked at too.
  std::vector<std::string> holders;
  db_.each<std::string, std::string>(
      "SELECT t.name, f.\"from\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table' AND f.\"table\" = 'place' AND t.name <> 'code'",
      [&](const std::string& table, const std::string& column) { holders.push_back("SELECT EXISTS (SELECT 1 FROM " + table + " WHERE " + column + " = :id)"); });
  return std::ranges::any_of(holders, [&](const std::string& holds) { return db_.value<bool>(holds, id); });
}

bool SqlPlaceStore::remove(PlaceId id, int expected) {
  if (db_.value<int>("SELECT COUNT(*) FROM place WHERE id = :id AND version = :v", id, expected) == 0) return false;
  db_.run("DELETE FROM code WHERE place_id = :id", id);
  db_.run("DELETE FROM search_name WHERE rowid = 8 * :id + 1", id);  // no trigger does: places weren't removed before
  db_.run("DELETE FROM place WHERE id = :id", id);
  return true;
}

}  // namespace tributary::store
