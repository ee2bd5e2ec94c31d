#include "services/digest.hpp"

#include <doctest/doctest.h>

#include "domain/test.hpp"
#include "services/account.hpp"
#include "services/letters.hpp"
#include "services/ports/letter_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/texts.hpp"
#include "tests/kept_mail.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

namespace {

constexpr const char* site = "https://tributary.example";
constexpr DigestTime monday{};

base::Instant at(std::string_view iso) { return base::parse_iso_instant(iso).value(); }
base::Date on(std::string_view iso) { return base::parse_iso_date(iso).value(); }

// Tuesday 31 March 2026; its lead and another member of the team can sign in, and a test of change waits for them.
struct Team : test::MeasuredPlace {
  test::KeptMail mail;
  Actor member;

  Team() {
    const auto tx = database->write();
    member.person = tx->people().add({.email = "member@nowhere.example", .name = "member"}, "hash", clock.now());
    member.name = "member";
    tx->people().set_password_hash(lead.person, "hash");
    for (Actor* each : {&lead, &member}) {
      const domain::Grant grant{.id = {}, .person = each->person, .role = each == &lead ? domain::Role::project_lead : domain::Role::team_member,
                                .place = {}, .project = project, .since = clock.now(), .until = {}};
      tx->people().add_grant(grant, std::nullopt);
      each->grants = tx->people().grants_of(each->person);
    }
    tx->tests().add({.id = {}, .project = project, .previous = {}, .change_idea = {}, .name = "A name of the team", .planned_from = on("2026-03-20"),
                     .planned_to = {}, .started = {}, .started_on = {}, .ended_on = {}, .decision = {}, .decided = {}, .created = clock.now(),
                     .created_by = lead.person, .deleted = {}});
    tx->commit();
  }

  // What leaves when it is that time.
  int sent_at(std::string_view iso, const DigestTime& time = monday) {
    clock.set(at(iso));
    post_digests(context, time);
    mail.sent.clear();
    Courier(context.database, clock, mail, site).deliver();
    return static_cast<int>(mail.sent.size());
  }
};

}  // namespace

TEST_CASE("when the weekly letter is due is a weekday and an hour in London") {
  const auto time = read_digest_time(" Friday 16:30 ").value();
  CHECK(time.day == std::chrono::Friday);
  CHECK(time.at == std::chrono::minutes{16 * 60 + 30});
  for (const char* wrong : {"", "friday", "friyay 07:00", "monday 7:00", "monday 24:00", "monday 07:60", "monday 07:00 and more", "07:00 monday"})
    CHECK(read_digest_time(wrong).error().code == "digest-unreadable");
  CHECK(last_due(monday, at("2026-11-23T06:59:00.000Z")) == at("2026-11-16T07:00:00.000Z"));
  CHECK(last_due(monday, at("2026-11-23T07:00:00.000Z")) == at("2026-11-23T07:00:00.000Z"));
  CHECK(last_due(monday, at("2026-04-05T12:00:00.000Z")) == at("2026-03-30T06:00:00.000Z"));  // summer time
}

TEST_CASE("a letter comes once a person and week, also when the server begins anew, and an account waits for the first time after it") {
  Team here;
  CHECK(here.sent_at("2026-04-01T09:00:00.000Z") == 0);  // made on Tuesday: Monday's was before that
  CHECK(here.sent_at("2026-04-06T05:59:00.000Z") == 0);
  CHECK(here.sent_at("2026-04-06T06:00:00.000Z") == 2);
  CHECK(here.sent_at("2026-04-06T06:01:00.000Z") == 0);
  CHECK(here.sent_at("2026-04-12T20:00:00.000Z") == 0);
  CHECK(here.sent_at("2026-04-13T06:00:00.000Z") == 2);
}

TEST_CASE("a server that was away makes up for the last letter alone") {
  Team here;
  CHECK(here.sent_at("2026-04-06T06:00:00.000Z") == 2);
  CHECK(here.sent_at("2026-05-06T15:00:00.000Z") == 2);  // four Mondays later, on a Wednesday
  CHECK(here.sent_at("2026-05-06T15:01:00.000Z") == 0);
  CHECK(here.sent_at("2026-05-11T06:00:00.000Z") == 2);
}

TEST_CASE("a letter says facts, and nothing that a team wrote") {
  Team here;
  const domain::TextSubject about{.project = here.project, .thing = domain::TextThing::project, .thing_id = here.project.value, .slot = "comment"};
  for (const auto audience : {domain::Audience::indoors, domain::Audience::public_})
    REQUIRE(add_text(here.context, here.lead, about, {.body = "@member MARKER", .audience = audience, .version = {}, .mentions = {here.member.person}}));
  REQUIRE(here.sent_at("2026-04-06T06:00:00.000Z") == 2);
  for (const Email& email : here.mail.sent) {
    CHECK(email.text.find("Fewer falls  https://tributary.example/projects/") != std::string::npos);
    CHECK(email.text.find("A test of change waits to be started (since 20 March 2026)") != std::string::npos);
    CHECK(email.text.find("MARKER") == std::string::npos);
    CHECK(email.text.find("A name of the team") == std::string::npos);
    CHECK((email.text.find("2 comments mention you") != std::string::npos) == (email.to == "member@nowhere.example"));
  }
  CHECK(here.mail.sent[0].subject == "Your week in Tributary: one thing waits for you");
  // A week later the mentions were told already.
  REQUIRE(here.sent_at("2026-04-13T06:00:00.000Z") == 2);
  for (const Email& email : here.mail.sent) CHECK(email.text.find("mention you") == std::string::npos);
}

TEST_CASE("no letter goes to who turned it off, whose account is closed, or where there is nothing to say") {
  Team here;
  REQUIRE(change_oneself(here.context, here.member, "member", false, 1));
  CHECK(here.sent_at("2026-04-06T06:00:00.000Z") == 1);
  REQUIRE(change_oneself(here.context, here.member, "member", true, 2));
  {
    const auto tx = here.database->write();
    tx->people().set_disabled(here.lead.person, here.clock.now());
    tx->commit();
  }
  CHECK(here.sent_at("2026-04-13T06:00:00.000Z") == 1);
  CHECK(here.mail.sent[0].to == "member@nowhere.example");
  {
    const auto tx = here.database->write();
    REQUIRE(tx->projects().set_deleted(here.project, here.clock.now(), tx->projects().find(here.project)->version));
    tx->commit();
  }
  CHECK(here.sent_at("2026-04-20T06:00:00.000Z") == 0);
}

TEST_CASE("however often the day and the hour are set anew, a person has one letter a week") {
  Team here;
  constexpr DigestTime tuesday{.day = std::chrono::Tuesday}, friday{.day = std::chrono::Friday};
  CHECK(here.sent_at("2026-04-06T06:00:00.000Z") == 2);
  CHECK(here.sent_at("2026-04-08T09:00:00.000Z", tuesday) == 0);  // due yesterday, by the new setting
  CHECK(here.sent_at("2026-04-10T09:00:00.000Z", friday) == 0);
  CHECK(here.sent_at("2026-04-13T05:00:00.000Z", friday) == 0);
  CHECK(here.sent_at("2026-04-15T09:00:00.000Z", friday) == 0);   // last week's was had
  CHECK(here.sent_at("2026-04-17T09:00:00.000Z", friday) == 2);
  CHECK(here.sent_at("2026-04-18T09:00:00.000Z") == 0);           // and so no Monday's of that week
  CHECK(here.sent_at("2026-04-20T09:00:00.000Z") == 2);
}

TEST_CASE("a mail server that is away delays a letter, and doubles none") {
  Team here;
  here.mail.away = true;
  CHECK(here.sent_at("2026-04-06T06:00:00.000Z") == 0);
  here.mail.away = false;
  CHECK(here.sent_at("2026-04-06T08:00:00.000Z") == 2);
  CHECK(here.sent_at("2026-04-06T12:00:00.000Z") == 0);
}

}  // namespace tributary::services
