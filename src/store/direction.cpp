#include "store/direction.hpp"

#include <unordered_map>

#include "store/connection.hpp"
#include "store/objective_rows.hpp"
#include "store/project_rows.hpp"

namespace tributary::store {

using domain::ObjectiveId;
using domain::PlaceId;
using services::Direction;
using services::ObjectiveInPlace;

namespace {

struct Work {
  int own = 0, all = 0, here = 0;
};

std::unordered_map<ObjectiveId, Work> count_work(Connection& db, PlaceId place) {
  std::unordered_map<ObjectiveId, Work> work;
  db.each<ObjectiveId, int, int, int>(
      "WITH RECURSIVE below(top, id) AS (SELECT id, id FROM objective WHERE deleted_at IS NULL "
      "UNION SELECT b.top, o.id FROM below b JOIN objective o ON o.parent_id = b.id WHERE o.deleted_at IS NULL) "
      "SELECT b.top, COUNT(DISTINCT CASE WHEN b.id = b.top THEN p.id END), COUNT(DISTINCT p.id), "
      "COUNT(DISTINCT CASE WHEN p.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) THEN p.id END) "
      "FROM below b JOIN project_objective s ON s.objective_id = b.id "
      "JOIN project p ON p.id = s.project_id AND p.state = 'active' AND p.deleted_at IS NULL GROUP BY b.top",
      [&](ObjectiveId id, int own, int all, int here) { work[id] = {.own = own, .all = all, .here = here}; }, place);
  return work;
}

// Depth first from `parent` down; rows are already in the order in which siblings stand.
void append_below(std::optional<ObjectiveId> parent, int depth,
                  const std::map<std::optional<ObjectiveId>, std::vector<const ObjectiveRow*>>& children,
                  const std::unordered_map<ObjectiveId, Work>& work, std::vector<ObjectiveInPlace>& out) {
  const auto found = children.find(parent);
  if (found == children.end()) return;
  for (const ObjectiveRow* row : found->second) {
    const auto counted = work.find(row->objective.id);
    const Work here = counted == work.end() ? Work{} : counted->second;
    out.push_back({.objective = row->objective, .place_name = row->place_name, .depth = depth, .own = here.own,
                   .all = here.all, .here = here.here});
    append_below(row->objective.id, depth + 1, children, work, out);
  }
}

std::vector<ObjectiveInPlace> objectives_of(Connection& db, PlaceId place) {
  const auto rows = objective_rows(
      db,
      OBJECTIVE_SELECT " WHERE o.deleted_at IS NULL AND (o.place_id = :place OR place.system_id = :place "
                       "OR o.place_id = (SELECT system_id FROM place WHERE id = :place)) ORDER BY o.name, o.id",
      place);
  std::map<std::optional<ObjectiveId>, std::vector<const ObjectiveRow*>> children;
  std::unordered_map<ObjectiveId, bool> shown;
  for (const ObjectiveRow& row : rows) shown[row.objective.id] = true;
  for (const ObjectiveRow& row : rows) {
    const auto parent = row.objective.parent;
    children[parent && shown.contains(*parent) ? parent : std::nullopt].push_back(&row);
  }
  std::vector<ObjectiveInPlace> out;
  append_below(std::nullopt, 0, children, count_work(db, place), out);
  return out;
}

constexpr const char* active_here =
    "SELECT COUNT(*) FROM project p WHERE p.state = 'active' AND p.deleted_at IS NULL "
    "AND p.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place)";
constexpr const char* unaligned_here =
    "SELECT COUNT(*) FROM project p WHERE p.state = 'active' AND p.deleted_at IS NULL AND " SERVES_NOTHING
    " AND p.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place)";
constexpr const char* newest_unaligned =
    PROJECT_SUMMARY_SELECT " WHERE p.state = 'active' AND p.deleted_at IS NULL AND " SERVES_NOTHING
    " AND +p.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) ORDER BY p.id DESC LIMIT :most";

}  // namespace

Direction draw_direction(Connection& db, PlaceId place) {
  return {.objectives = objectives_of(db, place),
          .active_projects = db.value<int>(active_here, place),
          .unaligned_projects = db.value<int>(unaligned_here, place),
          .unaligned = project_summaries(db, newest_unaligned, place, services::most_unaligned)};
}

std::shared_ptr<const Direction> DirectionCache::direction(Connection& db, PlaceId place) {
  const auto changes = db.value<std::int64_t>("SELECT changes FROM direction_stamp");
  Kept& kept = [&]() -> Kept& {
    const std::lock_guard lock(mutex_);
    return kept_[place];  // stays where it is: nothing is ever taken out
  }();
  const std::lock_guard lock(kept.mutex);
  if (kept.changes != changes) {
    kept.drawn = std::make_shared<const Direction>(draw_direction(db, place));
    kept.changes = changes;
  }
  return kept.drawn;
}

}  // namespace tributary::store
