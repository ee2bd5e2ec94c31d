// Lists of projects and what can be counted of one. Each filter is a clause that is either there or inert, so that every
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

}  // namespace

ProjectList SqlProjectStore::list(const ProjectFilter& f) {
  ProjectList list;
  // A count for each state, because counting alone reads nothing but an index.
  const std::string count = "SELECT COUNT(*) FROM project p" + where_of(f, false) + " AND p.state = :counted";
  const auto count_of = [&](domain::ProjectState state) {
    if (f.state && *f.state != state) return 0;
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

domain::ProgressFacts SqlProjectStore::counted_facts(domain::ProjectId id) {
  domain::ProgressFacts facts;
  facts.members = db_.value<int>(
      "SELECT COUNT(DISTINCT person_id) FROM role_grant WHERE project_id = :id AND ended_at IS NULL "
      "AND role IN ('team_member', 'patient_partner', 'project_lead')",
      id);
  db_.each<int, int>(
      "SELECT COUNT(*) FILTER (WHERE kind = 'primary'), COUNT(*) FILTER (WHERE kind = 'change_idea') FROM driver "
      "WHERE project_id = :id AND deleted_at IS NULL",
      [&](int primary, int ideas) {
        facts.primary_drivers = primary;
        facts.change_ideas = ideas;
      },
      id);
  db_.each<int, int, int>(
      "SELECT COUNT(*), COUNT(*) FILTER (WHERE target IS NOT NULL), COUNT(*) FILTER (WHERE (SELECT COUNT(*) FROM "
      "(SELECT DISTINCT on_date FROM observation o JOIN import i ON i.id = o.import_id AND i.voided_at IS NULL "
      "WHERE o.measure_id = measure.id AND o.value IS NOT NULL LIMIT :points)) >= :points) "
      "FROM measure WHERE project_id = :id AND deleted_at IS NULL",
      [&](int all, int with_target, int charted) {
        facts.measures = all;
        facts.measures_with_target = with_target;
        facts.measures_charted = charted;
      },
      domain::charted_points, id);
  db_.each<int, int, int, int, int>(
      "SELECT COUNT(*), COUNT(started_at), COUNT(decision), COUNT(*) FILTER (WHERE decision IN ('adopt', 'adapt')), "
      "COUNT(*) FILTER (WHERE decision = 'adopt') FROM test WHERE project_id = :id AND deleted_at IS NULL",
      [&](int planned, int started, int finished, int taken_on, int adopted) {
        facts.tests_planned = planned;
        facts.tests_started = started;
        facts.tests_finished = finished;
        facts.tests_taken_on = taken_on;
        facts.tests_adopted = adopted;
      },
      id);
  db_.each<int, int>(
      "SELECT COUNT(*) FILTER (WHERE c.result = 'held'), COUNT(*) FILTER (WHERE c.result = 'slipped') FROM project p "
      "JOIN later_check c ON c.project_id = p.id AND c.finished_on = p.ended_on WHERE p.id = :id AND p.state = 'finished'",
      [&](int held, int slipped) {
        facts.checks_held = held;
        facts.checks_slipped = slipped;
      },
      id);
  return facts;
}

}  // namespace tributary::store
