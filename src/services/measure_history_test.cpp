// What of a measure's history is its team's, and what everybody's once it is published.
#include <doctest/doctest.h>

#include <algorithm>

#include "services/charts.hpp"
#include "services/imports.hpp"
#include "services/measures.hpp"
#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Role;
using test::date;

namespace {

// A team's measure, mended in more than one way before it was published, and changed in one after that.
struct Mended {
  test::SmallPlace at;
  Actor lead = at.lead(), executive = at.person(Role::executive), regulator = at.person(Role::regulator);
  domain::Measure measure;

  Mended() {
    measure = add_measure(at.context(), lead, {.owner = {.project = at.project}, .name = "Beds of ward seven", .interval = domain::Interval::day}).value().measure;
    REQUIRE(observe(at.context(), lead, measure.id, {{.on = date("2026-02-05"), .value = 5}, {.on = date("2026-02-06"), .value = 6}}));
    later();
    const auto slip = value("2026-02-05", 66123);
    later();
    REQUIRE(undo_import(at.context(), lead, slip));
    const auto ghost = add_ghost(at.context(), lead, {.measure = measure.id, .on = date("2026-02-06"), .reason = "We would rather not"}).value();
    REQUIRE(remove_ghost(at.context(), lead, ghost.id, true));
    REQUIRE(add_ghost(at.context(), lead, {.measure = measure.id, .on = date("2026-02-05"), .reason = "A flood"}));
    measure.name = "Beds";
    measure = update_measure(at.context(), lead, measure).value().measure;
    later();
    measure = publish_measure(at.context(), lead, measure.id, measure.version, true).value().measure;
    later();
    value("2026-02-05", 7);
    measure.targets = {{.value = 9}};
    measure = update_measure(at.context(), lead, measure).value().measure;
  }
  void later() { at.clock.set(at.clock.now() + std::chrono::hours{1}); }
  domain::ImportId value(std::string_view on, double of) { return observe(at.context(), lead, measure.id, {{.on = date(on), .value = of}}).value().import; }
};

}  // namespace

TEST_CASE("publishing a measure opens what is changed from then on, and of before only when and by whom") {
  Mended it;
  const auto told = changes_of(it.at.context(), it.executive, it.measure.id).value();
  REQUIRE(told.values.size() == 1);
  CHECK(told.values[0].revision.observation.value == 7.0);
  CHECK_FALSE(told.values[0].before);  // what was said last had been undone by then
  REQUIRE(told.marks.size() == 1);     // the one that stands
  CHECK(told.marks[0].reason == "A flood");
  REQUIRE(told.settings.size() == 1);
  CHECK(told.settings[0].change.setting == "published");
  REQUIRE(told.targets.size() == 1);
  CHECK(told.targets[0].target.value == 9.0);
  REQUIRE(told.earlier.size() == 3);  // the name, the slip, the values
  CHECK(told.earlier[0].by_name == it.lead.name);
  CHECK(told.earlier[0].at > told.earlier[2].at);
  CHECK(changes_of(it.at.context(), it.regulator, it.measure.id)->earlier[0].by_name.empty());

  const auto own = changes_of(it.at.context(), it.lead, it.measure.id).value();
  CHECK(own.values.size() == 4);
  CHECK(own.marks.size() == 3);
  CHECK(own.settings.size() == 2);
  CHECK(own.earlier.empty());
}

TEST_CASE("the history of a date shows others the figure that was published and what became of it, not what was mended before") {
  Mended it;
  const auto told = history_of(it.at.context(), it.executive, it.measure.id, date("2026-02-05")).value();
  REQUIRE(told.revisions.size() == 2);
  CHECK(told.revisions[0].observation.value == 5.0);
  CHECK(told.revisions[1].observation.value == 7.0);
  CHECK(told.earlier.size() == 1);
  CHECK(history_of(it.at.context(), it.lead, it.measure.id, date("2026-02-05"))->revisions.size() == 3);
}

TEST_CASE("a measure that is published anew opens nothing of the time when it wasn't") {
  Mended it;
  it.later();
  it.measure = publish_measure(it.at.context(), it.lead, it.measure.id, it.measure.version, false).value().measure;
  it.later();
  it.value("2026-02-06", 8);
  it.later();
  it.measure = publish_measure(it.at.context(), it.lead, it.measure.id, it.measure.version, true).value().measure;
  const auto told = changes_of(it.at.context(), it.executive, it.measure.id).value();
  CHECK(told.values.empty());
  CHECK(std::ranges::all_of(told.settings, [](const LoggedSetting& each) { return each.change.setting == "published"; }));
}

}  // namespace tributary::services
