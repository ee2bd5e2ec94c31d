#include "services/drivers.hpp"

#include <doctest/doctest.h>

#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Driver;
using domain::DriverKind;
using domain::Role;

namespace {

Driver add(test::SmallPlace& at, DriverKind kind, std::string name, std::optional<domain::DriverId> parent = {}) {
  return add_driver(at.context(), at.lead(), {.id = {}, .project = at.project, .parent = parent, .kind = kind, .name = std::move(name)}).value();
}

std::vector<std::string> names(test::SmallPlace& at) {
  std::vector<std::string> out;
  const auto diagram = driver_diagram(at.context(), at.lead(), at.project).value();
  for (const auto& each : diagram) out.push_back(each.driver.name);
  return out;
}

}  // namespace

TEST_CASE("drivers hang where they belong") {
  test::SmallPlace at;
  const auto primary = add(at, DriverKind::primary, "Ready to go");
  const auto secondary = add(at, DriverKind::secondary, "Medicines", primary.id);
  const auto idea = add(at, DriverKind::change_idea, "Order the day before", secondary.id);
  const auto misplaced = [&](DriverKind kind, std::optional<domain::DriverId> parent) {
    return add_driver(at.context(), at.lead(), {.id = {}, .project = at.project, .parent = parent, .kind = kind, .name = "X"}).error().code;
  };
  CHECK(misplaced(DriverKind::primary, primary.id) == "driver-misplaced");
  CHECK(misplaced(DriverKind::secondary, std::nullopt) == "driver-misplaced");
  CHECK(misplaced(DriverKind::change_idea, idea.id) == "driver-misplaced");
  CHECK(misplaced(DriverKind::change_idea, domain::DriverId{999}) == "reference-unknown");
}

TEST_CASE("siblings are put in order, and an idea moves to another driver") {
  test::SmallPlace at;
  const auto a = add(at, DriverKind::primary, "A"), b = add(at, DriverKind::primary, "B"), c = add(at, DriverKind::primary, "C");
  auto moved = update_driver(at.context(), at.lead(), c, 0);
  REQUIRE(moved);
  CHECK(names(at) == std::vector<std::string>{"C", "A", "B"});
  auto idea = add(at, DriverKind::change_idea, "Idea", a.id);
  idea.parent = b.id;
  idea.name = "A better idea";
  CHECK(update_driver(at.context(), at.lead(), idea, {}).value().parent == b.id);
  CHECK(update_driver(at.context(), at.lead(), idea, {}).error().code == "stale");
  CHECK(update_driver(at.context(), at.person(Role::executive), idea, {}).error().code == "forbidden");
  CHECK(update_driver(at.context(), at.person(Role::mentor), a, {}).has_value());  // others' moves are no edit of it
}

TEST_CASE("what is removed together comes back together") {
  test::SmallPlace at;
  const auto primary = add(at, DriverKind::primary, "Ready to go");
  const auto secondary = add(at, DriverKind::secondary, "Medicines", primary.id);
  const auto early = add(at, DriverKind::change_idea, "Removed before", primary.id);
  add(at, DriverKind::change_idea, "Order the day before", secondary.id);
  REQUIRE(delete_driver(at.context(), at.lead(), early.id, 1));
  at.clock.set(test::instant("2026-03-02T10:00:00Z"));
  REQUIRE(delete_driver(at.context(), at.lead(), primary.id, 1));
  CHECK(names(at).empty());
  CHECK(restore_driver(at.context(), at.lead(), secondary.id).error().code == "parent-is-deleted");
  REQUIRE(restore_driver(at.context(), at.lead(), primary.id));
  CHECK(names(at).size() == 3);
  REQUIRE(restore_driver(at.context(), at.lead(), early.id));
  CHECK(names(at).size() == 4);
}

TEST_CASE("a change idea lists the tests that try it") {
  test::SmallPlace at;
  const auto primary = add(at, DriverKind::primary, "Ready to go");
  const auto idea = add(at, DriverKind::change_idea, "Order the day before", primary.id);
  at.raw().run("INSERT INTO test (project_id, change_idea_id, name, created_at, created_by) VALUES (:a, :b, 'One ward, one week', :c, :d)",
               at.project, idea.id, at.clock.now(), at.lead_id);
  const auto diagram = driver_diagram(at.context(), at.person(Role::executive), at.project).value();
  for (const auto& each : diagram)
    if (each.driver.id == idea.id) CHECK(each.tests.at(0).name == "One ward, one week");
}

}  // namespace tributary::services
