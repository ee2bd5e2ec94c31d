#include "store/letter_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using domain::Letter;
using domain::LetterId;
using domain::LetterKind;
using domain::PersonId;

LetterId SqlLetterStore::add(const Letter& letter) {
  return db_.value<LetterId>(
      "INSERT INTO letter (kind, person_id, project_id, role_grant_id, made_at, next_try_at) VALUES (:a, :b, :c, :d, :e, :f) RETURNING id",
      letter.kind, letter.to, letter.project, letter.grant, letter.made, letter.made);
}

std::optional<Letter> SqlLetterStore::next_due(base::Instant now) {
  const auto row = db_.one<LetterId, LetterKind, PersonId, std::optional<domain::ProjectId>, std::optional<domain::GrantId>, base::Instant, int>(
      "SELECT id, kind, person_id, project_id, role_grant_id, made_at, tries FROM letter WHERE next_try_at IS NOT NULL AND next_try_at <= :now "
      "ORDER BY next_try_at, id LIMIT 1",
      now);
  if (!row) return std::nullopt;
  const auto& [id, kind, to, project, grant, made, tries] = *row;
  return Letter{.id = id, .kind = kind, .to = to, .project = project, .grant = grant, .made = made, .tries = tries};
}

void SqlLetterStore::sent(LetterId id, base::Instant at) {
  db_.run("UPDATE letter SET sent_at = :at, next_try_at = NULL, tries = tries + 1 WHERE id = :id", at, id);
}

void SqlLetterStore::put_off(LetterId id, std::optional<base::Instant> next) {
  db_.run("UPDATE letter SET next_try_at = :next, tries = tries + 1 WHERE id = :id", next, id);
}

bool SqlLetterStore::waits(LetterKind kind, PersonId to) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM letter WHERE person_id = :to AND kind = :kind AND next_try_at IS NOT NULL)", to, kind);
}

void SqlLetterStore::forget_before(base::Instant at) { db_.run("DELETE FROM letter WHERE next_try_at IS NULL AND made_at < :at", at); }

void SqlLetterStore::add_link(std::string_view token_hash, const domain::PasswordLink& link, base::Instant now) {
  db_.run("INSERT INTO password_link (token_hash, person_id, kind, made_at, expires_at) VALUES (:a, :b, :c, :d, :e)", token_hash,
          link.person, link.kind, now, link.expires);
}

std::optional<domain::PasswordLink> SqlLetterStore::find_link(std::string_view token_hash) {
  const auto row = db_.one<PersonId, LetterKind, base::Instant>(
      "SELECT person_id, kind, expires_at FROM password_link WHERE token_hash = :hash", token_hash);
  if (!row) return std::nullopt;
  const auto& [person, kind, expires] = *row;
  return domain::PasswordLink{.person = person, .kind = kind, .expires = expires};
}

void SqlLetterStore::end_links_of(PersonId person) { db_.run("DELETE FROM password_link WHERE person_id = :person", person); }
void SqlLetterStore::forget_links_before(base::Instant at) { db_.run("DELETE FROM password_link WHERE expires_at <= :at", at); }

bool SqlLetterStore::wants_digest(PersonId person) {
  return !db_.value<bool>("SELECT EXISTS (SELECT 1 FROM digest_refusal WHERE person_id = :a)", person);
}

void SqlLetterStore::set_wants_digest(PersonId person, bool wants) {
  if (wants) db_.run("DELETE FROM digest_refusal WHERE person_id = :a", person);
  else db_.run("INSERT INTO digest_refusal (person_id) VALUES (:a) ON CONFLICT DO NOTHING", person);
}

std::vector<PersonId> SqlLetterStore::digest_readers(base::Instant due, base::Instant week) {
  std::vector<PersonId> out;
  db_.each<PersonId>(
      "SELECT id FROM person p WHERE disabled_at IS NULL AND password_hash IS NOT NULL AND created_at <= :a "
      "AND NOT EXISTS (SELECT 1 FROM digest_refusal r WHERE r.person_id = p.id) "
      "AND NOT EXISTS (SELECT 1 FROM digest d WHERE d.person_id = p.id AND d.due_at >= :b) ORDER BY id",
      [&](PersonId person) { out.push_back(person); }, due, week);
  return out;
}

void SqlLetterStore::note_digest(PersonId person, base::Instant due, base::Instant now) {
  db_.run("INSERT INTO digest (person_id, due_at, posted_at) VALUES (:a, :b, :c)", person, due, now);
}

std::optional<base::Instant> SqlLetterStore::digest_before(PersonId person, base::Instant posted) {
  return db_.value<std::optional<base::Instant>>("SELECT max(posted_at) FROM digest WHERE person_id = :a AND posted_at < :b", person, posted);
}

}  // namespace tributary::store
