#include "store/mention_store.hpp"

#include <algorithm>

#include "store/connection.hpp"

namespace tributary::store {

void SqlMentionStore::set(domain::TextId text, std::span<const domain::PersonId> people, base::Instant now) {
  for (const services::Mentioned& each : in(text))
    if (std::ranges::find(people, each.person) == people.end())
      db_.run("DELETE FROM text_mention WHERE free_text_id = :a AND person_id = :b", text, each.person);
  for (const domain::PersonId person : people)
    db_.run("INSERT INTO text_mention (free_text_id, person_id, mentioned_at) VALUES (:a, :b, :c) ON CONFLICT DO NOTHING", text, person, now);
}

std::vector<services::Mentioned> SqlMentionStore::in(domain::TextId text) {
  std::vector<services::Mentioned> out;
  db_.each<domain::PersonId, std::string>(
      "SELECT person_id, name FROM text_mention JOIN person ON person.id = person_id WHERE free_text_id = :id ORDER BY name, person_id",
      [&](domain::PersonId person, std::string name) { out.push_back({.person = person, .name = std::move(name)}); }, text);
  return out;
}

std::vector<services::MentionOf> SqlMentionStore::of(domain::PersonId person, base::Instant since) {
  std::vector<services::MentionOf> out;
  db_.each<domain::TextId, base::Instant>(
      "SELECT free_text_id, mentioned_at FROM text_mention WHERE person_id = :a AND mentioned_at >= :b "
      "ORDER BY mentioned_at DESC, free_text_id DESC",
      [&](domain::TextId text, base::Instant at) { out.push_back({.text = text, .at = at}); }, person, since);
  return out;
}

}  // namespace tributary::store
