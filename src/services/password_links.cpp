#include "services/password_links.hpp"

#include "base/text.hpp"
#include "services/letters.hpp"
#include "services/passwords.hpp"
#include "services/people.hpp"
#include "services/policy.hpp"
#include "services/ports/letter_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/problems.hpp"
#include "services/throttle.hpp"

namespace tributary::services {

using domain::LetterKind;

namespace {

constexpr int links_of_a_name = 3;
constexpr int links_from_an_address = 20;

base::Problem link_ended() {
  return {.kind = base::ProblemKind::not_found, .code = "link-ended", .title = "This link no longer works",
          .detail = "It was used, or its time has run out. Ask for another with \"Forgot your password?\" on the sign-in page.",
          .field = "/token"};
}

base::Result<PasswordLinkHolder> holder_of(Transaction& tx, std::string_view token, base::Instant now) {
  if (token.empty() || token.size() > 100) return base::fail(link_ended());
  const auto link = tx.letters().find_link(token_hash(token));
  if (!link || link->expires <= now) return base::fail(link_ended());
  const auto person = tx.people().find(link->person);
  if (!person || person->disabled) return base::fail(link_ended());
  return PasswordLinkHolder{.link = *link, .name = person->name, .email = person->email};
}

LetterKind kind_for(Transaction& tx, domain::PersonId person) {
  return tx.people().password_hash(person) ? LetterKind::password_reset : LetterKind::invitation;
}

}  // namespace

base::Done ask_for_password_link(const Context& context, std::string_view email, std::string_view from) {
  const auto address = domain::read_email(email);
  if (!address) return base::fail(address.error());
  const base::Instant now = context.clock.now();
  const Gate name{.key = "link:" + base::lower(*address), .most = links_of_a_name};
  const Gate machine{.key = "link-from:" + std::string(from), .most = links_from_an_address};
  const auto tx = context.database.write();
  if (is_shut(tx->people(), name, now) || is_shut(tx->people(), machine, now))
    return base::fail({.kind = base::ProblemKind::throttled, .code = "links-throttled", .title = "Too many links were asked for",
                       .detail = "Look for the letters that are on their way, your junk folder included, or wait 15 minutes."});
  count_try(tx->people(), name, now);
  count_try(tx->people(), machine, now);
  const auto person = tx->people().find_by_email(*address);
  if (person && !person->disabled) post_letter(*tx, LetterKind::password_reset, person->id, std::nullopt, now);
  tx->commit();
  return {};
}

base::Done send_password_link(const Context& context, const Actor& actor, domain::PersonId person) {
  const auto tx = context.database.write();
  if (const auto may = require_keeper_of(*tx, actor, person); !may) return may;
  if (tx->people().find(person)->disabled)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "person-disabled", .title = "That account is closed",
                       .detail = "Open it again first; then ask for the link."});
  const LetterKind kind = kind_for(*tx, person);
  if (!tx->letters().waits(kind, person)) post_letter(*tx, kind, person, std::nullopt, context.clock.now());
  tx->commit();
  return {};
}

base::Result<PasswordLinkHolder> find_password_link(const Context& context, std::string_view token) {
  return holder_of(*context.database.read(), token, context.clock.now());
}

base::Done use_password_link(const Context& context, std::string_view token, const std::string& password) {
  // A look before the slow part: hashing takes a tenth of a second, and a stranger shouldn't cost that.
  domain::Person owner;
  {
    const auto tx = context.database.read();
    const auto link = holder_of(*tx, token, context.clock.now());
    if (!link) return base::fail(link.error());
    owner = tx->people().find(link->link.person).value_or(domain::Person{.email = link->email});
  }
  if (const auto good = domain::check_password(password, owner); !good) return good;
  const std::string hash = hash_password(password);
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  const auto holder = holder_of(*tx, token, now);
  if (!holder) return base::fail(holder.error());
  set_password(*tx, holder->link.person, hash, now);
  tx->people().clear_failures("name:" + base::lower(holder->email));  // whoever locked them out by guessing
  tx->commit();
  return {};
}

base::Result<std::string> print_password_link(const Context& context, const Actor& actor, domain::PersonId person) {
  if (!actor.is_operator)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "forbidden", .title = "A link goes to its person alone",
                       .detail = "Only the machine's operator prints one; leave out --as, or have it mailed."});
  const auto tx = context.database.write();
  std::string token = make_password_link(*tx, person, kind_for(*tx, person), context.clock.now());
  tx->commit();
  return token;
}

}  // namespace tributary::services
