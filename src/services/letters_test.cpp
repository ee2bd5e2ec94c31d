#include "services/letters.hpp"

#include <doctest/doctest.h>

#include "services/password_links.hpp"
#include "services/passwords.hpp"
#include "services/people.hpp"
#include "services/sign_in.hpp"
#include "tests/kept_mail.hpp"
#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Role;

namespace {

constexpr const char* site = "https://tributary.example";

std::string token_in(const Email& email) {
  const std::string begins = std::string(site) + "/choose-password#";
  const std::size_t at = email.text.find(begins);
  REQUIRE(at != std::string::npos);
  return email.text.substr(at + begins.size(), email.text.find('\n', at) - at - begins.size());
}

}  // namespace

TEST_CASE("an invitation goes to the person alone, works once, and for 72 hours") {
  test::SmallPlace at;
  test::KeptMail mail;
  const Actor administrator = at.person(Role::administrator);
  Courier courier(at.context().database, at.clock, mail, site);
  const auto added = add_person(at.context(), administrator, {.email = "new@example.org", .name = "New here", .password = {}, .invite = true}).value();
  CHECK(courier.deliver() == 1);
  REQUIRE(mail.sent.size() == 1);
  CHECK(mail.sent[0].to == "new@example.org");
  const std::string token = token_in(mail.sent[0]);
  CHECK(find_password_link(at.context(), token).value().name == "New here");

  at.clock.set(at.clock.now() + std::chrono::hours{72});
  CHECK(find_password_link(at.context(), token).error().code == "link-ended");
  at.clock.set(at.clock.now() - std::chrono::minutes{1});
  CHECK(use_password_link(at.context(), token, "short").error().code == "password-too-short");
  CHECK(use_password_link(at.context(), token, "words that don't belong").has_value());
  CHECK(use_password_link(at.context(), token, "words that don't belong").error().code == "link-ended");
  CHECK(sign_in(at.context(), "new@example.org", "words that don't belong", "::1").value().actor.person == added.id);
  CHECK(courier.deliver() == 1);
  CHECK(mail.sent[1].subject == "Your Tributary password was changed");
}

TEST_CASE("the database holds no link: only the hash of its token") {
  test::SmallPlace at;
  test::KeptMail mail;
  CHECK(ask_for_password_link(at.context(), "lead@example.org", "::1").has_value());
  Courier(at.context().database, at.clock, mail, site).deliver();
  const std::string token = token_in(mail.sent.at(0));
  auto raw = at.raw();
  CHECK(raw.value<std::string>("SELECT token_hash FROM password_link") == token_hash(token));
  CHECK(raw.value<int>("SELECT count(*) FROM letter WHERE kind || made_at LIKE :a", "%" + token + "%") == 0);
}

TEST_CASE("a reset ends sessions and every other link, and lasts 2 hours") {
  test::SmallPlace at;
  test::KeptMail mail;
  Courier courier(at.context().database, at.clock, mail, site);
  CHECK(reset_password(at.context(), operator_of_machine(), at.lead_id, "the first pass phrase").has_value());
  const auto session = sign_in(at.context(), "lead@example.org", "the first pass phrase", "::1").value();
  CHECK(ask_for_password_link(at.context(), "lead@example.org", "::1").has_value());
  CHECK(ask_for_password_link(at.context(), "LEAD@example.org", "::1").has_value());
  courier.deliver();
  REQUIRE(mail.sent.size() == 3);
  const std::string first = token_in(mail.sent[1]), second = token_in(mail.sent[2]);
  CHECK(visitor_of(at.context(), session.token).has_value());
  CHECK(use_password_link(at.context(), second, "the second pass phrase").has_value());
  CHECK_FALSE(visitor_of(at.context(), session.token).has_value());
  CHECK(find_password_link(at.context(), first).error().code == "link-ended");
  CHECK(ask_for_password_link(at.context(), "lead@example.org", "::1").has_value());
  courier.deliver();
  const std::string third = token_in(mail.sent.back());
  at.clock.set(at.clock.now() + std::chrono::hours{2});
  CHECK(find_password_link(at.context(), third).error().code == "link-ended");
}

TEST_CASE("whoever asks for a link learns nothing about who has an account, and not for long") {
  test::SmallPlace at;
  test::KeptMail mail;
  for (const char* email : {"lead@example.org", "nobody@example.org"}) {
    for (int i = 0; i < 3; ++i) CHECK(ask_for_password_link(at.context(), email, "::1").has_value());
    CHECK(ask_for_password_link(at.context(), email, "::1").error().code == "links-throttled");
  }
  CHECK(Courier(at.context().database, at.clock, mail, site).deliver() == 3);
  CHECK(ask_for_password_link(at.context(), "lead@example.org\r\nBcc: x@example.org", "::1").error().code == "email-unreadable");
}

TEST_CASE("a mail server that is away loses nothing; a closed account gets nothing") {
  test::SmallPlace at;
  test::KeptMail mail;
  mail.away = true;
  Courier courier(at.context().database, at.clock, mail, site);
  CHECK(ask_for_password_link(at.context(), "lead@example.org", "::1").has_value());
  CHECK(courier.deliver() == 0);
  CHECK(mail.tries == 1);
  CHECK(courier.deliver() == 0);
  CHECK(mail.tries == 1);  // not yet
  mail.away = false;
  at.clock.set(at.clock.now() + std::chrono::minutes{2});
  CHECK(courier.deliver() == 1);
  CHECK(find_password_link(at.context(), token_in(mail.sent.at(0))).has_value());

  CHECK(ask_for_password_link(at.context(), "lead@example.org", "::1").has_value());
  auto tx = at.context().database.write();
  tx->people().set_disabled(at.lead_id, at.clock.now());
  tx->commit();
  tx.reset();
  CHECK(courier.deliver() == 0);
  CHECK(mail.sent.size() == 1);
}

TEST_CASE("nobody but the machine's operator chooses or sees a password or link of somebody else") {
  test::SmallPlace at;
  const Actor administrator = at.person(Role::administrator), other = at.person(Role::analyst);
  CHECK(reset_password(at.context(), administrator, other.person, "a password of some length").error().code == "password-is-theirs");
  CHECK(add_person(at.context(), administrator, {.email = "a@example.org", .name = "A", .password = "a password of some length"}).error().code ==
        "password-is-theirs");
  CHECK(print_password_link(at.context(), administrator, other.person).error().code == "forbidden");
  CHECK(print_password_link(at.context(), operator_of_machine(), other.person).has_value());
  CHECK(send_password_link(at.context(), administrator, other.person).has_value());
  CHECK(send_password_link(at.context(), other, administrator.person).error().code == "forbidden");
}

}  // namespace tributary::services
