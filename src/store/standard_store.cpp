#include "store/standard_store.hpp"

#include "store/connection.hpp"
#include "store/only.hpp"

#define STANDARD_SELECT                                                                                          \
  "SELECT s.id, s.place_id, s.name, s.source, s.illustrative, s.rule, s.fixed, s.yours, s.why_here, s.from_on, " \
  "s.from_year_only, s.deleted_at IS NOT NULL, s.version FROM standard s"
#define AMENDMENT_SELECT                                                                                              \
  "SELECT a.id, a.standard_id, a.name, a.why, a.place_id, a.grouping_id, a.state, a.from_on, a.from_year_only, a.becomes, " \
  "a.reason, a.decided_by, p.name, a.decided_at, a.version FROM amendment a LEFT JOIN person p ON p.id = a.decided_by"

namespace tributary::store {

using domain::Amendment;
using domain::AmendmentId;
using domain::Standard;
using domain::StandardId;
using services::StandardReference;
using std::optional;
using std::string;

namespace {

template <class... Args>
std::vector<Standard> standards(Connection& db, const char* sql, const Args&... args) {
  std::vector<Standard> out;
  db.each<StandardId, domain::PlaceId, string, string, bool, string, string, string, string, base::Date, bool, bool, int>(
      sql,
      [&](StandardId id, domain::PlaceId place, string name, string source, bool illustrative, string rule, string fixed, string yours,
          string why_here, base::Date from, bool year_only, bool deleted, int version) {
        out.push_back({.id = id, .place = place, .name = std::move(name), .source = std::move(source), .illustrative = illustrative,
                       .first = {.rule = std::move(rule), .fixed = std::move(fixed), .yours = std::move(yours), .why_here = std::move(why_here)},
                       .first_from = {.from = from, .year_only = year_only}, .deleted = deleted, .version = version});
      },
      args...);
  return out;
}

void load_parts(Connection& db, Amendment& amendment) {
  db.each<string, string, string, optional<domain::MeasureId>>(
      "SELECT says, source, link, measure_id FROM amendment_evidence WHERE amendment_id = :id ORDER BY position",
      [&](string says, string source, string link, optional<domain::MeasureId> measure) {
        amendment.evidence.push_back({.says = std::move(says), .source = std::move(source), .link = std::move(link), .measure = measure});
      },
      amendment.id);
  db.each<int, int, string, string, string, string, domain::PersonId, string, base::Instant>(
      "SELECT s.number, s.base, s.rule, s.fixed, s.yours, s.why_here, s.stated_by, p.name, s.stated_at FROM amendment_statement s "
      "JOIN person p ON p.id = s.stated_by WHERE s.amendment_id = :id ORDER BY s.number",
      [&](int number, int base, string rule, string fixed, string yours, string why_here, domain::PersonId by, string by_name, base::Instant at) {
        amendment.statements.push_back({.number = number, .base = base,
                                        .wording = {.rule = std::move(rule), .fixed = std::move(fixed), .yours = std::move(yours), .why_here = std::move(why_here)},
                                        .by = by, .by_name = std::move(by_name), .at = at});
      },
      amendment.id);
}

template <class... Args>
std::vector<Amendment> amendments(Connection& db, const char* sql, const Args&... args) {
  std::vector<Amendment> out;
  db.each<AmendmentId, StandardId, string, string, optional<domain::PlaceId>, optional<domain::GroupId>, domain::AmendmentState, optional<base::Date>,
          bool, optional<int>, string, optional<domain::PersonId>, optional<string>, optional<base::Instant>, int>(
      sql,
      [&](AmendmentId id, StandardId standard, string name, string why, optional<domain::PlaceId> place, optional<domain::GroupId> group,
          domain::AmendmentState state, optional<base::Date> from, bool year_only, optional<int> becomes, string reason,
          optional<domain::PersonId> by, optional<string> by_name, optional<base::Instant> decided, int version) {
        out.push_back({.id = id, .standard = standard, .name = std::move(name), .why = std::move(why),
                       .proposer = {.place = place, .organisation = {}, .group = group}, .evidence = {}, .statements = {}, .state = state,
                       .from = from ? optional(domain::InForce{.from = *from, .year_only = year_only}) : std::nullopt, .becomes = becomes,
                       .reason = std::move(reason), .decided_by = by, .decided_by_name = by_name.value_or(""), .decided = decided,
                       .version = version});
      },
      args...);
  for (Amendment& each : out) load_parts(db, each);
  return out;
}

void save_evidence(Connection& db, const Amendment& amendment) {
  db.run("DELETE FROM amendment_evidence WHERE amendment_id = :id", amendment.id);
  int position = 0;
  for (const domain::AmendmentEvidence& each : amendment.evidence)
    db.run("INSERT INTO amendment_evidence (amendment_id, position, says, source, link, measure_id) VALUES (:a, :b, :c, :d, :e, :f)",
           amendment.id, ++position, each.says, each.source, each.link, each.measure);
}

void save_statement(Connection& db, AmendmentId id, const domain::Statement& stated) {
  const domain::Wording& words = stated.wording;
  db.run("INSERT INTO amendment_statement (amendment_id, number, base, rule, fixed, yours, why_here, stated_by, stated_at) "
         "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i) ON CONFLICT (amendment_id, number) DO NOTHING",
         id, stated.number, stated.base, words.rule, words.fixed, words.yours, words.why_here, stated.by, stated.at);
}

std::vector<StandardReference> references(Connection& db, const char* sql, StandardId id) {
  std::vector<StandardReference> out;
  db.each<std::int64_t, string, string>(
      sql, [&](std::int64_t each, string name, string place) { out.push_back({.id = each, .name = std::move(name), .place_name = std::move(place)}); }, id);
  return out;
}

}  // namespace

StandardId SqlStandardStore::add(const Standard& s, domain::PersonId by, base::Instant now) {
  return db_.value<StandardId>(
      "INSERT INTO standard (place_id, name, source, illustrative, rule, fixed, yours, why_here, from_on, from_year_only, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l) RETURNING id",
      s.place, s.name, s.source, s.illustrative, s.first.rule, s.first.fixed, s.first.yours, s.first.why_here, s.first_from.from,
      s.first_from.year_only, now, by);
}

bool SqlStandardStore::update(const Standard& s, int expected) {
  return db_.run(
             "UPDATE standard SET name = :a, source = :b, illustrative = :c, rule = :d, fixed = :e, yours = :f, why_here = :g, from_on = :h, "
             "from_year_only = :i, version = version + 1 WHERE id = :j AND version = :k AND deleted_at IS NULL",
             s.name, s.source, s.illustrative, s.first.rule, s.first.fixed, s.first.yours, s.first.why_here, s.first_from.from,
             s.first_from.year_only, s.id, expected) == 1;
}

bool SqlStandardStore::set_deleted(StandardId id, optional<base::Instant> at, int expected) {
  return db_.run("UPDATE standard SET deleted_at = :at, version = version + 1 WHERE id = :id AND version = :v", at, id, expected) == 1;
}

optional<Standard> SqlStandardStore::find(StandardId id) { return only(standards(db_, STANDARD_SELECT " WHERE s.id = :id", id)); }

std::vector<Standard> SqlStandardStore::at_place(domain::PlaceId place) {
  return standards(db_,
                   STANDARD_SELECT " WHERE s.deleted_at IS NULL AND s.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place "
                                   "UNION SELECT system_id FROM place WHERE id = :place) ORDER BY s.name, s.id",
                   place);
}

std::vector<Standard> SqlStandardStore::of_objective(domain::ObjectiveId objective) {
  return standards(db_,
                   STANDARD_SELECT " JOIN objective_standard r ON r.standard_id = s.id WHERE r.objective_id = :id AND s.deleted_at IS NULL "
                                   "ORDER BY s.name, s.id",
                   objective);
}

std::vector<Standard> SqlStandardStore::of_project(domain::ProjectId project) {
  return standards(db_,
                   STANDARD_SELECT " JOIN project_standard r ON r.standard_id = s.id WHERE r.project_id = :id AND s.deleted_at IS NULL "
                                   "ORDER BY s.name, s.id",
                   project);
}

void SqlStandardStore::refer(StandardId id, domain::ObjectiveId objective, domain::PersonId by, base::Instant now) {
  db_.run("INSERT INTO objective_standard (objective_id, standard_id, referred_by, referred_at) VALUES (:a, :b, :c, :d) ON CONFLICT DO NOTHING",
          objective, id, by, now);
}

void SqlStandardStore::refer(StandardId id, domain::ProjectId project, domain::PersonId by, base::Instant now) {
  db_.run("INSERT INTO project_standard (project_id, standard_id, referred_by, referred_at) VALUES (:a, :b, :c, :d) ON CONFLICT DO NOTHING",
          project, id, by, now);
}

bool SqlStandardStore::unrefer(StandardId id, domain::ObjectiveId objective) {
  return db_.run("DELETE FROM objective_standard WHERE standard_id = :a AND objective_id = :b", id, objective) == 1;
}

bool SqlStandardStore::unrefer(StandardId id, domain::ProjectId project) {
  return db_.run("DELETE FROM project_standard WHERE standard_id = :a AND project_id = :b", id, project) == 1;
}

std::vector<StandardReference> SqlStandardStore::objectives_of(StandardId id) {
  return references(db_,
                    "SELECT o.id, o.name, p.name FROM objective_standard r JOIN objective o ON o.id = r.objective_id AND o.deleted_at IS NULL "
                    "JOIN place p ON p.id = o.place_id WHERE r.standard_id = :id ORDER BY o.name, o.id",
                    id);
}

std::vector<StandardReference> SqlStandardStore::projects_of(StandardId id) {
  return references(db_,
                    "SELECT o.id, o.name, p.name FROM project_standard r JOIN project o ON o.id = r.project_id AND o.deleted_at IS NULL "
                    "JOIN place p ON p.id = o.place_id WHERE r.standard_id = :id ORDER BY o.name, o.id",
                    id);
}

std::vector<domain::PlaceId> SqlStandardStore::places_using(StandardId id) {
  std::vector<domain::PlaceId> out;
  db_.each<domain::PlaceId>(
      "SELECT o.place_id FROM objective_standard r JOIN objective o ON o.id = r.objective_id AND o.deleted_at IS NULL WHERE r.standard_id = :id "
      "UNION SELECT p.place_id FROM project_standard r JOIN project p ON p.id = r.project_id AND p.deleted_at IS NULL WHERE r.standard_id = :id "
      "UNION SELECT k.place_id FROM package_standard r JOIN package k ON k.shown_version_id = r.package_version_id AND k.state = 'published' "
      "AND k.deleted_at IS NULL WHERE r.standard_id = :id",
      [&](domain::PlaceId place) { out.push_back(place); }, id);
  return out;
}

AmendmentId SqlStandardStore::add_amendment(const Amendment& amendment, base::Instant) {
  Amendment stored = amendment;
  stored.id = db_.value<AmendmentId>("INSERT INTO amendment (standard_id, name, why, place_id, grouping_id) VALUES (:a, :b, :c, :d, :e) RETURNING id",
                                     amendment.standard, amendment.name, amendment.why, amendment.proposer.place, amendment.proposer.group);
  save_evidence(db_, stored);
  save_statement(db_, stored.id, stored.stated());
  return stored.id;
}

bool SqlStandardStore::update_amendment(const Amendment& a, int expected) {
  const auto from = a.from ? optional(a.from->from) : std::nullopt;
  const auto touched = db_.run(
      "UPDATE amendment SET name = :a, why = :b, state = :c, from_on = :d, from_year_only = :e, becomes = :f, reason = :g, decided_by = :h, "
      "decided_at = :i, version = version + 1 WHERE id = :j AND version = :k",
      a.name, a.why, a.state, from, a.from && a.from->year_only, a.becomes, a.reason, a.decided_by, a.decided, a.id, expected);
  if (touched == 0) return false;
  save_evidence(db_, a);
  save_statement(db_, a.id, a.stated());
  return true;
}

optional<Amendment> SqlStandardStore::find_amendment(AmendmentId id) { return only(amendments(db_, AMENDMENT_SELECT " WHERE a.id = :id", id)); }

std::vector<Amendment> SqlStandardStore::amendments_of(StandardId id) {
  return amendments(db_, AMENDMENT_SELECT " WHERE a.standard_id = :id ORDER BY a.id", id);
}

std::vector<Amendment> SqlStandardStore::amendments_by(domain::GroupId proposer) {
  return amendments(db_, AMENDMENT_SELECT " WHERE a.grouping_id = :id ORDER BY a.id DESC", proposer);
}

domain::PositionId SqlStandardStore::add_position(const domain::Position& position) {
  return db_.value<domain::PositionId>(
      "INSERT INTO amendment_position (amendment_id, statement, place_id, grouping_id, stance, reason, said_by, said_at) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h) RETURNING id",
      position.amendment, position.statement, position.party.place, position.party.group, position.stance, position.reason, position.by,
      position.at);
}

void SqlStandardStore::withdraw_position(domain::PositionId id, base::Instant at) {
  db_.run("UPDATE amendment_position SET withdrawn_at = :at WHERE id = :id", at, id);
}

std::vector<domain::Position> SqlStandardStore::positions_on(AmendmentId amendment) {
  std::vector<domain::Position> out;
  db_.each<domain::PositionId, int, optional<domain::PlaceId>, optional<domain::GroupId>, domain::Stance, string, domain::PersonId, string, base::Instant>(
      "SELECT o.id, o.statement, o.place_id, o.grouping_id, o.stance, o.reason, o.said_by, p.name, o.said_at FROM amendment_position o "
      "JOIN person p ON p.id = o.said_by WHERE o.amendment_id = :id AND o.withdrawn_at IS NULL ORDER BY o.id",
      [&](domain::PositionId id, int statement, optional<domain::PlaceId> place, optional<domain::GroupId> group, domain::Stance stance,
          string reason, domain::PersonId by, string by_name, base::Instant at) {
        out.push_back({.id = id, .amendment = amendment, .statement = statement, .party = {.place = place, .organisation = {}, .group = group},
                       .stance = stance, .reason = std::move(reason), .by = by, .by_name = std::move(by_name), .at = at});
      },
      amendment);
  return out;
}

}  // namespace tributary::store
