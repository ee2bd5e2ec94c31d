#include "services/week.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "domain/test.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/test_store.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using test::MeasuredPlace;

namespace {

base::Instant at(std::string_view iso) { return base::parse_iso_instant(iso).value(); }
base::Date on(std::string_view iso) { return base::parse_iso_date(iso).value(); }

std::optional<WeekItem> found(const MeasuredPlace& here, WeekKind kind) {
  const Week week = my_week(here.context, here.lead).value();
  const auto item = std::ranges::find(week.items, kind, &WeekItem::kind);
  return item == week.items.end() ? std::nullopt : std::optional(*item);
}

domain::TestId plan(const MeasuredPlace& here, base::Date from, base::Date to) {
  const auto tx = here.database->write();
  domain::Test planned{.id = {}, .project = here.project, .previous = {}, .change_idea = {}, .name = "Lights by the bed", .planned_from = from,
                       .planned_to = to, .started = {}, .started_on = {}, .ended_on = {}, .decision = {}, .decided = {}, .created = here.clock.now(),
                       .created_by = here.lead.person, .deleted = {}};
  const domain::TestId id = tx->tests().add(planned);
  tx->commit();
  return id;
}

}  // namespace

TEST_CASE("a week begins on Monday in London, also where it is still Sunday by the clock of UTC") {
  MeasuredPlace here;
  here.clock.set(at("2026-03-29T22:59:00.000Z"));  // Sunday, one minute before midnight in summer time
  CHECK(my_week(here.context, here.lead)->from == on("2026-03-23"));
  here.clock.set(at("2026-03-29T23:00:00.000Z"));
  const Week week = *my_week(here.context, here.lead);
  CHECK(week.from == on("2026-03-30"));
  CHECK(week.to == on("2026-04-05"));
  CHECK(week.since == on("2026-03-23"));
}

TEST_CASE("what is due waits once its day has come, lies ahead within the week, and isn't told before") {
  MeasuredPlace here;  // Tuesday 31 March 2026
  plan(here, on("2026-04-05"), on("2026-04-20"));
  CHECK(found(here, WeekKind::test_to_start)->part == WeekPart::ahead);
  here.clock.set(at("2026-04-05T11:00:00.000Z"));
  CHECK(found(here, WeekKind::test_to_start)->part == WeekPart::waiting);
  here.clock.set(at("2026-03-29T11:00:00.000Z"));  // the week before
  CHECK_FALSE(found(here, WeekKind::test_to_start));
}

TEST_CASE("a review is counted down to eight weeks before it, for the team; nobody else has a project's week") {
  MeasuredPlace here;
  {
    const auto tx = here.database->write();
    domain::Project project = *tx->projects().find(here.project);
    project.review = on("2026-05-26");
    REQUIRE(tx->projects().update(project, here.lead.person, project.version, here.clock.now()));
    tx->commit();
  }
  CHECK(found(here, WeekKind::review_ahead).has_value());
  here.clock.set(at("2026-03-30T09:00:00.000Z"));
  CHECK_FALSE(found(here, WeekKind::review_ahead));
  for (const Actor& other : {here.executive, here.analyst}) CHECK(my_week(here.context, other)->items.empty());
}

TEST_CASE("a project that is removed, and a role that has ended, leave nothing in the week") {
  MeasuredPlace here;
  plan(here, on("2026-03-02"), on("2026-03-20"));
  Actor former = here.lead;
  former.grants.clear();
  CHECK(my_week(here.context, former)->items.empty());
  CHECK_FALSE(my_week(here.context, here.lead)->items.empty());
  {
    const auto tx = here.database->write();
    REQUIRE(tx->projects().set_deleted(here.project, here.clock.now(), tx->projects().find(here.project)->version));
    tx->commit();
  }
  CHECK(my_week(here.context, here.lead)->items.empty());
}

}  // namespace tributary::services
