#include "services/sign_in.hpp"

#include "base/text.hpp"
#include "services/letters.hpp"
#include "services/passwords.hpp"
#include "services/problems.hpp"
#include "services/throttle.hpp"

namespace tributary::services {

namespace {

constexpr std::chrono::hours session_length{12};
constexpr int tries_of_a_name = 10;
constexpr int tries_of_an_address = 100;

base::Problem throttled() {
  return {.kind = base::ProblemKind::throttled, .code = "sign-in-throttled", .title = "Too many tries",
          .detail = "Wait 15 minutes, then try again, or ask for a new password with the link below the form."};
}

}  // namespace

Actor operator_of_machine() { return {.person = {}, .name = "machine's operator", .grants = {}, .is_operator = true}; }

Actor actor_of(Transaction& tx, const domain::Person& person) {
  return {.person = person.id, .name = person.name, .grants = tx.people().grants_of(person.id)};
}

base::Result<Actor> actor_by_email(const Context& context, std::string_view email) {
  const auto tx = context.database.read();
  const auto person = tx->people().find_by_email(base::trim(email));
  if (!person)
    return base::fail({.code = "person-unknown", .title = "Nobody has that email address",
                       .detail = "\"" + base::shorten(email, 60) + "\" has no account here. `tributary user list` names those that do."});
  if (person->disabled)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "person-disabled", .title = "That account is closed",
                       .detail = "Open it again with `tributary user enable`, or act as someone else."});
  return actor_of(*tx, *person);
}

base::Result<SignedIn> sign_in(const Context& context, std::string_view email, std::string_view password,
                               std::string_view address) {
  const base::Instant now = context.clock.now();
  const Gate name{.key = "name:" + base::lower(base::trim(email)).substr(0, 254), .most = tries_of_a_name};
  const Gate from{.key = "address:" + std::string(address), .most = tries_of_an_address};
  std::optional<domain::Person> person;
  std::string hash;
  {
    const auto tx = context.database.read();
    if (is_shut(tx->people(), name, now) || is_shut(tx->people(), from, now))
      return base::fail(throttled());
    person = tx->people().find_by_email(base::trim(email));
    if (person && !person->disabled) hash = tx->people().password_hash(person->id).value_or("");
  }
  // Outside any transaction: it takes a tenth of a second, and nobody should wait for it.
  const bool matches = password_matches(hash, password);

  const auto tx = context.database.write();
  // Others may have failed since: many at once learn no more than one after the other.
  if (is_shut(tx->people(), name, now) || is_shut(tx->people(), from, now)) return base::fail(throttled());
  if (!matches) {
    count_try(tx->people(), name, now);
    count_try(tx->people(), from, now);
    tx->commit();
    return base::fail({.kind = base::ProblemKind::unauthenticated, .code = "sign-in-failed",
                       .title = "The email address or the password is wrong",
                       .detail = "Check both. Ten wrong tries lock the account for 15 minutes."});
  }
  tx->people().clear_failures(name.key);
  tx->people().forget_sessions_before(now);
  const std::string token = new_token();
  const std::string csrf = new_token();
  tx->people().add_session({.token_hash = token_hash(token), .person = person->id, .csrf = csrf, .expires = now + session_length}, now);
  Actor actor = actor_of(*tx, *person);
  tx->commit();
  return SignedIn{.token = token, .csrf = csrf, .actor = std::move(actor)};
}

void sign_out(const Context& context, std::string_view token) {
  const auto tx = context.database.write();
  tx->people().end_session(token_hash(token));
  tx->commit();
}

std::optional<Visitor> visitor_of(const Context& context, std::string_view token) {
  if (token.empty() || token.size() > 100) return std::nullopt;
  const auto tx = context.database.read();
  const auto session = tx->people().find_session(token_hash(token));
  if (!session || session->expires <= context.clock.now()) return std::nullopt;
  const auto person = tx->people().find(session->person);
  if (!person || person->disabled) return std::nullopt;
  return Visitor{.actor = actor_of(*tx, *person), .csrf = session->csrf};
}

base::Done change_password(const Context& context, const Actor& actor, std::string_view current, std::string_view wanted) {
  const base::Instant now = context.clock.now();
  // As at signing in: whoever found a session open learns no password by trying.
  const Gate gate{.key = "password:" + std::to_string(actor.person.value), .most = tries_of_a_name};
  std::string hash;
  {
    const auto tx = context.database.read();
    const auto person = tx->people().find(actor.person);
    if (!person) return base::fail(not_found("person"));
    if (const auto good = domain::check_password(wanted, *person); !good) return good;
    if (is_shut(tx->people(), gate, now)) return base::fail(throttled());
    hash = tx->people().password_hash(actor.person).value_or("");
  }
  const bool matches = password_matches(hash, current);
  const std::string next = matches ? hash_password(wanted) : std::string();
  const auto tx = context.database.write();
  if (is_shut(tx->people(), gate, now)) return base::fail(throttled());
  if (!matches) {
    count_try(tx->people(), gate, now);
    tx->commit();
    return base::fail({.code = "password-wrong", .title = "The current password is wrong",
                       .detail = "Type the password that you sign in with now. Ten wrong tries lock this for 15 minutes.", .field = "/current"});
  }
  tx->people().clear_failures(gate.key);
  set_password(*tx, actor.person, next, context.clock.now());
  tx->commit();
  return {};
}

}  // namespace tributary::services
