#pragma once

#include "services/ports/mention_store.hpp"

namespace tributary::store {

class Connection;

class SqlMentionStore final : public services::MentionStore {
 public:
  explicit SqlMentionStore(Connection& db) : db_(db) {}

  void set(domain::TextId text, std::span<const domain::PersonId> people, base::Instant now) override;
  std::vector<services::Mentioned> in(domain::TextId text) override;
  std::vector<services::MentionOf> of(domain::PersonId person, base::Instant since) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
