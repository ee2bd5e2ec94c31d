#include "services/packages.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "services/adopters_range.hpp"
#include "services/adoptions.hpp"
#include "services/lineage.hpp"
#include "services/charts.hpp"
#include "services/measures.hpp"
#include "services/project_page.hpp"
#include "services/week.hpp"
#include "tests/project_drafts.hpp"

namespace tributary::services {

using domain::Audience;
using domain::Role;

namespace {

domain::PackageVersion content(std::vector<domain::MeasureId> results) {
  domain::PackageVersion out;
  out.name = "Home by lunch";
  out.summary = "Everything is ready the evening before";
  out.aim = "More people go home before noon";
  out.context = "A ward of 24 beds";
  out.contact = "Ward manager";
  out.components = {{.slot = 0, .part = domain::Part::core, .name = "Ready the evening before", .why = "Mornings are full"},
                    {.slot = 0, .part = domain::Part::periphery, .name = "Who checks", .why = "Wards differ"}};
  for (const domain::MeasureId id : results) out.measures.push_back({.slot = 0, .source = id});
  return out;
}

std::vector<domain::Observation> days(test::SmallPlace& at, int from, const std::vector<double>& values) {
  std::vector<domain::Observation> out;
  const base::Date today = base::london_date(at.clock.now());
  for (std::size_t i = 0; i < values.size(); ++i)
    out.push_back({.on = today + std::chrono::days{from + static_cast<int>(i)}, .value = values[i], .numerator = {}, .denominator = {}, .note = {}});
  return out;
}

// A locality that published a package, and another with a team that may adopt it.
struct Travelling {
  test::SmallPlace at;
  Actor voice = at.person(Role::system_lead);
  domain::PlaceId elsewhere = test::add_locality(at, "Elsewhere");
  domain::PlaceId further = test::add_locality(at, "Further");
  Actor adopter = at.person(Role::executive);
  domain::MeasureId measure;
  PackagePage page;

  explicit Travelling(Audience audience = Audience::system) {
    domain::Measure made;
    made.owner.project = at.project;
    made.name = "Home before noon";
    made.interval = domain::Interval::day;
    const auto added = add_measure(at.context(), at.lead(), made).value();
    measure = added.measure.id;
    REQUIRE(publish_measure(at.context(), at.lead(), measure, 1, true));
    page = add_package(at.context(), at.lead(), {.content = content({measure}), .place = {}, .project = at.project, .illustrative = false}).value();
    page = publish_package(at.context(), voice, page.package.id, page.package.version, audience, "").value();
  }
  AdoptionPage adopt(domain::PlaceId place) {
    const auto made = adopt_package(at.context(), adopter, page.package.id, {.place = place, .team = at.team, .new_team = {}, .name = {}, .aim = {}, .serves = {}, .serves_none = false}).value();
    adopter = at.actor(adopter.person);  // leads it from now on
    return made;
  }
};

}  // namespace

TEST_CASE("the change of a place is the mean after its day less the mean before, from three values on each side") {
  test::SmallPlace at;
  const base::Date day = base::london_date(at.clock.now());
  const auto change = change_around(days(at, -2, {1, 2, 3, 6, 7, 11}), {}, day);
  REQUIRE(change);
  CHECK(change->before == 2.0);
  CHECK(change->after == 8.0);
  CHECK(change->by() == 6.0);
  CHECK_FALSE(change_around(days(at, -1, {1, 2, 6, 7, 11}), {}, day));
  CHECK_FALSE(change_around({}, {}, day));
}

TEST_CASE("a removed component's slot is never given to another") {
  Travelling it;
  auto changed = content({it.measure});
  changed.components.pop_back();
  changed.components[0].slot = 1;
  changed.measures[0].slot = 1;
  it.page = update_package(it.at.context(), it.at.lead(), it.page.package.id, it.page.package.version, changed).value();
  it.page = publish_package(it.at.context(), it.voice, it.page.package.id, it.page.package.version, Audience::system, "").value();
  changed.components.push_back({.slot = 0, .part = domain::Part::periphery, .name = "Something new", .why = "Found later"});
  it.page = update_package(it.at.context(), it.at.lead(), it.page.package.id, it.page.package.version, changed).value();
  CHECK(it.page.draft->version.components.at(1).slot == 3);
  CHECK(it.page.current->version.number == 2);
}

TEST_CASE("an adopter is asked for the conditions until there is a result, and with it, or four weeks on, for what was kept") {
  Travelling it;
  const auto adoption = it.adopt(it.elsewhere).adoption;
  const auto asked = [&](WeekKind kind) {
    const Week week = my_week(it.at.context(), it.adopter).value();
    const auto item = std::ranges::find(week.items, kind, &WeekItem::kind);
    return item == week.items.end() ? std::nullopt : std::optional(item->on);
  };
  const base::Instant began = it.at.clock.now();
  CHECK(asked(WeekKind::conditions_to_record) == adoption.on);
  CHECK_FALSE(asked(WeekKind::components_to_tell));
  it.at.clock.set(began + told_after);
  CHECK(asked(WeekKind::components_to_tell) == adoption.on + told_after);
  CHECK(asked(WeekKind::conditions_to_record));

  it.at.clock.set(began + std::chrono::days{10});
  REQUIRE(observe(it.at.context(), it.adopter, adoption.measures.at(0).measure, days(it.at, -3, {6})));
  CHECK_FALSE(asked(WeekKind::conditions_to_record));  // they would be coloured by it
  CHECK(asked(WeekKind::components_to_tell) == adoption.on + std::chrono::days{7});
  REQUIRE(record_components(it.at.context(), it.adopter, adoption.id, adoption.version, {{.slot = 1, .fate = domain::Fate::kept}}));
  CHECK(asked(WeekKind::components_to_tell));
  REQUIRE(record_components(it.at.context(), it.adopter, adoption.id, adoption.version + 1, {{.slot = 2, .fate = domain::Fate::dropped, .reason = "Nobody has time"}}));
  CHECK_FALSE(asked(WeekKind::components_to_tell));
}

TEST_CASE("conditions lock with the first later result, and undoing it unlocks nothing") {
  Travelling it;
  auto adoption = it.adopt(it.elsewhere);
  const auto id = adoption.adoption.id;
  const domain::MeasureId own = adoption.adoption.measures.at(0).measure;
  it.at.clock.set(it.at.clock.now() + std::chrono::days{5});
  REQUIRE(observe(it.at.context(), it.adopter, own, days(it.at, -6, {4, 5})));  // before the adoption and on its day
  domain::Conditions conditions;
  conditions.support = "A visit";
  adoption = record_conditions(it.at.context(), it.adopter, id, adoption.adoption.version, conditions).value();
  CHECK(adoption.may.conditions);
  REQUIRE(observe(it.at.context(), it.adopter, own, days(it.at, -1, {6})));
  REQUIRE(withdraw(it.at.context(), it.adopter, own, days(it.at, -1, {6})[0].on, "Typed on the wrong day"));
  CHECK(record_conditions(it.at.context(), it.adopter, id, adoption.adoption.version, conditions).error().code == "conditions-locked");
  CHECK_FALSE(adoption_page(it.at.context(), it.adopter, id)->may.conditions);
  // That a value has come of a measure which the team keeps to itself is told to nobody else.
  CHECK(adoption_page(it.at.context(), it.adopter, id)->first_result.has_value());
  CHECK_FALSE(adoption_page(it.at.context(), it.voice, id)->first_result.has_value());
  REQUIRE(publish_measure(it.at.context(), it.adopter, own, 1, true));
  CHECK(adoption_page(it.at.context(), it.voice, id)->first_result.has_value());
}

TEST_CASE("the range counts those who stopped, and says who has no published result") {
  Travelling it;
  it.at.clock.set(it.at.clock.now() + std::chrono::days{1});
  const auto first = it.adopt(it.elsewhere);
  const auto second = it.adopt(it.further);
  it.at.clock.set(it.at.clock.now() + std::chrono::days{10});
  const auto own = first.adoption.measures.at(0).measure;
  REQUIRE(observe(it.at.context(), it.adopter, own, days(it.at, -13, {4, 4, 4, 4, 7, 8, 9})));
  REQUIRE(publish_measure(it.at.context(), it.adopter, own, 1, true));
  it.at.raw().run("UPDATE project SET state = 'stopped', ended_on = '2026-03-10' WHERE id = :id", first.project.id);
  const auto range = adopters_ranges(it.at.context(), it.at.person(Role::analyst), it.page.package.id)->at(0);
  CHECK(range.with_result == 1);
  CHECK(range.stopped == 1);
  CHECK(range.most == 4.0);
  REQUIRE(range.places.size() == 3);
  CHECK(range.places[0].origin);
  CHECK(range.places[0].why_none == "no-baseline");
  CHECK(range.places[2].why_none == "not-published");
  // The adopter who predicts sees the others, not itself.
  const auto seen = range_for_measure(it.at.context(), it.adopter, second.adoption.measures.at(0).measure).value();
  REQUIRE(seen);
  CHECK(seen->range.places.size() == 2);
  const auto spread = spread_in_place(it.at.context(), it.adopter, it.at.place).value();
  CHECK(spread.months.back().adopted == 2);
  CHECK(spread.months.back().stopped == 1);
}

TEST_CASE("a value that a team leaves out of its chart, with a reason, counts on neither side of the range, and is counted") {
  Travelling it;
  it.at.clock.set(it.at.clock.now() + std::chrono::days{1});
  const auto own = it.adopt(it.elsewhere).adoption.measures.at(0).measure;
  it.at.clock.set(it.at.clock.now() + std::chrono::days{10});
  const auto values = days(it.at, -14, {4, 4, 4, 90, 4, 7, 8, 90, 9});
  REQUIRE(observe(it.at.context(), it.adopter, own, values));
  REQUIRE(publish_measure(it.at.context(), it.adopter, own, 1, true));
  const auto found = [&] { return adopters_ranges(it.at.context(), it.voice, it.page.package.id)->at(0).places.at(1).change.value(); };
  CHECK(found().left_out == 0);
  for (const int i : {3, 7})
    REQUIRE(add_ghost(it.at.context(), it.adopter, {.measure = own, .on = values[static_cast<std::size_t>(i)].on, .reason = "A flood"}));
  CHECK(found().left_out == 2);
  CHECK(found().before == 4.0);
  CHECK(found().after == 8.0);
  CHECK(found().after_values == 3);
}

TEST_CASE("an adopter that stopped doesn't leave the range, the spread or the counts by being removed; one that was adopted by a slip does") {
  Travelling it;
  it.at.clock.set(it.at.clock.now() + std::chrono::days{1});
  const auto first = it.adopt(it.elsewhere), slip = it.adopt(it.further);
  it.at.clock.set(it.at.clock.now() + std::chrono::days{10});
  const auto own = first.adoption.measures.at(0).measure;
  REQUIRE(observe(it.at.context(), it.adopter, own, days(it.at, -13, {9, 8, 7, 6, 4, 4, 4})));
  REQUIRE(publish_measure(it.at.context(), it.adopter, own, 1, true));
  it.at.raw().run("UPDATE project SET state = 'stopped', ended_on = '2026-03-10' WHERE id = :id", first.project.id);
  const auto remove = [&](domain::ProjectId id) {
    const int version = it.at.raw().value<int>("SELECT version FROM project WHERE id = :id", id);
    REQUIRE(delete_project(it.at.context(), it.adopter, id, version));
  };
  const auto before = adopters_ranges(it.at.context(), it.voice, it.page.package.id)->at(0);
  CHECK(before.places.size() == 3);
  remove(first.project.id);
  remove(slip.project.id);
  const auto after = adopters_ranges(it.at.context(), it.voice, it.page.package.id)->at(0);
  CHECK(after.stopped == 1);
  CHECK(after.least == before.least);
  CHECK(after.with_result == before.with_result);
  REQUIRE(after.places.size() == 2);
  CHECK(after.places[1].adoption->removed);
  CHECK(after.places[1].adoption->project_name.empty());
  CHECK(after.places[1].adoption->organisation_name.empty());
  CHECK(spread_in_place(it.at.context(), it.voice, it.at.place)->months.back().stopped == 1);
  CHECK(spread_of_package(it.at.context(), it.voice, it.page.package.id)->adopters.size() == 1);
  const auto line = package_page(it.at.context(), it.voice, it.page.package.id)->line;
  CHECK(line.adopters == 1);
  CHECK(line.stopped == 1);
  CHECK(adoption_page(it.at.context(), it.adopter, first.adoption.id).error().code == "not-found");
}

TEST_CASE("a removed adoption comes back only where its place hasn't adopted the package anew meanwhile") {
  Travelling it;
  const auto first = it.adopt(it.elsewhere);
  REQUIRE(delete_project(it.at.context(), it.adopter, first.project.id, 1));
  const auto again = it.adopt(it.elsewhere);
  const auto refused = restore_project(it.at.context(), it.adopter, first.project.id);
  CHECK(refused.error().code == "already-adopted");
  CHECK(refused.error().detail.find("Home by lunch") != std::string::npos);
  REQUIRE(delete_project(it.at.context(), it.adopter, again.project.id, 1));
  CHECK(restore_project(it.at.context(), it.adopter, first.project.id));
}

TEST_CASE("a project that moves takes its adoption along, and moves neither to where the package comes from nor to another adopter's place") {
  Travelling it;
  const auto own = it.adopt(it.elsewhere), other = it.adopt(it.further);
  const auto moved_to = [&](domain::PlaceId place) {
    ProjectDraft draft;
    draft.project = project_page(it.at.context(), it.adopter, own.project.id)->at.project;
    draft.project.place = place;
    return update_project(it.at.context(), it.adopter, draft);
  };
  CHECK(moved_to(it.at.place).error().code == "own-package");
  CHECK(moved_to(it.at.place).error().field == "/place_id");
  CHECK(moved_to(it.further).error().code == "already-adopted");
  const auto third = test::add_locality(it.at, "Third");
  REQUIRE(moved_to(third));
  const auto adopters = spread_of_package(it.at.context(), it.voice, it.page.package.id)->adopters;
  CHECK(adopters.at(0).adoption.place == third);
  CHECK(adopters.at(0).adoption.place_name == "Third");
  CHECK(it.adopt(it.elsewhere).adoption.place == it.elsewhere);  // it is free again
  CHECK(other.adoption.place == it.further);
}

TEST_CASE("who can't read a measure doesn't learn of it by choosing it for a package, and leaves what its lead chose") {
  Travelling it;
  const Actor voice = it.at.person(Role::locality_lead);
  domain::Measure made;
  made.owner.project = it.at.project;
  made.name = "Not to be told";
  const auto hidden = add_measure(it.at.context(), it.at.lead(), made).value().measure.id;
  const auto refused = add_package(it.at.context(), voice, {.content = content({hidden}), .place = {}, .project = it.at.project, .illustrative = false});
  CHECK(refused.error().code == "measure-unread");
  CHECK(refused.error().field == "/measures/0/measure_id");
  CHECK(refused.error().detail.find("Not to be told") == std::string::npos);
  const auto drafted = add_package(it.at.context(), it.at.lead(), {.content = content({hidden}), .place = {}, .project = it.at.project, .illustrative = false}).value();
  auto edited = drafted.draft->version;
  edited.summary = "In other words";
  const auto kept = update_package(it.at.context(), voice, drafted.package.id, drafted.package.version, edited).value();
  CHECK(kept.draft->version.summary == "In other words");
  CHECK(kept.draft->version.measures.at(0).source == hidden);
}

TEST_CASE("whoever takes up a newer version gets the measures that it adds, once") {
  Travelling it;
  const auto adoption = it.adopt(it.elsewhere);
  domain::Measure made;
  made.owner.project = it.at.project;
  made.name = "Waiting for transport";
  const auto second = add_measure(it.at.context(), it.at.lead(), made).value().measure.id;
  REQUIRE(publish_measure(it.at.context(), it.at.lead(), second, 1, true));
  auto changed = content({it.measure, second});
  changed.components[0].slot = 1;
  changed.components[1].slot = 2;
  changed.measures[0].slot = it.page.current->version.measures.at(0).slot;
  it.page = update_package(it.at.context(), it.at.lead(), it.page.package.id, it.page.package.version, changed).value();
  it.page = publish_package(it.at.context(), it.voice, it.page.package.id, it.page.package.version, Audience::system, "").value();
  const auto taken = take_up_version(it.at.context(), it.adopter, adoption.adoption.id, adoption.adoption.version).value();
  REQUIRE(taken.adoption.measures.size() == 2);
  CHECK(taken.measures.at(1).name == "Waiting for transport");
  CHECK(taken.adoption.measures[0].measure == adoption.adoption.measures[0].measure);
}

TEST_CASE("when a measure that isn't published got its first value is told to its team alone") {
  Travelling it;
  const auto adoption = it.adopt(it.elsewhere);
  it.at.clock.set(it.at.clock.now() + std::chrono::days{5});
  REQUIRE(observe(it.at.context(), it.adopter, adoption.adoption.measures.at(0).measure, days(it.at, -1, {6})));
  CHECK(adoption_page(it.at.context(), it.adopter, adoption.adoption.id)->first_result);
  CHECK_FALSE(adoption_page(it.at.context(), it.voice, adoption.adoption.id)->first_result);
  CHECK_FALSE(adoption_page(it.at.context(), it.adopter, adoption.adoption.id)->may.conditions);
}

TEST_CASE("a merged organisation names its successor, and what was published stays") {
  Travelling it;
  CHECK(package_page(it.at.context(), it.adopter, it.page.package.id)->publisher.successor_name.empty());
  {
    const auto tx = it.at.context().database.write();
    const auto next = tx->organisations().add({.kind = domain::OrganisationKind::nhs, .name = "Merged Trust", .serves = {{.place = it.at.place}}}, it.at.clock.now());
    auto old = tx->organisations().find(tx->organisations().find_team(it.at.team)->organisation).value();
    old.closed = test::date("2026-01-01");
    old.successors = {{.organisation = next, .on = test::date("2026-01-01"), .note = ""}};
    REQUIRE(tx->organisations().update(old, old.version));
    tx->commit();
  }
  const auto page = package_page(it.at.context(), it.adopter, it.page.package.id).value();
  CHECK(page.publisher.organisation_name == "Illustrative Hospital");
  CHECK(page.publisher.successor_name == "Merged Trust");
  CHECK(page.may.adopt);
}

TEST_CASE("a measure whose publication is taken back shows no more, and the package stays") {
  Travelling it;
  CHECK(package_page(it.at.context(), it.adopter, it.page.package.id)->current->measures.at(0).live);
  REQUIRE(publish_measure(it.at.context(), it.at.lead(), it.measure, 2, false));
  const auto shown = package_page(it.at.context(), it.adopter, it.page.package.id).value();
  CHECK_FALSE(shown.current->measures.at(0).live);
  CHECK(shown.current->measures.at(0).why_not == "unpublished");
  CHECK(it.adopt(it.elsewhere).measures.at(0).name == "Home before noon");
}

TEST_CASE("a regulator sees where a public package was adopted, and neither by which project nor how its predictions did") {
  Travelling travels(Audience::public_);
  travels.adopt(travels.elsewhere);
  const Actor regulator = travels.at.person(Role::regulator), colleague = travels.at.person(Role::analyst);
  const auto places_for = [&](const Actor& reader) { return adopters_ranges(travels.at.context(), reader, travels.page.package.id).value().at(0).places; };
  CHECK(places_for(colleague).at(1).adoption->project_name == "Home by lunch");
  const auto seen = places_for(regulator).at(1);
  CHECK(seen.place_name == "Elsewhere");
  CHECK(seen.adoption->project_name.empty());
  CHECK_FALSE(seen.adoption->told);
  CHECK_FALSE(seen.adoption->project.stored());
  CHECK(spread_of_package(travels.at.context(), colleague, travels.page.package.id).value().adopters.at(0).answers.has_value());
  CHECK_FALSE(spread_of_package(travels.at.context(), regulator, travels.page.package.id).value().adopters.at(0).answers.has_value());
}

TEST_CASE("what spread in a place is counted of the packages that its reader may open") {
  Travelling travels(Audience::system);
  travels.adopt(travels.elsewhere);
  const auto counted = [&](Role role) { return spread_in_place(travels.at.context(), travels.at.person(role), travels.elsewhere).value(); };
  CHECK(counted(Role::analyst).packages == 1);
  CHECK(counted(Role::analyst).months.back().adopted == 1);
  CHECK(counted(Role::regulator).packages == 0);
  CHECK(counted(Role::regulator).months.empty());
}

}  // namespace tributary::services
