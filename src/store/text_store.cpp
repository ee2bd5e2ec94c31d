#include "store/text_store.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "store/connection.hpp"
#include "store/text_index.hpp"
#include "store/sealing.hpp"

namespace tributary::store {

using domain::FreeText;
using domain::TextId;

namespace {

using MaybeInstant = std::optional<base::Instant>;

// What a text is read from; a condition follows.
constexpr std::string_view select_texts =
    "SELECT t.id, project_id, thing, thing_id, slot, body, wrapped_key, sealed_version, audience, author_id, p.name, written_at, "
    "edited_at, t.deleted_at, t.version FROM free_text t JOIN person p ON p.id = author_id ";

template <class... Args>
std::vector<FreeText> free_texts(Connection& db, const Sealer& sealer, std::string_view rest, const Args&... args) {
  std::vector<FreeText> out;
  db.each<TextId, std::optional<domain::ProjectId>, domain::TextThing, std::int64_t, std::string, std::string, std::string, int,
          domain::Audience, domain::PersonId, std::string, base::Instant, MaybeInstant, MaybeInstant, int>(
      std::string(select_texts).append(rest),
      [&](TextId id, std::optional<domain::ProjectId> project, domain::TextThing thing, std::int64_t thing_id, std::string slot,
          std::string sealed, std::string key, int sealed_version, domain::Audience audience, domain::PersonId author,
          std::string name, base::Instant written, MaybeInstant edited, MaybeInstant deleted, int version) {
        out.push_back({.id = id,
                       .subject = {.project = project.value_or(domain::ProjectId{}), .thing = thing, .thing_id = thing_id, .slot = std::move(slot)},
                       .body = sealer.open(id, sealed_version, key, sealed), .audience = audience, .author = author,
                       .author_name = std::move(name), .written = written, .edited = edited, .deleted = deleted, .version = version});
      },
      args...);
  return out;
}

}  // namespace

TextId SqlTextStore::add(const FreeText& text) {
  // The number first: it is bound to what is sealed.
  const auto id = db_.value<TextId>(
      "INSERT INTO free_text (project_id, thing, thing_id, slot, body, audience, author_id, written_at) "
      "VALUES (:a, :b, :c, :d, '', :e, :f, :g) RETURNING id",
      text.subject.place() ? std::nullopt : std::optional(text.subject.project), text.subject.thing, text.subject.thing_id, text.subject.slot, text.audience, text.author, text.written);
  const std::string key = sealer_.new_key(id);
  db_.run("UPDATE free_text SET body = :a, wrapped_key = :b, sealed_version = 1 WHERE id = :c", sealer_.seal(id, 1, key, text.body), key, id);
  FreeText stored = text;
  stored.id = id;
  index_text(db_, stored);
  return id;
}

std::optional<FreeText> SqlTextStore::find(TextId id) {
  auto found = free_texts(db_, sealer_, "WHERE t.id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<FreeText> SqlTextStore::about(domain::TextThing thing, std::int64_t thing_id) {
  return free_texts(db_, sealer_, "WHERE thing = :a AND thing_id = :b ORDER BY t.id", thing, thing_id);
}

std::vector<services::OwnText> SqlTextStore::by_author(domain::PersonId author) {
  std::vector<services::OwnText> out;
  for (FreeText& text : free_texts(db_, sealer_,
                                   "LEFT JOIN project o ON o.id = t.project_id WHERE author_id = :a AND t.deleted_at IS NULL AND "
                                   "o.deleted_at IS NULL ORDER BY t.id DESC",
                                   author))
    out.push_back({.text = std::move(text), .project_name = {}, .thing_name = {}, .test = {}});
  for (services::OwnText& each : out) {
    const auto place = each.text.subject.place();
    each.project_name = place ? db_.value<std::string>("SELECT name FROM place WHERE id = :id", *place)
                              : db_.value<std::string>("SELECT name FROM project WHERE id = :id", each.text.subject.project);
    const char* of = nullptr;
    switch (each.text.subject.thing) {
      case domain::TextThing::project:
      case domain::TextThing::session:
      case domain::TextThing::review:
      case domain::TextThing::place: continue;
      case domain::TextThing::test: of = "SELECT id, name FROM test WHERE id = :id"; break;
      case domain::TextThing::prediction:
        of = "SELECT t.id, t.name FROM prediction p JOIN test t ON t.id = p.test_id WHERE p.id = :id";
        break;
      case domain::TextThing::answer:
        of = "SELECT t.id, t.name FROM answer a JOIN prediction p ON p.id = a.prediction_id JOIN test t ON t.id = p.test_id WHERE a.id = :id";
        break;
    }
    if (auto test = db_.one<domain::TestId, std::string>(of, each.text.subject.thing_id)) std::tie(each.test, each.thing_name) = *std::move(test);
  }
  return out;
}

bool SqlTextStore::update(const FreeText& text, int expected, base::Instant now) {
  const auto key = db_.one<std::string>("SELECT wrapped_key FROM free_text WHERE id = :a AND version = :b", text.id, expected);
  if (!key) return false;
  if (is_indexed(db_, text.id)) db_.note_words_gone();
  db_.run("INSERT INTO free_text_revision (free_text_id, version, body, sealed_version, audience, replaced_at) "
          "SELECT id, version, body, sealed_version, audience, :a FROM free_text WHERE id = :b AND version = :c",
          now, text.id, expected);
  const bool stored = db_.run("UPDATE free_text SET body = :a, sealed_version = :b, audience = :c, edited_at = :d, version = version + 1 "
                              "WHERE id = :e AND version = :f",
                              sealer_.seal(text.id, expected + 1, std::get<0>(*key), text.body), expected + 1, text.audience, now, text.id,
                              expected) == 1;
  if (stored) index_text(db_, text);
  return stored;
}

bool SqlTextStore::set_deleted(TextId id, std::optional<base::Instant> at, int expected) {
  if (at && is_indexed(db_, id)) db_.note_words_gone();
  if (db_.run("UPDATE free_text SET deleted_at = :a, version = version + 1 WHERE id = :b AND version = :c", at, id, expected) != 1) return false;
  if (const auto restored = at ? std::nullopt : find(id)) index_text(db_, *restored);
  return true;
}

std::vector<domain::FreeTextRevision> SqlTextStore::revisions(TextId id) {
  std::vector<domain::FreeTextRevision> out;
  db_.each<int, std::string, int, std::string, domain::Audience, base::Instant>(
      "SELECT r.version, r.body, r.sealed_version, t.wrapped_key, r.audience, r.replaced_at FROM free_text_revision r "
      "JOIN free_text t ON t.id = r.free_text_id WHERE r.free_text_id = :id ORDER BY r.version",
      [&](int version, std::string sealed, int sealed_version, std::string key, domain::Audience audience, base::Instant replaced) {
        out.push_back({.version = version, .body = sealer_.open(id, sealed_version, key, sealed), .audience = audience, .replaced = replaced});
      },
      id);
  return out;
}

void SqlTextStore::add_consent(TextId id, domain::PersonId person, base::Instant now) {
  db_.run("INSERT INTO free_text_consent (free_text_id, person_id, given_at) VALUES (:a, :b, :c) ON CONFLICT DO NOTHING", id,
          person, now);
}

void SqlTextStore::add_request(TextId id, domain::PersonId person, base::Instant now) {
  db_.run("INSERT INTO free_text_request (free_text_id, person_id, asked_at) VALUES (:a, :b, :c) ON CONFLICT DO NOTHING", id, person, now);
}

std::vector<domain::PersonId> SqlTextStore::requests(TextId id) {
  std::vector<domain::PersonId> out;
  db_.each<domain::PersonId>("SELECT r.person_id FROM free_text_request r WHERE r.free_text_id = :id AND NOT EXISTS (SELECT 1 FROM free_text_consent c "
                             "WHERE c.free_text_id = r.free_text_id AND c.person_id = r.person_id) ORDER BY r.asked_at",
                             [&](domain::PersonId person) { out.push_back(person); }, id);
  return out;
}

std::vector<services::TextRequest> SqlTextStore::requests_to(domain::PersonId author) {
  std::vector<services::TextRequest> out;
  db_.each<TextId, std::optional<domain::ProjectId>, std::string, std::string, base::Instant>(
      "SELECT r.free_text_id, o.id, coalesce(o.name, l.name, ''), p.name, r.asked_at FROM free_text t JOIN free_text_request r "
      "ON r.free_text_id = t.id JOIN person p ON p.id = r.person_id AND p.disabled_at IS NULL LEFT JOIN project o ON o.id = t.project_id "
      "LEFT JOIN place l ON t.thing = 'place' AND l.id = t.thing_id "
      "WHERE t.author_id = :a AND t.deleted_at IS NULL AND o.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM free_text_consent c "
      "WHERE c.free_text_id = r.free_text_id AND c.person_id = r.person_id) ORDER BY r.asked_at, r.free_text_id",
      [&](TextId text, std::optional<domain::ProjectId> project, std::string of, std::string by, base::Instant at) {
        out.push_back({.text = text, .project = project, .of = std::move(of), .asked_by = std::move(by), .at = at});
      },
      author);
  return out;
}

void SqlTextStore::end_consent(TextId id, domain::PersonId person) {
  db_.run("DELETE FROM free_text_consent WHERE free_text_id = :a AND person_id = :b", id, person);
}

void SqlTextStore::forget_consents(domain::PersonId person, domain::ProjectId project) {
  db_.run("DELETE FROM free_text_consent WHERE person_id = :a AND free_text_id IN (SELECT id FROM free_text WHERE project_id = :b)", person, project);
}

void SqlTextStore::forget_consents(domain::PersonId person, domain::PlaceId place) {
  db_.run("DELETE FROM free_text_consent WHERE person_id = :a AND free_text_id IN (SELECT id FROM free_text WHERE thing = 'place' AND thing_id = :b)",
          person, place);
}

std::vector<domain::PersonId> SqlTextStore::consents(TextId id) {
  std::vector<domain::PersonId> out;
  db_.each<domain::PersonId>("SELECT person_id FROM free_text_consent WHERE free_text_id = :id ORDER BY person_id",
                             [&](domain::PersonId person) { out.push_back(person); }, id);
  return out;
}

std::vector<FreeText> SqlTextStore::stories_at(domain::PlaceId place) {
  auto out = free_texts(db_, sealer_, "WHERE thing = 'place' AND thing_id = :a AND slot = 'story' AND t.deleted_at IS NULL ORDER BY t.id DESC", place);
  auto travelling = free_texts(db_, sealer_,
                               "JOIN project o ON o.id = t.project_id JOIN place l ON l.id = o.place_id WHERE slot = 'story' AND audience <> 'indoors' "
                               "AND (l.id = :a OR l.system_id = :b) AND t.deleted_at IS NULL AND o.deleted_at IS NULL ORDER BY t.id DESC",
                               place, place);
  std::ranges::move(travelling, std::back_inserter(out));
  return out;
}

std::vector<FreeText> SqlTextStore::public_lessons(domain::PlaceId place, int most) {
  return free_texts(db_, sealer_,
                    "JOIN project o ON o.id = t.project_id JOIN place l ON l.id = o.place_id WHERE slot IN ('learnt', 'study') AND audience = 'public' "
                    "AND (l.id = :a OR l.system_id = :b) AND t.deleted_at IS NULL AND o.deleted_at IS NULL ORDER BY t.id DESC LIMIT :c",
                    place, place, most);
}

std::optional<base::Instant> SqlTextStore::indoors_since(domain::PersonId person, const domain::TextSubject& about) {
  // From the newest grant backwards, for as long as an earlier one reaches the one after it: a lead who handed over and
  // stayed as a member never left.
  std::optional<base::Instant> since;
  const auto place = about.place();
  db_.each<base::Instant, MaybeInstant>(
      place ? "SELECT granted_at, ended_at FROM role_grant WHERE person_id = :a AND place_id = :b AND role IN ('locality_lead', 'system_lead') "
              "ORDER BY coalesce(ended_at, '9') DESC, granted_at DESC"
            : "SELECT granted_at, ended_at FROM role_grant WHERE person_id = :a AND project_id = :b AND role IN "
              "('team_member', 'patient_partner', 'project_lead', 'mentor') ORDER BY coalesce(ended_at, '9') DESC, granted_at DESC",
      [&](base::Instant granted, MaybeInstant ended) {
        if (since ? (!ended || *ended >= *since) : !ended) since = since ? std::min(*since, granted) : granted;
      },
      person, place ? place->value : about.project.value);
  return since;
}

bool SqlTextStore::written_indoors_since(domain::ProjectId project, domain::PersonId by_others_than, base::Instant since) {
  return db_.value<bool>("SELECT EXISTS (SELECT 1 FROM free_text WHERE project_id = :a AND author_id <> :b AND audience = 'indoors' AND "
                         "(written_at >= :c OR edited_at >= :d))",
                         project, by_others_than, since, since);
}

std::vector<services::Insider> SqlTextStore::insiders(const domain::TextSubject& about) {
  std::vector<services::Insider> out;
  const auto place = about.place();
  db_.each<domain::PersonId, std::string>(
      place ? "SELECT DISTINCT p.id, p.name FROM role_grant g JOIN person p ON p.id = g.person_id WHERE g.place_id = :id AND "
              "g.ended_at IS NULL AND p.disabled_at IS NULL ORDER BY p.id"
            : "SELECT DISTINCT p.id, p.name FROM role_grant g JOIN person p ON p.id = g.person_id WHERE g.project_id = :id AND "
              "g.ended_at IS NULL AND p.disabled_at IS NULL ORDER BY p.id",
      [&](domain::PersonId person, std::string name) { out.push_back({.person = person, .name = std::move(name), .since = {}}); },
      place ? place->value : about.project.value);
  std::erase_if(out, [&](services::Insider& each) {
    const auto since = indoors_since(each.person, about);
    if (since) each.since = *since;
    return !since;
  });
  return out;
}

std::vector<TextId> SqlTextStore::unread(std::span<const TextId> ids, domain::PersonId person, base::Date on) {
  std::vector<TextId> out;
  for (const TextId id : ids)
    if (!db_.one<int>("SELECT 1 FROM confidential_read r JOIN free_text t ON t.id = r.thing_id AND t.audience = r.audience "
                      "WHERE r.thing = 'free_text' AND r.thing_id = :a AND person_id = :b AND on_date = :c",
                      id, person, on))
      out.push_back(id);
  return out;
}

void SqlTextStore::add_reading(TextId id, domain::PersonId person, base::Date on, base::Instant now) {
  db_.run("INSERT INTO confidential_read (thing, thing_id, person_id, on_date, audience, first_at) "
          "SELECT 'free_text', id, :a, :b, audience, :c FROM free_text WHERE id = :d ON CONFLICT DO NOTHING",
          person, on, now, id);
}

std::vector<services::TextReading> SqlTextStore::readings(TextId id) {
  std::vector<services::TextReading> out;
  db_.each<domain::PersonId, std::string, base::Date, base::Instant, domain::Audience>(
      "SELECT person_id, name, on_date, first_at, audience FROM confidential_read JOIN person ON person.id = person_id "
      "WHERE thing = 'free_text' AND thing_id = :id ORDER BY first_at, person_id",
      [&](domain::PersonId person, std::string name, base::Date on, base::Instant first, domain::Audience audience) {
        out.push_back({.person = person, .name = std::move(name), .on = on, .first = first, .audience = audience});
      },
      id);
  return out;
}

std::optional<domain::PlaceId> SqlTextStore::place_of_project(domain::ProjectId project) {
  const auto row = db_.one<domain::PlaceId>("SELECT place_id FROM project WHERE id = :id AND deleted_at IS NULL", project);
  if (!row) return std::nullopt;
  return std::get<0>(*row);
}

std::optional<domain::ProjectId> SqlTextStore::project_of(domain::TextThing thing, std::int64_t thing_id) {
  const char* sql = nullptr;
  switch (thing) {
    case domain::TextThing::project: sql = "SELECT id FROM project WHERE id = :id AND deleted_at IS NULL"; break;
    case domain::TextThing::test: sql = "SELECT t.project_id FROM test t JOIN project o ON o.id = t.project_id WHERE t.id = :id AND t.deleted_at IS NULL AND "
            "o.deleted_at IS NULL"; break;
    case domain::TextThing::prediction:
      sql = "SELECT project_id FROM prediction p JOIN test t ON t.id = test_id WHERE p.id = :id AND p.deleted_at IS NULL";
      break;
    case domain::TextThing::answer:
      sql = "SELECT project_id FROM answer a JOIN prediction p ON p.id = prediction_id JOIN test t ON t.id = test_id "
            "WHERE a.id = :id";
      break;
    case domain::TextThing::session:
      sql = "SELECT project_id FROM support_session s JOIN project o ON o.id = s.project_id WHERE s.id = :id AND "
            "s.deleted_at IS NULL AND o.deleted_at IS NULL";
      break;
    case domain::TextThing::review:
      sql = "SELECT project_id FROM review r JOIN project o ON o.id = r.project_id WHERE r.id = :id AND o.deleted_at IS NULL";
      break;
    case domain::TextThing::place: return std::nullopt;
  }
  const auto row = db_.one<domain::ProjectId>(sql, thing_id);
  if (!row) return std::nullopt;
  return std::get<0>(*row);
}

}  // namespace tributary::store
