#include "services/people.hpp"

#include <doctest/doctest.h>

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
  CHECK(end_role(at.context(), at.person(Role::executive), stands).has_value());
}

}  // namespace tributary::services
