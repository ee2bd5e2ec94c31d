// Targets of measures, and the log of their changes: what store/measure_store.hpp declares of them.
#include "store/target_rows.hpp"

#include <algorithm>
#include <unordered_map>

#include "store/connection.hpp"
#include "store/measure_store.hpp"
#include "store/only.hpp"

namespace tributary::store {

using base::Date;
using base::Instant;
using domain::MeasureId;
using domain::PersonId;
using domain::Target;
using domain::TargetId;

namespace {

#define TARGET_COLUMNS "t.id, t.measure_id, t.starts_on, t.value, t.ends_on, t.end_value, t.reason, t.made_by, t.made_at "
#define TARGET_ROWS "SELECT " TARGET_COLUMNS "FROM target t "
#define BY_START "ORDER BY t.starts_on IS NOT NULL, t.starts_on"

template <class Take, class... Args>
void each_target(Connection& db, const char* sql, Take take, const Args&... args) {
  db.each<TargetId, MeasureId, std::optional<Date>, std::optional<double>, std::optional<Date>, std::optional<double>, std::string, PersonId, Instant>(
      sql,
      [&](TargetId id, MeasureId measure, std::optional<Date> starts, std::optional<double> value, std::optional<Date> ends,
          std::optional<double> end_value, std::string reason, PersonId by, Instant at) {
        take(Target{.id = id, .measure = measure, .starts = starts, .value = value, .ends = ends, .end_value = end_value,
                    .reason = std::move(reason), .made_by = by, .made = at});
      },
      args...);
}

template <class... Args>
std::vector<Target> target_rows(Connection& db, const char* sql, const Args&... args) {
  std::vector<Target> out;
  each_target(db, sql, [&](Target target) { out.push_back(std::move(target)); }, args...);
  return out;
}

void log_target(Connection& db, TargetId id, bool in_force, PersonId by, Instant at) {
  db.run("INSERT INTO target_change (target_id, in_force, changed_by, changed_at) VALUES (:a, :b, :c, :d)", id, in_force, by, at);
}

}  // namespace

void read_targets(Connection& db, std::vector<services::StandingMeasure>& measures) {
  if (measures.empty()) return;
  std::string ids = "[";
  std::unordered_map<std::int64_t, domain::Measure*> by_id;
  for (services::StandingMeasure& each : measures) {
    ids += (ids.size() > 1 ? "," : "") + std::to_string(each.measure.id.value);
    by_id.emplace(each.measure.id.value, &each.measure);
  }
  ids += "]";
  each_target(db, TARGET_ROWS "WHERE t.measure_id IN (SELECT value FROM json_each(:a)) AND t.deleted_at IS NULL " BY_START,
              [&](Target target) { by_id.at(target.measure.value)->targets.push_back(std::move(target)); }, ids);
}

TargetId SqlMeasureStore::add_target(const Target& target) {
  const auto id = db_.value<TargetId>(
      "INSERT INTO target (measure_id, starts_on, value, ends_on, end_value, reason, made_by, made_at) VALUES (:a, :b, :c, :d, :e, :f, :g, :h) RETURNING id",
      target.measure, target.starts, target.value, target.ends, target.end_value, target.reason, target.made_by, target.made);
  log_target(db_, id, true, target.made_by, target.made);
  return id;
}

std::optional<Target> SqlMeasureStore::find_target(TargetId id) { return only(target_rows(db_, TARGET_ROWS "WHERE t.id = :a", id)); }

// Logged where it changes anything.
void SqlMeasureStore::set_target_removed(TargetId id, bool removed, PersonId by, Instant now) {
  const auto at = removed ? std::optional(now) : std::nullopt;
  if (db_.run("UPDATE target SET deleted_at = :a WHERE id = :b AND (deleted_at IS NULL) = :c", at, id, removed) == 1) log_target(db_, id, !removed, by, now);
}

std::vector<Target> SqlMeasureStore::targets_at(MeasureId measure, Instant at) {
  return target_rows(db_,
                     TARGET_ROWS "WHERE t.measure_id = :a AND (SELECT c.in_force FROM target_change c WHERE c.target_id = t.id AND "
                                 "c.changed_at <= :b ORDER BY c.id DESC LIMIT 1) = 1 " BY_START,
                     measure, at);
}

std::vector<services::TargetChange> SqlMeasureStore::target_changes(MeasureId measure) {
  std::vector<services::TargetChange> out;
  db_.each<std::optional<Date>, std::optional<double>, std::optional<Date>, std::optional<double>, std::string, bool, bool, std::string, Instant>(
      "SELECT t.starts_on, t.value, t.ends_on, t.end_value, t.reason, c.in_force, t.deleted_at IS NULL, person.name, c.changed_at FROM target_change c "
      "JOIN target t ON t.id = c.target_id JOIN person ON person.id = c.changed_by WHERE t.measure_id = :a ORDER BY c.changed_at DESC, c.id DESC",
      [&](std::optional<Date> starts, std::optional<double> value, std::optional<Date> ends, std::optional<double> end_value, std::string reason,
          bool in_force, bool stands, std::string by, Instant at) {
        out.push_back({.target = {.id = {}, .measure = {}, .starts = starts, .value = value, .ends = ends, .end_value = end_value,
                                  .reason = std::move(reason), .made_by = {}, .made = {}},
                       .in_force = in_force, .stands = stands, .by = std::move(by), .at = at});
      },
      measure);
  return out;
}

}  // namespace tributary::store
