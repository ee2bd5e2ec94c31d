#include "services/home.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "services/adoptions.hpp"
#include "services/objectives.hpp"
#include "services/programmes.hpp"
#include "services/project_endings.hpp"
#include "services/reviews.hpp"
#include "tests/project_drafts.hpp"

namespace tributary::services {

using domain::Dimension;
using domain::Role;
using test::agree;

namespace {

std::shared_ptr<const HomePicture> picture(test::SmallPlace& at, const Actor& who, HomeZoom zoom) {
  const auto home = home_of(at.context(), who, zoom);
  REQUIRE(home.has_value());
  return home->picture;
}

const HomeObjective& shown(const HomePicture& picture, domain::ObjectiveId id) {
  const auto found = std::ranges::find(picture.objectives, id, [](const HomeObjective& each) { return each.in_place.objective.id; });
  REQUIRE(found != picture.objectives.end());
  return *found;
}

const HomeStream* stream(const HomePicture& picture, std::int64_t node, domain::ObjectiveId card) {
  for (const HomeStream& each : picture.streams)
    if (each.node == node && each.card == card) return &each;
  return nullptr;
}

domain::Project start_in(test::SmallPlace& at, domain::PlaceId place, std::string name, std::vector<domain::ObjectiveId> serves) {
  auto draft = test::draft_of(at, std::move(name), std::move(serves));
  draft.project.place = place;
  return start_project(at.context(), at.person(Role::team_member), draft).value().project;
}

}  // namespace

TEST_CASE("work runs through its locality into the card above what it serves, each project once") {
  test::SmallPlace at;  // its own project serves none
  const Actor voice = at.person(Role::system_lead);
  const auto north = test::add_locality(at, "North"), east = test::add_locality(at, "East");
  const auto top = agree(at, voice, "Better lives");
  const auto low = agree(at, voice, "Home before noon", top.id);
  const auto nobodys = agree(at, voice, "Nobody's");
  start_in(at, north, "Both", {top.id, low.id});
  start_in(at, north, "Low", {low.id});

  const auto seen = picture(at, voice, {.place = at.place});
  CHECK(seen->nodes_are == NodeKind::localities);
  REQUIRE(seen->nodes.size() == 3);  // every locality, by name; and the system itself, whose project stands in none
  CHECK(seen->nodes[0].name == "East");
  CHECK(seen->nodes[0].projects == 0);
  CHECK(seen->nodes[1].name == "North");
  CHECK(seen->nodes[1].projects == 2);
  CHECK(seen->nodes[2].outside == 1);
  REQUIRE(stream(*seen, north.value, top.id) != nullptr);
  CHECK(stream(*seen, north.value, top.id)->projects == 2);
  CHECK(stream(*seen, north.value, low.id) == nullptr);  // it isn't a card
  CHECK(stream(*seen, east.value, top.id) == nullptr);
  CHECK(shown(*seen, nobodys.id).in_place.unserved());
  CHECK(seen->active_projects == 3);
  CHECK(seen->outside == 1);
  CHECK(seen->outside_plan.at(0).name == "Home by lunch");
  CHECK(seen->projects.size() == 3);
}

TEST_CASE("what is made up is counted apart wherever it stands beside what is real") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto north = test::add_locality(at, "North");
  const auto top = agree(at, voice, "Better lives");
  const auto low = agree(at, voice, "Home before noon", top.id);
  domain::TeamId made_up;
  {
    const auto tx = at.context().database.write();
    const auto organisation = tx->organisations().add(
        {.kind = domain::OrganisationKind::nhs, .name = "Example Trust", .illustrative = true, .serves = {{.place = north, .from = {}, .to = {}}}}, at.clock.now());
    made_up = tx->organisations().add_team({.organisation = organisation, .name = "Example ward"}, at.clock.now());
    tx->commit();
  }
  start_in(at, north, "Real", {low.id});
  auto draft = test::draft_of(at, "Made up", {low.id});
  draft.project.team = made_up, draft.project.place = north;
  REQUIRE(start_project(at.context(), at.person(Role::team_member), draft).has_value());

  const auto seen = picture(at, voice, {.place = at.place});
  CHECK(shown(*seen, top.id).in_place.all == 2);
  CHECK(shown(*seen, top.id).in_place.illustrative == 1);
  CHECK(stream(*seen, north.value, top.id)->illustrative == 1);
  REQUIRE(seen->nodes[0].name == "North");
  CHECK(seen->nodes[0].illustrative_projects == 1);
  CHECK(seen->active_projects == 3);  // with the place's own
  CHECK(seen->illustrative == 1);
}

TEST_CASE("one looks nearer: a locality by its organisations, an organisation by its teams, a team by its projects") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto north = test::add_locality(at, "North"), east = test::add_locality(at, "East");
  const auto top = agree(at, voice, "Better lives");
  start_in(at, north, "One", {top.id});
  start_in(at, east, "Elsewhere", {top.id});
  const auto tx = at.context().database.read();
  const auto organisation = tx->organisations().find_team(at.team)->organisation;

  const auto locality = picture(at, voice, {.place = north});
  CHECK(locality->nodes_are == NodeKind::organisations);
  REQUIRE(locality->nodes.size() == 1);
  CHECK(locality->nodes[0].name == "Illustrative Hospital");
  CHECK(shown(*locality, top.id).in_place.all == 2);
  CHECK(shown(*locality, top.id).in_place.here == 1);

  const auto teams = picture(at, voice, {.place = north, .organisation = organisation});
  CHECK(teams->nodes_are == NodeKind::teams);
  CHECK(teams->nodes.at(0).name == "Ward team");
  const auto nearest = picture(at, voice, {.place = north, .organisation = organisation, .team = at.team});
  REQUIRE(nearest->projects.size() == 1);
  CHECK(nearest->projects[0].name == "One");

  CHECK(home_of(at.context(), voice, {.place = domain::PlaceId{999}}).error().code == "not-found");
  CHECK(home_of(at.context(), voice, {.place = north, .organisation = domain::OrganisationId{999}}).error().code == "not-found");
  CHECK(home_of(at.context(), voice, {.place = north, .organisation = organisation, .team = domain::TeamId{999}}).error().code == "not-found");
}

TEST_CASE("one of the three aims shows its objectives, under another's too, the work for them, and what serves none") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto care = agree(at, voice, "Better lives");
  auto cheaper = test::objective_at(at.place, "Beds free", care.id);
  cheaper.dimension = care.dimension == Dimension::resources ? Dimension::health : Dimension::resources;
  const auto beds = add_objective(at.context(), voice, cheaper).value().objective;
  start_in(at, at.place, "For care alone", {care.id});
  start_in(at, at.place, "For beds", {beds.id});
  const auto seen = picture(at, voice, {.place = at.place, .dimension = cheaper.dimension});
  REQUIRE(seen->objectives.size() == 1);
  CHECK(seen->objectives[0].in_place.depth == 0);  // a card, for what it serves isn't shown
  CHECK(seen->active_projects == 2);               // it, and the one outside the plan
  CHECK(stream(*seen, at.place.value, beds.id)->projects == 1);
}

TEST_CASE("reviews of this week are those of projects and of the programmes that they are in, each project once") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const base::Date today = base::london_date(at.clock.now());
  const auto reviews = [&] { return picture(at, voice, {.place = at.place})->reviews_this_week; };
  const auto programme = add_programme(at.context(), voice, {.id = {}, .name = "Flow", .place = at.place}).value().programme;
  CHECK(reviews() == 0);
  const auto day = add_review_day(at.context(), voice, {.id = {}, .programme = programme.id, .on = today}).value().at.day;
  CHECK(reviews() == 0);  // nobody is in it
  REQUIRE(join_programme(at.context(), voice, programme.id, at.project, {}, 0));
  CHECK(reviews() == 1);
  auto draft = test::draft_of(at, "Reviewed twice", {});
  draft.project.review = today;
  const auto other = start_project(at.context(), at.person(Role::team_member), draft).value().project;
  CHECK(reviews() == 2);
  REQUIRE(join_programme(at.context(), voice, programme.id, other.id, {}, 0));
  CHECK(reviews() == 2);
  REQUIRE(delete_review_day(at.context(), voice, day.id, day.version));
  CHECK(reviews() == 1);
}

TEST_CASE("a picture once drawn is kept, and follows every change") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto objective = agree(at, voice, "Home sooner");
  const auto drawn = picture(at, voice, {.place = at.place});
  CHECK(picture(at, voice, {.place = at.place}) == drawn);
  const auto project = start_in(at, at.place, "Serving", {objective.id});
  const auto later = picture(at, voice, {.place = at.place});
  CHECK(shown(*later, objective.id).in_place.all == 1);
  CHECK(shown(*drawn, objective.id).in_place.all == 0);  // whoever still reads the old one reads all of it
  REQUIRE(delete_objective(at.context(), voice, objective.id, objective.version));
  CHECK(picture(at, voice, {.place = at.place})->outside == 2);
}

TEST_CASE("a package travels to each place that took it on, before those who may read it, until it is withdrawn") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const auto north = test::add_locality(at, "North"), east = test::add_locality(at, "East");
  const auto regulator = at.person(Role::regulator);
  PackageInput input{.content = {}, .place = north, .project = {}, .illustrative = false};
  input.content.name = "Ready the evening before";
  input.content.summary = input.content.aim = input.content.context = input.content.contact = "As on the ward";
  input.content.components = {{.slot = 0, .part = domain::Part::core, .name = "Ready", .why = "Mornings are full"}};
  input.content.facts = {{.topic = "Home by noon", .figure = "40%", .says = {}, .source = "A report"}};
  auto page = add_package(at.context(), voice, input).value();
  const auto id = page.package.id;
  page = publish_package(at.context(), voice, id, page.package.version, domain::Audience::system, "").value();
  const auto seen_by = [&](const Actor& who, HomeZoom zoom) { return home_of(at.context(), who, zoom).value(); };
  CHECK(seen_by(voice, {.place = at.place}).journeys.packages == 0);

  const auto adopt = [&](domain::PlaceId place) {
    return adopt_package(at.context(), voice, id, {.place = place, .team = at.team, .new_team = {}, .name = {}, .aim = {}, .serves = {}, .serves_none = false}).value();
  };
  const auto adopted = adopt(east);
  const Home system = seen_by(voice, {.place = at.place});
  CHECK(system.journeys.packages == 1);
  REQUIRE(system.journeys.between.size() == 1);
  const HomeJourney& journey = system.journeys.between[0];
  CHECK(system.picture->ends[journey.from].name == "North");
  CHECK(system.picture->ends[journey.to].name == "East");
  CHECK(journey.adoptions == 1);
  CHECK(seen_by(regulator, {.place = at.place}).journeys.packages == 0);
  CHECK(seen_by(voice, {.place = at.place, .dimension = Dimension::care}).journeys.packages == 0);  // it serves no aim

  const Home locality = seen_by(voice, {.place = east});
  REQUIRE(locality.journeys.between.size() == 1);
  CHECK(locality.picture->ends[locality.journeys.between[0].from].node == std::nullopt);
  CHECK(locality.picture->ends[locality.journeys.between[0].from].name == "North");
  CHECK(locality.picture->ends[locality.journeys.between[0].to].name == "Illustrative Hospital");
  const auto organisation = at.context().database.read()->organisations().find_team(at.team)->organisation;
  const Home of_team = seen_by(voice, {.place = east, .organisation = organisation, .team = at.team});
  REQUIRE(of_team.journeys.between.size() == 1);
  CHECK(of_team.picture->ends[of_team.journeys.between[0].to].node == at.team.value);

  const Actor lead = at.actor(voice.person);  // of the project, too
  REQUIRE(stop_project(at.context(), lead, adopted.adoption.project, {.body = "No time for it", .audience = {}, .version = {}}, {}));
  CHECK(seen_by(voice, {.place = at.place}).journeys.between.at(0).stopped == 1);
  REQUIRE(withdraw_package(at.context(), voice, id, page.package.version, "It did harm"));
  CHECK(seen_by(voice, {.place = at.place}).journeys.packages == 0);
}

TEST_CASE("more projects than marks are counted, and listed no longer") {
  test::SmallPlace at;
  const Actor voice = at.person(Role::system_lead);
  const Actor member = at.person(Role::team_member);
  for (std::size_t i = 1; i < most_marks; ++i) test::start(at, member, "Project " + std::to_string(i));
  CHECK(picture(at, voice, {.place = at.place})->projects.size() == most_marks);
  test::start(at, member, "One more");
  const auto seen = picture(at, voice, {.place = at.place});
  CHECK(seen->projects.empty());
  CHECK(seen->active_projects == static_cast<int>(most_marks) + 1);
  CHECK(seen->outside_plan.size() == most_outside);
}

TEST_CASE("reviews of this week are those from Monday to Sunday") {
  test::SmallPlace at;  // its today is Monday 2 March 2026
  const Actor voice = at.person(Role::system_lead);
  const auto due = [&](std::string_view on) {
    auto draft = test::draft_of(at, "Due " + std::string(on), {});
    draft.project.review = test::date(on);
    REQUIRE(start_project(at.context(), at.person(Role::team_member), draft).has_value());
  };
  due("2026-03-02");
  due("2026-03-08");
  due("2026-03-09");
  CHECK(picture(at, voice, {.place = at.place})->reviews_this_week == 2);
}

}  // namespace tributary::services
