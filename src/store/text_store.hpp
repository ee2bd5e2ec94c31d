#pragma once

#include "services/ports/text_store.hpp"

namespace tributary::store {

class Connection;
class Sealer;

class SqlTextStore final : public services::TextStore {
 public:
  // Bodies are sealed on their way in and opened on their way out.
  SqlTextStore(Connection& db, const Sealer& sealer) : db_(db), sealer_(sealer) {}

  domain::TextId add(const domain::FreeText& text) override;
  std::optional<domain::FreeText> find(domain::TextId id) override;
  std::vector<domain::FreeText> about(domain::TextThing thing, std::int64_t thing_id) override;
  std::vector<services::OwnText> by_author(domain::PersonId author) override;
  bool update(const domain::FreeText& text, int expected, base::Instant now) override;
  bool set_deleted(domain::TextId id, std::optional<base::Instant> at, int expected) override;
  std::vector<domain::FreeTextRevision> revisions(domain::TextId id) override;

  void add_consent(domain::TextId id, domain::PersonId person, base::Instant now) override;
  void end_consent(domain::TextId id, domain::PersonId person) override;
  void forget_consents(domain::PersonId person, domain::ProjectId project) override;
  void forget_consents(domain::PersonId person, domain::PlaceId place) override;
  std::vector<domain::PersonId> consents(domain::TextId id) override;
  void add_request(domain::TextId id, domain::PersonId person, base::Instant now) override;
  std::vector<domain::PersonId> requests(domain::TextId id) override;
  std::vector<services::TextRequest> requests_to(domain::PersonId author) override;

  std::optional<base::Instant> indoors_since(domain::PersonId person, const domain::TextSubject& about) override;
  bool written_indoors_since(domain::ProjectId project, domain::PersonId by_others_than, base::Instant since) override;

  std::vector<services::Insider> insiders(const domain::TextSubject& about) override;

  std::vector<domain::FreeText> stories_at(domain::PlaceId place) override;
  std::vector<domain::FreeText> public_lessons(domain::PlaceId place, int most) override;

  std::vector<domain::TextId> unread(std::span<const domain::TextId> ids, domain::PersonId person, base::Date on) override;
  void add_reading(domain::TextId id, domain::PersonId person, base::Date on, base::Instant now) override;
  std::vector<services::TextReading> readings(domain::TextId id) override;

  std::optional<domain::PlaceId> place_of_project(domain::ProjectId project) override;
  std::optional<domain::ProjectId> project_of(domain::TextThing thing, std::int64_t thing_id) override;

 private:
  Connection& db_;
  const Sealer& sealer_;
};

}  // namespace tributary::store
