// One value a week, month, quarter or year: by every way in, and what an answer says where there are two all the same.
#include "services/answers.hpp"

#include <doctest/doctest.h>

#include "services/imports.hpp"
#include "services/measures.hpp"
#include "services/ports/import_store.hpp"
#include "services/ports/measure_store.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::Verdict;
using test::date;
using test::instant;
using test::Predicting;

TEST_CASE("a year has one value; where two were stored before that was asked for, the answer says that the year was changed") {
  Predicting p;
  p.measure = add_measure(p.at.context(), p.lead, {.owner = {.project = p.at.project}, .name = "Falls a year", .direction = domain::Direction::down,
                                                   .interval = domain::Interval::year}).value().measure.id;
  REQUIRE(observe(p.at.context(), p.lead, p.measure, {{.on = date("2023-01-01"), .value = 50.0}, {.on = date("2024-01-01"), .value = 52.0}}));
  const auto made = p.predict(p.value_on("2026-12-31", 10));
  p.start();
  p.at.clock.set(instant("2027-01-05T09:00:00Z"));
  p.observed("2026-01-01", 50);
  const auto honest = p.view(made.id).answers.at(0).answer.verdict;
  CHECK(honest == Verdict::worse);
  CHECK(observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-12-31"), .value = 10.0}}).error().code == "period-has-value");
  p.at.clock.set(instant("2027-01-06T09:00:00Z"));
  {
    const auto tx = p.at.context().database.write();
    const auto import = tx->imports().add({.way = domain::EntryWay::typed, .rows_read = 1, .measures = 1, .observations = 1, .made_by = p.lead.person, .made = p.at.clock.now()});
    tx->measures().add_observation(p.measure, import, {.on = date("2026-12-31"), .value = 10.0});
    observations_changed(*tx, p.measure, p.at.clock.now());
    tx->commit();
  }
  const auto flipped = p.view(made.id).answers.back().answer;
  CHECK(flipped.rows[0].observed == 10);
  REQUIRE(flipped.as_locked);
  CHECK(flipped.as_locked->revised == 1);
  CHECK(flipped.as_locked->verdict == honest);
}

TEST_CASE("a value that takes the place of the one that stood in for its day is told as a change; days in their order aren't") {
  Predicting p;
  p.measure = add_measure(p.at.context(), p.lead, {.owner = {.project = p.at.project}, .name = "Seen the same day", .direction = domain::Direction::up,
                                                   .interval = domain::Interval::day}).value().measure.id;
  REQUIRE(observe(p.at.context(), p.lead, p.measure, {{.on = date("2026-01-01"), .value = 20.0}, {.on = date("2026-01-02"), .value = 20.0}}));
  const auto stood_in = p.predict(p.value_on("2026-04-10", 15)), in_order = p.predict(p.value_on("2026-04-20", 15));
  p.start();
  p.at.clock.set(instant("2026-04-23T09:00:00Z"));
  p.observed("2026-04-11", 40);
  p.observed("2026-04-20", 15);
  CHECK(p.view(stood_in.id).answers.at(0).answer.rows[0].observed == 40);
  p.at.clock.set(instant("2026-04-24T09:00:00Z"));
  p.observed("2026-04-10", 15);
  p.observed("2026-04-21", 40);
  const auto told = p.view(stood_in.id).answers.back().answer;
  CHECK(told.rows[0].observed == 15);
  REQUIRE(told.as_locked);
  CHECK(told.as_locked->revised == 1);
  CHECK(told.as_locked->observed.at(0) == 40.0);
  REQUIRE(p.view(in_order.id).answers.size() == 1);
  CHECK_FALSE(p.view(in_order.id).answers[0].answer.as_locked);
}

TEST_CASE("undoing a withdrawal, or redoing into a measure that is removed, brings no second value into a month") {
  Predicting p;
  p.at.clock.set(instant("2026-10-02T09:00:00Z"));
  const auto at = [&](const char* on) { return domain::Observation{.on = date(on), .value = 40.0}; };
  REQUIRE(observe(p.at.context(), p.lead, p.measure, {at("2026-09-01")}));
  const auto taken_out = withdraw(p.at.context(), p.lead, p.measure, date("2026-09-01"), "counted twice").value().import;
  REQUIRE(observe(p.at.context(), p.lead, p.measure, {at("2026-09-15")}));
  CHECK(undo_import(p.at.context(), p.lead, taken_out).error().code == "period-has-value");
  REQUIRE(withdraw(p.at.context(), p.lead, p.measure, date("2026-09-15"), "it was the first after all"));
  CHECK(undo_import(p.at.context(), p.lead, taken_out));

  const auto other = add_measure(p.at.context(), p.lead, {.owner = {.project = p.at.project}, .name = "Another", .interval = domain::Interval::month}).value().measure;
  const auto first = observe(p.at.context(), p.lead, other.id, {at("2026-09-01")}).value().import;
  REQUIRE(undo_import(p.at.context(), p.lead, first));
  REQUIRE(observe(p.at.context(), p.lead, other.id, {at("2026-09-15")}));
  REQUIRE(delete_measure(p.at.context(), p.lead, other.id, find_measure(p.at.context(), p.lead, other.id).value().measure.version));
  CHECK(redo_import(p.at.context(), p.lead, first).error().code == "period-has-value");
  REQUIRE(restore_measure(p.at.context(), p.lead, other.id));
}

TEST_CASE("a month that has two values from before that was asked for keeps nobody out: each is still changed, and the next comes") {
  Predicting p;
  p.at.clock.set(instant("2026-10-02T09:00:00Z"));
  const auto at = [&](const char* on, double value) { return domain::Observation{.on = date(on), .value = value}; };
  REQUIRE(observe(p.at.context(), p.lead, p.measure, {at("2026-09-01", 40)}));
  {
    const auto tx = p.at.context().database.write();
    const auto import = tx->imports().add({.way = domain::EntryWay::typed, .rows_read = 1, .measures = 1, .observations = 1, .made_by = p.lead.person, .made = p.at.clock.now()});
    tx->measures().add_observation(p.measure, import, at("2026-09-15", 15));
    tx->commit();
  }
  CHECK(observe(p.at.context(), p.lead, p.measure, {at("2026-09-15", 16)}));
  CHECK(observe(p.at.context(), p.lead, p.measure, {at("2026-09-01", 41)}));
  CHECK(observe(p.at.context(), p.lead, p.measure, {at("2026-09-20", 41)}).error().code == "period-has-value");
  const auto october = observe(p.at.context(), p.lead, p.measure, {at("2026-10-01", 12)}).value().import;
  REQUIRE(undo_import(p.at.context(), p.lead, october));
  CHECK(redo_import(p.at.context(), p.lead, october));
}

}  // namespace tributary::services
