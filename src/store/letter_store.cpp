#include "store/letter_store.hpp"

#include "store/connection.hpp"

namespace tributary::store {

using domain::Letter;
using domain::LetterId;
using domain::LetterKind;
using domain::PersonId;

LetterId SqlLetterStore::add(const Letter& letter) {
  return db_.value<LetterId>(
      "INSERT INTO letter (kind, person_id, project_id, made_at, next_try_at) VALUES (:a, :b, :c, :d, :e) RETURNING id",
      letter.kind, letter.to, letter.project, letter.made, letter.made);
}

std::optional<Letter> SqlLetterStore::next_due(base::Instant now) {
  const auto row = db_.one<LetterId, LetterKind, PersonId, std::optional<domain::ProjectId>, base::Instant, int>(
      "SELECT id, kind, person_id, project_id, made_at, tries FROM letter WHERE next_try_at IS NOT NULL AND next_try_at <= :now "
      "ORDER BY next_try_at, id LIMIT 1",
      now);
  if (!row) return std::nullopt;
  const auto& [id, kind, to, project, made, tries] = *row;
  return Letter{.id = id, .kind = kind, .to = to, .project = project, .made = made, .tries = tries};
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

}  // namespace tributary::store
