#include "store/objective_store.hpp"

#include "store/connection.hpp"
#include "store/objective_rows.hpp"

namespace tributary::store {

using domain::Objective;
using domain::ObjectiveId;

ObjectiveId SqlObjectiveStore::add(const Objective& o, domain::PersonId by, base::Instant now) {
  return db_.value<ObjectiveId>(
      "INSERT INTO objective (place_id, parent_id, name, dimension, aim_measure, measure_id, unit, from_value, from_on, "
      "to_value, by_on, fixed, yours, why_here, source, illustrative, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, :o, :p, :q, :r) RETURNING id",
      o.place, o.parent, o.name, o.dimension, o.aim.measure, o.aim.measured, o.aim.unit, o.aim.from, o.aim.from_on, o.aim.to,
      o.aim.by, o.fixed, o.yours, o.why_here, o.source, o.illustrative, now, by);
}

bool SqlObjectiveStore::update(const Objective& o, int expected) {
  return db_.run(
             "UPDATE objective SET parent_id = :a, name = :b, dimension = :c, aim_measure = :d, measure_id = :e, unit = :f, "
             "from_value = :g, from_on = :h, to_value = :i, by_on = :j, fixed = :k, yours = :l, why_here = :m, source = :n, "
             "illustrative = :o, version = version + 1 WHERE id = :p AND version = :q AND deleted_at IS NULL",
             o.parent, o.name, o.dimension, o.aim.measure, o.aim.measured, o.aim.unit, o.aim.from, o.aim.from_on, o.aim.to,
             o.aim.by, o.fixed, o.yours, o.why_here, o.source, o.illustrative, o.id, expected) == 1;
}

bool SqlObjectiveStore::set_deleted(ObjectiveId id, std::optional<base::Instant> at, int expected) {
  return db_.run("UPDATE objective SET deleted_at = :at, version = version + 1 WHERE id = :id AND version = :v", at, id,
                 expected) == 1;
}

std::optional<Objective> SqlObjectiveStore::find(ObjectiveId id) {
  auto found = objective_rows(db_, OBJECTIVE_SELECT " WHERE o.id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front().objective);
}

std::vector<ObjectiveId> SqlObjectiveStore::upward(ObjectiveId id) {
  std::vector<ObjectiveId> out;
  // UNION, not UNION ALL: even a loop, which can't be, would end.
  db_.each<ObjectiveId>(
      "WITH RECURSIVE up(id, steps) AS (SELECT id, 0 FROM objective WHERE id = :id "
      "UNION SELECT o.parent_id, steps + 1 FROM up JOIN objective o ON o.id = up.id "
      "WHERE o.parent_id IS NOT NULL AND steps < 100) SELECT id FROM up ORDER BY steps",
      [&](ObjectiveId each) { out.push_back(each); }, id);
  return out;
}

std::vector<Objective> SqlObjectiveStore::serving(ObjectiveId parent) {
  std::vector<Objective> out;
  for (auto& row : objective_rows(db_, OBJECTIVE_SELECT " WHERE o.parent_id = :id AND o.deleted_at IS NULL ORDER BY o.name, o.id", parent))
    out.push_back(std::move(row.objective));
  return out;
}

std::vector<Objective> SqlObjectiveStore::of_project(domain::ProjectId project) {
  std::vector<Objective> out;
  for (auto& row : objective_rows(db_,
                                  OBJECTIVE_SELECT " JOIN project_objective s ON s.objective_id = o.id "
                                                   "WHERE s.project_id = :id AND o.deleted_at IS NULL ORDER BY o.name, o.id",
                                  project))
    out.push_back(std::move(row.objective));
  return out;
}

}  // namespace tributary::store
