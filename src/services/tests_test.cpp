#include "services/tests.hpp"

#include <doctest/doctest.h>

#include "services/test_page.hpp"
#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Decision;
using domain::Role;
using domain::TestState;
using test::date;
using test::instant;

namespace {

TextDraft words_of_test(std::string body) { return {.body = std::move(body), .audience = {}, .version = {}}; }

domain::Test plan(test::SmallPlace& at, std::string name, std::optional<domain::TestId> previous = {}) {
  return plan_test(at.context(), at.lead(), {.project = at.project, .previous = previous, .name = std::move(name)}, {}).value();
}

}  // namespace

TEST_CASE("a test goes from plan to act, each part with its words, and the next comes from it") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  auto made = plan_test(at.context(), lead, {.project = at.project, .name = " Ring at eight "},
                        {{"change", words_of_test("Ring the ward")}, {"question", words_of_test("Will they answer?")}}).value();
  CHECK(made.name == "Ring at eight");
  CHECK(record_doing(at.context(), lead, made.id, made.version, {}, {}).error().code == "test-not-started");
  CHECK(act_on_test(at.context(), lead, made.id, made.version, Decision::adopt, {}, {}).error().code == "test-not-started");
  made = start_test(at.context(), lead, made.id, made.version, date("2026-03-01")).value();
  CHECK(made.state() == TestState::running);
  CHECK(start_test(at.context(), lead, made.id, made.version, {}).error().code == "test-started");
  made = record_doing(at.context(), lead, made.id, made.version, date("2026-03-02"), {{"what_happened", words_of_test("They did")}}).value();
  CHECK(made.state() == TestState::done);
  made = record_study(at.context(), lead, made.id, made.version, {{"study", words_of_test("Better than we thought")}}).value();
  const auto acted = act_on_test(at.context(), lead, made.id, made.version, Decision::adapt, {{"act", words_of_test("Ring at seven")}},
                                 "Ring at seven").value();
  CHECK(acted.test.state() == TestState::decided);
  REQUIRE(acted.next);
  CHECK(acted.next->previous == made.id);
  const auto page = test_page(at.context(), lead, made.id).value();
  CHECK(page.texts.size() == 5);
  REQUIRE(page.ramp.size() == 2);
  CHECK(page.ramp[1].name == "Ring at seven");
  CHECK_FALSE(page.may.start);
}

TEST_CASE("a ramp never comes back to itself") {
  test::SmallPlace at;
  const auto first = plan(at, "First");
  const auto second = plan(at, "Second", first.id);
  const auto third = plan(at, "Third", second.id);
  auto wanted = first;
  wanted.previous = third.id;
  CHECK(replan_test(at.context(), at.lead(), wanted, {}).error().code == "ramp-circles");
  wanted.previous = first.id;
  CHECK(replan_test(at.context(), at.lead(), wanted, {}).error().field == "/previous_id");
  wanted.previous = {{999}};
  CHECK(replan_test(at.context(), at.lead(), wanted, {}).error().code == "reference-unknown");
  CHECK(test_page(at.context(), at.lead(), third.id)->ramp.size() == 3);
}

TEST_CASE("a plan can be mended after the test it came from was removed") {
  test::SmallPlace at;
  const auto first = plan(at, "First");
  auto second = plan(at, "Second", first.id);
  REQUIRE(delete_test(at.context(), at.lead(), first.id, first.version));
  second.name = "Second, mended";
  second = replan_test(at.context(), at.lead(), second, {}).value();
  CHECK(second.previous == first.id);
  CHECK(test_page(at.context(), at.lead(), second.id)->ramp.size() == 1);
}

TEST_CASE("each member writes in a slot of their own, and one's own earlier words aren't lost") {
  test::SmallPlace at;
  const Actor lead = at.lead(), member = at.person(Role::team_member);
  auto made = plan_test(at.context(), lead, {.project = at.project, .name = "Two hands"}, {{"change", words_of_test("Mine")}}).value();
  made = replan_test(at.context(), member, made, {{"change", words_of_test("Theirs")}}).value();
  CHECK(test_page(at.context(), lead, made.id)->texts.size() == 2);
  CHECK(replan_test(at.context(), lead, made, {{"change", words_of_test("Unseen")}}).error().code == "stale");
  CHECK(replan_test(at.context(), lead, made, {{"change", {.body = "Mine, mended", .audience = {}, .version = 1}}}));
  CHECK(test_page(at.context(), lead, made.id)->texts[0].text.body == "Mine, mended");
}

TEST_CASE("a refused change stores nothing of itself") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  auto made = plan(at, "Whole");
  auto wanted = made;
  wanted.name = "Half";
  CHECK(replan_test(at.context(), lead, wanted, {{"change", words_of_test(std::string(20'001, 'x'))}}).error().field == "/change/body");
  CHECK(test_page(at.context(), lead, made.id)->test.name == "Whole");
  CHECK(plan_test(at.context(), lead, {.project = at.project, .name = "  "}, {}).error().field == "/name");
  CHECK(plan_test(at.context(), lead, {.project = {999}, .name = "Nowhere"}, {}).error().code == "not-found");
  wanted = made;
  wanted.planned_from = date("2026-05-01");
  wanted.planned_to = date("2026-04-01");
  CHECK(replan_test(at.context(), lead, wanted, {}).error().code == "ends-before-it-begins");
  CHECK(start_test(at.context(), lead, made.id, 1, date("2026-03-03")).error().code == "date-in-future");
  CHECK(start_test(at.context(), lead, made.id, 7, {}).error().code == "stale");
}

TEST_CASE("what belongs to a deleted project goes with it, and comes back with it") {
  test::SmallPlace at;
  const auto made = plan(at, "Going along");
  const auto said = add_text(at.context(), at.lead(), {.project = at.project, .thing = domain::TextThing::test, .thing_id = made.id.value,
                                                       .slot = "comment"}, words_of_test("Hm")).value();
  at.raw().run("UPDATE project SET deleted_at = '2026-03-02T09:00:00.000Z' WHERE id = :id", at.project);
  CHECK(test_page(at.context(), at.lead(), made.id).error().code == "not-found");
  CHECK(start_test(at.context(), at.lead(), made.id, 1, {}).error().code == "not-found");
  CHECK(delete_text(at.context(), at.lead(), said.id, 1).error().code == "not-found");
  CHECK(read_log(at.context(), at.lead(), said.id).error().code == "not-found");
  at.raw().run("UPDATE project SET deleted_at = NULL WHERE id = :id", at.project);
  CHECK(test_page(at.context(), at.lead(), made.id)->texts.size() == 1);
}

TEST_CASE("a test is deleted and restored by the team; others don't see it meanwhile") {
  test::SmallPlace at;
  const Actor executive = at.person(Role::executive);
  auto made = plan(at, "On second thoughts");
  CHECK(delete_test(at.context(), executive, made.id, 1).error().code == "forbidden");
  made = delete_test(at.context(), at.lead(), made.id, 1).value();
  CHECK(test_page(at.context(), executive, made.id).error().code == "not-found");
  CHECK(test_page(at.context(), at.lead(), made.id)->may.restore);
  CHECK(list_tests(at.context(), at.lead(), at.project)->empty());
  CHECK(start_test(at.context(), at.lead(), made.id, made.version, {}).error().code == "not-found");
  CHECK(restore_test(at.context(), at.lead(), made.id));
  CHECK(list_tests(at.context(), at.lead(), at.project)->size() == 1);
}

}  // namespace tributary::services
