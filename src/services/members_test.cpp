#include "services/members.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "services/letters.hpp"
#include "services/password_links.hpp"
#include "services/people.hpp"
#include "services/texts.hpp"
#include "tests/kept_mail.hpp"
#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Role;

TEST_CASE("the lead admits, and nobody else: not an administrator, not a team member") {
  test::SmallPlace at;
  const Actor newcomer = at.person(Role::analyst);
  for (const Role role : {Role::administrator, Role::system_lead, Role::executive, Role::team_member, Role::mentor})
    CHECK(admit_member(at.context(), at.person(role), at.project, newcomer.person, Role::team_member).error().code == "forbidden");
  const Actor administrator = at.person(Role::administrator);
  CHECK(admit_member(at.context(), administrator, at.project, administrator.person, Role::mentor).error().code == "forbidden");
  const auto admitted = admit_member(at.context(), at.lead(), at.project, newcomer.person, Role::mentor).value();
  CHECK(admitted.name == newcomer.name);
  CHECK(admit_member(at.context(), at.lead(), at.project, newcomer.person, Role::mentor).value().grant.id == admitted.grant.id);
}

TEST_CASE("a regulator is admitted as nothing, and a role of a place isn't a project's to give") {
  test::SmallPlace at;
  const Actor regulator = at.person(Role::regulator), other = at.person(Role::analyst);
  CHECK(admit_member(at.context(), at.lead(), at.project, regulator.person, Role::mentor).error().code == "regulator-apart");
  CHECK(admit_member(at.context(), at.lead(), at.project, other.person, Role::executive).error().code == "role-is-a-places");
  CHECK(admit_member(at.context(), at.lead(), at.project, other.person, Role::project_lead).error().code == "lead-is-handed-over");
  CHECK(admit_member(at.context(), at.lead(), at.project, {999}, Role::mentor).error().code == "reference-unknown");
  CHECK(hand_over_lead(at.context(), at.lead(), at.project, regulator.person).error().code == "regulator-apart");
}

TEST_CASE("who mentors a project, or is its patient partner, leads it only when that has ended") {
  test::SmallPlace at;
  const Actor locality = at.person(Role::locality_lead);
  for (const Role role : {Role::mentor, Role::patient_partner}) {
    const Actor other = at.person(role);
    const auto refused = hand_over_lead(at.context(), at.lead(), at.project, other.person).error();
    CHECK(refused.code == "of-it-already");
    CHECK(refused.detail.find("choose somebody else") != std::string::npos);
  }
  const Actor mentor = at.person(Role::mentor);
  auto tx = at.context().database.write();
  tx->people().set_disabled(at.lead_id, at.clock.now());
  tx->commit();
  tx.reset();
  at.clock.set(at.clock.now() + domain::closed_before_succession);
  CHECK(name_lead(at.context(), locality, at.project, mentor.person).error().code == "of-it-already");
  REQUIRE(end_membership(at.context(), mentor, at.project, mentor.grants.at(0).id).has_value());
  CHECK(name_lead(at.context(), locality, at.project, mentor.person).has_value());
}

TEST_CASE("a lead that was handed over isn't restored beside the one that leads now") {
  test::SmallPlace at;
  const Actor next = at.person(Role::team_member);
  const auto was = at.lead().grants.at(0).id;
  const auto members = hand_over_lead(at.context(), at.lead(), at.project, next.person).value();
  REQUIRE(end_membership(at.context(), at.actor(next.person), at.project, members.at(1).grant.id).has_value());
  CHECK(restore_membership(at.context(), at.actor(next.person), at.project, was).error().code == "lead-is-handed-over");
  CHECK(restore_membership(at.context(), at.actor(next.person), at.project, members.at(1).grant.id).has_value());
}

TEST_CASE("somebody always leads") {
  test::SmallPlace at;
  const Actor member = at.person(Role::team_member);
  const auto lead_grant = at.lead().grants.at(0).id;
  CHECK(end_membership(at.context(), at.lead(), at.project, lead_grant).error().code == "last-lead");
  const auto members = hand_over_lead(at.context(), at.lead(), at.project, member.person).value();
  REQUIRE(members.size() == 2);
  CHECK(members[0].grant.person == member.person);
  CHECK(members[0].grant.role == Role::project_lead);
  CHECK(members[1].grant.person == at.lead_id);
  CHECK(members[1].grant.role == Role::team_member);
  CHECK(end_membership(at.context(), at.lead(), at.project, members[0].grant.id).error().code == "forbidden");
  CHECK(end_membership(at.context(), at.lead(), at.project, members[1].grant.id).has_value());  // one's own
  CHECK(end_membership(at.context(), at.lead(), at.project, members[1].grant.id).error().code == "not-found");
}

TEST_CASE("an administrator of one place can't take over an account whose roles lie above or elsewhere") {
  test::SmallPlace at;
  auto tx = at.context().database.write();
  const auto locality = tx->places().add({.kind = domain::PlaceKind::locality, .name = "A part", .system = at.place}, at.clock.now());
  tx->commit();
  tx.reset();
  const Actor above = at.person(Role::administrator), lead = at.lead();
  Actor local = at.person(Role::analyst);
  local.grants = {{.id = {}, .person = local.person, .role = Role::administrator, .place = locality, .project = {},
                   .since = at.clock.now(), .until = {}}};
  CHECK(send_password_link(at.context(), local, above.person).error().code == "account-elsewhere");
  CHECK(set_disabled(at.context(), local, above.person, true).error().code == "account-elsewhere");
  CHECK(send_password_link(at.context(), local, lead.person).error().code == "account-elsewhere");
  CHECK(send_password_link(at.context(), above, lead.person).has_value());
}

TEST_CASE("who speaks for the place names a lead where nobody with an open account leads, and the team is told") {
  test::SmallPlace at;
  const Actor locality = at.person(Role::locality_lead), member = at.person(Role::team_member), next = at.person(Role::analyst);
  CHECK(name_lead(at.context(), locality, at.project, next.person).error().code == "somebody-leads");
  // Another lead whose account is closed is nobody who leads: the last open one stays.
  const Actor second = at.person(Role::project_lead);
  const auto close = [&](domain::PersonId person) {
    const auto tx = at.context().database.write();
    tx->people().set_disabled(person, at.clock.now());
    tx->commit();
  };
  close(second.person);
  CHECK(end_membership(at.context(), at.lead(), at.project, at.lead().grants.at(0).id).error().code == "last-lead");
  close(at.lead_id);
  CHECK(name_lead(at.context(), locality, at.project, next.person).error().code == "account-closed-lately");
  at.clock.set(at.clock.now() + domain::closed_before_succession - std::chrono::days{1});
  CHECK(name_lead(at.context(), locality, at.project, next.person).error().detail.find("30 March 2026") != std::string::npos);
  at.clock.set(at.clock.now() + std::chrono::days{1});
  CHECK(name_lead(at.context(), at.person(Role::administrator), at.project, next.person).error().code == "forbidden");
  CHECK(name_lead(at.context(), member, at.project, next.person).error().code == "forbidden");
  CHECK(name_lead(at.context(), locality, at.project, locality.person).error().code == "grant-to-oneself");
  CHECK(name_lead(at.context(), locality, at.project, second.person).error().code == "reference-unknown");
  CHECK(name_lead(at.context(), locality, at.project, at.person(Role::regulator).person).error().code == "regulator-apart");
  const auto members = name_lead(at.context(), locality, at.project, next.person).value();
  CHECK(members.at(0).grant.person == next.person);
  CHECK(std::ranges::count(members, Role::project_lead, [](const Member& each) { return each.grant.role; }) == 1);

  test::KeptMail mail;
  CHECK(Courier(at.context().database, at.clock, mail, "https://t.example").deliver() == 2);  // closed accounts get none
  CHECK(mail.sent.at(0).subject == "A new lead for \"Home by lunch\"");
}

TEST_CASE("a lead who is named reads nothing that was written indoors before") {
  test::SmallPlace at;
  const Actor locality = at.person(Role::locality_lead), next = at.person(Role::analyst);
  const domain::TextSubject about{.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"};
  REQUIRE(add_text(at.context(), at.lead(), about, {.body = "Between us"}).has_value());
  at.clock.set(at.clock.now() + std::chrono::hours{1});
  auto tx = at.context().database.write();
  tx->people().set_disabled(at.lead_id, at.clock.now());
  tx->commit();
  tx.reset();
  at.clock.set(at.clock.now() + domain::closed_before_succession);
  REQUIRE(name_lead(at.context(), locality, at.project, next.person).has_value());
  const auto texts = list_texts(at.context(), at.actor(next.person), about).value().texts;
  REQUIRE(texts.size() == 1);
  CHECK(texts[0].withheld);
  CHECK(texts[0].text.body.empty());
}

TEST_CASE("a membership that ended goes on as it was, unless something was written indoors meanwhile") {
  test::SmallPlace at;
  const Actor member = at.person(Role::team_member);
  const auto grant = member.grants.at(0).id;
  const auto later = [&] { at.clock.set(at.clock.now() + std::chrono::hours{1}); };
  const domain::TextSubject about{.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"};
  REQUIRE(add_text(at.context(), at.lead(), about, {.body = "Said with them"}).has_value());
  later();
  REQUIRE(end_membership(at.context(), at.lead(), at.project, grant).has_value());
  later();
  CHECK(restore_membership(at.context(), at.actor(member.person), at.project, grant).error().code == "forbidden");
  const auto back = restore_membership(at.context(), at.lead(), at.project, grant).value();
  CHECK(back.grant.id == grant);
  CHECK(back.grant.since == member.grants.at(0).since);
  CHECK_FALSE(list_texts(at.context(), at.actor(member.person), about).value().texts.at(0).withheld);

  REQUIRE(end_membership(at.context(), at.lead(), at.project, grant).has_value());
  later();
  REQUIRE(add_text(at.context(), at.lead(), about, {.body = "Said without them"}).has_value());
  later();
  const auto anew = restore_membership(at.context(), at.lead(), at.project, grant).value();
  CHECK(anew.grant.id != grant);
  const auto texts = list_texts(at.context(), at.actor(member.person), about).value().texts;
  for (const auto& each : texts) CHECK(each.withheld);
}

TEST_CASE("whoever handed over takes it back within a day, and each is again what they were") {
  test::SmallPlace at;
  const Actor member = at.person(Role::team_member);
  const auto before = [&] { const auto tx = at.context().database.read(); return members_of(*tx, at.project); };
  const auto was = before();
  CHECK(take_back_lead(at.context(), at.lead(), at.project).error().code == "forbidden");  // nobody gave it
  const auto hand_over = [&] {
    at.clock.set(at.clock.now() + std::chrono::hours{30});
    REQUIRE(hand_over_lead(at.context(), at.lead(), at.project, member.person).has_value());
    at.clock.set(at.clock.now() + std::chrono::hours{23});
  };
  hand_over();
  CHECK(take_back_lead(at.context(), at.actor(member.person), at.project).error().code == "forbidden");
  const auto now = take_back_lead(at.context(), at.lead(), at.project).value();
  REQUIRE(now.size() == was.size());
  for (std::size_t i = 0; i < now.size(); ++i) {
    CHECK(now[i].grant.id == was[i].grant.id);
    CHECK(now[i].grant.since == was[i].grant.since);
  }
  hand_over();
  at.clock.set(at.clock.now() + std::chrono::hours{2});
  CHECK(take_back_lead(at.context(), at.lead(), at.project).error().code == "handover-stands");
}

TEST_CASE("who has left the team since can't take the lead back") {
  test::SmallPlace at;
  const Actor member = at.person(Role::team_member);
  at.clock.set(at.clock.now() + std::chrono::hours{1});
  const auto members = hand_over_lead(at.context(), at.lead(), at.project, member.person).value();
  at.clock.set(at.clock.now() + std::chrono::hours{1});
  REQUIRE(end_membership(at.context(), at.lead(), at.project, members[1].grant.id).has_value());
  CHECK(take_back_lead(at.context(), at.lead(), at.project).error().code == "handover-stands");
}

TEST_CASE("a lead who was named by mistake is one no longer, and nobody leads again") {
  test::SmallPlace at;
  const Actor locality = at.person(Role::locality_lead), next = at.person(Role::analyst);
  auto tx = at.context().database.write();
  tx->people().set_disabled(at.lead_id, at.clock.now());
  tx->commit();
  tx.reset();
  at.clock.set(at.clock.now() + domain::closed_before_succession);
  at.clock.set(at.clock.now() + std::chrono::hours{1});
  REQUIRE(name_lead(at.context(), locality, at.project, next.person).has_value());
  at.clock.set(at.clock.now() + std::chrono::hours{1});
  const auto members = take_back_lead(at.context(), locality, at.project).value();
  REQUIRE(members.size() == 1);
  CHECK(members[0].grant.person == at.lead_id);
  CHECK(members[0].grant.role == Role::project_lead);
}

TEST_CASE("who stood in for a lead whose account was closed doesn't take the lead back from them") {
  test::SmallPlace at;
  const Actor locality = at.person(Role::locality_lead), next = at.person(Role::analyst);
  const auto later = [&] { at.clock.set(at.clock.now() + std::chrono::hours{1}); };
  const auto set_closed = [&](bool closed) {
    const auto tx = at.context().database.write();
    tx->people().set_disabled(at.lead_id, closed ? std::optional(at.clock.now()) : std::nullopt);
    tx->commit();
  };
  const auto named_while_out = [&] {
    set_closed(true);
    at.clock.set(at.clock.now() + domain::closed_before_succession + std::chrono::hours{1});
    REQUIRE(name_lead(at.context(), locality, at.project, next.person).has_value());
    later();
    for (const domain::Grant& each : at.actor(at.lead_id).grants)
      REQUIRE(end_membership(at.context(), at.actor(next.person), at.project, each.id).has_value());
    later();
    set_closed(false);
  };
  const auto leads = [&] { return members_of(*at.context().database.read(), at.project).at(0).grant.person; };
  named_while_out();
  REQUIRE(take_back_lead(at.context(), at.actor(at.lead_id), at.project).has_value());
  later();
  CHECK(take_back_lead(at.context(), at.actor(next.person), at.project).error().code == "forbidden");
  CHECK_FALSE(was_named_over(*at.context().database.read(), at.project, next.person));
  CHECK(leads() == at.lead_id);
  // Nor where who named them takes the naming back.
  named_while_out();
  REQUIRE(take_back_lead(at.context(), locality, at.project).has_value());
  later();
  CHECK(take_back_lead(at.context(), at.actor(next.person), at.project).error().code == "forbidden");
  CHECK(leads() == at.lead_id);
}

TEST_CASE("a naming that is taken back lets nobody in who is a regulator by then") {
  test::SmallPlace at;
  const Actor locality = at.person(Role::locality_lead), next = at.person(Role::analyst);
  auto tx = at.context().database.write();
  tx->people().set_disabled(at.lead_id, at.clock.now());
  tx->commit();
  tx.reset();
  at.clock.set(at.clock.now() + domain::closed_before_succession);
  at.clock.set(at.clock.now() + std::chrono::hours{1});
  const auto members = name_lead(at.context(), locality, at.project, next.person).value();
  for (const Member& each : members)
    if (each.grant.person == at.lead_id) at.end(each.grant.id);
  at.admit(at.lead_id, Role::regulator);
  CHECK(take_back_lead(at.context(), locality, at.project).value().empty());
}

TEST_CASE("who was out of the team since the handover doesn't take the lead back: it would open what was written meanwhile") {
  test::SmallPlace at;
  const Actor member = at.person(Role::team_member);
  const auto later = [&] { at.clock.set(at.clock.now() + std::chrono::hours{1}); };
  const domain::TextSubject about{.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"};
  later();
  const auto members = hand_over_lead(at.context(), at.lead(), at.project, member.person).value();
  later();
  REQUIRE(end_membership(at.context(), at.actor(member.person), at.project, members[1].grant.id).has_value());
  later();
  REQUIRE(add_text(at.context(), at.actor(member.person), about, {.body = "About them"}).has_value());
  later();
  REQUIRE(admit_member(at.context(), at.actor(member.person), at.project, at.lead_id, Role::team_member).has_value());
  later();
  CHECK(take_back_lead(at.context(), at.lead(), at.project).error().code == "handover-stands");
  CHECK(list_texts(at.context(), at.lead(), about).value().texts.at(0).withheld);
}

namespace {

// A project whose lead's account was closed for long enough, and over which another lead was named.
struct NamedOver {
  test::SmallPlace at;
  Actor locality = at.person(Role::locality_lead);
  Actor next = at.person(Role::analyst);
  domain::TextSubject about{.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"};

  NamedOver() {
    set_closed(true);
    at.clock.set(at.clock.now() + domain::closed_before_succession);
    REQUIRE(name_lead(at.context(), locality, at.project, next.person).has_value());
    later();
  }
  void later() { at.clock.set(at.clock.now() + std::chrono::hours{30}); }
  void set_closed(bool closed) {
    const auto tx = at.context().database.write();
    tx->people().set_disabled(at.lead_id, closed ? std::optional(at.clock.now()) : std::nullopt);
    tx->commit();
  }
};

}  // namespace

TEST_CASE("who led until a lead was named over their closed account leads again once it is open, and reads on") {
  NamedOver p;
  p.set_closed(false);
  REQUIRE(add_text(p.at.context(), p.at.actor(p.next.person), p.about, {.body = "While they were away"}).has_value());
  p.later();
  CHECK(take_back_lead(p.at.context(), p.at.actor(p.next.person), p.at.project).error().code == "forbidden");
  const auto members = take_back_lead(p.at.context(), p.at.lead(), p.at.project).value();
  REQUIRE(members.size() == 2);
  CHECK(members[0].grant.person == p.at.lead_id);
  CHECK(members[0].grant.role == Role::project_lead);
  CHECK(members[1].grant.person == p.next.person);
  CHECK(members[1].grant.role == Role::team_member);
  CHECK_FALSE(list_texts(p.at.context(), p.at.lead(), p.about).value().texts.at(0).withheld);
  CHECK(take_back_lead(p.at.context(), p.at.lead(), p.at.project).error().code == "forbidden");  // they lead
}

TEST_CASE("who was put out of the team meanwhile leads again too, anew, whoever leads by then") {
  NamedOver p;
  p.set_closed(false);
  for (const domain::Grant& grant : p.at.lead().grants) REQUIRE(end_membership(p.at.context(), p.at.actor(p.next.person), p.at.project, grant.id).has_value());
  p.later();
  REQUIRE(add_text(p.at.context(), p.at.actor(p.next.person), p.about, {.body = "Without them"}).has_value());
  const Actor third = p.at.person(Role::team_member);
  REQUIRE(hand_over_lead(p.at.context(), p.at.actor(p.next.person), p.at.project, third.person).has_value());
  p.later();
  const auto members = take_back_lead(p.at.context(), p.at.lead(), p.at.project).value();
  CHECK(members.at(0).grant.person == p.at.lead_id);
  CHECK(members.at(0).grant.since == p.at.clock.now());
  CHECK(std::ranges::count(members, Role::project_lead, [](const Member& each) { return each.grant.role; }) == 1);
  CHECK(list_texts(p.at.context(), p.at.lead(), p.about).value().texts.at(0).withheld);
}

TEST_CASE("who is a regulator by then doesn't lead again") {
  NamedOver p;
  p.set_closed(false);
  p.at.admit(p.at.lead_id, Role::regulator);
  CHECK(take_back_lead(p.at.context(), p.at.lead(), p.at.project).error().code == "forbidden");
}

}  // namespace tributary::services
