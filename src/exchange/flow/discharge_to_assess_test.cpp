// The model of discharge to assess, and its parts, against what was published and computed of them.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

// Text of a file that ships, or typed here, under one of its scenarios.
engine::Model modelled(const std::string& text, const std::string& scenario = "") {
  const auto file = ModelFile::read(text, "model.toml");
  REQUIRE_MESSAGE(file, file.error().detail);
  const ScenarioText* found = nullptr;
  for (const auto& each : file->scenarios()) {
    if (each.name == scenario) found = &each;
  }
  REQUIRE((scenario.empty() || found != nullptr));
  auto made = file->model(found, [](const std::string& name) -> base::Result<std::string> { return name; });
  REQUIRE_MESSAGE(made, made.error().detail);
  const auto fine = engine::check_model(made->model);
  REQUIRE_MESSAGE(fine, fine.error().detail);
  return made->model;
}

engine::Model discharge(const std::string& scenario = "") {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  std::ifstream stream(std::filesystem::path(root != nullptr ? root : ".") / "models" / "discharge-to-assess.toml", std::ios::binary);
  return modelled(std::string(std::istreambuf_iterator<char>(stream), {}), scenario);
}

std::uint32_t service_called(const engine::Model& model, const std::string& name) {
  for (std::uint32_t i = 0; i < model.services.size(); ++i) {
    if (model.services[i].name == name) return i;
  }
  FAIL("no service " << name);
  return 0;
}

// One node of the IPACS model on its own: people come when they are ready, to as many beds as are needed.
std::string node(double rate, double mean, double median, int occupied, int queue) {
  char out[600];
  std::snprintf(out, sizeof out,
                "schema = \"tributary.flow/1\"\nname = \"node\"\ntime_unit = \"day\"\n[arrivals.ready]\nrate = %g\nto = \"beds\"\n[services.beds]\nkind = \"unlimited\"\n"
                "stay = { distribution = \"lognormal\", mean = %g, median = %g }\nstart = { occupied = %d, queue = %d, rest = \"uniform\" }\nnext = \"out\"\n"
                "[measures.in_beds]\nquantity = \"occupancy\"\nof = \"beds\"\nperiod = 1\n[run]\nwarm_up = 0\nlength = 181\nreplications = 150\nseed = 5\n",
                rate, mean, median, occupied, queue);
  return out;
}

// What a day costs at one service alone: its beds, and those who wait for them.
double cost_a_day(engine::Model& model, std::uint32_t service, int beds) {
  model.services[service].capacity.beds = beds;
  const auto theory = engine::solve(model);
  REQUIRE(theory);
  REQUIRE(theory->measures.back().whole);
  CHECK(theory->measures.back().whole->exact);
  return theory->measures.back().whole->value / model.run.length;
}

}  // namespace

// Means at days 30, 60, 120 and 179 by hand: λ E[min(S, t)], the queue's whole stays and, of those in beds, E[(1 − t / S)⁺]. Of
// reference the rates vary by the day of the week, which isn't told; these are of their mean, which makes up to 1.5 people of difference.
TEST_CASE("who is in the beds of a pathway on a day is exact from a stated start, by theory and in a run, and what was computed of it") {
  struct Row { const char* name; double rate, mean, median; int occupied, queue; double by_hand[4], reference[4]; };
  for (const Row& row : {Row{"P2 Bristol", 3.0660, 42.79, 34, 97, 31, {118.114, 122.778, 128.848, 130.458}, {116.7, 122.5, 129.4, 130.6}},
                         Row{"P3 South Gloucestershire", 2.3161, 32.18, 29, 33, 11, {68.471, 73.671, 74.510, 74.531}, {66.9, 73.1, 75.4, 74.6}}}) {
    CAPTURE(row.name);
    const engine::Model model = modelled(node(row.rate, row.mean, row.median, row.occupied, row.queue));
    const auto theory = engine::solve(model);
    const auto run = engine::run_model(model);
    REQUIRE((theory && run));
    const std::size_t days[] = {30, 60, 120, 179};
    for (std::size_t i = 0; i < 4; ++i) {
      CAPTURE(days[i]);
      const auto& exact = theory->measures[0].periods[days[i]];
      REQUIRE(exact);
      CHECK(exact->exact);
      CHECK(std::fabs(exact->value - row.by_hand[i]) < 2e-3);
      CHECK(std::fabs(exact->value - row.reference[i]) < 1.6);
      const auto& seen = run->measures[0].periods[days[i]];
      CHECK(std::fabs(seen->mean - exact->value) < 3 * seen->standard_error());
    }
  }
}

// The published program has 137, 161 and 160 people in Bristol's P2 beds: a bed stays taken for each who waited at the start.
TEST_CASE("behind the acute beds, too, theory follows pathways without limit from the start that the model states") {
  engine::Model model = discharge("no_limit");
  model.measures = {{.name = "p2_b", .services = {{service_called(model, "p2_b")}}, .period = 1}, {.name = "p3_sg", .services = {{service_called(model, "p3_sg")}}, .period = 1}};
  model.run.replications = 60;
  const auto theory = engine::solve(model);
  const auto run = engine::run_model(model);
  REQUIRE((theory && run));
  const std::map<std::size_t, std::pair<double, double>> days = {{30, {118.114, 68.471}}, {60, {122.778, 73.671}}, {120, {128.848, 74.510}}, {179, {130.458, 74.531}}};
  for (const auto& [day, by_hand] : days) {
    CAPTURE(day);
    // The 227 who are in acute beds at the start are a whole number, and so 1 in 10,000 too few.
    CHECK(std::fabs(theory->measures[0].periods[day]->value - by_hand.first) < .03);
    CHECK(std::fabs(theory->measures[1].periods[day]->value - by_hand.second) < .03);
    for (std::size_t i = 0; i < 2; ++i) {
      const auto& seen = run->measures[i].periods[day];
      CHECK(theory->measures[i].periods[day]->exact);
      CHECK(std::fabs(seen->mean - theory->measures[i].periods[day]->value) < 3 * seen->standard_error());
    }
  }
  CHECK(std::fabs(run->present->mean - theory->present->value) < 3 * run->present->standard_error());
}

TEST_CASE("lines for too few beds grow by arrivals less beds over stays, for ever, and hold acute beds") {
  engine::Model model = discharge();
  const auto theory = engine::solve(model);
  REQUIRE(theory);
  const auto p2_ns = service_called(model, "p2_ns"), p3_sg = service_called(model, "p3_sg");
  CHECK(theory->services[p2_ns].load.growth == doctest::Approx(1.610).epsilon(5e-4));
  CHECK(theory->services[p3_sg].load.growth == doctest::Approx(1.166).epsilon(5e-4));
  CHECK(engine::overloads(model, *theory).size() == 6);

  // After a year, when all who were there at the start have left, a run's lines grow so.
  model.measures = {{.name = "p2_ns", .quantity = engine::Quantity::queue, .services = {{p2_ns}}, .period = 180}, {.name = "p3_sg", .quantity = engine::Quantity::queue, .services = {{p3_sg}}, .period = 180}};
  model.run.warm_up = 365, model.run.length = 360, model.run.replications = 40;
  const auto run = engine::run_model(model);
  REQUIRE(run);
  const auto grown = [&](std::size_t at) { return (run->measures[at].periods[1]->mean - run->measures[at].periods[0]->mean) / 180; };
  CHECK(std::fabs(grown(0) - 1.610) < .06);
  CHECK(std::fabs(grown(1) - 1.166) < .06);
  // Everybody who waits for a pathway is in an acute bed, those who waited at the start among them.
  double waiting = 0;
  for (std::size_t i = 1; i < run->services.size(); ++i) waiting += run->services[i].queue->mean;
  CHECK(run->services[0].blocked->mean == doctest::Approx(waiting));
  CHECK(run->services[0].occupied->mean > waiting);
}

TEST_CASE("who is there at the start is of a class that may come there") {
  const engine::Model model = modelled(R"(
schema = "tributary.flow/1"
name = "two-ways"
time_unit = "day"
classes = ["a", "b"]
[arrivals.a]
class = "a"
rate = 3
to = "ward"
[arrivals.b]
class = "b"
rate = 1
to = "ward"
[services.ward]
kind = "unlimited"
stay = 1
start = { occupied = 40 }
next = [{ class = "a", to = "for_a" }, { to = "for_b" }]
[services.for_a]
beds = 5
stay = 30
when_full = "hold"
start = { occupied = 5, queue = 7 }
next = "out"
[services.for_b]
beds = 5
stay = 30
start = { occupied = 5, queue = 9 }
next = "out"
[measures.for_a]
quantity = "queue"
of = "for_a"
class = "b"
[measures.for_b]
quantity = "occupancy"
of = "for_b"
class = "a"
[measures.ward]
quantity = "occupancy"
of = "ward"
class = "a"
[measures.kept]
quantity = "blocked"
of = "ward"
[run]
warm_up = 0
length = 0.001
replications = 100
)");
  const auto run = engine::run_model(model);
  REQUIRE(run);
  CHECK(run->measures[0].whole->mean == 0);
  CHECK(run->measures[1].whole->mean == 0);
  CHECK(run->measures[2].whole->mean == doctest::Approx(30 + 7).epsilon(.05));  // three in four of those in the ward, and those who are kept there
  CHECK(run->measures[3].whole->mean == doctest::Approx(7).epsilon(.01));
  CHECK(run->services[2].queue->mean == doctest::Approx(9).epsilon(.02));
}

// M/M/c: exponential stays with the published mean. Some are always told to wait a little where beds cost least.
TEST_CASE("as many beds as cost least, and as many as let hardly anybody wait, are those that were computed") {
  struct Row { const char* name; double mean; int best; double utilisation, waits, queue, cost; int none; double dearer; };
  for (const Row& row : {Row{"p2_b", 42.79, 144, .9111, .1920, 1.9667, 22'280.5, 169, .138}, Row{"p2_ns", 38.28, 100, .8965, .2028, 1.7565, 15'607.8, 122, .173},
                         Row{"p2_sg", 34.06, 83, .8775, .1723, 1.2345, 12'877.1, 102, .188}}) {
    CAPTURE(row.name);
    engine::Model model = discharge("economic");
    const auto at = service_called(model, row.name);
    CHECK(model.services[at].capacity.beds == row.best);
    CHECK(discharge("no_delay").services[at].capacity.beds == row.none);
    for (auto& each : model.services) each.start = {};
    model.services[at].stays[0].length = {.law = engine::Exponential{row.mean}, .truncation = {}};
    model.measures = {{.name = "cost", .quantity = engine::Quantity::cost, .services = {{at}}}};
    const double least = cost_a_day(model, at, row.best);
    CHECK(std::fabs(least - row.cost) < .05);
    for (const int more : {-2, -1, 1, 2}) CHECK(cost_a_day(model, at, row.best + more) > least);
    model.services[at].capacity.beds = row.best;
    const auto theory = engine::solve(model);
    CHECK(std::fabs(*theory->services[at].load.utilisation - row.utilisation) < 5.1e-5);
    CHECK(std::fabs(theory->services[at].share_delayed->value - row.waits) < 5.1e-5);
    CHECK(std::fabs(theory->services[at].queue->value - row.queue) < 5.1e-5);
    CHECK(std::fabs(cost_a_day(model, at, row.none) / least - 1 - row.dearer) < 5e-4);
    CHECK(engine::solve(model)->services[at].share_delayed->value <= .001);
    model.services[at].capacity.beds = row.none - 1;
    CHECK(engine::solve(model)->services[at].share_delayed->value > .001);
  }
}

// A bed without limit that is held is lost to nobody, so that theory knows both the line and the beds.
TEST_CASE("people kept in beds of which there are enough wait as by Erlang, and take these beds up meanwhile") {
  engine::Model model = modelled(R"(
schema = "tributary.flow/1"
name = "row"
time_unit = "day"
[arrivals.all]
rate = 2
to = "acute"
[services.acute]
kind = "unlimited"
stay = { distribution = "gamma", mean = 3, sd = 2 }
next = { beds = 0.5, out = 0.5 }
[services.beds]
beds = 4
stay = { distribution = "exponential", mean = 3 }
when_full = "hold"
next = "out"
[measures.blocked]
quantity = "blocked"
of = "acute"
[measures.cost]
quantity = "cost"
[costs.delay]
per = "time_blocked"
of = "acute"
amount = 346
[run]
warm_up = 200
length = 2000
replications = 40
seed = 3
)");
  const auto theory = engine::solve(model);
  const auto run = engine::run_model(model);
  REQUIRE((theory && run));
  const double queue = 1.5283018867924529;  // Lq of M/M/4 at a load of 3
  CHECK(theory->services[1].queue->value == doctest::Approx(queue));
  CHECK(theory->measures[0].whole->value == doctest::Approx(queue));
  CHECK(theory->services[0].occupied->value == doctest::Approx(6 + queue));
  CHECK(theory->services[0].stay->value == doctest::Approx(3 + queue / 2));
  CHECK(theory->measures[1].whole->value == doctest::Approx(346 * 2000 * queue));
  CHECK(theory->present->value == doctest::Approx(6 + 3 + queue));
  const auto agree = [](const std::optional<engine::Estimate>& seen, const std::optional<engine::Theory>& known) {
    REQUIRE((seen && known));
    CHECK(known->exact);
    CHECK(std::fabs(seen->mean - known->value) < 3 * seen->standard_error());
  };
  agree(run->services[0].occupied, theory->services[0].occupied), agree(run->services[0].stay, theory->services[0].stay);
  agree(run->services[1].queue, theory->services[1].queue), agree(run->services[1].wait, theory->services[1].wait);
  agree(run->measures[0].whole, theory->measures[0].whole), agree(run->measures[1].whole, theory->measures[1].whole), agree(run->present, theory->present);
}

}  // namespace tributary::exchange::flow
