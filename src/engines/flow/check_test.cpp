#include "engines/flow/check.hpp"

#include <doctest/doctest.h>

#include "engines/flow/circles.hpp"

namespace tributary::flow {

namespace {

// Services that all hold the bed upstream while they are full; the last goes where `last` says.
Model row_that_holds(std::uint32_t count, ChoiceId last) {
  Model out;
  out.classes = {"person"};
  out.exits = {"out"};
  for (std::uint32_t i = 0; i < count; ++i) {
    Service service;
    service.name = "ward " + std::to_string(i);
    service.capacity.beds = 1;
    service.stays = {{{}, {Exponential{1}}}};
    service.when_full = {Hold{}};
    service.next = {i + 1};
    out.choices.emplace_back(Enter{{i}});
    out.services.push_back(std::move(service));
  }
  out.choices.emplace_back(Leave{{0}});
  out.choices.emplace_back(Split{{.5, .5}, {{0}, {count}}});
  out.services.back().next = last;
  Source source;
  source.name = "all";
  source.classes = {{0}};
  source.process = PoissonArrivals{.1};
  source.to = {0};
  out.sources = {source};
  out.run.warm_up = 0;
  return out;
}

}  // namespace

TEST_CASE("services that may hold their beds for one another are warned of; a row of them is not") {
  Model row = row_that_holds(3, {3});
  row.services[0].when_full.clear();
  CHECK(warnings_of(row).empty());
  const Model round = row_that_holds(3, {4});  // half of those who leave the last go to the first again
  REQUIRE(check_model(round));
  const auto warnings = warnings_of(round);
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].code == "may-lock");
  CHECK(warnings[0].field == "services.ward 0");
  Model until_empty = round;  // whoever is locked in never leaves
  until_empty.run.until_empty = true;
  CHECK(check_model(until_empty).error().code == "may-never-end");
}

TEST_CASE("a closed service closes what only its people would come to, and one that merely has nobody doesn't") {
  Model model = row_that_holds(4, {4});
  model.sources[0].to = {3};
  model.services[0].capacity.beds = 0;
  CHECK(check_model(model));
  model.services[1].capacity.beds = 0;  // closed itself
  CHECK(check_model(model));
  model.services[0].capacity.beds = 1;
  const auto refused = check_model(model);
  REQUIRE(!refused);
  CHECK(refused.error().code == "service-unreachable");
  CHECK(refused.error().field == "services.ward 0");
  model.services[0].capacity.beds = 0, model.services[3].capacity.beds = 0;  // where people do come
  CHECK(check_model(model).error().code == "never-any-beds");
}

TEST_CASE("whoever can come back to where they were is in a circle, and who only leads into one is not") {
  CHECK(in_a_circle({{1}, {2}, {1, 3}, {}, {4}}) == std::vector<bool>{false, true, true, false, true});
}

TEST_CASE("a cost of an outcome is refused where it asks of a service that a run doesn't remember") {
  Model row = row_that_holds(65, {65});
  row.outcomes.emplace_back();
  row.outcomes[0].name = "harm";
  row.outcomes[0].base = .1;
  Cost cost;
  cost.name = "of harm";
  cost.per = Cost::Per::outcome;
  cost.amount = 1;
  cost.services = {{0}, {64}};
  row.costs = {cost};
  Measure measure;
  measure.name = "spent";
  measure.quantity = Quantity::cost;
  row.measures = {measure};
  const auto refused = check_model(row);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "services-too-many");
  row.measures[0].services = {{0}};  // of both only the first, which is remembered
  CHECK(check_model(row));
}

TEST_CASE("a hold of a service that people come to from outside alone is warned of") {
  const auto warnings = warnings_of(row_that_holds(3, {3}));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].code == "hold-of-nobody");
  CHECK(warnings[0].field == "services.ward 0.when_full");
}

TEST_CASE("a change that goes live after the run is warned of") {
  Model row = row_that_holds(1, {1});
  row.services[0].when_full.clear();
  row.run.warm_up = 100, row.run.length = 365;
  row.changes = {{.at = 464}};
  CHECK(warnings_of(row).empty());
  row.changes[0].at = 465;
  REQUIRE(warnings_of(row).size() == 1);
  CHECK(warnings_of(row)[0].code == "change-too-late");
  row.run.warm_up.reset();  // found by the run: nobody knows yet
  CHECK(warnings_of(row).empty());
}

TEST_CASE("counts where factors belong are warned of: they multiply the rate") {
  Model row = row_that_holds(1, {1});
  row.services[0].when_full.clear();
  Source& source = row.sources[0];
  source.process = PoissonArrivals{5};
  source.profile.by_weekday = {1.5, 1, 1, 1, 1, .75, .75};
  CHECK(warnings_of(row).empty());
  source.profile.by_weekday = {150, 100, 100, 100, 100, 75, 75};
  REQUIRE(warnings_of(row).size() == 1);
  CHECK(warnings_of(row)[0].code == "profile-of-counts");
  CHECK(warnings_of(row)[0].detail.find("100 times") != std::string::npos);
  for (const double one : {1.0, 24.0, 1.0 / 7}) {  // so many a day, an hour, a week, as they are
    source.process = PoissonArrivals{one};
    CHECK(warnings_of(row).empty());
  }
}

TEST_CASE("a service reserves its beds for a thousand groups at most") {
  Model row = row_that_holds(1, {1});
  row.services[0].capacity.beds = 2'000;
  row.services[0].reserves.assign(1'000, {{}, 1});
  CHECK(check_model(row));
  row.services[0].reserves.push_back({{}, 1});
  const auto refused = check_model(row);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "too-many-reserves");
}

}  // namespace tributary::flow
