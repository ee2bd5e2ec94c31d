#include "store/project_store.hpp"

#include <algorithm>

#include "store/connection.hpp"
#include "store/project_rows.hpp"

namespace tributary::store {

using base::Date;
using domain::LaterCheck;
using domain::Project;
using domain::ProjectId;
using std::optional;
using std::string;

namespace {

void save_claims(Connection& db, const Project& project, domain::PersonId by, base::Instant now) {
  std::vector<domain::ObjectiveId> before;
  db.each<domain::ObjectiveId>("SELECT objective_id FROM project_objective WHERE project_id = :id",
                               [&](domain::ObjectiveId id) { before.push_back(id); }, project.id);
  for (const domain::ObjectiveId id : before)
    if (std::find(project.serves.begin(), project.serves.end(), id) == project.serves.end())
      db.run("DELETE FROM project_objective WHERE project_id = :a AND objective_id = :b", project.id, id);
  for (const domain::ObjectiveId id : project.serves)
    db.run("INSERT INTO project_objective (project_id, objective_id, claimed_by, claimed_at) VALUES (:a, :b, :c, :d) "
           "ON CONFLICT DO NOTHING",
           project.id, id, by, now);
}

}  // namespace

ProjectId SqlProjectStore::add(const Project& p, base::Instant now) {
  Project stored = p;
  const auto& aim = p.aim_in_numbers;
  stored.id = db_.value<ProjectId>(
      "INSERT INTO project (name, team_id, place_id, aim, aim_measure, aim_measure_id, aim_unit, aim_from, aim_from_on, aim_to, "
      "aim_by, origin, serves_none, state, review_on, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, :o, :p, :q) RETURNING id",
      p.name, p.team, p.place, p.aim, aim.measure, aim.measured, aim.unit, aim.from, aim.from_on, aim.to, aim.by, p.origin,
      p.serves_none, p.state, p.review, now, p.created_by);
  save_claims(db_, stored, p.created_by, now);
  return stored.id;
}

bool SqlProjectStore::update(const Project& p, domain::PersonId by, int expected, base::Instant now) {
  const auto& aim = p.aim_in_numbers;
  optional<domain::PersonId> agreed_by;
  optional<Date> agreed_on;
  if (p.agreement) {
    agreed_by = p.agreement->by;
    agreed_on = p.agreement->on;
  }
  const auto touched = db_.run(
      "UPDATE project SET name = :a, team_id = :b, place_id = :c, aim = :d, aim_measure = :e, aim_measure_id = :f, aim_unit = :g, "
      "aim_from = :h, aim_from_on = :i, aim_to = :j, aim_by = :k, origin = :l, origin_agreed_by = :m, origin_agreed_on = :n, "
      "serves_none = :o, state = :p, ended_on = :q, owner_after = :r, review_on = :s, "
      "version = version + 1 WHERE id = :t AND version = :u AND deleted_at IS NULL",
      p.name, p.team, p.place, p.aim, aim.measure, aim.measured, aim.unit, aim.from, aim.from_on, aim.to, aim.by, p.origin,
      agreed_by, agreed_on, p.serves_none, p.state, p.ended, p.owner_after, p.review, p.id, expected);
  if (touched == 0) return false;
  save_claims(db_, p, by, now);
  return true;
}

bool SqlProjectStore::set_deleted(ProjectId id, optional<base::Instant> at, int expected) {
  return db_.run("UPDATE project SET deleted_at = :at, version = version + 1 WHERE id = :id AND version = :v", at, id, expected) == 1;
}

optional<Project> SqlProjectStore::find(ProjectId wanted) {
  optional<Project> found;
  db_.each<ProjectId, string, domain::TeamId, domain::PlaceId, string, string, optional<domain::MeasureId>, string,
           optional<double>, optional<Date>, optional<double>, optional<Date>, domain::Origin, optional<domain::PersonId>,
           optional<Date>, bool, domain::ProjectState, optional<Date>, string, optional<Date>, base::Instant,
           domain::PersonId, bool, int>(
      "SELECT id, name, team_id, place_id, aim, aim_measure, aim_measure_id, aim_unit, aim_from, aim_from_on, aim_to, aim_by, "
      "origin, origin_agreed_by, origin_agreed_on, serves_none, state, ended_on, owner_after, "
      "review_on, created_at, created_by, deleted_at IS NOT NULL, version FROM project WHERE id = :id",
      [&](ProjectId id, string name, domain::TeamId team, domain::PlaceId place, string aim, string measure,
          optional<domain::MeasureId> measured, string unit, optional<double> from, optional<Date> from_on, optional<double> to,
          optional<Date> by, domain::Origin origin, optional<domain::PersonId> agreed_by, optional<Date> agreed_on,
          bool serves_none, domain::ProjectState state, optional<Date> ended,
          string owner_after, optional<Date> review, base::Instant created, domain::PersonId created_by, bool deleted, int version) {
        found = Project{.id = id, .name = std::move(name), .team = team, .place = place, .aim = std::move(aim),
                        .aim_in_numbers = {.measure = std::move(measure), .measured = measured, .unit = std::move(unit),
                                           .from = from, .from_on = from_on, .to = to, .by = by},
                        .origin = origin, .agreement = {}, .serves = {}, .serves_none = serves_none,
                        .state = state, .ended = ended, .owner_after = std::move(owner_after), .review = review, .created = created,
                        .created_by = created_by, .deleted = deleted, .version = version};
        if (agreed_by && agreed_on) found->agreement = domain::OriginAgreement{.by = *agreed_by, .on = *agreed_on};
      },
      wanted);
  if (found)
    db_.each<domain::ObjectiveId>("SELECT objective_id FROM project_objective WHERE project_id = :id ORDER BY objective_id",
                                  [&](domain::ObjectiveId id) { found->serves.push_back(id); }, wanted);
  return found;
}

optional<services::ProjectSummary> SqlProjectStore::summary(ProjectId id) {
  auto found = project_summaries(db_, PROJECT_SUMMARY_SELECT " WHERE p.id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<services::TestOfProject> SqlProjectStore::tests(ProjectId project) {
  std::vector<services::TestOfProject> out;
  db_.each<domain::TestId, string, optional<domain::TestId>, optional<domain::DriverId>, optional<Date>, optional<Date>, string>(
      "SELECT id, name, previous_id, change_idea_id, started_on, ended_on, COALESCE(decision, '') FROM test "
      "WHERE project_id = :id AND deleted_at IS NULL ORDER BY id",
      [&](domain::TestId id, string name, optional<domain::TestId> previous, optional<domain::DriverId> idea,
          optional<Date> started, optional<Date> ended, string decision) {
        out.push_back({.id = id, .name = std::move(name), .previous = previous, .change_idea = idea, .started = started,
                       .ended = ended, .decision = std::move(decision)});
      },
      project);
  return out;
}

std::vector<LaterCheck> SqlProjectStore::later_checks(ProjectId id) {
  std::vector<LaterCheck> out;
  db_.each<int, Date, optional<domain::CheckResult>, optional<domain::PersonId>, string, optional<base::Instant>, int>(
      "SELECT c.months, c.due_on, c.result, c.recorded_by, COALESCE(person.name, ''), c.recorded_at, c.version FROM project p "
      "JOIN later_check c ON c.project_id = p.id AND c.finished_on = p.ended_on "
      "LEFT JOIN person ON person.id = c.recorded_by WHERE p.id = :id AND p.state = 'finished' ORDER BY c.months",
      [&](int months, Date due, optional<domain::CheckResult> result, optional<domain::PersonId> by, string name,
          optional<base::Instant> at, int version) {
        out.push_back({.months = months, .due = due, .result = result, .recorded_by = by, .recorded_by_name = std::move(name),
                       .recorded_at = at, .version = version});
      },
      id);
  return out;
}

void SqlProjectStore::add_later_checks(ProjectId id, Date finished, const std::vector<LaterCheck>& checks) {
  for (const LaterCheck& check : checks)
    db_.run("INSERT INTO later_check (project_id, finished_on, months, due_on) VALUES (:a, :b, :c, :d) ON CONFLICT DO NOTHING", id,
            finished, check.months, check.due);
}

void SqlProjectStore::record_later_check(ProjectId id, Date finished, const LaterCheck& check) {
  db_.run("UPDATE later_check SET result = :a, recorded_by = :b, recorded_at = :c, version = version + 1 "
          "WHERE project_id = :d AND finished_on = :e AND months = :f",
          check.result, check.recorded_by, check.recorded_at, id, finished, check.months);
}

domain::TeamAnswers SqlProjectStore::team_answers(ProjectId id) {
  domain::TeamAnswers answers;
  db_.each<string, bool, int>("SELECT question, yes, version FROM team_answer WHERE project_id = :id",
                              [&](string question, bool yes, int version) { answers[std::move(question)] = {.yes = yes, .version = version}; }, id);
  return answers;
}

void SqlProjectStore::set_team_answer(ProjectId id, std::string_view question, bool yes, domain::PersonId by, base::Instant now) {
  db_.run("INSERT INTO team_answer (project_id, question, yes, answered_by, answered_at) VALUES (:a, :b, :c, :d, :e) "
          "ON CONFLICT (project_id, question) DO UPDATE SET yes = excluded.yes, answered_by = excluded.answered_by, "
          "answered_at = excluded.answered_at, version = version + 1",
          id, question, yes, by, now);
}

}  // namespace tributary::store
