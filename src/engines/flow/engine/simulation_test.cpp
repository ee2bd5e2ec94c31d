#include "engines/flow/engine/simulation.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engines/flow/analytic/queues.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::flow {

namespace {

Service service(std::string name, int beds, Law stay, std::uint32_t next) {
  Service out;
  out.name = std::move(name);
  out.capacity.beds = beds;
  out.stays = {{{}, {.law = std::move(stay), .truncation = {}}}};
  out.next = {next};
  return out;
}

Source poisson(double rate, std::uint32_t to, std::uint32_t cls = 0) {
  Source out;
  out.name = "arrivals";
  out.classes = {{cls}};
  out.process = PoissonArrivals{rate};
  out.to = {to};
  return out;
}

// Services in a row: choice i enters service i, the last leaves.
Model in_a_row(std::vector<Service> services, double rate) {
  Model out;
  out.unit = TimeUnit::hour;
  out.classes = {"person"};
  out.exits = {"out"};
  for (std::uint32_t i = 0; i < services.size(); ++i) {
    out.choices.emplace_back(Enter{{i}});
    services[i].next = {i + 1};
  }
  out.choices.emplace_back(Leave{{0}});
  out.services = std::move(services);
  out.sources = {poisson(rate, 0)};
  out.run.warm_up = 2'000;
  out.run.length = 10'000;
  out.run.replications = 40;
  out.run.seed = 5;
  return out;
}

RunResult ran(const Model& model) {
  REQUIRE(check_model(model));
  return *run_model(model);
}

// Within four and a half standard errors: once in 150,000 tries by chance, and the seed is fixed.
void near(const std::optional<Estimate>& value, double theory) {
  REQUIRE(value);
  CAPTURE(value->mean);
  CAPTURE(theory);
  CHECK(std::fabs(value->mean - theory) < 4.5 * value->standard_error() + 1e-12);
  CHECK(value->standard_error() < 0.05 * std::fabs(theory) + 1e-9);  // or the test would say nothing
}

}  // namespace

TEST_CASE("M/M/1 and M/M/c wait, queue and delay as theory has it") {
  const auto one = ran(in_a_row({service("server", 1, Exponential{1}, 1)}, .8));
  near(one.services[0].wait, 4);
  near(one.services[0].queue, 3.2);
  near(one.services[0].share_delayed, .8);
  near(one.services[0].occupied, .8);
  const auto many = ran(in_a_row({service("servers", 10, Exponential{2}, 1)}, 4));
  const auto theory = mmc(10, 4, 2);
  near(many.services[0].wait, theory.wait);
  near(many.services[0].share_delayed, theory.probability_of_wait);
  near(many.services[0].queue, theory.queue);
}

TEST_CASE("waits of short runs have the mean that long ones have") {
  Model model = in_a_row({service("server", 1, Exponential{1}, 1)}, .5);
  model.run.warm_up = 40, model.run.length = 30, model.run.replications = 6'000;
  const auto result = ran(model);
  near(result.services[0].wait, 1);
  near(result.services[0].wait_if_waited, 2);
  near(result.services[0].share_delayed, .5);
  near(result.services[0].stay, 1);
  near(result.time_in_system, 2);
  double sum = 0;
  for (const Replication& each : result.replications) sum += each.services[0].wait.value_or(0);
  CHECK(sum / 6'000 < 1 - 4.5 * result.services[0].wait->standard_error());  // what few wait when few come
}

TEST_CASE("M/G/1 waits by Pollaczek and Khinchine, whatever the law of the stay") {
  for (const Law& law : {Law{Fixed{1}}, Law{Gamma{4, .25}}, Law{Hyperexponential{{.9, .1}, {.5, 5.5}}}}) {
    const Moments stay = moments({.law = law, .truncation = {}});
    near(ran(in_a_row({service("server", 1, law, 1)}, .7)).services[0].wait, mg1_wait(.7, stay.mean, *stay.variance));
  }
}

TEST_CASE("full beds turn away Erlang B's share, and without limit people are Poisson") {
  Model model = in_a_row({service("ward", 8, Lognormal{1, .8}, 1)}, 2);
  model.services[0].when_full = {TurnAway{{0}}};
  const double load = 2 * moments(model.services[0].stays[0].length).mean;
  near(ran(model).services[0].share_delayed, erlang_b(8, load));
  model.services[0].kind = Service::Kind::unlimited;
  Measure with_ten;
  with_ten.name = "ten", with_ten.quantity = Quantity::delay_with_beds, with_ten.threshold = 10;
  model.measures = {with_ten};
  const auto free = ran(model);
  near(free.services[0].occupied, load);
  near(free.measures[0].whole, erlang_b(10, load));
}

TEST_CASE("who is placed out of area is as many as Kosten says, and brought back at once as many as are over") {
  Model model = in_a_row({service("wards", 12, Exponential{6}, 1), service("away", 0, Exponential{6}, 2)}, 2);
  model.services[0].next = model.services[1].next = {2};
  model.services[1].kind = Service::Kind::unlimited;
  model.services[0].when_full = {Divert{{1}, false}};
  near(ran(model).services[1].occupied, overflow(12, 12).mean);
  model.services[0].when_full = {Divert{{1}, true}};
  near(ran(model).services[1].occupied, overflow_with_return(12, 12));
}

TEST_CASE("the more urgent wait less, by Cobham") {
  Model model = in_a_row({service("server", 3, Exponential{1}, 1)}, 1);
  model.classes = {"urgent", "soon", "routine"};
  model.sources = {poisson(.5, 0, 0), poisson(.9, 0, 1), poisson(1.0, 0, 2)};
  model.services[0].priorities = {1, 2, 3};
  for (std::uint32_t cls = 0; cls < 3; ++cls) {
    Measure wait;
    wait.name = model.classes[cls], wait.quantity = Quantity::wait;
    wait.whose.steps = {{.kind = Step::Kind::compare, .known = Known::person_class, .value = static_cast<double>(cls)}};
    model.measures.push_back(wait);
  }
  const auto result = ran(model);
  const auto theory = priority_waits(3, {.5, .9, 1.0}, 1);
  for (std::size_t cls = 0; cls < 3; ++cls) near(result.measures[cls].whole, theory[cls]);
}

TEST_CASE("a row of two with no room between them has the throughput of blocking after service") {
  // One server each, the second without a queue: the first is held for as long as it takes. With exponential stays of means 1 and
  // 1 and somebody always waiting, people leave at 2/3 an hour [Hunt 1956].
  Model model = in_a_row({service("first", 1, Exponential{1}, 1), service("second", 1, Exponential{1}, 2)}, 3);
  model.services[1].when_full = {Hold{}};
  model.sources[0].at_most = 200'000;
  model.run.warm_up = 500;
  const auto result = ran(model);
  REQUIRE(result.services[1].arrivals);
  CHECK(result.services[1].stay->mean == doctest::Approx(1).epsilon(.01));
  double left = 0;
  for (const auto& each : result.replications) left += each.services[1].departures;
  CHECK(left / (40 * model.run.length) == doctest::Approx(2.0 / 3).epsilon(.005));
  near(result.services[0].blocked, 1.0 / 3);
}

TEST_CASE("nobody is lost and nobody is there twice: Little's law holds on every run, to the last digit") {
  Model model = in_a_row({service("one", 2, Gamma{2, .5}, 1), service("two", 3, Exponential{2}, 2)}, 1.2);
  model.services[1].when_full = {Hold{}};
  model.run.until_empty = true;
  model.run.warm_up = 0;
  model.run.length = 500;
  const Tables tables = compile(model);
  Simulation simulation(tables);
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const Tally& tally = simulation.run(3, replication, {.warm_up = 0, .length = 500, .daily_snapshots = false, .until_empty = true});
    CHECK(tally.arrived == tally.left);
    CHECK(tally.present.count() == 0);
    CHECK(tally.present.area(tally.to) == doctest::Approx(tally.time_in_system.sum).epsilon(1e-10));  // ∫ N dt = Σ time
    double held = 0;
    for (const auto& each : tally.services) held += each.occupied.area(tally.to);
    held += tally.services[0].queue.area(tally.to);
    CHECK(held == doctest::Approx(tally.time_in_system.sum).epsilon(1e-10));
  }
}

TEST_CASE("a simple model comes to the same numbers, to the last digit, by the loop of its own and by the one of all models") {
  Model model = in_a_row({service("one", 2, Gamma{2, .5}, 1), service("two", 3, Exponential{2}, 2), service("home", 0, Fixed{5}, 3)}, 1.2);
  model.services[1].when_full = {Hold{}};
  model.services[2].kind = Service::Kind::unlimited;
  const Tables tables = compile(model);
  Simulation alone(tables), heard(tables);
  std::uint64_t told = 0;
  heard.trace([&](const Happening&) { ++told; });  // who is listened to runs by the loop of all models
  for (std::uint64_t replication = 0; replication < 5; ++replication) {
    const Horizon horizon{.warm_up = 100, .length = 1'000};
    const Tally &one = alone.run(3, replication, horizon), &other = heard.run(3, replication, horizon);
    CHECK(one.events == other.events);
    CHECK(one.left == other.left);
    CHECK(one.trend == other.trend);
    CHECK(one.time_in_system.sum == other.time_in_system.sum);
    for (std::size_t i = 0; i < one.services.size(); ++i) {
      const ServiceCounts &counts = one.services[i], &same = other.services[i];
      CHECK(counts.occupied.area(one.to) == same.occupied.area(other.to));
      CHECK(counts.queue.area(one.to) == same.queue.area(other.to));
      CHECK(counts.blocked.area(one.to) == same.blocked.area(other.to));
      CHECK(counts.wait == same.wait);
      CHECK(counts.stay == same.stay);
      CHECK(counts.active.sum == same.active.sum);
    }
  }
  CHECK(told > 0);
}

// The stay in the service that comes next may be drawn ahead: it is for that one alone.
TEST_CASE("whoever ends up elsewhere than where they were going has a stay of there") {
  // From the door they go to one bed for 100 hours; most find it taken.
  Model model = in_a_row({service("door", 50, Fixed{1}, 1), service("bed", 1, Fixed{100}, 2), service("elsewhere", 0, Fixed{7}, 3)}, 2);
  model.services[1].next = {3};
  model.services[2].kind = Service::Kind::unlimited;
  SUBCASE("sent there, there being no room") { model.services[1].when_full = {Overflow{{2}}, Wait{}}; }
  SUBCASE("after waiting for as long as they could") { model.services[1].when_full = {Wait{std::nullopt, Distribution{Fixed{2}}, ChoiceId{2}}}; }
  SUBCASE("on coming back, having been turned away") {
    model.services[1].when_full = {TurnAway{{0}}};
    model.return_visits = {{.name = "again", .whose = {}, .probability = .9, .after = {Fixed{3}}, .to = {2}}};
  }
  REQUIRE(check_model(model));
  const Tables tables = compile(model);
  const Tally& tally = Simulation(tables).run(4, 0, {.warm_up = 0, .length = 1'000});
  const ServiceCounts &bed = tally.services[1], &elsewhere = tally.services[2];
  REQUIRE(bed.departures > 5);
  REQUIRE(elsewhere.departures > 500);
  CHECK(bed.stay / static_cast<double>(bed.departures) == doctest::Approx(100));
  CHECK(elsewhere.stay / static_cast<double>(elsewhere.departures) == doctest::Approx(7));
}

TEST_CASE("a run until all have left is over when the last one has, whatever the calendar still holds") {
  Model model = in_a_row({service("clinic", 1, Fixed{1}, 1)}, 2);
  model.services[0].capacity.hours = {{.weekdays = 0x7f, .from = 9, .to = 17, .beds = 3}};
  model.sources[0].at_most = 50;
  const Tables tables = compile(model);
  Simulation simulation(tables);
  const Tally& tally = simulation.run(3, 0, {.warm_up = 0, .length = 1e9, .daily_snapshots = false, .until_empty = true});
  CHECK(tally.left == 50);
  CHECK(tally.to > 20);
  CHECK(tally.to < 100);
}

TEST_CASE("each visit to a service has draws of its own, wherever the bed was") {
  // A third go round again, and most are placed out of area for the whole stay: 1 / (1 - 1/3) visits a person all the same.
  Model model = in_a_row({service("ward", 1, Exponential{2}, 1), service("out of area", 0, Exponential{2}, 1)}, 2);
  model.services[1].kind = Service::Kind::unlimited;
  model.services[0].when_full = {Divert{{1}, false}};
  model.choices.emplace_back(Split{{1.0 / 3, 2.0 / 3}, {{0}, {2}}});
  model.services[0].next = {3};
  model.services[1].next = {2};
  const auto result = ran(model);
  near(result.services[0].arrivals, 1.5 * 2 * model.run.length);
}

TEST_CASE("a way back that nobody takes changes nobody's first stay") {
  Model model = in_a_row({service("ward", 3, Exponential{2}, 1)}, 1.2);
  const auto before = ran(model);
  model.choices.emplace_back(Split{{1e-12, 1 - 1e-12}, {{0}, {1}}});
  model.services[0].next = {2};
  CHECK(ran(model).services[0].active_stay->mean == doctest::Approx(before.services[0].active_stay->mean).epsilon(1e-12));
}

TEST_CASE("what is counted by period is told as the mean of a whole period") {
  Model model = in_a_row({service("clinic", 1, Fixed{1}, 1)}, 2);
  model.services[0].kind = Service::Kind::unlimited;
  model.run.length = 1'050;  // the half period at the end is in none
  Measure arrivals;
  arrivals.name = "arrivals";
  arrivals.quantity = Quantity::arrivals;
  arrivals.period = 100;
  model.measures = {arrivals};
  const auto result = ran(model);
  near(result.measures[0].whole, 2 * 100);
  REQUIRE(result.measures[0].periods.size() == 10);
  double sum = 0;
  for (const auto& each : result.measures[0].periods) sum += each->mean;
  CHECK(result.measures[0].whole->mean == doctest::Approx(sum / 10));
}

TEST_CASE("the same seed gives the same numbers on one, two and seven threads") {
  const Model model = in_a_row({service("server", 3, Lognormal{.2, .9}, 1)}, 1.4);
  const auto one = *run_model(model, {.threads = 1});
  for (const unsigned threads : {2U, 7U}) {
    const auto many = *run_model(model, {.threads = threads});
    CHECK(many.services[0].wait->mean == one.services[0].wait->mean);
    CHECK(many.present->sd == one.present->sd);
    CHECK(many.timers == one.timers);
  }
}

TEST_CASE("with common draws a change shows far more surely than with draws of its own") {
  Model before = in_a_row({service("ward", 10, Exponential{4}, 1)}, 2.2);
  Measure occupancy;
  occupancy.name = "occupancy", occupancy.quantity = Quantity::occupancy;
  before.measures = {occupancy};
  Model after = before;
  after.services[0].stays[0].length.scale = .95;
  const auto a = ran(before), b = ran(after);
  after.run.seed = 99;
  const auto apart = ran(after);
  const auto of_measure = [](const Replication& each) { return each.measure(0, 0); };
  CHECK(compare(a, b, of_measure, of_measure).difference->half_width < compare(a, apart, of_measure, of_measure).difference->half_width / 3);
  near(compare(a, b, of_measure, of_measure).difference, -.05 * 8.8);
}

TEST_CASE("the calendar's rates are kept hour by hour, and capacity by its hours") {
  Model model = in_a_row({service("clinic", 2, Fixed{.5}, 1)}, 1);
  model.sources[0].profile.by_hour.assign(24, 0);
  for (std::size_t hour = 8; hour < 18; ++hour) model.sources[0].profile.by_hour[hour] = 3;
  model.sources[0].profile.by_weekday = {1, 1, 1, 1, 1, 0, 0};
  model.services[0].capacity.beds = 0;
  model.services[0].capacity.hours = {{.weekdays = 0x1f, .from = 9, .to = 17, .beds = 2}};
  model.run.warm_up = 0;
  model.run.length = 168 * 20;
  const auto result = ran(model);
  near(result.services[0].arrivals, 20 * 5 * 10 * 3);
  CHECK(result.services[0].beds == doctest::Approx(2.0 * 5 * 8 / 168).epsilon(1e-9));
}

TEST_CASE("those who are there at the start have the rest of a stay before them, and in the steady state nothing then changes") {
  Model model = in_a_row({service("ward", 0, Lognormal{2, .7}, 1)}, 3);
  model.services[0].kind = Service::Kind::unlimited;
  const double load = 3 * moments(model.services[0].stays[0].length).mean;
  model.services[0].start.occupied = static_cast<int>(std::lround(load));
  model.run.warm_up = 0;
  model.run.length = 10;
  model.run.replications = 2'000;
  near(ran(model).services[0].occupied, load);
}

TEST_CASE("a run that can't keep up is told as not stationary, one that can is not") {
  CHECK(ran(in_a_row({service("server", 1, Exponential{1}, 1)}, 1.02)).drift.drifts());
  CHECK_FALSE(ran(in_a_row({service("server", 1, Exponential{1}, 1)}, .7)).drift.drifts());
}

}  // namespace tributary::flow
