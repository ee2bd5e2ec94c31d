#include "store/test_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using domain::Test;
using domain::TestId;

namespace {

using MaybeDate = std::optional<base::Date>;
using MaybeTime = std::optional<base::Instant>;

#define TEST_COLUMNS                                                                                                   \
  "SELECT id, project_id, previous_id, change_idea_id, name, planned_from, planned_to, started_at, started_on, " \
  "first_started_at, first_started_on, ended_on, decision, decided_at, created_at, created_by, deleted_at, version FROM test "

template <class... Args>
std::vector<Test> tests(Connection& db, const char* sql, const Args&... args) {
  std::vector<Test> out;
  db.each<TestId, domain::ProjectId, std::optional<TestId>, std::optional<domain::DriverId>, std::string, MaybeDate, MaybeDate,
          MaybeTime, MaybeDate, MaybeTime, MaybeDate, MaybeDate, std::optional<domain::Decision>, MaybeTime, base::Instant,
          domain::PersonId, MaybeTime, int>(
      sql,
      [&](TestId id, domain::ProjectId project, std::optional<TestId> previous, std::optional<domain::DriverId> idea,
          std::string name, MaybeDate planned_from, MaybeDate planned_to, MaybeTime started, MaybeDate started_on,
          MaybeTime first_started, MaybeDate first_started_on, MaybeDate ended_on, std::optional<domain::Decision> decision, MaybeTime decided, base::Instant created,
          domain::PersonId created_by, MaybeTime deleted, int version) {
        out.push_back({.id = id, .project = project, .previous = previous, .change_idea = idea, .name = std::move(name),
                       .planned_from = planned_from, .planned_to = planned_to, .started = started, .started_on = started_on,
                       .first_started = first_started, .first_started_on = first_started_on, .ended_on = ended_on, .decision = decision, .decided = decided, .created = created,
                       .created_by = created_by, .deleted = deleted, .version = version});
      },
      args...);
  return out;
}

}  // namespace

TestId SqlTestStore::add(const Test& test) {
  return db_.value<TestId>(
      "INSERT INTO test (project_id, previous_id, change_idea_id, name, planned_from, planned_to, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h) RETURNING id",
      test.project, test.previous, test.change_idea, test.name, test.planned_from, test.planned_to, test.created,
      test.created_by);
}

bool SqlTestStore::update(const Test& test, int expected) {
  return db_.run("UPDATE test SET previous_id = :a, change_idea_id = :b, name = :c, planned_from = :d, planned_to = :e, "
                 "started_at = :f, started_on = :g, first_started_at = :h, first_started_on = :i, ended_on = :j, decision = :k, "
                 "decided_at = :l, deleted_at = :m, version = version + 1 WHERE id = :n AND version = :o",
                 test.previous, test.change_idea, test.name, test.planned_from, test.planned_to, test.started, test.started_on,
                 test.first_started, test.first_started_on, test.ended_on, test.decision, test.decided, test.deleted, test.id, expected) == 1;
}

std::optional<Test> SqlTestStore::find(TestId id) {
  auto found = tests(db_, TEST_COLUMNS "WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Test> SqlTestStore::of_project(domain::ProjectId project) {
  return tests(db_, TEST_COLUMNS "WHERE project_id = :id AND deleted_at IS NULL ORDER BY id", project);
}

bool SqlTestStore::is_change_idea(domain::DriverId driver, domain::ProjectId project) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM driver WHERE id = :a AND project_id = :b AND kind = 'change_idea' AND "
                         "deleted_at IS NULL)",
                         driver, project);
}

}  // namespace tributary::store
