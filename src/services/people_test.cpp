#include "services/people.hpp"

#include <doctest/doctest.h>

#include "services/letters.hpp"
#include "tests/kept_mail.hpp"
#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Role;

namespace {

void set_closed(test::SmallPlace& at, domain::PersonId person, bool closed) {
  const auto tx = at.context().database.write();
  tx->people().set_disabled(person, closed ? std::optional(at.clock.now()) : std::nullopt);
  tx->commit();
}

}  // namespace

TEST_CASE("an administrator gives the first role that speaks for a place, and none after it") {
  test::SmallPlace at;
  const Actor keeper = at.person(Role::administrator), first = at.person(Role::analyst), second = at.person(Role::analyst);
  const auto given = grant_role(at.context(), keeper, first.person, Role::system_lead, at.place);
  REQUIRE(given.has_value());
  for (const Role role : {Role::system_lead, Role::locality_lead, Role::executive})
    CHECK(grant_role(at.context(), keeper, second.person, role, at.place).error().code == "somebody-speaks");
  CHECK(grant_role(at.context(), keeper, second.person, Role::regulator, at.place).error().code == "regulator-apart");  // an analyst
  CHECK(grant_role(at.context(), keeper, second.person, Role::administrator, at.place).has_value());
  CHECK(grant_role(at.context(), at.actor(first.person), keeper.person, Role::executive, at.place).has_value());
  CHECK(grant_role(at.context(), at.actor(first.person), second.person, Role::administrator, at.place).error().code == "forbidden");
}

TEST_CASE("closing the account of who speaks for a place lets an administrator name another only when 28 days have passed") {
  test::SmallPlace at;
  const Actor keeper = at.person(Role::administrator), voice = at.person(Role::system_lead), puppet = at.person(Role::analyst);
  set_closed(at, voice.person, true);
  CHECK(grant_role(at.context(), keeper, puppet.person, Role::system_lead, at.place).error().code == "somebody-speaks");
  at.clock.set(at.clock.now() + domain::closed_before_succession - std::chrono::days{1});
  CHECK(grant_role(at.context(), keeper, puppet.person, Role::system_lead, at.place).error().code == "somebody-speaks");
  at.clock.set(at.clock.now() + std::chrono::days{1});
  CHECK(grant_role(at.context(), keeper, puppet.person, Role::system_lead, at.place).has_value());
}

TEST_CASE("an administrator ends a role that speaks for a place within a day of giving it, and no other") {
  test::SmallPlace at;
  const Actor keeper = at.person(Role::administrator), other = at.person(Role::administrator), first = at.person(Role::analyst);
  const auto give = [&] { return grant_role(at.context(), keeper, first.person, Role::locality_lead, at.place).value().id; };
  const auto slip = give();
  CHECK(end_role(at.context(), other, slip).error().code == "forbidden");
  CHECK(end_role(at.context(), keeper, slip).has_value());
  const auto stands = give();
  at.clock.set(at.clock.now() + std::chrono::hours{25});
  CHECK(end_role(at.context(), keeper, stands).error().code == "forbidden");
  CHECK(end_role(at.context(), at.person(Role::executive), stands).error().code == "role-above-own");
  CHECK(end_role(at.context(), at.person(Role::locality_lead), stands).has_value());
}

TEST_CASE("nobody gives a role that may do more than their own, nor ends one") {
  test::SmallPlace at;
  const Actor system = at.person(Role::system_lead), locality = at.person(Role::locality_lead), executive = at.person(Role::executive);
  const auto friend_of_all = at.person(Role::analyst).person;
  const auto gives = [&](const Actor& actor, Role role) {
    const auto given = grant_role(at.context(), actor, friend_of_all, role, at.place);
    if (!given) return given.error().code;
    REQUIRE(end_role(at.context(), system, given->id).has_value());
    return std::string("given");
  };
  for (const Role role : {Role::executive, Role::locality_lead, Role::system_lead}) CHECK(gives(system, role) == "given");
  CHECK(gives(locality, Role::executive) == "given");
  CHECK(gives(locality, Role::locality_lead) == "given");
  CHECK(gives(locality, Role::system_lead) == "role-above-own");
  CHECK(gives(executive, Role::executive) == "given");
  CHECK(gives(executive, Role::locality_lead) == "role-above-own");
  CHECK(gives(executive, Role::system_lead) == "role-above-own");

  CHECK(end_role(at.context(), executive, system.grants.at(0).id).error().code == "role-above-own");
  CHECK(end_role(at.context(), executive, locality.grants.at(0).id).error().code == "role-above-own");
  CHECK(end_role(at.context(), locality, system.grants.at(0).id).error().code == "role-above-own");
  CHECK(end_role(at.context(), locality, executive.grants.at(0).id).has_value());
  CHECK(end_role(at.context(), locality, locality.grants.at(0).id).has_value());
  CHECK(end_role(at.context(), {.person = {}, .name = {}, .grants = {}, .is_operator = true}, system.grants.at(0).id).has_value());
}

TEST_CASE("what one may give is what one is offered") {
  test::SmallPlace at;
  const auto offered = [&](const Actor& actor) {
    std::vector<Role> out;
    for (const RoleOffer& each : roles_to_give(at.context(), actor)) out.push_back(each.role);
    return out;
  };
  const Actor keeper = at.person(Role::administrator);
  CHECK(offered(keeper).size() == 6);  // nobody speaks yet
  const Actor executive = at.person(Role::executive);
  CHECK(offered(executive) == std::vector{Role::executive});
  CHECK(offered(keeper).size() == 3);
  CHECK(offered(at.person(Role::analyst)).empty());
}

TEST_CASE("whoever's role is ended by somebody else is told by letter, unless it is theirs again") {
  test::SmallPlace at;
  test::KeptMail mail;
  Courier courier(at.context().database, at.clock, mail, "https://t.example");
  const Actor system = at.person(Role::system_lead), ended = at.person(Role::executive);
  REQUIRE(end_role(at.context(), system, ended.grants.at(0).id).has_value());
  CHECK(courier.deliver() == 1);
  CHECK(mail.sent.at(0).to == "executive 2@example.org");
  CHECK(mail.sent.at(0).subject == "You are no longer executive at Somewhere");
  const auto again = grant_role(at.context(), system, ended.person, Role::executive, at.place).value();
  REQUIRE(end_role(at.context(), system, again.id).has_value());
  REQUIRE(grant_role(at.context(), system, ended.person, Role::executive, at.place).has_value());
  CHECK(courier.deliver() == 0);
  REQUIRE(end_role(at.context(), system, system.grants.at(0).id).has_value());  // their own
  CHECK(courier.deliver() == 0);
}

TEST_CASE("where localities have leads, they name the lead of a system that has none, and no administrator does") {
  test::SmallPlace at;
  const Actor keeper = at.person(Role::administrator), one = at.person(Role::analyst);
  auto tx = at.context().database.write();
  const auto below = tx->places().add({.kind = domain::PlaceKind::locality, .name = "A part of it", .system = at.place}, at.clock.now());
  const auto of_it = tx->people().add({.email = "part@example.org", .name = "Lead of a part"}, std::nullopt, at.clock.now());
  const domain::Grant grant{.id = {}, .person = of_it, .role = Role::locality_lead, .place = below, .project = {}, .since = at.clock.now(), .until = {}};
  tx->people().add_grant(grant, std::nullopt);
  tx->commit();
  tx.reset();
  for (const Role role : {Role::system_lead, Role::locality_lead, Role::executive})
    CHECK(grant_role(at.context(), keeper, one.person, role, at.place).error().code == "somebody-speaks");
  const Actor locality = at.actor(of_it);
  CHECK(grant_role(at.context(), locality, one.person, Role::executive, at.place).error().code == "forbidden");
  const auto slip = grant_role(at.context(), locality, keeper.person, Role::system_lead, at.place).value();
  CHECK(end_role(at.context(), locality, slip.id).has_value());
  REQUIRE(grant_role(at.context(), locality, one.person, Role::system_lead, at.place).has_value());
  CHECK(grant_role(at.context(), locality, keeper.person, Role::system_lead, at.place).error().code == "forbidden");  // it has one now
}

}  // namespace tributary::services
