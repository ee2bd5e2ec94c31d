#include "services/members.hpp"

#include <doctest/doctest.h>

#include "services/people.hpp"
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
  const std::string wanted = "a password of some length";
  CHECK(reset_password(at.context(), local, above.person, wanted).error().code == "account-elsewhere");
  CHECK(set_disabled(at.context(), local, above.person, true).error().code == "account-elsewhere");
  CHECK(reset_password(at.context(), local, lead.person, wanted).error().code == "account-elsewhere");
  CHECK(reset_password(at.context(), above, lead.person, wanted));
}

}  // namespace tributary::services
