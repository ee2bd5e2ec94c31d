// Letters: what is mailed to people, and how it leaves without anybody waiting for it.
//
// Idea      a service posts a letter within its own transaction, as a row that says what to whom. A courier in a thread of
//           its own makes its words from what is so when it is sent, and hands them to the mail. So a mail server that is away
//           loses nothing and holds nobody up; and no link stands in the database, only the hash of its token
// Promises  what was not taken is tried again, later and later, for a week; a letter to a closed account is dropped. The log
//           tells the machine's operator of a failure: the letter's number and kind and the reason, never its words
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "domain/letter.hpp"
#include "services/context.hpp"
#include "services/ports/mail.hpp"

namespace tributary::services {

// Within a service's own transaction.
void post_letter(Transaction& tx, domain::LetterKind kind, domain::PersonId to, std::optional<domain::ProjectId> about,
                 base::Instant now);
// To whoever held it: somebody else has ended their role at a place.
void post_role_ended(Transaction& tx, const domain::Grant& grant, base::Instant now);

// The person's new password: every session and link of theirs ends, and a letter tells them.
void set_password(Transaction& tx, domain::PersonId person, const std::string& hash, base::Instant now);

// A new link's token, of which the database keeps a hash. An invitation's lasts 72 hours, a reset's 2.
[[nodiscard]] std::string make_password_link(Transaction& tx, domain::PersonId person, domain::LetterKind kind, base::Instant now);
// Where the page is that takes it. The token stands after a #, which browsers don't send, so that no log holds it.
[[nodiscard]] std::string password_link_address(std::string_view site, std::string_view token);

class Courier {
 public:
  // `site`: where people reach the pages, "https://tributary.example".
  Courier(Database& database, const base::Clock& clock, Mail& mail, std::string site);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  void start();
  // Sends what is due, in the caller's thread; returns how many left. What the thread does, and tests.
  int deliver();

 private:
  bool deliver_next();
  void work(const std::stop_token& stop);

  Context context_;
  Mail& mail_;
  std::string site_;
  int delivered_ = 0;
  std::mutex mutex_;
  std::condition_variable_any ends_;
  std::jthread thread_;
};

}  // namespace tributary::services
