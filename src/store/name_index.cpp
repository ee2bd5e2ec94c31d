#include "store/name_index.hpp"

#include <algorithm>
#include <tuple>

#include "base/spelling.hpp"
#include "base/text.hpp"
#include "store/connection.hpp"
#include "store/text_index.hpp"
#include "store/text_store.hpp"

namespace tributary::store {

namespace {

using services::NamedThing;
using services::NameHit;

// Of what may be seen, so many are ranked: words that thousands of things share would else be ranked for tens of milliseconds.
constexpr int ranked = 1'000;
constexpr int ranked_texts = 300;

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

// Each word in quotation marks, so that nothing a person types is an operator of the index; the last one may be begun only.
std::string match_of(std::string_view words, bool whole) {
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
  if (!match.empty() && !whole) match += " *";
  return match;
}

std::string json_of(const auto& ids) {
  std::string out = "[";
  for (const auto& id : ids) out += (out.size() > 1 ? "," : "") + std::to_string(id.value);
  return out + "]";
}

std::string json_of(const std::vector<domain::Audience>& audiences) {
  std::string out = "[";
  for (const domain::Audience each : audiences) out += (out.size() > 1 ? ",\"" : "\"") + std::string(base::word(each)) + "\"";
  return out + "]";
}

// Bits 1 << kind.
std::int64_t kinds_of(const std::vector<NamedThing>& things) {
  std::int64_t bits = 0;
  for (const NamedThing thing : things) bits |= std::int64_t{1} << static_cast<int>(thing);
  return bits;
}

// A row's number is 8 · id + kind for the first seven kinds, −(64 · id + kind) for those that came later.
#define KIND_AND_ID                                                                                                      \
  "CASE WHEN search_name.rowid > 0 THEN search_name.rowid % 8 ELSE -search_name.rowid % 64 END AS kind, "                \
  "CASE WHEN search_name.rowid > 0 THEN search_name.rowid / 8 ELSE -search_name.rowid / 64 END AS id"

// What is open to all who are open to its kind; else a measure's rule and a package's. What stands in a deleted project is nowhere.
#define VISIBLE                                                                                                          \
  "CASE WHEN kind = 7 THEN EXISTS (SELECT 1 FROM measure m LEFT JOIN project p ON p.id = m.project_id "                  \
  "  LEFT JOIN place ON place.id = m.place_id WHERE m.id = f.id AND p.deleted_at IS NULL AND (m.person_id = :reader "    \
  "  OR (m.person_id IS NULL AND m.published_at IS NOT NULL AND :published) "                                            \
  "  OR m.project_id IN (SELECT value FROM json_each(:projects)) "                                                       \
  "  OR m.place_id IN (SELECT value FROM json_each(:places)) OR place.system_id IN (SELECT value FROM json_each(:places)))) " \
  "WHEN kind = 12 THEN (:kinds >> 12 & 1) AND EXISTS (SELECT 1 FROM test t JOIN project p ON p.id = t.project_id "       \
  "  WHERE t.id = f.id AND p.deleted_at IS NULL) "                                                                       \
  "WHEN kind = 13 THEN (:kinds >> 13 & 1) AND EXISTS (SELECT 1 FROM driver d JOIN project p ON p.id = d.project_id "     \
  "  WHERE d.id = f.id AND p.deleted_at IS NULL) "                                                                       \
  "WHEN kind = 15 THEN EXISTS (SELECT 1 FROM package k JOIN package_version v ON v.id = k.shown_version_id "             \
  "  JOIN place ON place.id = k.place_id WHERE k.id = f.id AND (k.project_id IN (SELECT value FROM json_each(:drafts_of)) " \
  "  OR k.place_id IN (SELECT value FROM json_each(:drafts_at)) OR place.system_id IN (SELECT value FROM json_each(:drafts_at)) " \
  "  OR v.audience IN (SELECT value FROM json_each(:packages)))) "                                                       \
  "ELSE (:kinds >> kind & 1) END"

// A half of the index holds the kinds that are few (places, organisations) before those that are many, by their ids.
#define SEEN(half, order)                                                                                                \
  "SELECT * FROM (SELECT f.row, f.kind, f.id, f.score FROM (SELECT search_name.rowid AS row, " KIND_AND_ID               \
  ", bm25(search_name) AS score FROM search_name WHERE search_name MATCH :match AND search_name.rowid " half            \
  " ORDER BY search_name.rowid " order ") f WHERE " VISIBLE " LIMIT :ranked)"

constexpr const char* names_sql =
    "WITH seen AS MATERIALIZED (" SEEN("> 0", "ASC") " UNION ALL " SEEN("< 0", "DESC") "), "
    "best AS (SELECT row, kind, id, score, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY score, id) AS place FROM seen) "
    "SELECT best.kind, best.id, search_name.name, project.id, coalesce(team.organisation_id, 0), coalesce(project.name, organisation.name, '') "
    "FROM best JOIN search_name ON search_name.rowid = best.row "
    "LEFT JOIN test ON best.kind = 12 AND test.id = best.id "
    "LEFT JOIN driver ON best.kind = 13 AND driver.id = best.id "
    "LEFT JOIN team ON best.kind = 16 AND team.id = best.id "
    "LEFT JOIN organisation ON organisation.id = team.organisation_id "
    "LEFT JOIN project ON project.id = coalesce(test.project_id, driver.project_id) "
    "WHERE best.place <= :most ORDER BY best.kind, best.place";

// The newest first that may be seen, and of those the best.
constexpr const char* texts_sql =
    "WITH seen AS MATERIALIZED (SELECT f.id, f.score FROM (SELECT search_text.rowid AS id, bm25(search_text) AS score FROM search_text "
    "WHERE search_text MATCH :match ORDER BY search_text.rowid DESC) f JOIN free_text t ON t.id = f.id JOIN project p ON p.id = t.project_id "
    "WHERE p.deleted_at IS NULL AND t.audience IN (SELECT value FROM json_each(:audiences)) LIMIT :ranked), "
    "best AS (SELECT id, score FROM seen ORDER BY score, id DESC LIMIT :most) "
    "SELECT t.id, t.thing, t.thing_id, coalesce(test.name, project.name), snippet(search_text, 0, '', '', '…', 24), project.id, project.name "
    "FROM best JOIN search_text ON search_text.rowid = best.id AND search_text MATCH :match JOIN free_text t ON t.id = best.id "
    "JOIN project ON project.id = t.project_id LEFT JOIN test ON t.thing = 'test' AND test.id = t.thing_id ORDER BY best.score, t.id DESC";

}  // namespace

std::vector<NameHit> SqlNameIndex::find(std::string_view words, const services::SearchSight& sight, int most, bool whole) {
  std::vector<NameHit> out;
  const std::string match = match_of(words, whole);
  if (match.empty()) return out;
  db_.each<int, std::int64_t, std::string, std::optional<domain::ProjectId>, std::int64_t, std::string>(
      names_sql,
      [&](int kind, std::int64_t id, std::string name, std::optional<domain::ProjectId> project, std::int64_t organisation, std::string beside) {
        out.push_back({.thing = static_cast<NamedThing>(kind), .id = id, .name = std::move(name), .excerpt = {}, .about = {}, .about_id = organisation,
                       .project = project, .beside = std::move(beside)});
      },
      match, sight.reader, sight.published_measures, json_of(sight.projects), json_of(sight.places), kinds_of(sight.open), json_of(sight.draft_projects),
      json_of(sight.draft_places), json_of(sight.packages), ranked, most);
  db_.each<std::int64_t, domain::TextThing, std::int64_t, std::string, std::string, domain::ProjectId, std::string>(
      texts_sql,
      [&](std::int64_t id, domain::TextThing about, std::int64_t about_id, std::string name, std::string excerpt, domain::ProjectId project,
          std::string project_name) {
        out.push_back({.thing = NamedThing::text, .id = id, .name = std::move(name), .excerpt = std::move(excerpt), .about = about, .about_id = about_id,
                       .project = project, .beside = std::move(project_name)});
      },
      match, json_of(sight.texts), ranked_texts, most);
  return out;
}

std::vector<std::string> SqlNameIndex::like(std::string_view word, int most) {
  const std::string slip = base::lower(word);
  if (slip.size() < 3 || slip.size() > 40) return {};
  const int reach = slip.size() < 6 ? 1 : 2;
  struct Known {
    int slips, things;
    std::string word;
  };
  std::vector<Known> known;
  const auto gather = [&](const char* sql, char first) {
    db_.each<std::string, int>(
        sql,
        [&](const std::string& term, int things) {
          if (const int slips = base::slips_between(slip, term, reach); slips > 0 && slips <= reach) known.push_back({slips, things, term});
        },
        std::string(1, first), std::string(1, static_cast<char>(first + 1)));
  };
  // Tables of a connection's own, which hold nothing: they read the index.
  db_.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_names USING fts5vocab('main', 'search_name', 'row')");
  db_.run("CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_texts USING fts5vocab('main', 'search_text', 'row')");
  for (const char first : slip[0] == slip[1] ? slip.substr(0, 1) : slip.substr(0, 2)) {
    if (first < 'a' || first > 'z') continue;
    gather("SELECT term, doc FROM temp.words_of_names WHERE term >= :from AND term < :to", first);
    gather("SELECT term, doc FROM temp.words_of_texts WHERE term >= :from AND term < :to", first);
  }
  std::ranges::sort(known, [](const Known& a, const Known& b) { return std::tie(a.slips, b.things, a.word) < std::tie(b.slips, a.things, b.word); });
  std::vector<std::string> out;
  for (Known& each : known)
    if (static_cast<int>(out.size()) < most && std::ranges::find(out, each.word) == out.end()) out.push_back(std::move(each.word));
  return out;
}

int SqlNameIndex::index_due_texts(int most) {
  const auto due = db_.all<domain::TextId>("SELECT free_text_id FROM text_to_search ORDER BY free_text_id LIMIT :most", most);
  for (const auto& [id] : due) {
    if (const auto text = texts_.find(id)) index_text(db_, *text);
    db_.run("DELETE FROM text_to_search WHERE free_text_id = :id", id);
  }
  return db_.value<int>("SELECT count(*) FROM text_to_search");
}

}  // namespace tributary::store
