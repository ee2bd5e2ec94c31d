#include "services/measures.hpp"

#include <doctest/doctest.h>

#include "services/charts.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using namespace std::chrono_literals;
using test::MeasuredPlace;

namespace {

base::Date month(int number) { return base::add_months(std::chrono::sys_days{2022y / 1 / 1}, number); }

std::vector<domain::Observation> months(const std::vector<double>& values) {
  std::vector<domain::Observation> out;
  for (std::size_t i = 0; i < values.size(); ++i) out.push_back({.on = month(static_cast<int>(i)), .value = values[i]});
  return out;
}

}  // namespace

TEST_CASE("a sandbox is its owner's alone") {
  const MeasuredPlace at;
  const auto made = add_measure(at.context, at.lead, {.owner = {.person = at.lead.person}, .name = " Falls "});
  REQUIRE(made.has_value());
  CHECK(made->measure.name == "Falls");
  CHECK(made->may_edit);
  CHECK_FALSE(made->may_publish);
  CHECK(find_measure(at.context, at.executive, made->measure.id).error().code == "not-found");
  CHECK(observe(at.context, at.executive, made->measure.id, months({1})).error().code == "not-found");
  CHECK(list_measures(at.context, at.executive, {.person = at.lead.person}, 50, 0).error().code == "not-found");
  CHECK(publish_measure(at.context, at.lead, made->measure.id, 1, true).error().code == "sandbox-unpublished");
}

TEST_CASE("a sandbox's measure moves into a project, where its team works on it and its lead publishes it") {
  const MeasuredPlace at;
  const auto made = add_measure(at.context, at.lead, {.owner = {.person = at.lead.person}, .name = "Falls"});
  const auto id = made->measure.id;
  CHECK(move_measure(at.context, at.lead, id, {.place = at.place}, 1).error().code == "forbidden");
  const auto moved = move_measure(at.context, at.lead, id, {.project = at.project}, 1);
  REQUIRE(moved.has_value());
  CHECK(find_measure(at.context, at.executive, id).error().code == "not-found");
  CHECK(list_measures(at.context, at.executive, {.project = at.project}, 50, 0)->total == 0);
  REQUIRE(publish_measure(at.context, at.lead, id, moved->measure.version, true).has_value());
  CHECK(find_measure(at.context, at.executive, id)->may_edit == false);
  CHECK(list_measures(at.context, at.executive, {.project = at.project}, 50, 0)->total == 1);
  CHECK(observe(at.context, at.executive, id, months({1})).error().code == "forbidden");
  CHECK(publish_measure(at.context, at.executive, id, 3, false).error().code == "forbidden");
}

TEST_CASE("typing what is current already stores nothing; typing something else revises it") {
  const MeasuredPlace at;
  const auto id = at.place_measure();
  const auto first = observe(at.context, at.analyst, id, months({4, 5, 6}));
  REQUIRE(first.has_value());
  CHECK(first->stored == 3);
  const auto second = observe(at.context, at.analyst, id, months({4, 7, 6}));
  CHECK(second->stored == 1);
  CHECK(second->unchanged == 2);
  const auto history = history_of(at.context, at.analyst, id, month(1)).value().revisions;
  REQUIRE(history.size() == 2);
  CHECK(history.back().observation.value == 7.0);
}

TEST_CASE("one bad value among several is named, and nothing is stored") {
  const MeasuredPlace at;
  const auto id = at.place_measure();
  auto values = months({1, 2, 3});
  values[1].on = values[0].on;
  values[2].on = std::chrono::sys_days{2026y / 4 / 1};
  const auto refused = observe(at.context, at.analyst, id, values);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "duplicate-date");
  CHECK(refused.error().others.at(0).field == "/observations/2/on");
  const auto alike = observe(at.context, at.analyst, id, std::vector<domain::Observation>(1000, {.on = month(0), .value = 1.0}));
  CHECK(alike.error().others.size() == 998);
  CHECK(chart_of(at.context, at.analyst, id)->observations.empty());
  CHECK(observe(at.context, at.analyst, id, {{.on = month(0)}}).error().code == "gap-unexplained");
  CHECK(observe(at.context, at.analyst, id, {}).error().code == "observations-missing");
}

TEST_CASE("a withdrawn value leaves a gap with its reason") {
  const MeasuredPlace at;
  const auto id = at.place_measure();
  REQUIRE(observe(at.context, at.analyst, id, months({1, 2, 3})).has_value());
  REQUIRE(withdraw(at.context, at.analyst, id, month(1), "counted twice").has_value());
  CHECK(withdraw(at.context, at.analyst, id, month(1), "again").error().code == "observation-unknown");
  const auto chart = chart_of(at.context, at.analyst, id);
  CHECK_FALSE(chart->observations[1].value.has_value());
  CHECK(chart->observations[1].note == "withdrawn: counted twice");
}

TEST_CASE("what it counts in is fixed by its data; the rest can be changed, once for each version read") {
  const MeasuredPlace at;
  const auto id = at.place_measure();
  auto measure = find_measure(at.context, at.analyst, id)->measure;
  REQUIRE(observe(at.context, at.analyst, id, months({1})).has_value());
  measure.targets = {{.value = 3}};
  const auto changed = update_measure(at.context, at.analyst, measure);
  CHECK(domain::target_on(changed->measure.targets, month(1)) == 3.0);
  CHECK(update_measure(at.context, at.analyst, measure).error().code == "stale");
  measure.version = changed->measure.version;
  measure.quantity = domain::Quantity::rate;
  measure.scale = 1000;
  CHECK(update_measure(at.context, at.analyst, measure).error().code == "quantity-fixed");
  measure.profile = "whatever";
  CHECK(update_measure(at.context, at.analyst, measure).error().field == "/profile");
}

TEST_CASE("a chart that nothing observed can be drawn on is refused, saying what is missing; the change of chart is history") {
  const MeasuredPlace at;
  const auto id = at.place_measure({.name = "Seen in time", .quantity = domain::Quantity::proportion, .scale = 100});
  auto measure = find_measure(at.context, at.analyst, id)->measure;
  CHECK(measure.chart == domain::ChartKind::xmr);
  REQUIRE(observe(at.context, at.analyst, id, months({81, 82})).has_value());
  measure.chart = domain::ChartKind::p;
  const auto refused = update_measure(at.context, at.analyst, measure);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "chart-without-data");
  CHECK(refused.error().detail.find("None of its 2 values has a numerator and denominator") != std::string::npos);
  REQUIRE(observe(at.context, at.analyst, id, {{.on = month(2), .numerator = 8, .denominator = 10}}).has_value());
  REQUIRE(update_measure(at.context, at.analyst, measure).has_value());
  const auto chart = chart_of(at.context, at.analyst, id);
  CHECK(chart->drawing.chart.type == measure::ChartType::p);
  CHECK(chart->drawing.left_out == std::vector<std::size_t>{0, 1});
  const auto told = changes_of(at.context, at.analyst, id).value().settings;
  CHECK(told[0].change.setting == "chart");
  CHECK(told[0].change.before == "xmr");
  CHECK(told[0].change.after == "p");
}

TEST_CASE("what a measure said of itself before is kept, with who changed it") {
  const MeasuredPlace at;
  const auto id = at.place_measure();
  auto measure = find_measure(at.context, at.analyst, id).value().measure;
  const auto name = measure.name;
  measure.name = "Another name";
  measure.targets = {{.value = 2.5}};
  measure = update_measure(at.context, at.analyst, measure).value().measure;
  measure.targets.clear();
  measure.baseline_until = month(3);
  measure = update_measure(at.context, at.analyst, measure).value().measure;
  REQUIRE(publish_measure(at.context, at.analyst, id, measure.version, true).has_value());
  const auto told = changes_of(at.context, at.analyst, id).value().settings;
  REQUIRE(told.size() == 3);  // newest first
  CHECK(told[0].change.setting == "published");
  CHECK(told[1].change.setting == "baseline_until");
  CHECK(told[1].change.after == base::to_iso(month(3)));
  CHECK(told[2].change.before == name);
  CHECK(told[2].change.after == "Another name");
  CHECK(told[2].by == at.analyst.person);
  const auto aimed = changes_of(at.context, at.analyst, id).value().targets;
  REQUIRE(aimed.size() == 2);
  CHECK_FALSE(aimed[0].in_force);  // taken back
  CHECK(aimed[1].target.value == 2.5);
}

TEST_CASE("a measure goes back into the sandbox that it came from, by who moved it, until something rests on it") {
  const MeasuredPlace at;
  const auto made = add_measure(at.context, at.lead, {.owner = {.person = at.lead.person}, .name = "Falls"}).value().measure;
  CHECK(take_back_move(at.context, at.lead, made.id, made.version).error().code == "not-your-move");
  const auto move = [&](int version) { return move_measure(at.context, at.lead, made.id, {.project = at.project}, version).value().measure; };
  auto moved = move(made.version);
  CHECK(take_back_move(at.context, at.lead, made.id, made.version).error().code == "stale");
  const auto back = take_back_move(at.context, at.lead, made.id, moved.version).value().measure;
  CHECK(back.owner.person == at.lead.person);
  CHECK(take_back_move(at.context, at.lead, made.id, back.version).error().code == "not-your-move");
  moved = move(back.version);
  moved = publish_measure(at.context, at.lead, made.id, moved.version, true).value().measure;
  CHECK(take_back_move(at.context, at.lead, made.id, moved.version).error().code == "measure-published");
  moved = publish_measure(at.context, at.lead, made.id, moved.version, false).value().measure;
  {
    const auto tx = at.database->write();
    auto project = *tx->projects().find(at.project);
    project.aim_in_numbers.measured = made.id;
    REQUIRE(tx->projects().update(project, at.lead.person, project.version, at.clock.now()));
    tx->commit();
  }
  CHECK(take_back_move(at.context, at.lead, made.id, moved.version).error().code == "measure-rested-on");
}

TEST_CASE("a deleted measure can be had back") {
  const MeasuredPlace at;
  const auto id = at.place_measure();
  CHECK(delete_measure(at.context, at.analyst, id, 9).error().code == "stale");
  REQUIRE(delete_measure(at.context, at.analyst, id, 1).has_value());
  CHECK(chart_of(at.context, at.analyst, id).error().code == "not-found");
  CHECK(restore_measure(at.context, at.analyst, id).has_value());
  CHECK(chart_of(at.context, at.analyst, id).has_value());
}

TEST_CASE("a deleted project's measures go with it, and come back with it") {
  const MeasuredPlace at;
  const auto made = add_measure(at.context, at.lead, {.owner = {.project = at.project}, .name = "Falls"});
  REQUIRE(made.has_value());
  const auto set_deleted = [&](std::optional<base::Instant> when, int version) {
    const auto tx = at.database->write();
    REQUIRE(tx->projects().set_deleted(at.project, when, version));
    tx->commit();
  };
  set_deleted(at.clock.now(), 1);
  CHECK(chart_of(at.context, at.lead, made->measure.id).error().code == "not-found");
  CHECK(observe(at.context, at.lead, made->measure.id, months({1})).error().code == "not-found");
  set_deleted(std::nullopt, 2);
  CHECK(chart_of(at.context, at.lead, made->measure.id).has_value());
}

TEST_CASE("limits are recalculated by a person, at a point, for a reason and a cause, and that can be undone") {
  const MeasuredPlace at;
  const auto id = at.place_measure();
  std::vector<double> values;
  for (int i = 0; i < 30; ++i) values.push_back(i % 3 + (i < 15 ? 10 : 30));
  REQUIRE(observe(at.context, at.analyst, id, months(values)).has_value());
  const auto add = [&](base::Date starts, std::string reason, std::string cause) {
    return add_phase(at.context, at.analyst, {.measure = id, .starts = starts, .reason = std::move(reason), .cause = std::move(cause)});
  };
  CHECK(add(month(15), "", "triage moved").error().field == "/reason");
  CHECK(add(month(15), "a new level", " ").error().code == "cause-missing");
  CHECK(add(month(15) + std::chrono::days{1}, "a new level", "triage moved").error().code == "phase-start-unmatched");
  const auto phase = add(month(15), "a new level", "triage moved");
  REQUIRE(phase.has_value());
  CHECK(add(month(15), "a new level", "triage moved").error().code == "phase-exists");
  CHECK(chart_of(at.context, at.analyst, id)->drawing.chart.phases.size() == 2);
  REQUIRE(remove_phase(at.context, at.analyst, phase->id, true).has_value());
  CHECK(chart_of(at.context, at.analyst, id)->drawing.chart.phases.size() == 1);
  REQUIRE(remove_phase(at.context, at.analyst, phase->id, false).has_value());
  CHECK(chart_of(at.context, at.analyst, id)->drawing.phase_points.at(0) == 15);
}

TEST_CASE("a ghosted point is shown and left out of the limits") {
  const MeasuredPlace at;
  const auto id = at.place_measure();
  std::vector<double> values(20, 10);
  for (std::size_t i = 0; i < values.size(); i += 2) values[i] = 11;
  values[9] = 1000;
  REQUIRE(observe(at.context, at.analyst, id, months(values)).has_value());
  CHECK(add_ghost(at.context, at.analyst, {.measure = id, .on = month(40), .reason = "flood"}).error().code == "observation-unknown");
  const auto ghost = add_ghost(at.context, at.analyst, {.measure = id, .on = month(9), .reason = "flood"});
  REQUIRE(ghost.has_value());
  const auto chart = chart_of(at.context, at.analyst, id);
  CHECK(chart->drawing.chart.limits_at(0).centre < 12);
  CHECK(chart->observations[9].value == 1000.0);
  REQUIRE(remove_ghost(at.context, at.analyst, ghost->id, true).has_value());
  CHECK(chart_of(at.context, at.analyst, id)->drawing.chart.limits_at(0).centre > 12);
}

TEST_CASE("a chart is drawn though the data under its phase and baseline have gone, and says so") {
  domain::Measure measure{.owner = {.place = domain::PlaceId{1}}, .baseline_until = month(-5)};
  const auto drawn = draw(measure, months({1, 2, 3, 4}), {}, {{.starts = month(1) + std::chrono::days{3}}, {.starts = month(30)}});
  REQUIRE(drawn.has_value());
  CHECK(drawn->phase_points == std::vector<std::optional<std::size_t>>{2, std::nullopt});
  std::string codes;
  for (const auto& each : drawn->appraisal.cautions) codes += std::string(each.code) + " ";
  CHECK(codes.find("baseline-unused phase-moved phase-unused") != std::string::npos);
  CHECK(draw(measure, {}, {}, {}).has_value());
}

}  // namespace tributary::services
