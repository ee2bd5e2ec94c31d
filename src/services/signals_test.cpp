#include "services/signals.hpp"

#include <doctest/doctest.h>

#include "services/charts.hpp"
#include "services/home.hpp"
#include "services/imports.hpp"
#include "services/objectives.hpp"
#include "services/ports/signal_store.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using domain::MeasureId;
using domain::Signal;
using domain::Variation;

namespace {

base::Date month(int number) { return base::Date{std::chrono::year{2024 + (number - 1) / 12} / ((number - 1) % 12 + 1) / 1}; }

// A published measure of the place with two years of points that vary as usual.
MeasureId published(test::MeasuredPlace& at) {
  const MeasureId id = at.place_measure({.name = "Waits", .direction = domain::Direction::down});
  std::vector<domain::Observation> points;
  for (int i = 1; i <= 20; ++i) points.push_back({.on = month(i), .value = i % 2 == 0 ? 51 : 49});
  REQUIRE(observe(at.context, at.analyst, id, points).has_value());
  REQUIRE(publish_measure(at.context, at.analyst, id, 1, true).has_value());
  return id;
}

std::optional<Signal> kept(test::MeasuredPlace& at, MeasureId id) { return at.database->read()->signals().find(id); }

// What is kept is what the chart says now, and nothing waits to be drawn.
void check_true(test::MeasuredPlace& at, MeasureId id) {
  CHECK(at.database->read()->signals().due(1).empty());
  const auto tx = at.database->read();
  const auto standing = tx->measures().find(id).value();
  CHECK(tx->signals().find(id) == signal_of(standing.measure, tx->measures().current(id), tx->measures().ghosts(id), tx->measures().phases(id)));
}

}  // namespace

TEST_CASE("a published measure's signal is what its chart says after every committed write") {
  test::MeasuredPlace at;
  const MeasureId id = published(at);
  check_true(at, id);
  CHECK(kept(at, id)->variation == Variation::common_cause);
  CHECK(kept(at, id)->recent.size() == 20);

  const auto observed = observe(at.context, at.analyst, id, {{.on = month(21), .value = 90}});
  REQUIRE(observed.has_value());
  check_true(at, id);
  CHECK(kept(at, id)->variation == Variation::concern_high);

  const auto ghost = add_ghost(at.context, at.analyst, {.measure = id, .on = month(21), .reason = "Flood"});
  REQUIRE(ghost.has_value());
  check_true(at, id);
  CHECK(kept(at, id)->variation == Variation::common_cause);
  REQUIRE(remove_ghost(at.context, at.analyst, ghost->id, true).has_value());
  check_true(at, id);
  CHECK(kept(at, id)->variation == Variation::concern_high);

  auto measure = find_measure(at.context, at.analyst, id)->measure;
  measure.direction = domain::Direction::up;
  REQUIRE(update_measure(at.context, at.analyst, measure).has_value());
  check_true(at, id);
  CHECK(kept(at, id)->variation == Variation::improvement_high);

  measure = find_measure(at.context, at.analyst, id)->measure;
  const std::string basis = kept(at, id)->basis;
  measure.chart = domain::ChartKind::run;
  measure.profile = "anhoej";
  REQUIRE(update_measure(at.context, at.analyst, measure).has_value());
  check_true(at, id);
  CHECK(kept(at, id)->basis != basis);
  CHECK(kept(at, id)->variation == Variation::common_cause);  // one point is no run
  measure = find_measure(at.context, at.analyst, id)->measure;
  measure.chart = domain::ChartKind::xmr;
  measure.profile = "mdc-2022";
  REQUIRE(update_measure(at.context, at.analyst, measure).has_value());

  const auto phase = add_phase(at.context, at.analyst, {.measure = id, .starts = month(10), .reason = "New unit", .cause = "It opened"});
  REQUIRE(phase.has_value());
  check_true(at, id);
  REQUIRE(remove_phase(at.context, at.analyst, phase->id, true).has_value());
  check_true(at, id);

  REQUIRE(undo_import(at.context, at.analyst, observed->import).has_value());
  check_true(at, id);
  CHECK(kept(at, id)->variation == Variation::common_cause);
  REQUIRE(redo_import(at.context, at.analyst, observed->import).has_value());
  check_true(at, id);
  CHECK(kept(at, id)->variation == Variation::improvement_high);
  REQUIRE(withdraw(at.context, at.analyst, id, month(21), "Miscounted").has_value());
  check_true(at, id);
  CHECK(kept(at, id)->last == month(20));
}

TEST_CASE("what isn't published, or is deleted, has no signal") {
  test::MeasuredPlace at;
  const MeasureId id = published(at);
  int version = find_measure(at.context, at.analyst, id)->measure.version;
  REQUIRE(publish_measure(at.context, at.analyst, id, version, false).has_value());
  CHECK_FALSE(kept(at, id).has_value());
  CHECK(at.database->read()->signals().due(1).empty());
  REQUIRE(publish_measure(at.context, at.analyst, id, version + 1, true).has_value());
  CHECK(kept(at, id).has_value());
  version = find_measure(at.context, at.analyst, id)->measure.version;
  REQUIRE(delete_measure(at.context, at.analyst, id, version).has_value());
  CHECK_FALSE(kept(at, id).has_value());
  REQUIRE(restore_measure(at.context, at.analyst, id).has_value());
  check_true(at, id);
}

TEST_CASE("a write that no service drew after hides the signal until it is drawn") {
  test::MeasuredPlace at;
  const MeasureId id = published(at);
  {
    const auto tx = at.database->write();
    tx->measures().add_ghost({.measure = id, .on = month(20), .reason = "Flood", .made_by = at.analyst.person, .made = at.clock.now()});
    tx->commit();
  }
  CHECK_FALSE(kept(at, id).has_value());
  CHECK(draw_due_signals(at.context) == 1);
  check_true(at, id);
  CHECK(kept(at, id)->last == month(19));
}

TEST_CASE("an objective shows its own measure's signal once that is published, and the picture follows it") {
  test::MeasuredPlace at;
  const MeasureId id = published(at);
  Actor voice = at.executive;
  voice.grants = {{.person = voice.person, .role = domain::Role::system_lead, .place = at.place}};
  domain::Objective objective{.place = at.place, .name = "Nobody waits", .dimension = domain::Dimension::care,
                              .aim = {.measure = "Waits", .measured = id, .from = 50, .to = 10, .by = *base::parse_iso_date("2027-03-31")}};
  REQUIRE(add_objective(at.context, voice, objective).has_value());
  const auto signal = [&] { return home_of(at.context, voice, {.place = at.place}).value().picture->objectives.at(0).signal; };
  REQUIRE(signal() != nullptr);
  CHECK(signal()->name == "Waits");
  CHECK(signal()->signal.variation == Variation::common_cause);
  REQUIRE(observe(at.context, at.analyst, id, {{.on = month(21), .value = 90}}).has_value());
  const auto home = home_of(at.context, voice, {.place = at.place}).value();
  CHECK(home.picture->objectives.at(0).signal->signal.variation == Variation::concern_high);
  const int version = find_measure(at.context, at.analyst, id)->measure.version;
  REQUIRE(publish_measure(at.context, at.analyst, id, version, false).has_value());
  CHECK(home_of(at.context, voice, {.place = at.place}).value().picture->objectives.at(0).signal == nullptr);
}

}  // namespace tributary::services
