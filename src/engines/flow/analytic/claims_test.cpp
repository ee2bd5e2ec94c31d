// What theory claims of people who are there at the start, of stays that end all at once, and of beds that not everybody may have.
#include <doctest/doctest.h>

#include <cmath>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"

namespace tributary::flow {

namespace {

Service unlimited(const std::string& name, Distribution stay, std::uint32_t next) {
  Service out;
  out.name = name;
  out.kind = Service::Kind::unlimited;
  out.stays = {{{}, std::move(stay)}};
  out.next = {next};
  return out;
}

Service limited(const std::string& name, int beds, double stay) {
  Service out = unlimited(name, {.law = Exponential{stay}, .truncation = {}}, 0);
  out.kind = Service::Kind::beds;
  out.capacity.beds = beds;
  return out;
}

// Choice 0 leaves; choice 1 + i enters service i.
Model with(std::vector<Service> services, const std::vector<double>& rates) {
  Model out;
  out.name = "claims";
  out.classes = {"person"};
  out.exits = {"out"};
  out.choices.emplace_back(Leave{0});
  out.services = std::move(services);
  for (std::uint32_t i = 0; i < out.services.size(); ++i) {
    out.choices.emplace_back(Enter{{i}});
    if (!(rates[i] > 0)) continue;
    Source source;
    source.name = "to " + out.services[i].name;
    source.classes = {{0}};
    source.process = PoissonArrivals{rates[i]};
    source.to = {i + 1};
    out.sources.push_back(source);
  }
  out.run.warm_up = 0;
  return out;
}

Solution solved(const Model& model) {
  const auto checked = check_model(model);
  REQUIRE_MESSAGE(checked, checked.error().detail);
  return *solve(model);
}

void exactly(const std::optional<Theory>& value, double expected) {
  REQUIRE(value);
  CHECK(value->exact);
  CHECK(value->value == doctest::Approx(expected).epsilon(1e-6));
}

Measure daily(std::uint32_t service) {
  Measure out;
  out.quantity = Quantity::occupancy;
  out.services = {{service}};
  out.period = 1;
  return out;
}

}  // namespace

TEST_CASE("stays that end all at once are followed to the moment") {
  Model model = with({unlimited("ward", {.law = Fixed{4.3}, .truncation = {}}, 0)}, {1000});
  model.sources[0].begins = 3.37, model.sources[0].ends = 3.9;
  model.measures = {daily(0)};
  model.run.length = 10;
  exactly(solved(model).measures[0].periods[8], 1000 * .2 * .2 / 2);  // those who came in the last .2 days, a fifth of a day on average

  model = with({unlimited("ward", {.law = Uniform{2, 6}, .truncation = {}}, 0)}, {1e-9});
  model.services[0].start = {.occupied = 20'000, .queue = 0, .rest = Start::Rest::whole};
  model.measures = {daily(0)};
  model.run.length = 8;
  const auto days = solved(model).measures[0].periods;
  exactly(days[0], 20'000);
  exactly(days[3], 20'000 * (1 - 1.5 / 4));
  REQUIRE(days[6]);
  CHECK(days[6]->value == doctest::Approx(0).epsilon(1e-6));

  model.services[0].stays[0].length.law = Empirical{{1, 2, 30}, {1, 1, 1}, false};
  model.services[0].start.rest = Start::Rest::equilibrium;
  // P(what is left > t) = 1 − ∫₀ᵗ P(S > u) du / 11; over the second day the integral is 1 + 2 (t − 1) / 3.
  exactly(solved(model).measures[0].periods[1], 20'000 * (1 - (1 + 1.0 / 3) / 11));
}

TEST_CASE("what comes on from people who are there at the start is counted, or not called exact") {
  const Distribution five{.law = Exponential{5}, .truncation = {}};
  Model model = with({unlimited("first", five, 2), unlimited("second", five, 0)}, {0, 1});
  model.services[0].start = {.occupied = 40, .queue = 0, .rest = Start::Rest::whole};
  model.run.length = 48;
  auto theory = solved(model);
  exactly(theory.services[0].occupied, 40 * 5 * (1 - std::exp(-48.0 / 5)) / 48);
  CHECK_FALSE(theory.services[1].occupied->exact);
  CHECK_FALSE(theory.services[1].arrivals->exact);
  CHECK_FALSE(theory.present->exact);
  model.run.warm_up = 6;
  theory = solved(model);
  CHECK_FALSE(theory.services[1].arrivals->exact);
  CHECK_FALSE(theory.present->exact);
  model.run.warm_up = 200;  // forgotten
  exactly(solved(model).services[1].arrivals, 48);
}

TEST_CASE("beds that are kept for others, or shared, are not there for all: who has too few is told, and no level is exact") {
  Model kept = with({limited("ward", 3, 1)}, {1.3});
  kept.classes = {"a", "b"};
  kept.sources[0].classes = {{0}, {1}};
  kept.sources[0].class_weights = {12 / 13.0, 1 / 13.0};
  Condition second;
  second.steps = {{.known = Known::person_class, .comparison = Comparison::equal, .value = 1}};
  kept.services[0].reserves = {{second, 2}};
  const auto theory = solved(kept);
  CHECK_FALSE(theory.services[0].load.steady_state());
  CHECK(theory.services[0].load.growth == doctest::Approx(.2));
  CHECK(overloads(kept, theory).at(0).detail.find("need 1.2 beds at once, and may have 1.") != std::string::npos);
  kept.services[0].reserves[0].beds = 3;
  kept.services[0].when_full = {TurnAway{{0}}};
  CHECK(hardly_served(kept, solved(kept)).at(0).title == "Some of those who come may have no bed");
  kept.services[0].when_full = {};
  kept.services[0].reserves[0].beds = 1;
  CHECK(overloads(kept, solved(kept)).empty());
  CHECK_FALSE(solved(kept).services[0].occupied->exact);

  Model shared = with({limited("x", 1, 1), limited("y", 5, 1)}, {3, .1});
  shared.pools = {{"p", 1}};
  shared.services[0].pool = shared.services[1].pool = {0};
  const auto told = overloads(shared, solved(shared));
  REQUIRE(told.size() == 1);
  CHECK(told[0].field == "services.x");
}

TEST_CASE("people stay on in beds that close, so that more are treated than beds are open on average") {
  Model clinic = with({limited("clinic", 0, 2)}, {.61});
  clinic.unit = TimeUnit::hour;
  clinic.services[0].capacity.hours = {{.from = 9, .to = 10, .beds = 10}};
  CHECK(overloads(clinic, solved(clinic)).empty());  // all ten stay two hours on average: 30 of 24 hours, 1.25 at once
  std::get<PoissonArrivals>(clinic.sources[0].process).rate = .64;
  CHECK(overloads(clinic, solved(clinic)).size() == 1);
}

TEST_CASE("a share of beds is of those that have a limit") {
  Model model = with({limited("ward", 5, 2), unlimited("home", {.law = Exponential{2}, .truncation = {}}, 0)}, {1, 0});
  model.services[0].next = {2};
  Measure share;
  share.quantity = Quantity::occupancy_share;
  model.measures = {share};
  model.run.warm_up = 1'000;
  exactly(solved(model).measures[0].whole, 2.0 / 5);
}

TEST_CASE("what flows over has Kosten's spread, whether it is placed elsewhere or goes there") {
  const auto spread = [](const WhenFull& full) {
    Model model = with({limited("ward", 10, 1), unlimited("away", {.law = Exponential{1}, .truncation = {}}, 0)}, {8, 0});
    model.services[0].when_full = {full};
    model.run.warm_up = 100;
    return solved(model).services[1].occupied_sd;
  };
  const auto placed = spread(Divert{.out_of_area = {1}, .repatriate = false}), gone = spread(Overflow{.to = {2}});
  REQUIRE(placed);
  exactly(gone, placed->value);
}

TEST_CASE("of so many a day those of days on which nobody may come are lost") {
  Model model = with({limited("ward", 7, 2)}, {1});
  model.unit = TimeUnit::day;
  model.sources[0].process = CountedArrivals{1, {.law = Fixed{4}, .truncation = {}}};
  model.sources[0].profile.by_weekday = {1, 1, 1, 1, 1, 0, 0};
  CHECK(solved(model).services[0].load.arrivals == doctest::Approx(4 * 5 / 7.0));
  CHECK(overloads(model, solved(model)).empty());
}

TEST_CASE("who is there at the start and stays for no time goes on at once") {
  Model model = with({unlimited("first", {.law = Empirical{{0, 2}, {1, 1}, false}, .truncation = {}}, 2), unlimited("second", {.law = Exponential{3}, .truncation = {}}, 0)}, {1e-9, 0});
  model.services[0].start = {.occupied = 10, .queue = 0, .rest = Start::Rest::whole};
  model.run.length = 3;
  const auto there = solved(model).services[1].occupied;
  REQUIRE(there);
  // Five from the beginning on, five from two days on.
  CHECK(there->value == doctest::Approx(5 * 3 * (1 - std::exp(-1)) / 3 + 5 * 3 * (1 - std::exp(-1 / 3.0)) / 3).epsilon(.01));
}

TEST_CASE("people who come at known moments make no exact count at midnight, and none by the part of a day") {
  Model model = with({unlimited("clinic", {.law = Fixed{.5}, .truncation = {}}, 0)}, {1});
  model.unit = TimeUnit::day;
  model.sources[0].process = RenewalArrivals{{.law = Fixed{1.0 / 3}, .truncation = {}}, {}};
  model.run.warm_up = 50, model.run.length = 20;
  model.measures = {daily(0)};
  model.measures[0].period = .5;
  CHECK_FALSE(solved(model).measures[0].periods[0]->exact);
  CHECK(solved(model).services[0].occupied->exact);
  model.run.daily_snapshots = true;
  CHECK_FALSE(solved(model).services[0].occupied->exact);
}

TEST_CASE("in a short run from nobody what comes from one service to another is only near") {
  Model model = with({unlimited("first", {.law = Fixed{3}, .truncation = {}}, 2), unlimited("second", {.law = Exponential{2}, .truncation = {}}, 0)}, {2, 0});
  model.run.length = 5;
  CHECK_FALSE(solved(model).services[1].arrivals->exact);
  CHECK(solved(model).services[0].arrivals->exact);
  model.run.warm_up = 100;
  CHECK(solved(model).services[1].arrivals->exact);
}

TEST_CASE("of a service after one that can't keep up is said that fewer come than its load says") {
  Model model = with({limited("first", 2, 1), limited("second", 3, 1)}, {4, 0});
  model.services[0].next = {2};
  const auto told = overloads(model, solved(model));
  REQUIRE(told.size() == 2);
  CHECK(told[0].detail.find("came through") == std::string::npos);
  CHECK(told[1].detail.find("That is if all whom first is there for came through") != std::string::npos);
}

TEST_CASE("a rest that is uniform on a stay is followed however short the stay is beside the run") {
  Model model = with({unlimited("ward", {.law = Fixed{.5}, .truncation = {}}, 0)}, {1});
  model.services[0].start = {.occupied = 20, .queue = 0, .rest = Start::Rest::uniform};
  model.run.length = 500;
  exactly(solved(model).services[0].occupied, (500 * .5 - .5 * .5 / 2 + 20 * .25) / 500);
}

TEST_CASE("who is in transition in a short run from nobody is only near") {
  Model model = with({unlimited("ward", {.law = Exponential{3}, .truncation = {}}, 0)}, {1});
  model.services[0].transitions = {{{}, {.law = Exponential{2}, .truncation = {}}}};
  model.run.length = 20;
  CHECK_FALSE(solved(model).services[0].in_transition->exact);
  model.run.warm_up = 100;
  exactly(solved(model).services[0].in_transition, 2);
}

}  // namespace tributary::flow
