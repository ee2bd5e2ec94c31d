#pragma once

#include "services/ports/letter_store.hpp"

namespace tributary::store {

class Connection;

class SqlLetterStore final : public services::LetterStore {
 public:
  explicit SqlLetterStore(Connection& db) : db_(db) {}

  domain::LetterId add(const domain::Letter& letter) override;
  std::optional<domain::Letter> next_due(base::Instant now) override;
  void sent(domain::LetterId id, base::Instant at) override;
  void put_off(domain::LetterId id, std::optional<base::Instant> next) override;
  bool waits(domain::LetterKind kind, domain::PersonId to) override;
  void forget_before(base::Instant at) override;

  void add_link(std::string_view token_hash, const domain::PasswordLink& link, base::Instant now) override;
  std::optional<domain::PasswordLink> find_link(std::string_view token_hash) override;
  void end_links_of(domain::PersonId person) override;
  void forget_links_before(base::Instant at) override;

  bool wants_digest(domain::PersonId person) override;
  void set_wants_digest(domain::PersonId person, bool wants) override;
  std::vector<domain::PersonId> digest_readers(base::Instant due, base::Instant week) override;
  void note_digest(domain::PersonId person, base::Instant due, base::Instant now) override;
  std::optional<base::Instant> digest_before(domain::PersonId person, base::Instant posted) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
