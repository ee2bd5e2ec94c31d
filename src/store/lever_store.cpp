#include "store/lever_store.hpp"

#include "store/connection.hpp"
#include "store/only.hpp"

#define LEVER_SELECT                                                                                              \
  "SELECT l.id, l.place_id, l.kind, l.level, l.name, l.about, l.holder_place_id, l.holder_organisation_id, "     \
  "l.holder_grouping_id, l.from_on, l.to_on, l.source, l.illustrative, l.deleted_at IS NOT NULL, l.version FROM lever l"
#define INVESTMENT_SELECT                                                                                     \
  "SELECT i.id, i.place_id, i.name, i.about, i.objective_id, i.pounds, i.from_on, i.to_on, i.pooled, i.source, " \
  "i.illustrative, i.deleted_at IS NOT NULL, i.version FROM investment i"
#define RETURN_SELECT                                                                                             \
  "SELECT r.id, r.place_id, r.name, r.about, r.asker_place_id, r.asker_organisation_id, r.asker_grouping_id, "   \
  "r.asked_of, r.times_a_year, r.teams_asked, r.source, r.illustrative, r.deleted_at IS NOT NULL, r.version FROM return_request r"
// What stands at the place, above it and below it.
#define AROUND_PLACE \
  " IN (SELECT id FROM place WHERE id = :place OR system_id = :place UNION SELECT system_id FROM place WHERE id = :place AND system_id IS NOT NULL)"

namespace tributary::store {

using base::Date;
using domain::GroupId;
using domain::Investment;
using domain::InvestmentId;
using domain::Lever;
using domain::LeverId;
using domain::ObjectiveId;
using domain::OrganisationId;
using domain::PlaceId;
using domain::ReturnId;
using domain::ReturnRequest;
using std::optional;
using std::string;

namespace {

template <class... Args>
std::vector<Lever> levers(Connection& db, const char* sql, const Args&... args) {
  std::vector<Lever> out;
  db.each<LeverId, PlaceId, domain::LeverKind, domain::LeverLevel, string, string, optional<PlaceId>, optional<OrganisationId>, optional<GroupId>,
          optional<Date>, optional<Date>, string, bool, bool, int>(
      sql,
      [&](LeverId id, PlaceId place, domain::LeverKind kind, domain::LeverLevel level, string name, string about, optional<PlaceId> holder_place,
          optional<OrganisationId> organisation, optional<GroupId> group, optional<Date> from, optional<Date> to, string source, bool illustrative,
          bool deleted, int version) {
        out.push_back({.id = id, .place = place, .kind = kind, .level = level, .name = std::move(name), .about = std::move(about),
                       .holder = {.place = holder_place, .organisation = organisation, .group = group}, .from = from, .to = to, .pulls = {},
                       .source = std::move(source), .illustrative = illustrative, .deleted = deleted, .version = version});
      },
      args...);
  for (Lever& lever : out)
    db.each<ObjectiveId, domain::Effect, string>(
        "SELECT e.objective_id, e.effect, e.why FROM lever_objective e JOIN objective o ON o.id = e.objective_id AND o.deleted_at IS NULL "
        "WHERE e.lever_id = :id ORDER BY e.effect DESC, o.name",
        [&](ObjectiveId objective, domain::Effect effect, string why) {
          lever.pulls.push_back({.objective = objective, .effect = effect, .why = std::move(why)});
        },
        lever.id);
  return out;
}

template <class... Args>
std::vector<Investment> investments(Connection& db, const char* sql, const Args&... args) {
  std::vector<Investment> out;
  db.each<InvestmentId, PlaceId, string, string, optional<ObjectiveId>, optional<double>, optional<Date>, optional<Date>, bool, string, bool, bool, int>(
      sql,
      [&](InvestmentId id, PlaceId place, string name, string about, optional<ObjectiveId> objective, optional<double> pounds, optional<Date> from,
          optional<Date> to, bool pooled, string source, bool illustrative, bool deleted, int version) {
        out.push_back({.id = id, .place = place, .name = std::move(name), .about = std::move(about), .objective = objective, .pounds = pounds,
                       .from = from, .to = to, .pooled = pooled, .contributions = {}, .source = std::move(source), .illustrative = illustrative,
                       .deleted = deleted, .version = version});
      },
      args...);
  for (Investment& investment : out)
    db.each<optional<PlaceId>, optional<OrganisationId>, optional<GroupId>, optional<double>>(
        "SELECT place_id, organisation_id, grouping_id, pounds FROM investment_contribution WHERE investment_id = :id ORDER BY position",
        [&](optional<PlaceId> place, optional<OrganisationId> organisation, optional<GroupId> group, optional<double> pounds) {
          investment.contributions.push_back({.by = {.place = place, .organisation = organisation, .group = group}, .pounds = pounds});
        },
        investment.id);
  return out;
}

template <class... Args>
std::vector<ReturnRequest> returns(Connection& db, const char* sql, const Args&... args) {
  std::vector<ReturnRequest> out;
  db.each<ReturnId, PlaceId, string, string, optional<PlaceId>, optional<OrganisationId>, optional<GroupId>, string, double, optional<int>, string, bool,
          bool, int>(
      sql,
      [&](ReturnId id, PlaceId place, string name, string about, optional<PlaceId> asker, optional<OrganisationId> organisation,
          optional<GroupId> group, string asked_of, double times, optional<int> teams, string source, bool illustrative, bool deleted, int version) {
        out.push_back({.id = id, .place = place, .name = std::move(name), .about = std::move(about),
                       .asked_by = {.place = asker, .organisation = organisation, .group = group}, .asked_of = std::move(asked_of),
                       .asked_organisations = {}, .times_a_year = times, .teams_asked = teams, .source = std::move(source), .illustrative = illustrative,
                       .deleted = deleted, .version = version});
      },
      args...);
  for (ReturnRequest& request : out)
    db.each<OrganisationId>(
        "SELECT a.organisation_id FROM return_organisation a JOIN organisation o ON o.id = a.organisation_id WHERE a.return_id = :id ORDER BY o.name, o.id",
        [&](OrganisationId id) { request.asked_organisations.push_back(id); }, request.id);
  return out;
}

void save_asked(Connection& db, ReturnId id, const ReturnRequest& request) {
  db.run("DELETE FROM return_organisation WHERE return_id = :id", id);
  for (const OrganisationId each : request.asked_organisations)
    db.run("INSERT OR IGNORE INTO return_organisation (return_id, organisation_id) VALUES (:a, :b)", id, each);
}

void save_pulls(Connection& db, LeverId id, const Lever& lever) {
  db.run("DELETE FROM lever_objective WHERE lever_id = :id", id);
  for (const domain::Pull& each : lever.pulls)
    db.run("INSERT INTO lever_objective (lever_id, objective_id, effect, why) VALUES (:a, :b, :c, :d)", id, each.objective, each.effect, each.why);
}

void save_contributions(Connection& db, InvestmentId id, const Investment& investment) {
  db.run("DELETE FROM investment_contribution WHERE investment_id = :id", id);
  int position = 0;
  for (const domain::Contribution& each : investment.contributions)
    db.run("INSERT INTO investment_contribution (investment_id, position, place_id, organisation_id, grouping_id, pounds) VALUES (:a, :b, :c, :d, :e, :f)",
           id, ++position, each.by.place, each.by.organisation, each.by.group, each.pounds);
}

}  // namespace

LeverId SqlLeverStore::add(const Lever& l, domain::PersonId by, base::Instant now) {
  const auto id = db_.value<LeverId>(
      "INSERT INTO lever (place_id, kind, level, name, about, holder_place_id, holder_organisation_id, holder_grouping_id, from_on, to_on, source, "
      "illustrative, created_at, created_by) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n) RETURNING id",
      l.place, l.kind, l.level, l.name, l.about, l.holder.place, l.holder.organisation, l.holder.group, l.from, l.to, l.source, l.illustrative, now, by);
  save_pulls(db_, id, l);
  return id;
}

InvestmentId SqlLeverStore::add(const Investment& i, domain::PersonId by, base::Instant now) {
  const auto id = db_.value<InvestmentId>(
      "INSERT INTO investment (place_id, name, about, objective_id, pounds, from_on, to_on, pooled, source, illustrative, created_at, created_by) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l) RETURNING id",
      i.place, i.name, i.about, i.objective, i.pounds, i.from, i.to, i.pooled, i.source, i.illustrative, now, by);
  save_contributions(db_, id, i);
  return id;
}

ReturnId SqlLeverStore::add(const ReturnRequest& r, domain::PersonId by, base::Instant now) {
  const auto id = db_.value<ReturnId>(
      "INSERT INTO return_request (place_id, name, about, asker_place_id, asker_organisation_id, asker_grouping_id, asked_of, times_a_year, teams_asked, "
      "source, illustrative, created_at, created_by) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m) RETURNING id",
      r.place, r.name, r.about, r.asked_by.place, r.asked_by.organisation, r.asked_by.group, r.asked_of, r.times_a_year, r.teams_asked, r.source,
      r.illustrative, now, by);
  save_asked(db_, id, r);
  return id;
}

bool SqlLeverStore::update(const Lever& l, int expected) {
  const auto touched = db_.run(
      "UPDATE lever SET kind = :a, level = :b, name = :c, about = :d, holder_place_id = :e, holder_organisation_id = :f, holder_grouping_id = :g, "
      "from_on = :h, to_on = :i, source = :j, illustrative = :k, version = version + 1 WHERE id = :l AND version = :m AND deleted_at IS NULL",
      l.kind, l.level, l.name, l.about, l.holder.place, l.holder.organisation, l.holder.group, l.from, l.to, l.source, l.illustrative, l.id, expected);
  if (touched == 1) save_pulls(db_, l.id, l);
  return touched == 1;
}

bool SqlLeverStore::update(const Investment& i, int expected) {
  const auto touched = db_.run(
      "UPDATE investment SET name = :a, about = :b, objective_id = :c, pounds = :d, from_on = :e, to_on = :f, pooled = :g, source = :h, "
      "illustrative = :i, version = version + 1 WHERE id = :j AND version = :k AND deleted_at IS NULL",
      i.name, i.about, i.objective, i.pounds, i.from, i.to, i.pooled, i.source, i.illustrative, i.id, expected);
  if (touched == 1) save_contributions(db_, i.id, i);
  return touched == 1;
}

bool SqlLeverStore::update(const ReturnRequest& r, int expected) {
  const auto touched = db_.run(
      "UPDATE return_request SET name = :a, about = :b, asker_place_id = :c, asker_organisation_id = :d, asker_grouping_id = :e, asked_of = :f, "
      "times_a_year = :g, teams_asked = :h, source = :i, illustrative = :j, version = version + 1 "
      "WHERE id = :k AND version = :l AND deleted_at IS NULL",
      r.name, r.about, r.asked_by.place, r.asked_by.organisation, r.asked_by.group, r.asked_of, r.times_a_year, r.teams_asked, r.source,
      r.illustrative, r.id, expected);
  if (touched == 1) save_asked(db_, r.id, r);
  return touched == 1;
}

bool SqlLeverStore::set_deleted(LeverId id, optional<base::Instant> at, int expected) {
  return db_.run("UPDATE lever SET deleted_at = :at, version = version + 1 WHERE id = :id AND version = :v", at, id, expected) == 1;
}
bool SqlLeverStore::set_deleted(InvestmentId id, optional<base::Instant> at, int expected) {
  return db_.run("UPDATE investment SET deleted_at = :at, version = version + 1 WHERE id = :id AND version = :v", at, id, expected) == 1;
}
bool SqlLeverStore::set_deleted(ReturnId id, optional<base::Instant> at, int expected) {
  return db_.run("UPDATE return_request SET deleted_at = :at, version = version + 1 WHERE id = :id AND version = :v", at, id, expected) == 1;
}

optional<Lever> SqlLeverStore::find(LeverId id) { return only(levers(db_, LEVER_SELECT " WHERE l.id = :id", id)); }
optional<Investment> SqlLeverStore::find(InvestmentId id) { return only(investments(db_, INVESTMENT_SELECT " WHERE i.id = :id", id)); }
optional<ReturnRequest> SqlLeverStore::find(ReturnId id) { return only(returns(db_, RETURN_SELECT " WHERE r.id = :id", id)); }

std::vector<Lever> SqlLeverStore::levers_at(PlaceId place) {
  return levers(db_, LEVER_SELECT " WHERE l.deleted_at IS NULL AND l.place_id" AROUND_PLACE " ORDER BY l.name, l.id", place);
}
std::vector<Investment> SqlLeverStore::investments_at(PlaceId place) {
  return investments(db_, INVESTMENT_SELECT " WHERE i.deleted_at IS NULL AND i.place_id" AROUND_PLACE " ORDER BY i.name, i.id", place);
}
std::vector<ReturnRequest> SqlLeverStore::returns_at(PlaceId place) {
  return returns(db_, RETURN_SELECT " WHERE r.deleted_at IS NULL AND r.place_id" AROUND_PLACE " ORDER BY r.name, r.id", place);
}
std::vector<Lever> SqlLeverStore::levers_on(ObjectiveId objective) {
  return levers(db_,
                LEVER_SELECT " JOIN lever_objective x ON x.lever_id = l.id WHERE x.objective_id = :id AND l.deleted_at IS NULL ORDER BY l.name, l.id",
                objective);
}
std::vector<Investment> SqlLeverStore::investments_for(ObjectiveId objective) {
  return investments(db_, INVESTMENT_SELECT " WHERE i.objective_id = :id AND i.deleted_at IS NULL ORDER BY i.name, i.id", objective);
}

int SqlLeverStore::hours_version(ReturnId id, domain::TeamId team) {
  return db_.value<int>("SELECT coalesce(max(version), 0) FROM return_hours WHERE return_id = :a AND team_id = :b", id, team);
}

void SqlLeverStore::set_hours(ReturnId id, domain::TeamId team, optional<double> hours, domain::PersonId by, base::Instant now) {
  db_.run("INSERT INTO return_hours (return_id, team_id, hours, said_by, said_at) VALUES (:a, :b, :c, :d, :e) "
          "ON CONFLICT (return_id, team_id) DO UPDATE SET hours = excluded.hours, said_by = excluded.said_by, said_at = excluded.said_at, "
          "version = version + 1",
          id, team, hours, by, now);
}

std::vector<domain::TeamHours> SqlLeverStore::hours_of(ReturnId id) {
  std::vector<domain::TeamHours> out;
  db_.each<domain::TeamId, string, double, base::Instant, int>(
      "SELECT h.team_id, t.name, h.hours, h.said_at, h.version FROM return_hours h JOIN team t ON t.id = h.team_id AND t.deleted_at IS NULL AND t.dissolved_on IS NULL "
      "WHERE h.return_id = :id AND h.hours IS NOT NULL ORDER BY t.name, t.id",
      [&](domain::TeamId team, string name, double hours, base::Instant at, int version) {
        out.push_back({.team = team, .team_name = std::move(name), .hours = hours, .at = at, .version = version});
      },
      id);
  return out;
}

}  // namespace tributary::store
