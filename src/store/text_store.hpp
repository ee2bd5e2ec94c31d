#pragma once

#include "services/ports/text_store.hpp"

namespace tributary::store {

class Connection;

class SqlTextStore final : public services::TextStore {
 public:
  explicit SqlTextStore(Connection& db) : db_(db) {}

  domain::TextId add(const domain::FreeText& text) override;
  std::optional<domain::FreeText> find(domain::TextId id) override;
  std::vector<domain::FreeText> about(domain::TextThing thing, std::int64_t thing_id) override;
  std::vector<services::OwnText> by_author(domain::PersonId author) override;
  bool update(const domain::FreeText& text, int expected, base::Instant now) override;
  bool set_deleted(domain::TextId id, std::optional<base::Instant> at, int expected) override;
  std::vector<domain::FreeTextRevision> revisions(domain::TextId id) override;

  void add_consent(domain::TextId id, domain::PersonId person, base::Instant now) override;
  void end_consent(domain::TextId id, domain::PersonId person) override;
  std::vector<domain::PersonId> consents(domain::TextId id) override;
  void add_request(domain::TextId id, domain::PersonId person, base::Instant now) override;
  std::vector<domain::PersonId> requests(domain::TextId id) override;

  std::optional<base::Instant> indoors_since(domain::PersonId person, domain::ProjectId project) override;
  bool written_indoors_since(domain::ProjectId project, domain::PersonId by_others_than, base::Instant since) override;

  std::vector<services::Insider> insiders(domain::ProjectId project) override;

  std::vector<domain::TextId> unread(std::span<const domain::TextId> ids, domain::PersonId person, base::Date on) override;
  void add_reading(domain::TextId id, domain::PersonId person, base::Date on, base::Instant now) override;
  std::vector<services::TextReading> readings(domain::TextId id) override;

  std::optional<domain::PlaceId> place_of_project(domain::ProjectId project) override;
  std::optional<domain::ProjectId> project_of(domain::TextThing thing, std::int64_t thing_id) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
