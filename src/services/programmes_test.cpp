#include "services/programmes.hpp"

#include <doctest/doctest.h>

#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Role;

namespace {

domain::Programme flow_programme(domain::PlaceId place) {
  domain::Programme out;
  out.name = "Flow collaborative";
  out.place = place;
  out.initiatives = {{.id = {}, .name = "Criteria-led discharge", .about = ""}, {.id = {}, .name = "Red to green", .about = ""}};
  return out;
}

}  // namespace

TEST_CASE("a project's team joins a programme, takes up an initiative and leaves") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto programme = add_programme(at.context(), voice, flow_programme(at.place)).value().programme;
  CHECK(join_programme(at.context(), at.person(Role::analyst), programme.id, at.project, {}, 0).error().code == "forbidden");
  REQUIRE(join_programme(at.context(), at.lead(), programme.id, at.project, {}, 0));
  CHECK(join_programme(at.context(), voice, programme.id, at.project, programme.initiatives.at(0).id, 0).error().code == "stale");
  const auto page = join_programme(at.context(), at.lead(), programme.id, at.project, programme.initiatives.at(1).id, 1).value();
  REQUIRE(page.programme.cohort.size() == 1);
  CHECK(page.programme.cohort[0].initiative == programme.initiatives[1].id);
  CHECK(page.projects.at(0).name == "Home by lunch");
  CHECK(join_programme(at.context(), at.lead(), programme.id, at.project, domain::InitiativeId{999}, 2).error().code == "reference-unknown");
  CHECK(leave_programme(at.context(), at.lead(), programme.id, at.project, 1).error().code == "stale");
  REQUIRE(leave_programme(at.context(), at.lead(), programme.id, at.project, 2));
  CHECK(leave_programme(at.context(), at.lead(), programme.id, at.project, 3).error().code == "not-found");
  CHECK(find_programme(at.context(), voice, programme.id).value().programme.cohort.at(0).left.has_value());
}

TEST_CASE("initiatives are kept by id, added without one, and removed by leaving them out") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::executive);
  auto programme = add_programme(at.context(), voice, flow_programme(at.place)).value().programme;
  programme.initiatives = {{.id = programme.initiatives[0].id, .name = "Discharge by criteria", .about = ""}, {.id = {}, .name = "Home first", .about = ""}};
  const auto changed = update_programme(at.context(), voice, programme).value().programme;
  REQUIRE(changed.initiatives.size() == 2);
  CHECK(changed.initiatives[0].name == "Discharge by criteria");
  CHECK(changed.initiatives[1].name == "Home first");
  CHECK(update_programme(at.context(), voice, programme).error().code == "stale");
  REQUIRE(delete_programme(at.context(), voice, programme.id, changed.version));
  CHECK(find_programme(at.context(), voice, programme.id).error().code == "not-found");
  CHECK_FALSE(restore_programme(at.context(), voice, programme.id).value().programme.deleted);
}

TEST_CASE("a programme has a steering group with dated members") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  domain::Group group{.id = {}, .kind = domain::GroupKind::steering_group, .name = "Flow steering group", .place = at.place, .about = "",
                      .source = "", .illustrative = true, .members = {{.id = {}, .organisation = {}, .person = at.lead_id, .part = "chair",
                      .from = test::date("2026-04-01"), .to = test::date("2026-03-01")}}};
  const base::Problem backwards = add_group(at.context(), voice, group).error();
  CHECK(backwards.code == "ends-before-it-begins");
  CHECK(backwards.detail == "1 March 2026 is before 1 April 2026. Check both dates.");
  group.members[0].to = test::date("2027-04-01");
  const auto made = add_group(at.context(), voice, group).value();
  CHECK(made.member_names.at(0) == "Ward lead");
  auto programme = flow_programme(at.place);
  programme.steering_group = made.group.id;
  CHECK(add_programme(at.context(), voice, programme).value().steering_group->group.name == "Flow steering group");
  group.members[0].organisation = domain::OrganisationId{1};
  CHECK(add_group(at.context(), voice, group).error().code == "member-unclear");
}

TEST_CASE("a team is named once in its organisation") {
  test::SmallPlace at;
  const Actor someone = at.person(Role::team_member);
  const auto team_of_ward = list_teams(at.context(), someone, {}).value().at(0);
  CHECK(add_team(at.context(), someone, {.id = {}, .organisation = team_of_ward.team.organisation, .name = "ward TEAM"}).error().code == "name-taken");
  const auto other = add_team(at.context(), someone, {.id = {}, .organisation = team_of_ward.team.organisation, .name = "Other ward"}).value().team;
  CHECK(rename_team(at.context(), someone, {.id = other.id, .organisation = {}, .name = "Second ward", .version = 1}).value().team.version == 2);
  CHECK(rename_team(at.context(), someone, {.id = other.id, .organisation = {}, .name = "Third ward", .version = 1}).error().code == "stale");
  CHECK(list_teams(at.context(), at.person(Role::regulator), {}).error().code == "forbidden");
}

}  // namespace tributary::services
