#include "services/projects.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "services/measures.hpp"
#include "services/project_endings.hpp"
#include "services/project_page.hpp"
#include "tests/project_drafts.hpp"

namespace tributary::services {

using domain::Origin;
using domain::ProjectState;
using domain::Role;

TEST_CASE("whoever starts a project leads it, with a team that can be made on the way") {
  test::SmallPlace at;
  const Actor someone = at.person(Role::analyst);
  auto draft = test::draft_of(at, "  Scan within the hour ", {});
  draft.new_team = domain::Team{.id = {}, .organisation = at.context().database.read()->organisations().all().at(0).id, .name = "Stroke ward"};
  CHECK(start_project(at.context(), someone, draft).error().code == "team-unclear");
  draft.project.team = {};
  const auto started = start_project(at.context(), someone, draft).value();
  CHECK(started.project.name == "Scan within the hour");
  CHECK(started.names.team_name == "Stroke ward");
  const auto page = project_page(at.context(), at.actor(someone.person), started.project.id).value();
  REQUIRE(page.my_roles.size() == 1);
  CHECK(page.my_roles[0] == Role::project_lead);
  CHECK(page.may.edit);
  CHECK(page.progress.at->score == 0.5);
  // A refused start leaves no team behind.
  CHECK(list_projects(at.context(), someone, {}).value().total == 2);
}

TEST_CASE("a project says which objective it serves, or openly none") {
  test::SmallPlace at;
  const auto objective = test::agree(at, at.person(Role::system_lead), "Home sooner");
  const Actor someone = at.person(Role::team_member);
  auto draft = test::draft_of(at, "Asked", {});
  draft.project.serves_none = false;
  CHECK(start_project(at.context(), someone, draft).error().code == "objectives-unanswered");
  draft.project.serves_none = true;
  draft.project.serves = {objective.id};
  CHECK(start_project(at.context(), someone, draft).error().code == "objectives-contradict");
  draft.project.serves_none = false;
  draft.project.serves = {objective.id, objective.id};
  CHECK(start_project(at.context(), someone, draft).value().project.serves.size() == 1);
  draft.project.serves = {domain::ObjectiveId{999}};
  CHECK(start_project(at.context(), someone, draft).error().code == "reference-unknown");
}

TEST_CASE("idea and priority are joined when somebody of the place agrees, who isn't of the team") {
  test::SmallPlace at;
  const Actor starter = at.person(Role::locality_lead);
  const Actor voice = at.person(Role::system_lead);
  const auto sooner = test::agree(at, voice, "Home sooner"), nearer = test::agree(at, voice, "Care nearer home");
  auto draft = test::draft_of(at, "Joined", {});
  draft.project.origin = Origin::both;
  CHECK(start_project(at.context(), starter, draft).error().code == "priority-unnamed");
  draft.project.serves_none = false;
  draft.project.serves = {nearer.id, sooner.id};
  auto started = start_project(at.context(), starter, draft).value().project;
  CHECK_FALSE(started.agreement);
  CHECK(agree_origin(at.context(), at.actor(starter.person), started.id).error().code == "agrees-with-oneself");
  CHECK(agree_origin(at.context(), at.person(Role::executive), started.id).error().code == "forbidden");
  const auto agreed = agree_origin(at.context(), voice, started.id).value();
  REQUIRE(agreed.project.agreement);
  CHECK(agreed.project.agreement->by == voice.person);
  CHECK(agreed.agreed_by_name == voice.name);

  SUBCASE("the agreement stands while what was agreed does") {
    draft.project.id = started.id;
    draft.project.version = agreed.project.version;
    draft.project.aim = "Said more plainly";
    CHECK(update_project(at.context(), at.actor(starter.person), draft).value().project.agreement);
    draft.project.version += 1;
    SUBCASE("which is which objectives it serves too") { draft.project.serves = {nearer.id}; }
    SUBCASE("and that it is both") { draft.project.origin = Origin::own_idea; }
    CHECK_FALSE(update_project(at.context(), at.actor(starter.person), draft).value().project.agreement);
  }
  SUBCASE("there is nothing to agree about an own idea") {
    CHECK(agree_origin(at.context(), voice, at.project).error().code == "origin-not-both");
  }
}

TEST_CASE("what matters and who takes part are texts of who wrote them, indoors unless they say otherwise") {
  test::SmallPlace at;
  const Actor starter = at.person(domain::Role::team_member), executive = at.person(domain::Role::executive);
  auto draft = test::draft_of(at, "Quieter nights", {});
  draft.words = {{"what_matters", {.body = "Sleeping through", .audience = domain::Audience::indoors, .version = {}}},
                 {"taking_part", {.body = "Two former patients", .audience = domain::Audience::system, .version = {}}}};
  const auto started = start_project(at.context(), starter, draft);
  REQUIRE(started);
  const domain::ProjectId id = started->project.id;
  const auto own = project_page(at.context(), at.actor(starter.person), id).value().texts;
  REQUIRE(own.size() == 2);
  CHECK(own[0].text.body == "Sleeping through");
  const auto above = project_page(at.context(), executive, id).value().texts;
  REQUIRE(above.size() == 1);
  CHECK(above[0].text.body == "Two former patients");

  draft = test::draft_of(at, "Quieter nights", {});
  draft.project.id = id;
  draft.project.version = 1;
  draft.words = {{"what_matters", {.body = "", .audience = domain::Audience::indoors, .version = 1}}};
  REQUIRE(update_project(at.context(), at.actor(starter.person), draft));
  CHECK(project_page(at.context(), at.actor(starter.person), id).value().texts.size() == 1);  // taken back; the other is left alone
}

TEST_CASE("every mistake of a start is told at once, and nothing is stored") {
  test::SmallPlace at;
  const Actor someone = at.person(Role::team_member);
  auto draft = test::draft_of(at, " ", {});
  draft.project.aim = "";
  draft.project.review = test::date("2026-03-01");
  draft.project.aim_in_numbers.to = 80;
  const auto refused = start_project(at.context(), someone, draft).error();
  CHECK(refused.others.size() == 3);
  CHECK(list_projects(at.context(), someone, {}).value().total == 1);
}

TEST_CASE("who is a regulator anywhere leads no project") {
  test::SmallPlace at;
  const Actor regulator = at.person(Role::regulator);
  CHECK(start_project(at.context(), regulator, test::draft_of(at, "No", {})).error().code == "forbidden");
  at.admit(regulator.person, Role::analyst);
  CHECK(start_project(at.context(), at.actor(regulator.person), test::draft_of(at, "No", {})).error().code == "forbidden");
  CHECK(project_page(at.context(), regulator, at.project).error().code == "forbidden");
}

TEST_CASE("the team edits, others read, and an old version is refused") {
  test::SmallPlace at;
  auto draft = test::draft_of(at, "Home by noon", {});
  draft.project.id = at.project;
  CHECK(update_project(at.context(), at.person(Role::executive), draft).error().code == "forbidden");
  CHECK(update_project(at.context(), at.person(Role::team_member), draft).value().project.name == "Home by noon");
  CHECK(update_project(at.context(), at.lead(), draft).error().code == "stale");
}

TEST_CASE("a removed project is gone for others and comes back whole") {
  test::SmallPlace at;
  CHECK(delete_project(at.context(), at.person(Role::team_member), at.project, 1).error().code == "forbidden");
  REQUIRE(delete_project(at.context(), at.lead(), at.project, 1));
  CHECK(project_page(at.context(), at.person(Role::executive), at.project).error().code == "not-found");
  CHECK(project_page(at.context(), at.lead(), at.project).value().at.project.deleted);
  CHECK(list_projects(at.context(), at.lead(), {}).value().total == 0);
  CHECK_FALSE(restore_project(at.context(), at.lead(), at.project).value().project.deleted);
}

TEST_CASE("a list narrows by place, objective, member and state, newest first") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto locality = test::add_locality(at, "Northside");
  const auto top = test::agree(at, voice, "Top");
  const auto low = test::agree(at, voice, "Low", top.id, locality);
  const Actor someone = at.person(Role::team_member);
  auto draft = test::draft_of(at, "North", {low.id});
  draft.project.place = locality;
  const auto north = start_project(at.context(), someone, draft).value().project;
  const auto count = [&](const ProjectFilter& filter) { return list_projects(at.context(), voice, filter).value().total; };
  ProjectFilter filter;
  CHECK(list_projects(at.context(), voice, filter).value().projects.at(0).id == north.id);
  filter.place = at.place;
  CHECK(count(filter) == 2);
  filter.place = locality;
  CHECK(count(filter) == 1);
  filter.objective = top.id;
  CHECK(count(filter) == 1);
  filter.state = ProjectState::finished;
  CHECK(count(filter) == 0);
  filter = {};
  filter.member = someone.person;
  CHECK(count(filter) == 2);  // a member of the one, leads the other
  filter = {};
  filter.unaligned = true;
  CHECK(count(filter) == 1);
  filter = {};
  filter.limit = 1;
  filter.offset = 1;
  const auto page = list_projects(at.context(), voice, filter).value();
  CHECK(page.total == 2);
  CHECK(page.projects.at(0).id == at.project);
  filter.limit = 1000;
  CHECK(list_projects(at.context(), voice, filter).error().code == "query-unreadable");
}

TEST_CASE("the counts of a place are those of its projects, whatever becomes of them") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto locality = test::add_locality(at, "Northside");
  const auto check_counts = [&](int active, int finished, int stopped, int in_locality) {
    for (const auto place : {std::optional(at.place), std::optional<domain::PlaceId>()}) {
      const auto list = list_projects(at.context(), voice, {.place = place}).value();
      CHECK(list.active == active);
      CHECK(list.finished == finished);
      CHECK(list.stopped == stopped);
      CHECK(list.total == static_cast<int>(list.projects.size()));
    }
    CHECK(list_projects(at.context(), voice, {.place = locality}).value().total == in_locality);
  };
  check_counts(1, 0, 0, 0);
  auto draft = test::draft_of(at, "Second", {});
  const auto second = start_project(at.context(), at.lead(), draft).value().project;
  check_counts(2, 0, 0, 0);
  draft.project = second;
  draft.project.place = locality;
  REQUIRE(update_project(at.context(), at.lead(), draft));
  check_counts(2, 0, 0, 1);
  REQUIRE(finish_project(at.context(), at.lead(), at.project, "Ward manager", {}));
  check_counts(1, 1, 0, 1);
  REQUIRE(stop_project(at.context(), at.lead(), second.id, {.body = "It cost more", .audience = {}, .version = {}}, {}));
  check_counts(0, 1, 1, 1);
  const int version = project_page(at.context(), at.lead(), at.project).value().at.project.version;
  REQUIRE(delete_project(at.context(), at.lead(), at.project, version));
  check_counts(0, 0, 1, 1);
  REQUIRE(restore_project(at.context(), at.lead(), at.project));
  REQUIRE(reopen_project(at.context(), at.lead(), at.project));
  check_counts(1, 0, 1, 1);
}

TEST_CASE("finishing names an owner and makes three checks, which are recorded when they are due") {
  test::SmallPlace at;
  CHECK(finish_project(at.context(), at.lead(), at.project, " ", {}).error().field == "/owner_after");
  CHECK(finish_project(at.context(), at.lead(), at.project, "Ward manager", test::date("2026-03-03")).error().code == "date-future");
  CHECK(finish_project(at.context(), at.person(Role::team_member), at.project, "Ward manager", {}).error().code == "forbidden");
  const auto finished = finish_project(at.context(), at.lead(), at.project, "Ward manager", {}).value().project;
  CHECK(finished.state == ProjectState::finished);
  CHECK(finish_project(at.context(), at.lead(), at.project, "Ward manager", {}).error().code == "project-ended");
  const auto checks = project_page(at.context(), at.lead(), at.project).value().later_checks;
  REQUIRE(checks.size() == 3);
  CHECK(checks[0].due == test::date("2026-09-02"));
  CHECK(record_later_check(at.context(), at.lead(), at.project, 6, domain::CheckResult::held, {}, 0).error().code == "check-not-due");
  CHECK(record_later_check(at.context(), at.lead(), at.project, 7, domain::CheckResult::held, {}, 0).error().code == "check-unknown");
  at.clock.set(test::instant("2026-09-02T09:00:00Z"));
  const auto measure = add_measure(at.context(), at.lead(), {.owner = {.project = at.project}, .name = "Home before noon"}).value().measure;
  REQUIRE(observe(at.context(), at.lead(), measure.id, {{.on = test::date("2026-08-01"), .value = 21}}));
  const TextDraft words{.body = "Since the new rota", .audience = domain::Audience::indoors, .version = {}};
  const auto recorded = record_later_check(at.context(), at.lead(), at.project, 6, domain::CheckResult::slipped, words, 0).value();
  CHECK(record_later_check(at.context(), at.lead(), at.project, 6, domain::CheckResult::held, {}, 0).error().code == "stale");
  CHECK(recorded[0].result == domain::CheckResult::slipped);
  CHECK(recorded[0].recorded_by_name == "Ward lead");
  at.clock.set(test::instant("2026-10-02T09:00:00Z"));
  REQUIRE(observe(at.context(), at.lead(), measure.id, {{.on = test::date("2026-08-01"), .value = 99}, {.on = test::date("2026-09-01"), .value = 50}}));
  const ProjectPage page = project_page(at.context(), at.lead(), at.project).value();
  REQUIRE(page.values_then.size() == 1);
  CHECK(page.values_then[0].value == 21);  // as it was known when it was said
  CHECK(std::ranges::count(page.texts, "held_6", [](const VisibleText& each) -> const std::string& { return each.text.subject.slot; }) == 1);
  const Actor outside = at.person(Role::executive);
  CHECK(project_page(at.context(), outside, at.project)->values_then.empty());
  CHECK(project_page(at.context(), outside, at.project)->texts.empty());
  at.clock.set(test::instant("2026-09-02T09:00:00Z"));

  SUBCASE("a reopened project finishes again with checks of its own") {
    CHECK(reopen_project(at.context(), at.lead(), at.project).value().project.state == ProjectState::active);
    CHECK(project_page(at.context(), at.lead(), at.project).value().later_checks.empty());
    REQUIRE(finish_project(at.context(), at.lead(), at.project, "Matron", {}));
    const auto again = project_page(at.context(), at.lead(), at.project).value().later_checks;
    REQUIRE(again.size() == 3);
    CHECK_FALSE(again[0].result);
    CHECK(again[0].due == test::date("2027-03-02"));
  }
}

TEST_CASE("a project stops with what was learnt, which keeps its audience") {
  test::SmallPlace at;
  CHECK(stop_project(at.context(), at.lead(), at.project, {.body = " ", .audience = {}, .version = {}}, {}).error().field == "/learnt");
  CHECK(project_page(at.context(), at.lead(), at.project).value().at.project.state == ProjectState::active);
  REQUIRE(stop_project(at.context(), at.lead(), at.project, {.body = "Beds were never the delay", .audience = {}, .version = {}}, {}));
  const domain::TextSubject learnt{.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "learnt"};
  CHECK(list_texts(at.context(), at.lead(), learnt).value().texts.at(0).text.body == "Beds were never the delay");
  CHECK(list_texts(at.context(), at.person(Role::executive), learnt).value().texts.empty());
  CHECK(reopen_project(at.context(), at.lead(), at.project).has_value());
  CHECK(reopen_project(at.context(), at.lead(), at.project).error().code == "project-active");
}

}  // namespace tributary::services
