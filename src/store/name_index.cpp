#include "store/name_index.hpp"

#include "store/connection.hpp"

namespace tributary::store {

namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// Each word in quotation marks, so that nothing a person types is an operator of the index; the last one may be begun only.
std::string match_of(std::string_view words) {
  std::string match;
  bool inside = false;
  for (const char c : words) {
    if (is_word_byte(c)) {
      if (!inside) match += match.empty() ? "\"" : " \"";
      match += c;
    } else if (inside) {
      match += '"';
    }
    inside = is_word_byte(c);
  }
  if (inside) match += '"';
  if (!match.empty()) match += " *";
  return match;
}

std::string json_of(const auto& ids) {
  std::string out = "[";
  for (const auto& id : ids) out += (out.size() > 1 ? "," : "") + std::to_string(id.value);
  return out + "]";
}

// Bits 1 << kind.
std::int64_t kinds_of(const std::vector<services::NamedThing>& things) {
  std::int64_t bits = 0;
  for (const services::NamedThing thing : things) bits |= std::int64_t{1} << static_cast<int>(thing);
  return bits;
}

#define KIND_AND_ID                                                                                                      \
  "CASE WHEN search_name.rowid > 0 THEN search_name.rowid % 8 ELSE -search_name.rowid % 64 END AS kind, "                \
  "CASE WHEN search_name.rowid > 0 THEN search_name.rowid / 8 ELSE -search_name.rowid / 64 END AS id"

// What is open to all who are open to its kind; else a measure's rule and a text's. What stands in a deleted project is nowhere.
#define VISIBLE                                                                                                          \
  "CASE WHEN kind = 7 THEN EXISTS (SELECT 1 FROM measure m LEFT JOIN project p ON p.id = m.project_id "                  \
  "  LEFT JOIN place ON place.id = m.place_id WHERE m.id = f.id AND p.deleted_at IS NULL AND (m.person_id = :reader "    \
  "  OR (m.person_id IS NULL AND m.published_at IS NOT NULL AND :published) "                                            \
  "  OR m.project_id IN (SELECT value FROM json_each(:projects)) "                                                       \
  "  OR m.place_id IN (SELECT value FROM json_each(:places)) OR place.system_id IN (SELECT value FROM json_each(:places)))) " \
  "WHEN kind = 10 THEN (:kinds >> 10 & 1) AND EXISTS (SELECT 1 FROM test t JOIN project p ON p.id = t.project_id "       \
  "  WHERE t.id = f.id AND p.deleted_at IS NULL) "                                                                       \
  "WHEN kind = 11 THEN (:kinds >> 11 & 1) AND EXISTS (SELECT 1 FROM driver d JOIN project p ON p.id = d.project_id "     \
  "  WHERE d.id = f.id AND p.deleted_at IS NULL) "                                                                       \
  "WHEN kind = 12 THEN EXISTS (SELECT 1 FROM free_text t JOIN project p ON p.id = t.project_id "                         \
  "  LEFT JOIN test ON t.thing = 'test' AND test.id = t.thing_id WHERE t.id = f.id AND p.deleted_at IS NULL "            \
  "  AND test.deleted_at IS NULL AND (t.audience = 'public' OR (t.audience = 'system' AND :system) "                     \
  "  OR (t.audience = 'network' AND :network) OR t.author_id = :reader)) "                                               \
  "ELSE (:kinds >> kind & 1) END"

// Words that thousands of things share would be ranked for tens of milliseconds: of each half of the index the first that may
// be seen are ranked. A half holds the kinds that are few (places, organisations) before those that are many, by their ids.
#define SEEN(half, order)                                                                                                \
  "SELECT * FROM (SELECT f.row, f.kind, f.id, f.score FROM (SELECT search_name.rowid AS row, " KIND_AND_ID               \
  ", bm25(search_name) AS score FROM search_name WHERE search_name MATCH :match AND search_name.rowid " half            \
  " ORDER BY search_name.rowid " order ") f WHERE " VISIBLE " LIMIT :ranked)"

constexpr const char* search_sql =
    "WITH seen AS MATERIALIZED (" SEEN("> 0", "ASC") " UNION ALL " SEEN("< 0", "DESC") "), "
    "best AS (SELECT row, kind, id, score, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY score, id) AS place FROM seen) "
    "SELECT best.kind, best.id, "
    // A text has the name of what it is about, and an excerpt.
    "CASE WHEN best.kind = 12 THEN coalesce(about.name, project.name) ELSE search_name.name END, "
    "CASE WHEN best.kind = 12 THEN snippet(search_name, 0, '', '', '…', 24) ELSE '' END, "
    "about.id, project.id, coalesce(project.name, '') "
    "FROM best JOIN search_name ON search_name.rowid = best.row AND search_name MATCH :match "
    "LEFT JOIN free_text t ON best.kind = 12 AND t.id = best.id "
    "LEFT JOIN test about ON t.thing = 'test' AND about.id = t.thing_id "
    "LEFT JOIN test ON best.kind = 10 AND test.id = best.id "
    "LEFT JOIN driver ON best.kind = 11 AND driver.id = best.id "
    "LEFT JOIN project ON project.id = coalesce(t.project_id, test.project_id, driver.project_id) "
    "WHERE best.place <= :most ORDER BY best.kind, best.place";

}  // namespace

std::vector<services::NameHit> SqlNameIndex::find(std::string_view words, const services::SearchSight& sight, int most) {
  constexpr int ranked = 1'000;
  std::vector<services::NameHit> out;
  const std::string match = match_of(words);
  if (match.empty()) return out;
  db_.each<int, std::int64_t, std::string, std::string, std::optional<domain::TestId>, std::optional<domain::ProjectId>, std::string>(
      search_sql,
      [&](int kind, std::int64_t id, std::string name, std::string excerpt, std::optional<domain::TestId> test,
          std::optional<domain::ProjectId> project, std::string project_name) {
        out.push_back({.thing = static_cast<services::NamedThing>(kind), .id = id, .name = std::move(name), .excerpt = std::move(excerpt),
                       .test = test, .project = project, .project_name = std::move(project_name)});
      },
      match, sight.reader, sight.published_measures, json_of(sight.projects), json_of(sight.places), kinds_of(sight.open), sight.system,
      sight.network, ranked, most);
  return out;
}

}  // namespace tributary::store
