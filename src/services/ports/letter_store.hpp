// Letters that wait, and the links that were in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/letter.hpp"

namespace tributary::services {

class LetterStore {
 public:
  virtual ~LetterStore() = default;

  virtual domain::LetterId add(const domain::Letter& letter) = 0;  // to be sent at once
  // The one that has waited longest of those whose time has come.
  virtual std::optional<domain::Letter> next_due(base::Instant now) = 0;
  virtual void sent(domain::LetterId id, base::Instant at) = 0;
  // Failed: once more at `next`, or never.
  virtual void put_off(domain::LetterId id, std::optional<base::Instant> next) = 0;
  // Whether one of that kind still waits for that person.
  virtual bool waits(domain::LetterKind kind, domain::PersonId to) = 0;
  virtual void forget_before(base::Instant at) = 0;  // those that are done with

  virtual void add_link(std::string_view token_hash, const domain::PasswordLink& link, base::Instant now) = 0;
  virtual std::optional<domain::PasswordLink> find_link(std::string_view token_hash) = 0;
  virtual void end_links_of(domain::PersonId person) = 0;
  virtual void forget_links_before(base::Instant at) = 0;

  // The weekly letter: wanted until somebody says that they don't want it.
  virtual bool wants_digest(domain::PersonId person) = 0;
  virtual void set_wants_digest(domain::PersonId person, bool wants) = 0;
  // Who wants it, can sign in, had an account when it was due, and hasn't had that one.
  virtual std::vector<domain::PersonId> digest_readers(base::Instant due, base::Instant week) = 0;
  virtual void note_digest(domain::PersonId person, base::Instant due, base::Instant now) = 0;
  // When the last one was posted that was posted before.
  virtual std::optional<base::Instant> digest_before(domain::PersonId person, base::Instant posted) = 0;
};

}  // namespace tributary::services
