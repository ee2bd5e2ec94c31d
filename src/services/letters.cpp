#include "services/letters.hpp"

#include <algorithm>
#include <chrono>

#include "base/check.hpp"
#include "base/log.hpp"
#include "services/letter_words.hpp"
#include "services/passwords.hpp"
#include "services/ports/letter_store.hpp"
#include "services/ports/person_store.hpp"

namespace tributary::services {

using domain::Letter;
using domain::LetterKind;

namespace {

constexpr std::chrono::hours invitation_lasts{72};
constexpr std::chrono::hours reset_lasts{2};
constexpr std::chrono::days tried_for{7};
constexpr std::chrono::days kept_for{90};
// The command line may post one too; so the courier looks by itself.
constexpr auto look_every_second = std::chrono::seconds{1};

// After 1, 2, 4 … minutes, at most an hour.
base::Instant next_try(int tries, base::Instant now) {
  return now + std::min(std::chrono::minutes{1} * (1 << std::min(tries, 6)), std::chrono::minutes{60});
}

}  // namespace

void post_letter(Transaction& tx, LetterKind kind, domain::PersonId to, std::optional<domain::ProjectId> about, base::Instant now) {
  tx.letters().add({.id = {}, .kind = kind, .to = to, .project = about, .grant = {}, .made = now});
}

void post_role_ended(Transaction& tx, const domain::Grant& grant, base::Instant now) {
  tx.letters().add({.id = {}, .kind = LetterKind::role_ended, .to = grant.person, .project = {}, .grant = grant.id, .made = now});
}

void set_password(Transaction& tx, domain::PersonId person, const std::string& hash, base::Instant now) {
  tx.people().set_password_hash(person, hash);
  tx.people().end_sessions_of(person);
  tx.letters().end_links_of(person);
  post_letter(tx, LetterKind::password_changed, person, std::nullopt, now);
}

std::string make_password_link(Transaction& tx, domain::PersonId person, LetterKind kind, base::Instant now) {
  base::check(kind == LetterKind::invitation || kind == LetterKind::password_reset, "a link invites or resets");
  const std::string token = new_token();
  const auto lasts = kind == LetterKind::invitation ? invitation_lasts : reset_lasts;
  tx.letters().forget_links_before(now);
  tx.letters().add_link(token_hash(token), {.person = person, .kind = kind, .expires = now + lasts}, now);
  return token;
}

std::string password_link_address(std::string_view site, std::string_view token) {
  return std::string(site) + "/choose-password#" + std::string(token);
}

Courier::Courier(Database& database, const base::Clock& clock, Mail& mail, std::string site)
    : context_{.database = database, .clock = clock}, mail_(mail), site_(std::move(site)) {}

Courier::~Courier() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void Courier::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

int Courier::deliver() {
  const int before = delivered_;
  while (!thread_.get_stop_token().stop_requested() && deliver_next()) {}
  return delivered_ - before;
}

bool Courier::deliver_next() {
  const base::Instant now = context_.clock.now();
  const auto letter = context_.database.read()->letters().next_due(now);
  if (!letter) return false;
  std::optional<Email> email;
  {
    const auto tx = context_.database.write();
    const auto person = tx->people().find(letter->to);
    if (person && !person->disabled) email = write_letter(*tx, *letter, *person, site_, now);
    if (!email) tx->letters().put_off(letter->id, std::nullopt);
    tx->commit();
  }
  if (!email) return true;

  // Outside any transaction: a mail server may take its time.
  const base::Done taken = mail_.send(*email);
  const auto tx = context_.database.write();
  if (taken) {
    tx->letters().sent(letter->id, now);
    tx->letters().forget_before(now - kept_for);
    ++delivered_;
  } else {
    const bool again = now - letter->made < tried_for;
    tx->letters().put_off(letter->id, again ? std::optional(next_try(letter->tries, now)) : std::nullopt);
    base::log_warning("letter " + std::to_string(letter->id.value) + " (" + std::string(base::word(letter->kind)) + ") was not taken and " +
                      (again ? "is tried again later" : "is given up after a week") + ": " + taken.error().detail);
  }
  tx->commit();
  return true;
}

void Courier::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      deliver();
    } catch (const std::exception& error) {
      base::log_error(std::string("letters: ") + error.what());  // the world broke: try again later
    }
    std::unique_lock lock(mutex_);
    ends_.wait_for(lock, stop, look_every_second, [] { return false; });
  }
}

}  // namespace tributary::services
