// Ghosted points and phases, and the log of their changes: what store/measure_store.hpp declares of them.
#include "store/connection.hpp"
#include "store/measure_store.hpp"
#include "store/only.hpp"

namespace tributary::store {

using base::Date;
using base::Instant;
using domain::Ghost;
using domain::GhostId;
using domain::MeasureId;
using domain::PersonId;
using domain::Phase;
using domain::PhaseId;

namespace {

#define GHOST_ROWS "SELECT id, measure_id, on_date, reason, made_by, made_at FROM ghost "
#define PHASE_ROWS "SELECT id, measure_id, starts_on, reason, cause, cause_test_id, decided_by, decided_at FROM phase "
// Whether a mark stood at an instant: what the last change up to then says.
#define STOOD_AT(column) \
  "(SELECT in_force FROM mark_change c WHERE c.measure_id = :a AND c." column " AND c.changed_at <= :b ORDER BY c.id DESC LIMIT 1) = 1 "

template <class... Args>
std::vector<Ghost> ghost_rows(Connection& db, const char* sql, const Args&... args) {
  std::vector<Ghost> out;
  db.each<GhostId, MeasureId, Date, std::string, PersonId, Instant>(
      sql,
      [&](GhostId id, MeasureId measure, Date on, std::string reason, PersonId by, Instant at) {
        out.push_back({.id = id, .measure = measure, .on = on, .reason = std::move(reason), .made_by = by, .made = at});
      },
      args...);
  return out;
}

template <class... Args>
std::vector<Phase> phase_rows(Connection& db, const char* sql, const Args&... args) {
  std::vector<Phase> out;
  db.each<PhaseId, MeasureId, Date, std::string, std::string, std::optional<domain::TestId>, PersonId, Instant>(
      sql,
      [&](PhaseId id, MeasureId measure, Date starts, std::string reason, std::string cause,
          std::optional<domain::TestId> test, PersonId by, Instant at) {
        out.push_back({.id = id, .measure = measure, .starts = starts, .reason = std::move(reason), .cause = std::move(cause),
                       .cause_test = test, .decided_by = by, .decided = at});
      },
      args...);
  return out;
}

// Ghosts and phases are taken back, and told of in the log, alike: a table each, and a column of the log by the same name.
struct MarkSql {
  const char* log;
  const char* remove;
};
#define MARK_SQL(table)                                                                                                            \
  {.log = "INSERT INTO mark_change (measure_id, " table "_id, in_force, changed_by, changed_at) SELECT measure_id, id, :a, :b, :c " \
          "FROM " table " WHERE id = :d",                                                                                          \
   .remove = "UPDATE " table " SET deleted_at = :a WHERE id = :b AND (deleted_at IS NULL) = :c"}
constexpr MarkSql ghost_sql = MARK_SQL("ghost");
constexpr MarkSql phase_sql = MARK_SQL("phase");

template <class Id>
void log_mark(Connection& db, const MarkSql& sql, Id id, bool in_force, PersonId by, Instant at) {
  db.run(sql.log, in_force, by, at, id);
}

// Logged where it changes anything.
template <class Id>
void set_mark_removed(Connection& db, const MarkSql& sql, Id id, bool removed, PersonId by, Instant now) {
  const auto at = removed ? std::optional(now) : std::nullopt;
  if (db.run(sql.remove, at, id, removed) == 1) log_mark(db, sql, id, !removed, by, now);
}

}  // namespace

GhostId SqlMeasureStore::add_ghost(const Ghost& ghost) {
  const auto id = db_.value<GhostId>(
      "INSERT INTO ghost (measure_id, on_date, reason, made_by, made_at) VALUES (:a, :b, :c, :d, :e) RETURNING id", ghost.measure,
      ghost.on, ghost.reason, ghost.made_by, ghost.made);
  log_mark(db_, ghost_sql, id, true, ghost.made_by, ghost.made);
  return id;
}

std::optional<Ghost> SqlMeasureStore::find_ghost(GhostId id) { return only(ghost_rows(db_, GHOST_ROWS "WHERE id = :id", id)); }

void SqlMeasureStore::set_ghost_removed(GhostId id, bool removed, PersonId by, Instant now) {
  set_mark_removed(db_, ghost_sql, id, removed, by, now);
}

std::vector<Ghost> SqlMeasureStore::ghosts(MeasureId measure) {
  return ghost_rows(db_, GHOST_ROWS "WHERE measure_id = :id AND deleted_at IS NULL ORDER BY on_date", measure);
}

std::vector<Ghost> SqlMeasureStore::ghosts_at(MeasureId measure, Instant at) {
  return ghost_rows(db_, GHOST_ROWS "g WHERE " STOOD_AT("ghost_id = g.id") "AND measure_id = :c ORDER BY on_date", measure, at, measure);
}

PhaseId SqlMeasureStore::add_phase(const Phase& phase) {
  const auto id = db_.value<PhaseId>(
      "INSERT INTO phase (measure_id, starts_on, reason, cause, cause_test_id, decided_by, decided_at) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g) RETURNING id",
      phase.measure, phase.starts, phase.reason, phase.cause, phase.cause_test, phase.decided_by, phase.decided);
  log_mark(db_, phase_sql, id, true, phase.decided_by, phase.decided);
  return id;
}

std::optional<Phase> SqlMeasureStore::find_phase(PhaseId id) { return only(phase_rows(db_, PHASE_ROWS "WHERE id = :id", id)); }

void SqlMeasureStore::set_phase_removed(PhaseId id, bool removed, PersonId by, Instant now) {
  set_mark_removed(db_, phase_sql, id, removed, by, now);
}

std::vector<Phase> SqlMeasureStore::phases(MeasureId measure) {
  return phase_rows(db_, PHASE_ROWS "WHERE measure_id = :id AND deleted_at IS NULL ORDER BY starts_on", measure);
}

std::vector<Phase> SqlMeasureStore::phases_at(MeasureId measure, Instant at) {
  return phase_rows(db_, PHASE_ROWS "g WHERE " STOOD_AT("phase_id = g.id") "AND measure_id = :c ORDER BY starts_on", measure, at, measure);
}

std::vector<services::MarkChange> SqlMeasureStore::mark_changes(MeasureId measure) {
  std::vector<services::MarkChange> out;
  db_.each<bool, Date, std::string, std::string, bool, bool, std::string, Instant>(
      "SELECT c.phase_id IS NOT NULL, coalesce(g.on_date, p.starts_on), coalesce(g.reason, p.reason), coalesce(p.cause, ''), c.in_force, coalesce(g.deleted_at, p.deleted_at) IS NULL, "
      "coalesce(person.name, ''), c.changed_at FROM mark_change c LEFT JOIN ghost g ON g.id = c.ghost_id LEFT JOIN phase p ON "
      "p.id = c.phase_id LEFT JOIN person ON person.id = c.changed_by WHERE c.measure_id = :a ORDER BY c.changed_at DESC, c.id DESC",
      [&](bool phase, Date on, std::string reason, std::string cause, bool in_force, bool stands, std::string by, Instant at) {
        out.push_back({.is_phase = phase, .on = on, .reason = std::move(reason), .cause = std::move(cause), .in_force = in_force, .stands = stands,
                       .by = std::move(by), .at = at});
      },
      measure);
  return out;
}

}  // namespace tributary::store
