#include "store/person_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using domain::Grant;
using domain::Person;
using domain::PersonId;
using domain::Role;

namespace {

constexpr const char* person_by_id =
    "SELECT id, email, name, demonstration, disabled_at IS NOT NULL, version FROM person WHERE id = :id";
constexpr const char* person_by_email =
    "SELECT id, email, name, demonstration, disabled_at IS NOT NULL, version FROM person WHERE email = :email";
constexpr const char* every_person =
    "SELECT id, email, name, demonstration, disabled_at IS NOT NULL, version FROM person ORDER BY name, id";

auto take_people(std::vector<Person>& out) {
  return [&out](PersonId id, std::string email, std::string name, bool demonstration, bool disabled, int version) {
    out.push_back({.id = id, .email = std::move(email), .name = std::move(name), .demonstration = demonstration,
                   .disabled = disabled, .version = version});
  };
}

template <class... Args>
std::vector<Person> people(Connection& db, const char* sql, const Args&... args) {
  std::vector<Person> out;
  db.each<PersonId, std::string, std::string, bool, bool, int>(sql, take_people(out), args...);
  return out;
}

std::optional<Person> first(std::vector<Person> people) {
  if (people.empty()) return std::nullopt;
  return std::move(people.front());
}

template <class... Args>
std::vector<Grant> grants(Connection& db, const char* sql, const Args&... args) {
  std::vector<Grant> out;
  db.each<domain::GrantId, PersonId, Role, std::optional<domain::PlaceId>, std::optional<domain::ProjectId>, base::Instant,
          std::optional<base::Instant>>(
      sql,
      [&](domain::GrantId id, PersonId person, Role role, std::optional<domain::PlaceId> place,
          std::optional<domain::ProjectId> project, base::Instant since, std::optional<base::Instant> until) {
        out.push_back({.id = id, .person = person, .role = role, .place = place, .project = project, .since = since, .until = until});
      },
      args...);
  return out;
}

}  // namespace

PersonId SqlPersonStore::add(const Person& person, const std::optional<std::string>& password_hash, base::Instant now) {
  return db_.value<PersonId>(
      "INSERT INTO person (email, name, password_hash, demonstration, created_at) VALUES (:a, :b, :c, :d, :e) RETURNING id",
      person.email, person.name, password_hash, person.demonstration, now);
}

std::optional<Person> SqlPersonStore::find(PersonId id) { return first(people(db_, person_by_id, id)); }
std::optional<Person> SqlPersonStore::find_by_email(std::string_view email) { return first(people(db_, person_by_email, email)); }
std::vector<Person> SqlPersonStore::all() { return people(db_, every_person); }

std::optional<std::string> SqlPersonStore::password_hash(PersonId id) {
  const auto row = db_.one<std::optional<std::string>>("SELECT password_hash FROM person WHERE id = :id", id);
  return row ? std::get<0>(*row) : std::nullopt;
}

void SqlPersonStore::set_password_hash(PersonId id, const std::string& hash) {
  db_.run("UPDATE person SET password_hash = :hash, demonstration = 0, version = version + 1 WHERE id = :id", hash, id);
}

void SqlPersonStore::set_disabled(PersonId id, std::optional<base::Instant> at) {
  db_.run("UPDATE person SET disabled_at = :at, version = version + 1 WHERE id = :id", at, id);
}

std::optional<base::Instant> SqlPersonStore::disabled_at(PersonId id) {
  const auto row = db_.one<std::optional<base::Instant>>("SELECT disabled_at FROM person WHERE id = :id", id);
  return row ? std::get<0>(*row) : std::nullopt;
}

void SqlPersonStore::set_name(PersonId id, const std::string& name) {
  db_.run("UPDATE person SET name = :name, version = version + 1 WHERE id = :id", name, id);
}

bool SqlPersonStore::any() { return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM person)"); }

domain::GrantId SqlPersonStore::add_grant(const Grant& grant, std::optional<PersonId> by) {
  return db_.value<domain::GrantId>(
      "INSERT INTO role_grant (person_id, role, place_id, project_id, granted_by, granted_at) "
      "VALUES (:a, :b, :c, :d, :e, :f) RETURNING id",
      grant.person, grant.role, grant.place, grant.project, by, grant.since);
}

void SqlPersonStore::end_grant(domain::GrantId id, base::Instant at) {
  db_.run("UPDATE role_grant SET ended_at = :at WHERE id = :id AND ended_at IS NULL", at, id);
}

void SqlPersonStore::reopen_grant(domain::GrantId id) { db_.run("UPDATE role_grant SET ended_at = NULL WHERE id = :id", id); }

std::optional<Grant> SqlPersonStore::find_grant(domain::GrantId id) {
  auto found = grants(db_, "SELECT id, person_id, role, place_id, project_id, granted_at, ended_at FROM role_grant WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::vector<Grant> SqlPersonStore::grants_of(PersonId person) {
  return grants(db_,
                "SELECT id, person_id, role, place_id, project_id, granted_at, ended_at FROM role_grant "
                "WHERE person_id = :person AND ended_at IS NULL ORDER BY id",
                person);
}

std::vector<Grant> SqlPersonStore::grants_to(domain::ProjectId project) {
  return grants(db_,
                "SELECT id, person_id, role, place_id, project_id, granted_at, ended_at FROM role_grant "
                "WHERE project_id = :project AND ended_at IS NULL ORDER BY id",
                project);
}

std::vector<Grant> SqlPersonStore::grants_at(domain::PlaceId place) {
  return grants(db_,
                "SELECT id, person_id, role, place_id, project_id, granted_at, ended_at FROM role_grant "
                "WHERE place_id = :place AND ended_at IS NULL ORDER BY id",
                place);
}

std::vector<Grant> SqlPersonStore::grants_ended(domain::ProjectId project, base::Instant at) {
  return grants(db_,
                "SELECT id, person_id, role, place_id, project_id, granted_at, ended_at FROM role_grant "
                "WHERE project_id = :project AND ended_at = :at ORDER BY id",
                project, at);
}

void SqlPersonStore::add_lead_to_see(domain::GrantId lead) {
  db_.run("INSERT INTO lead_to_see (role_grant_id) VALUES (:a) ON CONFLICT DO NOTHING", lead);
}

std::optional<services::LeadToSee> SqlPersonStore::lead_to_see(domain::ProjectId project, PersonId person) {
  const auto row = db_.one<base::Instant, std::optional<std::string>>(
      "SELECT g.granted_at, giver.name FROM lead_to_see s JOIN role_grant g ON g.id = s.role_grant_id LEFT JOIN person giver ON giver.id = g.granted_by "
      "WHERE g.project_id = :a AND g.person_id = :b AND g.ended_at IS NULL", project, person);
  if (!row) return std::nullopt;
  return services::LeadToSee{.since = std::get<0>(*row), .by_name = std::get<1>(*row).value_or("")};
}

void SqlPersonStore::note_lead_seen(domain::ProjectId project, PersonId person) {
  db_.run("DELETE FROM lead_to_see WHERE role_grant_id IN (SELECT id FROM role_grant WHERE project_id = :a AND person_id = :b)", project, person);
}

std::vector<Grant> SqlPersonStore::grants_ever(domain::ProjectId project) {
  return grants(db_,
                "SELECT id, person_id, role, place_id, project_id, granted_at, ended_at FROM role_grant WHERE project_id = :project ORDER BY id",
                project);
}

std::vector<Grant> SqlPersonStore::leads_ever(domain::ProjectId project) {
  return grants(db_,
                "SELECT id, person_id, role, place_id, project_id, granted_at, ended_at FROM role_grant "
                "WHERE project_id = :project AND role = :role ORDER BY id",
                project, Role::project_lead);
}

std::optional<PersonId> SqlPersonStore::granted_by(domain::GrantId id) {
  const auto row = db_.one<std::optional<PersonId>>("SELECT granted_by FROM role_grant WHERE id = :id", id);
  return row ? std::get<0>(*row) : std::nullopt;
}

void SqlPersonStore::add_session(const services::Session& session, base::Instant now) {
  db_.run("INSERT INTO session (token_hash, person_id, csrf, created_at, expires_at) VALUES (:a, :b, :c, :d, :e)",
          session.token_hash, session.person, session.csrf, now, session.expires);
}

std::optional<services::Session> SqlPersonStore::find_session(std::string_view token_hash) {
  const auto row = db_.one<std::string, PersonId, std::string, base::Instant>(
      "SELECT token_hash, person_id, csrf, expires_at FROM session WHERE token_hash = :hash", token_hash);
  if (!row) return std::nullopt;
  const auto& [hash, person, csrf, expires] = *row;
  return services::Session{.token_hash = hash, .person = person, .csrf = csrf, .expires = expires};
}

void SqlPersonStore::end_session(std::string_view token_hash) { db_.run("DELETE FROM session WHERE token_hash = :hash", token_hash); }
void SqlPersonStore::end_sessions_of(PersonId person) { db_.run("DELETE FROM session WHERE person_id = :person", person); }
void SqlPersonStore::forget_sessions_before(base::Instant now) { db_.run("DELETE FROM session WHERE expires_at <= :now", now); }

services::Failures SqlPersonStore::failures(std::string_view key) {
  const auto row = db_.one<int, base::Instant>("SELECT failures, window_began_at FROM sign_in_failure WHERE key = :key", key);
  if (!row) return {};
  return {.count = std::get<0>(*row), .window_began = std::get<1>(*row)};
}

void SqlPersonStore::set_failures(std::string_view key, const services::Failures& failures) {
  db_.run("INSERT INTO sign_in_failure (key, failures, window_began_at) VALUES (:key, :count, :began) "
          "ON CONFLICT (key) DO UPDATE SET failures = excluded.failures, window_began_at = excluded.window_began_at",
          key, failures.count, failures.window_began);
}

void SqlPersonStore::clear_failures(std::string_view key) { db_.run("DELETE FROM sign_in_failure WHERE key = :key", key); }

}  // namespace tributary::store
