// Lists of projects. Each filter is a clause that is either there or inert, so that every
// combination binds the same arguments.
#include "store/connection.hpp"
#include "store/project_rows.hpp"
#include "store/project_store.hpp"

namespace tributary::store {

using services::ProjectFilter;
using services::ProjectList;

namespace {

// `plus` keeps SQLite from choosing the index of places: a page of the newest is found quicker by walking them backwards.
std::string where_of(const ProjectFilter& filter, bool plus) {
  std::string sql = " WHERE p.deleted_at IS NULL";
  const auto clause = [&](bool asked, const char* active, const char* inert) { sql += asked ? active : inert; };
  const char* in_place = plus ? " AND +p.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place)"
                              : " AND p.place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place)";
  clause(filter.place.has_value(), in_place, " AND :place IS NULL");
  clause(filter.team.has_value(), " AND p.team_id = :team", " AND :team IS NULL");
  clause(filter.organisation.has_value(), " AND p.team_id IN (SELECT id FROM team WHERE organisation_id = :organisation)",
         " AND :organisation IS NULL");
  clause(filter.programme.has_value(),
         " AND p.id IN (SELECT project_id FROM programme_project WHERE programme_id = :programme AND left_on IS NULL)",
         " AND :programme IS NULL");
  clause(filter.objective.has_value(),
         " AND p.id IN (WITH RECURSIVE below(id) AS (SELECT :objective UNION SELECT o.id FROM below b "
         "JOIN objective o ON o.parent_id = b.id WHERE o.deleted_at IS NULL) "
         "SELECT s.project_id FROM below JOIN project_objective s ON s.objective_id = below.id)",
         " AND :objective IS NULL");
  clause(filter.state.has_value(), " AND p.state = :state", " AND :state IS NULL");
  clause(filter.member.has_value(),
         " AND p.id IN (SELECT project_id FROM role_grant WHERE person_id = :member AND ended_at IS NULL AND project_id IS NOT NULL)",
         " AND :member IS NULL");
  if (filter.unaligned) sql += " AND " SERVES_NOTHING;
  return sql;
}

// By place alone they are kept as they change: walking the index of a place's 10,000 was half the time of its list.
int count_in_place(Connection& db, const ProjectFilter& filter, domain::ProjectState state) {
  return db.value<int>("SELECT COALESCE(SUM(projects), 0) FROM project_count WHERE state = :state AND (:none OR place_id IN "
                       "(SELECT id FROM place WHERE id = :place OR system_id = :same))",
                       state, !filter.place.has_value(), filter.place, filter.place);
}

}  // namespace

ProjectList SqlProjectStore::list(const ProjectFilter& f) {
  ProjectList list;
  const bool by_place = !f.team && !f.organisation && !f.programme && !f.objective && !f.member && !f.unaligned;
  // A count for each state, because counting alone reads nothing but an index.
  const std::string count = "SELECT COUNT(*) FROM project p" + where_of(f, false) + " AND p.state = :counted";
  const auto count_of = [&](domain::ProjectState state) {
    if (f.state && *f.state != state) return 0;
    if (by_place) return count_in_place(db_, f, state);
    return db_.value<int>(count, f.place, f.team, f.organisation, f.programme, f.objective, f.state, f.member, state);
  };
  list.active = count_of(domain::ProjectState::active);
  list.finished = count_of(domain::ProjectState::finished);
  list.stopped = count_of(domain::ProjectState::stopped);
  list.total = list.active + list.finished + list.stopped;
  list.projects = project_summaries(db_, PROJECT_SUMMARY_SELECT + where_of(f, true) + " ORDER BY p.id DESC LIMIT :limit OFFSET :offset",
                                    f.place, f.team, f.organisation, f.programme, f.objective, f.state, f.member, f.limit, f.offset);
  return list;
}

}  // namespace tributary::store
