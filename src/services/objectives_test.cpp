#include "services/objectives.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "services/home.hpp"
#include "services/project_endings.hpp"
#include "tests/project_drafts.hpp"

namespace tributary::services {

using domain::Role;
using test::agree;

namespace {

const ObjectiveInPlace& shown(const Direction& direction, domain::ObjectiveId id) {
  const auto found = std::ranges::find(direction.objectives, id, [](const ObjectiveInPlace& each) { return each.objective.id; });
  REQUIRE(found != direction.objectives.end());
  return *found;
}

}  // namespace

TEST_CASE("work is counted through the objectives below, and each project once") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto top = agree(at, voice, "Better lives");
  const auto middle = agree(at, voice, "Home sooner", top.id);
  const auto low = agree(at, voice, "Home before noon", middle.id);
  const auto nobodys = agree(at, voice, "Nobody's");
  test::start(at, at.person(Role::team_member), "One", {low.id, middle.id});
  test::start(at, at.person(Role::team_member), "Two", {low.id});
  const auto direction = direction_of(at.context(), voice, at.place).value().direction;
  CHECK(shown(direction, top.id).own == 0);
  CHECK(shown(direction, top.id).all == 2);
  CHECK(shown(direction, middle.id).own == 1);
  CHECK(shown(direction, middle.id).all == 2);
  CHECK(shown(direction, low.id).own == 2);
  CHECK(shown(direction, nobodys.id).unserved());
  CHECK_FALSE(shown(direction, top.id).unserved());
  CHECK(direction.objectives[0].objective.id == top.id);  // the tree's order
  CHECK(direction.objectives[2].depth == 2);
}

TEST_CASE("work that serves no objective is seen, and an ended project is work no longer") {
  test::SmallPlace at;  // its own project serves none
  const Actor voice = at.person(Role::system_lead);
  const auto objective = agree(at, voice, "Home sooner");
  const Actor lead = at.person(Role::team_member);
  const auto project = test::start(at, lead, "Serving", {objective.id});
  auto direction = direction_of(at.context(), voice, at.place).value().direction;
  CHECK(direction.active_projects == 2);
  CHECK(direction.unaligned_projects == 1);
  REQUIRE(finish_project(at.context(), at.actor(lead.person), project.id, "Ward manager", {}));
  direction = direction_of(at.context(), voice, at.place).value().direction;
  CHECK(shown(direction, objective.id).unserved());
  CHECK(direction.active_projects == 1);
}

TEST_CASE("a direction once drawn follows every change") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  CHECK(direction_of(at.context(), voice, at.place).value().direction.objectives.empty());
  const auto objective = agree(at, voice, "Home sooner");
  CHECK(direction_of(at.context(), voice, at.place).value().direction.objectives.size() == 1);
  REQUIRE(delete_objective(at.context(), voice, objective.id, objective.version));
  CHECK(direction_of(at.context(), voice, at.place).value().direction.objectives.empty());
}

TEST_CASE("an objective can't serve itself, directly or through others") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  auto top = agree(at, voice, "Top");
  const auto middle = agree(at, voice, "Middle", top.id);
  const auto low = agree(at, voice, "Low", middle.id);
  for (const auto parent : {top.id, middle.id, low.id}) {
    top.parent = parent;
    CHECK(update_objective(at.context(), voice, top).error().code == "serves-itself");
  }
  CHECK(objective_page(at.context(), voice, top.id).value().at.objective.parent == std::nullopt);
}

TEST_CASE("a locality's objective serves its system's; a system's can't serve a locality's") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto locality = test::add_locality(at, "Northside");
  const auto above = agree(at, voice, "The system's");
  const auto below = agree(at, voice, "The locality's", above.id, locality);
  CHECK(add_objective(at.context(), voice, test::objective_at(at.place, "Upside down", below.id)).error().code == "serves-elsewhere");
  const auto direction = direction_of(at.context(), voice, locality).value().direction;
  CHECK(direction.objectives.size() == 2);  // its own, and its system's
}

TEST_CASE("an aim that nobody could measure is refused, naming each thing that lacks") {
  test::SmallPlace at;
  auto objective = test::objective_at(at.place, "");
  objective.aim.by.reset();
  const auto refused = add_objective(at.context(), at.person(Role::system_lead), objective).error();
  CHECK(refused.code == "text-missing");
  REQUIRE(refused.others.size() == 1);
  CHECK(refused.others[0].field == "/aim/by");
}

TEST_CASE("only those who speak for the place agree its objectives") {
  test::SmallPlace at;
  const auto objective = test::objective_at(at.place, "Home sooner");
  for (const Role role : {Role::team_member, Role::project_lead, Role::mentor, Role::executive, Role::analyst, Role::regulator, Role::administrator})
    CHECK(add_objective(at.context(), at.person(role), objective).error().code == "forbidden");
  CHECK(add_objective(at.context(), at.person(Role::locality_lead), objective).has_value());
}

TEST_CASE("a removed objective comes back with what served it; one that others serve stays") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto top = agree(at, voice, "Top");
  const auto low = agree(at, voice, "Low", top.id);
  const auto project = test::start(at, at.person(Role::team_member), "One", {low.id});
  CHECK(delete_objective(at.context(), voice, top.id, 1).error().code == "objective-is-served");
  CHECK(delete_objective(at.context(), voice, low.id, 7).error().code == "stale");
  REQUIRE(delete_objective(at.context(), voice, low.id, 1));
  CHECK(direction_of(at.context(), voice, at.place).value().direction.unaligned_projects == 2);
  REQUIRE(delete_objective(at.context(), voice, top.id, 1));
  CHECK(restore_objective(at.context(), voice, low.id).error().code == "parent-is-deleted");
  REQUIRE(restore_objective(at.context(), voice, top.id));
  REQUIRE(restore_objective(at.context(), voice, low.id));
  const auto page = objective_page(at.context(), voice, low.id).value();
  CHECK(page.own == 1);
  CHECK(page.projects.projects.at(0).id == project.id);
}

TEST_CASE("a regulator sees the direction, and no project by name") {
  test::SmallPlace at;
  const Actor regulator = at.person(Role::regulator);
  CHECK(direction_of(at.context(), regulator, at.place).value().direction.unaligned_projects == 1);
  const auto home = home_of(at.context(), regulator, {.place = at.place}).value();
  CHECK_FALSE(home.projects_shown);
  CHECK_FALSE(home.answers_shown);
}

}  // namespace tributary::services
