#include "store/programme_store.hpp"

#include <algorithm>

#include "store/connection.hpp"

namespace tributary::store {

using base::Date;
using domain::Initiative;
using domain::InitiativeId;
using domain::Programme;
using domain::ProgrammeId;

namespace {

void load_parts(Connection& db, Programme& programme) {
  db.each<InitiativeId, std::string, std::string>(
      "SELECT id, name, about FROM programme_initiative WHERE programme_id = :id AND deleted_at IS NULL ORDER BY id",
      [&](InitiativeId id, std::string name, std::string about) {
        programme.initiatives.push_back({.id = id, .name = std::move(name), .about = std::move(about)});
      },
      programme.id);
  db.each<domain::ProjectId, std::optional<InitiativeId>, Date, std::optional<Date>>(
      "SELECT m.project_id, m.initiative_id, m.joined_on, m.left_on FROM programme_project m "
      "JOIN project p ON p.id = m.project_id AND p.deleted_at IS NULL WHERE m.programme_id = :id ORDER BY m.joined_on, m.project_id",
      [&](domain::ProjectId project, std::optional<InitiativeId> initiative, Date joined, std::optional<Date> left) {
        programme.cohort.push_back({.project = project, .initiative = initiative, .joined = joined, .left = left});
      },
      programme.id);
}

template <class... Args>
std::vector<Programme> programmes(Connection& db, const char* sql, const Args&... args) {
  std::vector<Programme> out;
  db.each<ProgrammeId, std::string, domain::PlaceId, std::optional<domain::GroupId>, std::string, bool, bool, int>(
      sql,
      [&](ProgrammeId id, std::string name, domain::PlaceId place, std::optional<domain::GroupId> group, std::string about,
          bool illustrative, bool deleted, int version) {
        out.push_back({.id = id, .name = std::move(name), .place = place, .steering_group = group, .about = std::move(about),
                       .illustrative = illustrative, .initiatives = {}, .cohort = {}, .deleted = deleted, .version = version});
      },
      args...);
  for (Programme& programme : out) load_parts(db, programme);
  return out;
}

void add_initiative(Connection& db, ProgrammeId programme, const Initiative& initiative) {
  db.run("INSERT INTO programme_initiative (programme_id, name, about) VALUES (:a, :b, :c)", programme, initiative.name,
         initiative.about);
}

void save_initiatives(Connection& db, const Programme& programme, base::Instant now) {
  std::vector<InitiativeId> before;
  db.each<InitiativeId>("SELECT id FROM programme_initiative WHERE programme_id = :id AND deleted_at IS NULL",
                        [&](InitiativeId id) { before.push_back(id); }, programme.id);
  for (const InitiativeId id : before)
    if (std::ranges::find(programme.initiatives, id, &Initiative::id) == programme.initiatives.end())
      db.run("UPDATE programme_initiative SET deleted_at = :a WHERE id = :b", now, id);
  for (const Initiative& initiative : programme.initiatives)
    if (!initiative.id.stored())
      add_initiative(db, programme.id, initiative);
    else
      db.run("UPDATE programme_initiative SET name = :a, about = :b WHERE id = :c AND programme_id = :d", initiative.name,
             initiative.about, initiative.id, programme.id);
}

}  // namespace

ProgrammeId SqlProgrammeStore::add(const Programme& programme, domain::PersonId by, base::Instant now) {
  const auto id = db_.value<ProgrammeId>(
      "INSERT INTO programme (name, place_id, steering_group_id, about, illustrative, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g) RETURNING id",
      programme.name, programme.place, programme.steering_group, programme.about, programme.illustrative, now, by);
  for (const Initiative& initiative : programme.initiatives) add_initiative(db_, id, initiative);
  return id;
}

bool SqlProgrammeStore::update(const Programme& programme, int expected, base::Instant now) {
  const auto touched = db_.run(
      "UPDATE programme SET name = :a, steering_group_id = :b, about = :c, illustrative = :d, version = version + 1 "
      "WHERE id = :e AND version = :f AND deleted_at IS NULL",
      programme.name, programme.steering_group, programme.about, programme.illustrative, programme.id, expected);
  if (touched == 0) return false;
  save_initiatives(db_, programme, now);
  return true;
}

bool SqlProgrammeStore::set_deleted(ProgrammeId id, std::optional<base::Instant> at, int expected) {
  return db_.run("UPDATE programme SET deleted_at = :at, version = version + 1 WHERE id = :id AND version = :v", at, id,
                 expected) == 1;
}

std::optional<Programme> SqlProgrammeStore::find(ProgrammeId id) {
  auto found = programmes(db_,
                          "SELECT id, name, place_id, steering_group_id, about, illustrative, deleted_at IS NOT NULL, version "
                          "FROM programme WHERE id = :id",
                          id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Programme> SqlProgrammeStore::at_place(domain::PlaceId place) {
  return programmes(db_,
                    "SELECT id, name, place_id, steering_group_id, about, illustrative, deleted_at IS NOT NULL, version "
                    "FROM programme WHERE deleted_at IS NULL "
                    "AND place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) ORDER BY name, id",
                    place);
}

std::vector<Programme> SqlProgrammeStore::reaching(domain::PlaceId place) {
  return programmes(db_,
                    "SELECT id, name, place_id, steering_group_id, about, illustrative, deleted_at IS NOT NULL, version "
                    "FROM programme WHERE deleted_at IS NULL "
                    "AND (place_id IN (SELECT id FROM place WHERE id = :place OR system_id = :place) OR id IN (SELECT m.programme_id "
                    "FROM project p JOIN programme_project m ON m.project_id = p.id AND m.left_on IS NULL "
                    "WHERE p.place_id = :place AND p.deleted_at IS NULL)) ORDER BY name, id",
                    place);
}

std::vector<Programme> SqlProgrammeStore::of_project(domain::ProjectId project) {
  return programmes(db_,
                    "SELECT g.id, g.name, g.place_id, g.steering_group_id, g.about, g.illustrative, 0, g.version "
                    "FROM programme g JOIN programme_project m ON m.programme_id = g.id "
                    "WHERE m.project_id = :project AND m.left_on IS NULL AND g.deleted_at IS NULL ORDER BY g.name, g.id",
                    project);
}

void SqlProgrammeStore::set_cohort_member(ProgrammeId programme, const domain::CohortMember& member) {
  db_.run("INSERT INTO programme_project (programme_id, project_id, initiative_id, joined_on, left_on) VALUES (:a, :b, :c, :d, :e) "
          "ON CONFLICT (programme_id, project_id) DO UPDATE SET initiative_id = excluded.initiative_id, "
          "joined_on = excluded.joined_on, left_on = excluded.left_on",
          programme, member.project, member.initiative, member.joined, member.left);
}

}  // namespace tributary::store
