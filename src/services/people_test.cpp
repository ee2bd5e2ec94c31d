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

domain::PlaceId add_locality(test::SmallPlace& at, const std::string& name) {
  const auto tx = at.context().database.write();
  const auto id = tx->places().add({.kind = domain::PlaceKind::locality, .name = name, .system = at.place}, at.clock.now());
  tx->commit();
  return id;
}

// Somebody with that role at that place, and a password; or invited only.
domain::PersonId add_voice(test::SmallPlace& at, Role role, domain::PlaceId place, bool came = true) {
  static int count = 0;
  const auto tx = at.context().database.write();
  const std::string name = "Voice " + std::to_string(++count);
  const auto person = tx->people().add({.email = name + "@example.org", .name = name}, came ? std::optional<std::string>("chosen") : std::nullopt, at.clock.now());
  tx->people().add_grant({.id = {}, .person = person, .role = role, .place = place, .project = {}, .since = at.clock.now(), .until = {}}, std::nullopt);
  tx->commit();
  return person;
}

std::string gives(test::SmallPlace& at, const Actor& actor, domain::PersonId to, Role role, domain::PlaceId place) {
  const auto given = grant_role(at.context(), actor, to, role, place);
  return given ? "given" : given.error().code;
}

}  // namespace

TEST_CASE("an administrator gives roles that speak for a place until somebody leads, and none after it") {
  test::SmallPlace at;
  const auto part = add_locality(at, "A part of it");
  const Actor keeper = at.person(Role::administrator), first = at.person(Role::analyst), second = at.person(Role::analyst);
  CHECK(gives(at, keeper, at.person(Role::analyst).person, Role::executive, part) == "given");  // who leads nothing keeps nobody from leading
  const auto given = grant_role(at.context(), keeper, first.person, Role::system_lead, at.place);
  REQUIRE(given.has_value());
  CHECK(gives(at, keeper, second.person, Role::system_lead, at.place) == "somebody-speaks");
  CHECK(gives(at, keeper, second.person, Role::executive, at.place) == "somebody-speaks");
  CHECK(gives(at, keeper, second.person, Role::locality_lead, part) == "somebody-speaks");
  CHECK(grant_role(at.context(), keeper, second.person, Role::regulator, at.place).error().code == "regulator-apart");  // an analyst
  CHECK(grant_role(at.context(), keeper, second.person, Role::administrator, at.place).has_value());
  CHECK(grant_role(at.context(), at.actor(first.person), keeper.person, Role::executive, at.place).has_value());
  CHECK(grant_role(at.context(), at.actor(first.person), second.person, Role::administrator, at.place).error().code == "forbidden");
}

TEST_CASE("an executive who was named first keeps nobody from naming a lead, and is told who does") {
  test::SmallPlace at;
  const auto part = add_locality(at, "A part of it");
  const Actor keeper = at.person(Role::administrator), one = at.person(Role::analyst);
  const Actor executive = at.actor(add_voice(at, Role::executive, part));
  CHECK(end_role(at.context(), keeper, executive.grants.at(0).id).error().detail.find("name a lead, who can end it") != std::string::npos);
  const auto refused = grant_role(at.context(), executive, one.person, Role::locality_lead, part).error();
  CHECK(refused.code == "role-above-own");
  CHECK(refused.detail.find("Nobody leads any place of Somewhere yet, so an administrator gives that role") != std::string::npos);
  CHECK(gives(at, keeper, one.person, Role::locality_lead, part) == "given");
  CHECK(end_role(at.context(), at.actor(one.person), executive.grants.at(0).id).has_value());
}

TEST_CASE("a sibling made up by an administrator gives nobody a voice over the others") {
  test::SmallPlace at;
  const auto north = add_locality(at, "North");
  add_voice(at, Role::locality_lead, north);
  const Actor keeper = at.person(Role::administrator), puppet = at.person(Role::analyst);
  const auto south = add_locality(at, "South");
  const auto refused = grant_role(at.context(), keeper, puppet.person, Role::locality_lead, south).error();
  CHECK(refused.code == "somebody-speaks");
  CHECK(refused.detail.find("Somewhere has no lead: who leads one of its localities names who leads it") != std::string::npos);
}

TEST_CASE("where several localities have leads, none makes its own people lead the system") {
  test::SmallPlace at;
  const auto north = add_locality(at, "North"), south = add_locality(at, "South");
  const Actor of_north = at.actor(add_voice(at, Role::locality_lead, north)), of_south = at.actor(add_voice(at, Role::locality_lead, south));
  const auto second_of_north = add_voice(at, Role::locality_lead, north);
  CHECK(gives(at, of_north, at.person(Role::analyst).person, Role::system_lead, at.place) == "leads-no-other");
  CHECK(gives(at, of_north, second_of_north, Role::system_lead, at.place) == "leads-no-other");
  CHECK(gives(at, at.actor(second_of_north), of_north.person, Role::system_lead, at.place) == "leads-no-other");
  const auto told = grant_role(at.context(), at.person(Role::administrator), second_of_north, Role::system_lead, at.place).error();
  CHECK(told.detail.find("who leads one of its localities names the lead of another for it.") != std::string::npos);
  CHECK(gives(at, of_north, of_south.person, Role::system_lead, at.place) == "given");
}

TEST_CASE("an invitation that nobody took up speaks for nobody, and is taken back by who gave it") {
  test::SmallPlace at;
  const Actor keeper = at.person(Role::administrator), other = at.person(Role::administrator), one = at.person(Role::analyst);
  const auto astray = add_person(at.context(), keeper, {.email = "mistyped@example.org", .name = "Mistyped", .password = {}, .invite = true}).value().id;
  const auto role = grant_role(at.context(), keeper, astray, Role::system_lead, at.place).value().id;
  at.clock.set(at.clock.now() + std::chrono::days{3});
  CHECK(end_role(at.context(), other, role).error().code == "forbidden");
  CHECK(end_role(at.context(), keeper, role).has_value());
  const auto again = grant_role(at.context(), keeper, astray, Role::system_lead, at.place).value().id;
  CHECK(gives(at, keeper, one.person, Role::system_lead, at.place) == "given");
  CHECK(end_role(at.context(), at.actor(one.person), again).has_value());
}

TEST_CASE("a system lead leads a system, and a locality lead a locality") {
  test::SmallPlace at;
  const auto part = add_locality(at, "A part of it");
  const Actor system = at.person(Role::system_lead), one = at.person(Role::analyst);
  CHECK(gives(at, system, one.person, Role::system_lead, part) == "role-elsewhere");
  CHECK(gives(at, system, one.person, Role::locality_lead, at.place) == "role-elsewhere");
  CHECK(gives(at, system, one.person, Role::locality_lead, part) == "given");
  for (const RoleOffer& each : roles_to_give(at.context(), system)) {
    if (each.role == Role::system_lead) CHECK(each.places == std::vector{at.place});
    if (each.role == Role::locality_lead) CHECK(each.places == std::vector{part});
  }
}

TEST_CASE("an account that is closed is closed from then on, however often") {
  test::SmallPlace at;
  const Actor keeper = at.person(Role::administrator), gone = at.person(Role::analyst);
  REQUIRE(set_disabled(at.context(), keeper, gone.person, true).has_value());
  const auto from = at.context().database.read()->people().disabled_at(gone.person);
  at.clock.set(at.clock.now() + std::chrono::days{20});
  REQUIRE(set_disabled(at.context(), keeper, gone.person, true).has_value());
  CHECK(at.context().database.read()->people().disabled_at(gone.person) == from);
}

TEST_CASE("closing the account of who speaks for a place lets an administrator name another only when 28 days have passed") {
  test::SmallPlace at;
  const Actor keeper = at.person(Role::administrator), voice = at.person(Role::system_lead), puppet = at.person(Role::analyst);
  set_closed(at, voice.person, true);
  const auto refused = grant_role(at.context(), keeper, puppet.person, Role::system_lead, at.place).error();
  CHECK(refused.code == "somebody-speaks");
  CHECK(refused.detail.find("from 30 March 2026, 28 days after") != std::string::npos);
  at.clock.set(at.clock.now() + domain::closed_before_succession - std::chrono::days{1});
  CHECK(grant_role(at.context(), keeper, puppet.person, Role::system_lead, at.place).error().code == "somebody-speaks");
  at.clock.set(at.clock.now() + std::chrono::days{1});
  CHECK(grant_role(at.context(), keeper, puppet.person, Role::system_lead, at.place).has_value());
}

TEST_CASE("an administrator ends a role that speaks for a place within a day of giving it, and no other") {
  test::SmallPlace at;
  const auto part = add_locality(at, "A part of it");
  const Actor keeper = at.person(Role::administrator), other = at.person(Role::administrator), first = at.person(Role::analyst);
  const auto give = [&] { return grant_role(at.context(), keeper, first.person, Role::locality_lead, part).value().id; };
  const auto slip = give();
  CHECK(end_role(at.context(), other, slip).error().code == "forbidden");
  CHECK(end_role(at.context(), keeper, slip).has_value());
  const auto stands = give();
  at.clock.set(at.clock.now() + std::chrono::hours{25});
  CHECK(end_role(at.context(), keeper, stands).error().code == "forbidden");
  CHECK(end_role(at.context(), at.actor(add_voice(at, Role::executive, part)), stands).error().code == "role-above-own");
  CHECK(end_role(at.context(), at.actor(add_voice(at, Role::locality_lead, part)), stands).has_value());
}

TEST_CASE("nobody gives a role that may do more than their own, nor ends one") {
  test::SmallPlace at;
  const auto part = add_locality(at, "A part of it");
  const Actor system = at.person(Role::system_lead), locality = at.actor(add_voice(at, Role::locality_lead, part)), executive = at.actor(add_voice(at, Role::executive, part));
  const auto friend_of_all = at.person(Role::analyst).person;
  const auto gives = [&](const Actor& actor, Role role) {
    const auto given = grant_role(at.context(), actor, friend_of_all, role, role == Role::system_lead && actor.person == system.person ? at.place : part);
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

  CHECK(end_role(at.context(), at.person(Role::executive), system.grants.at(0).id).error().code == "role-above-own");
  CHECK(end_role(at.context(), executive, locality.grants.at(0).id).error().code == "role-above-own");
  CHECK(end_role(at.context(), locality, system.grants.at(0).id).error().code == "forbidden");
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
  CHECK(offered(keeper).size() == 5);  // nobody leads yet, and there is no locality
  const Actor executive = at.person(Role::executive);
  CHECK(offered(executive) == std::vector{Role::executive});
  CHECK(offered(keeper).size() == 5);  // an executive leads nothing
  at.person(Role::system_lead);
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
  const auto below = add_locality(at, "A part of it");
  const auto of_it = add_voice(at, Role::locality_lead, below);
  for (const Role role : {Role::system_lead, Role::executive})
    CHECK(grant_role(at.context(), keeper, one.person, role, at.place).error().code == "somebody-speaks");
  const Actor locality = at.actor(of_it);
  CHECK(grant_role(at.context(), locality, one.person, Role::executive, at.place).error().code == "forbidden");
  const auto slip = grant_role(at.context(), locality, keeper.person, Role::system_lead, at.place).value();
  CHECK(end_role(at.context(), locality, slip.id).has_value());
  REQUIRE(grant_role(at.context(), locality, one.person, Role::system_lead, at.place).has_value());
  CHECK(grant_role(at.context(), locality, keeper.person, Role::system_lead, at.place).error().code == "forbidden");  // it has one now
}

}  // namespace tributary::services
