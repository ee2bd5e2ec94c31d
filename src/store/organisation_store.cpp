#include "store/organisation_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using base::Date;
using domain::Group;
using domain::GroupId;
using domain::Organisation;
using domain::OrganisationId;
using domain::Team;
using domain::TeamId;

namespace {

void load_parts(Connection& db, Organisation& organisation) {
  db.each<std::string, std::string>(
      "SELECT scheme, value FROM code WHERE organisation_id = :id ORDER BY scheme, value",
      [&](std::string scheme, std::string value) { organisation.codes.push_back({std::move(scheme), std::move(value)}); },
      organisation.id);
  db.each<domain::PlaceId, std::optional<Date>, std::optional<Date>>(
      "SELECT place_id, from_on, to_on FROM organisation_place WHERE organisation_id = :id ORDER BY place_id",
      [&](domain::PlaceId place, std::optional<Date> from, std::optional<Date> to) {
        organisation.serves.push_back({.place = place, .from = from, .to = to});
      },
      organisation.id);
  db.each<OrganisationId, std::optional<Date>, std::string>(
      "SELECT successor_id, on_date, note FROM organisation_successor WHERE organisation_id = :id ORDER BY successor_id",
      [&](OrganisationId successor, std::optional<Date> on, std::string note) {
        organisation.successors.push_back({.organisation = successor, .on = on, .note = std::move(note)});
      },
      organisation.id);
}

void save_parts(Connection& db, const Organisation& organisation) {
  db.run("DELETE FROM code WHERE organisation_id = :id", organisation.id);
  db.run("DELETE FROM organisation_place WHERE organisation_id = :id", organisation.id);
  db.run("DELETE FROM organisation_successor WHERE organisation_id = :id", organisation.id);
  for (const domain::Code& code : organisation.codes)
    db.run("INSERT INTO code (scheme, value, organisation_id) VALUES (:a, :b, :c)", code.scheme, code.value, organisation.id);
  for (const domain::Service& service : organisation.serves)
    db.run("INSERT INTO organisation_place (organisation_id, place_id, from_on, to_on) VALUES (:a, :b, :c, :d)",
           organisation.id, service.place, service.from, service.to);
  for (const domain::Successor& successor : organisation.successors)
    db.run("INSERT INTO organisation_successor (organisation_id, successor_id, on_date, note) VALUES (:a, :b, :c, :d)",
           organisation.id, successor.organisation, successor.on, successor.note);
}

template <class... Args>
std::vector<Organisation> organisations(Connection& db, const char* sql, const Args&... args) {
  std::vector<Organisation> out;
  db.each<OrganisationId, domain::OrganisationKind, std::string, bool, std::optional<Date>, std::optional<Date>, std::string, int>(
      sql,
      [&](OrganisationId id, domain::OrganisationKind kind, std::string name, bool illustrative, std::optional<Date> opened,
          std::optional<Date> closed, std::string source, int version) {
        out.push_back({.id = id, .kind = kind, .name = std::move(name), .illustrative = illustrative, .opened = opened,
                       .closed = closed, .source = std::move(source), .codes = {}, .serves = {}, .successors = {},
                       .version = version});
      },
      args...);
  for (Organisation& organisation : out) load_parts(db, organisation);
  return out;
}

#define TEAM_ROWS "SELECT id, organisation_id, name, dissolved_on, successor_id, version FROM team "

template <class... Args>
std::vector<Team> teams(Connection& db, const char* sql, const Args&... args) {
  std::vector<Team> out;
  db.each<TeamId, OrganisationId, std::string, std::optional<base::Date>, std::optional<TeamId>, int>(
      sql,
      [&](TeamId id, OrganisationId organisation, std::string name, std::optional<base::Date> dissolved, std::optional<TeamId> successor,
          int version) {
        out.push_back({.id = id, .organisation = organisation, .name = std::move(name), .dissolved = dissolved, .successor = successor,
                       .version = version});
      },
      args...);
  return out;
}

template <class... Args>
std::vector<Group> groups(Connection& db, const char* sql, const Args&... args) {
  std::vector<Group> out;
  db.each<GroupId, domain::GroupKind, std::string, domain::PlaceId, std::string, std::string, bool, int>(
      sql,
      [&](GroupId id, domain::GroupKind kind, std::string name, domain::PlaceId place, std::string about, std::string source,
          bool illustrative, int version) {
        out.push_back({.id = id, .kind = kind, .name = std::move(name), .place = place, .about = std::move(about),
                       .source = std::move(source), .illustrative = illustrative, .members = {}, .version = version});
      },
      args...);
  for (Group& group : out)
    db.each<domain::GroupMemberId, std::optional<OrganisationId>, std::optional<domain::PersonId>, std::string,
            std::optional<Date>, std::optional<Date>>(
        "SELECT id, organisation_id, person_id, part, from_on, to_on FROM grouping_member WHERE grouping_id = :id ORDER BY id",
        [&](domain::GroupMemberId id, std::optional<OrganisationId> organisation, std::optional<domain::PersonId> person,
            std::string part, std::optional<Date> from, std::optional<Date> to) {
          group.members.push_back({.id = id, .organisation = organisation, .person = person, .part = std::move(part),
                                   .from = from, .to = to});
        },
        group.id);
  return out;
}

void save_members(Connection& db, const Group& group) {
  db.run("DELETE FROM grouping_member WHERE grouping_id = :id", group.id);
  for (const domain::GroupMember& member : group.members)
    db.run("INSERT INTO grouping_member (grouping_id, organisation_id, person_id, part, from_on, to_on) "
           "VALUES (:a, :b, :c, :d, :e, :f)",
           group.id, member.organisation, member.person, member.part, member.from, member.to);
}

template <class T>
std::optional<T> first_of(std::vector<T> found) {
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

}  // namespace

OrganisationId SqlOrganisationStore::add(const Organisation& organisation, base::Instant now) {
  Organisation stored = organisation;
  stored.id = db_.value<OrganisationId>(
      "INSERT INTO organisation (kind, name, illustrative, opened_on, closed_on, source, created_at) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g) RETURNING id",
      organisation.kind, organisation.name, organisation.illustrative, organisation.opened, organisation.closed,
      organisation.source, now);
  save_parts(db_, stored);
  return stored.id;
}

bool SqlOrganisationStore::update(const Organisation& organisation, int expected) {
  const auto touched = db_.run(
      "UPDATE organisation SET kind = :a, name = :b, illustrative = :c, opened_on = :d, closed_on = :e, source = :f, "
      "version = version + 1 WHERE id = :g AND version = :h AND deleted_at IS NULL",
      organisation.kind, organisation.name, organisation.illustrative, organisation.opened, organisation.closed,
      organisation.source, organisation.id, expected);
  if (touched == 0) return false;
  save_parts(db_, organisation);
  return true;
}

std::optional<Organisation> SqlOrganisationStore::find(OrganisationId id) {
  return first_of(organisations(db_,
                                "SELECT id, kind, name, illustrative, opened_on, closed_on, source, version FROM organisation "
                                "WHERE id = :id AND deleted_at IS NULL",
                                id));
}

std::optional<OrganisationId> SqlOrganisationStore::find_by_code(std::string_view scheme, std::string_view value) {
  const auto row = db_.one<OrganisationId>(
      "SELECT organisation_id FROM code WHERE scheme = :a AND value = :b AND organisation_id IS NOT NULL", scheme, value);
  if (!row) return std::nullopt;
  return std::get<0>(*row);
}

std::vector<Organisation> SqlOrganisationStore::all() {
  return organisations(db_,
                       "SELECT id, kind, name, illustrative, opened_on, closed_on, source, version FROM organisation "
                       "WHERE deleted_at IS NULL ORDER BY name, id");
}

std::vector<Organisation> SqlOrganisationStore::serving(domain::PlaceId place) {
  return organisations(db_,
                       "SELECT o.id, o.kind, o.name, o.illustrative, o.opened_on, o.closed_on, o.source, o.version "
                       "FROM organisation o JOIN organisation_place p ON p.organisation_id = o.id "
                       "WHERE p.place_id = :place AND o.deleted_at IS NULL ORDER BY o.name, o.id",
                       place);
}

std::vector<OrganisationId> SqlOrganisationStore::predecessors(OrganisationId id) {
  std::vector<OrganisationId> out;
  db_.each<OrganisationId>(
      "SELECT organisation_id FROM organisation_successor WHERE successor_id = :id ORDER BY organisation_id",
      [&](OrganisationId each) { out.push_back(each); }, id);
  return out;
}

TeamId SqlOrganisationStore::add_team(const Team& team, base::Instant now) {
  return db_.value<TeamId>("INSERT INTO team (organisation_id, name, created_at) VALUES (:a, :b, :c) RETURNING id",
                           team.organisation, team.name, now);
}

bool SqlOrganisationStore::update_team(const Team& team, int expected) {
  return db_.run("UPDATE team SET name = :a, version = version + 1 WHERE id = :b AND version = :c AND deleted_at IS NULL", team.name,
                 team.id, expected) == 1;
}

std::optional<Team> SqlOrganisationStore::find_team(TeamId id) {
  return first_of(teams(db_, TEAM_ROWS "WHERE id = :id AND deleted_at IS NULL", id));
}

std::vector<Team> SqlOrganisationStore::teams_of(OrganisationId organisation) {
  return teams(db_,
               TEAM_ROWS "WHERE organisation_id = :o AND deleted_at IS NULL "
               "ORDER BY name, id",
               organisation);
}

std::vector<Team> SqlOrganisationStore::all_teams() {
  return teams(db_, TEAM_ROWS "WHERE deleted_at IS NULL ORDER BY name, id");
}

bool SqlOrganisationStore::set_dissolution(const Team& team, domain::PersonId by, int expected) {
  return db_.run("UPDATE team SET dissolved_on = :a, successor_id = :b, dissolved_by = :c, version = version + 1 WHERE id = :d AND version = :e",
                 team.dissolved, team.successor, by, team.id, expected) == 1;
}

void SqlOrganisationStore::set_moved_with(TeamId id, const std::vector<domain::ProjectId>& projects) {
  db_.run("DELETE FROM team_move WHERE team_id = :a", id);
  for (const domain::ProjectId each : projects) db_.run("INSERT INTO team_move (team_id, project_id) VALUES (:a, :b)", id, each);
}

std::vector<domain::ProjectId> SqlOrganisationStore::moved_with(TeamId id) {
  std::vector<domain::ProjectId> out;
  db_.each<domain::ProjectId>("SELECT project_id FROM team_move WHERE team_id = :a ORDER BY project_id",
                              [&](domain::ProjectId each) { out.push_back(each); }, id);
  return out;
}

GroupId SqlOrganisationStore::add_group(const Group& group, base::Instant now) {
  Group stored = group;
  stored.id = db_.value<GroupId>(
      "INSERT INTO grouping (kind, name, place_id, about, source, illustrative, created_at) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g) RETURNING id",
      group.kind, group.name, group.place, group.about, group.source, group.illustrative, now);
  save_members(db_, stored);
  return stored.id;
}

bool SqlOrganisationStore::update_group(const Group& group, int expected) {
  const auto touched = db_.run(
      "UPDATE grouping SET kind = :a, name = :b, about = :c, source = :d, version = version + 1 "
      "WHERE id = :e AND version = :f AND deleted_at IS NULL",
      group.kind, group.name, group.about, group.source, group.id, expected);
  if (touched == 0) return false;
  save_members(db_, group);
  return true;
}

std::optional<Group> SqlOrganisationStore::find_group(GroupId id) {
  return first_of(groups(db_,
                         "SELECT id, kind, name, place_id, about, source, illustrative, version FROM grouping "
                         "WHERE id = :id AND deleted_at IS NULL",
                         id));
}

std::vector<Group> SqlOrganisationStore::groups_of(domain::PlaceId place) {
  return groups(db_,
                "SELECT id, kind, name, place_id, about, source, illustrative, version FROM grouping "
                "WHERE place_id = :place AND deleted_at IS NULL ORDER BY name, id",
                place);
}

std::vector<Group> SqlOrganisationStore::groups_with(domain::PersonId member, base::Date on) {
  return groups(db_,
                "SELECT id, kind, name, place_id, about, source, illustrative, version FROM grouping WHERE deleted_at IS NULL AND id IN "
                "(SELECT grouping_id FROM grouping_member WHERE person_id = :a AND (from_on IS NULL OR from_on <= :b) AND "
                "(to_on IS NULL OR to_on >= :b)) ORDER BY name, id",
                member, on);
}

}  // namespace tributary::store
