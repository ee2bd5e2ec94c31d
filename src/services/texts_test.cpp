#include "services/texts.hpp"

#include <doctest/doctest.h>

#include "services/members.hpp"
#include "services/own_texts.hpp"
#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Audience;
using domain::Role;
using test::instant;

namespace {

domain::TextSubject comment_on(domain::ProjectId project) {
  return {.project = project, .thing = domain::TextThing::project, .thing_id = project.value, .slot = "comment"};
}

domain::FreeText comment(test::SmallPlace& at, const Actor& actor, std::string body, Audience audience = Audience::indoors) {
  return add_text(at.context(), actor, comment_on(at.project), {.body = std::move(body), .audience = audience, .version = {}}).value();
}

std::vector<VisibleText> seen_by(test::SmallPlace& at, const Actor& actor) {
  return list_texts(at.context(), actor, comment_on(at.project)).value().texts;
}

}  // namespace

TEST_CASE("a text kept indoors is read by team, partners, lead and mentor, and by no role above or outside") {
  test::SmallPlace at;
  const Actor member = at.person(Role::team_member), partner = at.person(Role::patient_partner), mentor = at.person(Role::mentor);
  const Actor lead = at.lead();
  at.clock.set(instant("2026-03-03T09:00:00Z"));
  comment(at, lead, "We were short of porters.");
  for (const Actor& inside : {member, partner, mentor, lead}) {
    REQUIRE(seen_by(at, inside).size() == 1);
    CHECK(seen_by(at, inside)[0].text.body == "We were short of porters.");
  }
  for (const Role role : {Role::locality_lead, Role::executive, Role::system_lead, Role::analyst, Role::administrator})
    CHECK(seen_by(at, at.person(role)).empty());
  for (const Actor& stranger : {at.person(Role::regulator), operator_of_machine()})
    CHECK(list_texts(at.context(), stranger, comment_on(at.project)).error().code == "forbidden");
}

TEST_CASE("joining opens nothing written before, until its author opens it") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  const auto before = comment(at, lead, "Before");
  at.clock.set(instant("2026-03-03T09:00:00Z"));
  const Actor newcomer = at.person(Role::team_member);
  auto seen = seen_by(at, newcomer);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].withheld);
  CHECK(seen[0].text.body.empty());

  SUBCASE("editing it later does not open it") {
    at.clock.set(instant("2026-03-04T09:00:00Z"));
    REQUIRE(update_text(at.context(), lead, before.id, {.body = "Before, mended", .audience = Audience::indoors, .version = 1}));
    CHECK(seen_by(at, newcomer)[0].withheld);
  }
  SUBCASE("what is written from then on is read") {
    comment(at, lead, "After");
    CHECK(seen_by(at, newcomer)[1].text.body == "After");
  }
  SUBCASE("consent opens it, and can be taken back") {
    REQUIRE(give_consent(at.context(), lead, before.id, newcomer.person));
    CHECK(seen_by(at, newcomer)[0].text.body == "Before");
    REQUIRE(withdraw_consent(at.context(), lead, before.id, newcomer.person));
    CHECK(seen_by(at, newcomer)[0].withheld);
  }
  SUBCASE("consent ends where its owner leaves and joins anew, and not where leaving was a slip") {
    REQUIRE(give_consent(at.context(), lead, before.id, newcomer.person));
    const auto membership = newcomer.grants.at(0).id;
    REQUIRE(end_membership(at.context(), lead, at.project, membership));
    REQUIRE(restore_membership(at.context(), lead, at.project, membership));
    CHECK(seen_by(at, newcomer)[0].text.body == "Before");
    REQUIRE(end_membership(at.context(), lead, at.project, membership));
    at.clock.set(instant("2026-03-05T09:00:00Z"));
    REQUIRE(update_text(at.context(), lead, before.id, {.body = "While they were away", .audience = Audience::indoors, .version = 1}));
    at.clock.set(instant("2026-03-06T09:00:00Z"));
    REQUIRE(admit_member(at.context(), lead, at.project, newcomer.person, Role::mentor));
    CHECK(seen_by(at, at.actor(newcomer.person))[0].withheld);
    REQUIRE(give_consent(at.context(), lead, before.id, newcomer.person));
    CHECK(seen_by(at, at.actor(newcomer.person))[0].text.body == "While they were away");
  }
  SUBCASE("nobody but its author gives consent") {
    CHECK(give_consent(at.context(), newcomer, before.id, newcomer.person).error().code == "not-found");
  }
  SUBCASE("consent opens nothing to the outside") {
    const Actor executive = at.person(Role::executive);
    CHECK(give_consent(at.context(), lead, before.id, executive.person).error().code == "not-of-the-team");
  }
}

TEST_CASE("who hands over the lead and stays never left; who leaves and returns did") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  Actor member = at.person(Role::team_member);
  at.clock.set(instant("2026-03-03T09:00:00Z"));
  comment(at, lead, "While there");
  at.clock.set(instant("2026-03-04T09:00:00Z"));
  at.end(member.grants[0].id);
  SUBCASE("at the same instant") {}
  SUBCASE("a day later") { at.clock.set(instant("2026-03-05T09:00:00Z")); }
  const bool stayed = at.clock.now() == instant("2026-03-04T09:00:00Z");
  at.admit(member.person, Role::project_lead);
  member = at.actor(member.person);
  CHECK(seen_by(at, member)[0].withheld == !stayed);
}

TEST_CASE("wider audiences open a text as far as they say") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  const auto text = comment(at, lead, "It worked on nights", Audience::network);
  const Actor peer = at.person(Role::locality_lead), executive = at.person(Role::executive), regulator = at.person(Role::regulator);
  CHECK(seen_by(at, peer).size() == 1);
  CHECK(seen_by(at, executive).empty());
  REQUIRE(update_text(at.context(), lead, text.id, {.body = "It worked on nights", .audience = Audience::system, .version = 1}));
  CHECK(seen_by(at, executive).size() == 1);
  CHECK(list_texts(at.context(), regulator, comment_on(at.project)).error().code == "forbidden");
  REQUIRE(update_text(at.context(), lead, text.id, {.body = "It worked on nights", .audience = Audience::public_, .version = 2}));
  CHECK(seen_by(at, regulator).size() == 1);
}

TEST_CASE("only its author changes a text; what it said before is kept; a stale version changes nothing") {
  test::SmallPlace at;
  const Actor lead = at.lead(), member = at.person(Role::team_member);
  const auto text = comment(at, lead, "First");
  CHECK(update_text(at.context(), member, text.id, {.body = "Mine", .audience = Audience::public_, .version = 1}).error().code == "not-the-author");
  CHECK(update_text(at.context(), lead, text.id, {.body = "Second", .audience = Audience::indoors, .version = 1}));
  CHECK(update_text(at.context(), lead, text.id, {.body = "Third", .audience = Audience::indoors, .version = 1}).error().code == "stale");
  const auto kept = text_revisions(at.context(), lead, text.id).value();
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].body == "First");
  CHECK(update_text(at.context(), lead, text.id, {.body = "  ", .audience = Audience::indoors, .version = 2}).error().field == "/body");
}

TEST_CASE("a list names its slot, or none for everything written about a thing") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  comment(at, lead, "A comment");
  auto subject = comment_on(at.project);
  subject.slot = "learnt";
  REQUIRE(add_text(at.context(), lead, subject, {.body = "A lesson", .audience = Audience::network, .version = {}}));
  CHECK(list_texts(at.context(), lead, subject)->texts.size() == 1);
  subject.slot.clear();
  CHECK(list_texts(at.context(), lead, subject)->texts.size() == 2);
  CHECK(list_texts(at.context(), at.person(Role::locality_lead), subject)->texts.at(0).text.body == "A lesson");
}

TEST_CASE("a deleted text is its author's alone, and comes back") {
  test::SmallPlace at;
  const Actor lead = at.lead(), member = at.person(Role::team_member);
  const auto text = comment(at, lead, "Too soon");
  REQUIRE(delete_text(at.context(), lead, text.id, 1));
  CHECK(seen_by(at, member).empty());
  CHECK(seen_by(at, lead)[0].text.deleted);
  REQUIRE(restore_text(at.context(), lead, text.id));
  CHECK(seen_by(at, member)[0].text.body == "Too soon");
}

TEST_CASE("reading what is confidential is logged once a person, text and London day, and seen by author and lead") {
  test::SmallPlace at;
  const Actor lead = at.lead(), member = at.person(Role::team_member), mentor = at.person(Role::mentor);
  const auto text = comment(at, member, "Between us");
  seen_by(at, mentor);
  seen_by(at, mentor);
  seen_by(at, member);
  at.clock.set(instant("2026-03-03T00:30:00Z"));
  seen_by(at, mentor);
  const auto log = read_log(at.context(), member, text.id).value();
  REQUIRE(log.size() == 2);
  CHECK(log[0].person == mentor.person);
  CHECK(base::to_iso(log[1].on) == "2026-03-03");
  CHECK(read_log(at.context(), lead, text.id).value().size() == 2);
  CHECK(read_log(at.context(), mentor, text.id).error().code == "not-found");
}

TEST_CASE("nobody outside writes indoors, and a text has a place to stand") {
  test::SmallPlace at;
  const TextDraft draft{.body = "Hello", .audience = Audience::indoors, .version = {}};
  CHECK(add_text(at.context(), at.person(Role::executive), comment_on(at.project), draft).error().code == "forbidden");
  CHECK(add_text(at.context(), at.lead(), comment_on({999}), draft).error().code == "not-found");
  auto subject = comment_on(at.project);
  subject.slot = "nonsense";
  CHECK(add_text(at.context(), at.lead(), subject, draft).error().code == "slot-unknown");
  CHECK(add_text(at.context(), at.lead(), comment_on(at.project), {.body = std::string(20'001, 'x'), .audience = {}, .version = {}})
            .error().code == "text-too-long");
  CHECK(add_text(at.context(), at.lead(), comment_on(at.project), {.body = "\xff", .audience = {}, .version = {}}).error().code ==
        "text-unreadable");
}

TEST_CASE("its author sees who can't read a text, and opens it to them, one text at a time or all at once") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  const auto first = comment(at, lead, "First"), second = comment(at, lead, "Second");
  comment(at, lead, "For all of us", Audience::system);
  CHECK(own_texts(at.context(), lead).at(0).withheld_from.empty());
  at.clock.set(instant("2026-03-03T09:00:00Z"));
  const Actor newcomer = at.person(Role::mentor), executive = at.person(Role::executive);

  REQUIRE(ask_for_text(at.context(), newcomer, first.id));
  REQUIRE(ask_for_text(at.context(), newcomer, first.id));  // twice is once
  CHECK(seen_by(at, newcomer)[0].asked);
  CHECK_FALSE(seen_by(at, newcomer)[1].asked);
  auto mine = own_texts(at.context(), lead);
  REQUIRE(mine.size() == 3);
  CHECK(mine[0].withheld_from.empty());  // the system's
  REQUIRE(mine[2].withheld_from.size() == 1);
  CHECK(mine[2].withheld_from[0].person == newcomer.person);
  CHECK(mine[2].withheld_from[0].asked);
  CHECK_FALSE(mine[1].withheld_from[0].asked);

  CHECK(open_own_texts(at.context(), lead, at.project, newcomer.person).value().size() == 2);
  CHECK(seen_by(at, newcomer)[0].text.body == "First");
  CHECK(seen_by(at, newcomer)[1].text.body == "Second");
  CHECK(own_texts(at.context(), lead)[2].withheld_from.empty());
  CHECK(open_own_texts(at.context(), lead, at.project, newcomer.person).value().empty());

  CHECK(ask_for_text(at.context(), newcomer, second.id).error().code == "not-withheld");
  CHECK(ask_for_text(at.context(), executive, second.id).error().code == "not-found");
  CHECK(open_own_texts(at.context(), lead, at.project, executive.person).error().code == "not-of-the-team");
  CHECK(own_texts(at.context(), newcomer).empty());
}

}  // namespace tributary::services
