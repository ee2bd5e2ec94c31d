#include "engines/flow/analytic/solve.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engines/flow/analytic/queues.hpp"
#include "engines/flow/analytic/visits.hpp"
#include "engines/flow/check.hpp"

namespace tributary::flow {

namespace {

Service service(std::string name, int beds, Law stay) {
  Service out;
  out.name = std::move(name);
  out.capacity.beds = beds;
  if (beds == 0) out.kind = Service::Kind::unlimited;
  out.stays = {{{}, {.law = std::move(stay), .truncation = {}}}};
  return out;
}

// Services between which people go with these chances, row by row; who goes nowhere leaves. Choice i enters service i.
Model network(std::vector<Service> services, const std::vector<std::vector<double>>& chances, const std::vector<double>& arrivals) {
  Model out;
  out.unit = TimeUnit::hour;
  out.classes = {"person"};
  out.exits = {"out"};
  const auto count = static_cast<std::uint32_t>(services.size());
  for (std::uint32_t i = 0; i < count; ++i) out.choices.emplace_back(Enter{{i}});
  out.choices.emplace_back(Leave{{0}});
  for (std::uint32_t i = 0; i < count; ++i) {
    Split split;
    double stays = 1;
    for (std::uint32_t j = 0; j < count; ++j) split.weights.push_back(chances[i][j]), split.to.push_back({j}), stays -= chances[i][j];
    split.weights.push_back(stays), split.to.push_back({count});
    services[i].next = {static_cast<std::uint32_t>(out.choices.size())};
    out.choices.emplace_back(split);
    if (!(arrivals[i] > 0)) continue;
    Source source;
    source.name = "to " + services[i].name;
    source.classes = {{0}};
    source.process = PoissonArrivals{arrivals[i]};
    source.to = {i};
    out.sources.push_back(source);
  }
  out.services = std::move(services);
  out.run.warm_up = 1e5;
  out.run.length = 1000;
  return out;
}

Model alone(Service one, double rate) { return network({std::move(one)}, {{0}}, {rate}); }

Solution solved(const Model& model) {
  REQUIRE(check_model(model));
  return *solve(model);
}

void exactly(const std::optional<Theory>& value, double expected) {
  REQUIRE(value);
  CHECK(value->exact);
  CHECK(value->value == doctest::Approx(expected).epsilon(1e-8));
}

void nearly(const std::optional<Theory>& value) {
  REQUIRE(value);
  CHECK_FALSE(value->exact);
}

}  // namespace

TEST_CASE("a network of three queues has Jackson's numbers, each as if it stood alone") {
  // From one half go to two, three tenths to three; from three a fifth go back to one: λ1 = 1 + .2 λ3, λ2 = .5 λ1, λ3 = .3 λ1 + λ2 / 2.
  const auto theory = solved(network({service("one", 1, Exponential{.5}), service("two", 1, Exponential{.7}), service("three", 2, Exponential{1})},
                                     {{0, .5, .3}, {0, 0, .5}, {.2, 0, 0}}, {1, 0, 0}));
  const double one = 1 / (1 - .2 * .55), two = .5 * one, three = .55 * one;
  const auto alone_in = [](double rho) { return rho / (1 - rho); };
  exactly(theory.services[0].arrivals, 1000 * one);
  exactly(theory.services[2].arrivals, 1000 * three);
  const auto third = mmc(2, three, 1);
  const double numbers = alone_in(one * .5) + alone_in(two * .7) + third.queue + three;
  exactly(theory.present, numbers);
  exactly(theory.time_in_system, numbers);  // one comes an hour [Little 1961]
  exactly(theory.services[2].wait, third.wait);
  exactly(theory.services[2].share_delayed, third.probability_of_wait);
  CHECK(std::string(theory.services[1].formula->name).find("Erlang C") != std::string::npos);
}

TEST_CASE("traffic equations lose nobody: on random networks what comes to a service is what is sent there") {
  std::uint64_t state = 7;
  const auto draw = [&] { return static_cast<double>((state = state * 6364136223846793005ULL + 1442695040888963407ULL) >> 11) / 9007199254740992.0; };
  for (int round = 0; round < 30; ++round) {
    const auto count = static_cast<std::size_t>(2 + 8 * draw());
    std::vector<std::vector<double>> chances(count, std::vector<double>(count));
    std::vector<double> arrivals(count);
    std::vector<Service> services;
    for (std::size_t i = 0; i < count; ++i) {
      services.push_back(service("s" + std::to_string(i), 0, Exponential{1}));
      arrivals[i] = .1 + draw();
      double sum = 1e-2;
      for (double& each : chances[i]) sum += each = draw();
      for (double& each : chances[i]) each /= sum * (1 + draw());
    }
    const auto theory = solved(network(services, chances, arrivals));
    double leaving = 0, coming = 0;
    for (std::size_t i = 0; i < count; ++i) {
      double here = arrivals[i], onwards = 0;
      for (std::size_t j = 0; j < count; ++j) here += theory.services[j].load.arrivals * chances[j][i], onwards += chances[i][j];
      CHECK(theory.services[i].load.arrivals == doctest::Approx(here).epsilon(1e-9));
      leaving += theory.services[i].load.arrivals * (1 - onwards), coming += arrivals[i];
    }
    CHECK(leaving == doctest::Approx(coming).epsilon(1e-9));
  }
}

TEST_CASE("whoever could go round for ever is told, not solved") {
  CHECK_FALSE(visits({{{1, 1}}, {{0, 1}}}, {1, 0}));
  CHECK(visits({{{1, 1}}, {{0, .5}}}, {1, 0})->at(1) == doctest::Approx(2));
}

TEST_CASE("a service without limit has a Poisson number in it, whatever the law, and in time as it fills") {
  Model model = alone(service("ward", 0, Lognormal{1, .8}), 2);
  const double mean = moments(model.services[0].stays[0].length).mean;
  exactly(solved(model).services[0].occupied, 2 * mean);
  exactly(solved(model).services[0].occupied_sd, std::sqrt(2 * mean));
  // From empty with exponential stays m(t) = a (1 − e^(−t/s)), of which the mean over [w, w + l] is known.
  model = alone(service("ward", 0, Exponential{40}), 2);
  model.run.warm_up = 10, model.run.length = 50;
  const double filled = 80 * (1 - 40.0 / 50 * (std::exp(-10.0 / 40) - std::exp(-60.0 / 40)));
  const auto value = solved(model).services[0].occupied;
  REQUIRE(value);
  CHECK(value->value == doctest::Approx(filled).epsilon(1e-6));
  // With the load that will be there from the start, and rests of the steady state, nothing changes.
  model.services[0].start.occupied = 80;
  CHECK(solved(model).services[0].occupied->value == doctest::Approx(80).epsilon(1e-6));
}

// From empty, with stays of means s and r: m(t) = λ r (1 − (s e^(−t/s) − r e^(−t/r)) / (s − r)), as of a two-stage law's distribution.
TEST_CASE("people are followed in time from one service without limit to the next, and on") {
  Model model = network({service("first", 0, Exponential{10}), service("second", 0, Exponential{4}), service("third", 0, Exponential{6})}, {{0, .5, 0}, {0, 0, 1}, {0, 0, 0}}, {2, 0, 1});
  model.run.warm_up = 0, model.run.length = 60;
  Measure measure;
  measure.name = "there", measure.quantity = Quantity::occupancy, measure.services = {{1}}, measure.period = .5;
  model.measures = {measure, measure, measure};
  model.measures[1].services = {{2}}, model.measures[2].services = {{0}};
  const auto theory = solved(model);
  const auto tandem = [](double t) { return 2 * .5 * 4 * (1 - (10 * std::exp(-t / 10) - 4 * std::exp(-t / 4)) / 6); };
  double third = 0;  // by small steps: m' = 1 + m₂ / 4 − m / 6
  for (int i = 0; i < 120; ++i) {
    const double t = i * .5;
    double area = 0;
    for (int step = 0; step < 500; ++step) {
      const double h = .001, middle = third + h / 2 * (1 + tandem(t + step * h) / 4 - third / 6);
      third += h * (1 + tandem(t + (step + .5) * h) / 4 - middle / 6);
      area += middle * h;
    }
    CAPTURE(t);
    REQUIRE(theory.measures[0].periods[i]);
    CHECK(theory.measures[0].periods[i]->exact);
    const double there = (tandem(t) + 4 * tandem(t + .25) + tandem(t + .5)) / 6;
    CHECK(theory.measures[0].periods[i]->value == doctest::Approx(there).epsilon(2e-3));
    CHECK(theory.measures[1].periods[i]->value == doctest::Approx(area / .5).epsilon(2e-3));
  }
  // From a limited service, or round again, nobody is followed.
  model.services[0].kind = Service::Kind::beds, model.services[0].capacity.beds = 30;
  CHECK(solved(model).measures[0].periods[0]->value == doctest::Approx(4));
}

TEST_CASE("arrivals that vary by the hour are followed through a service without limit") {
  Model model = alone(service("ward", 0, Exponential{5}), 2);
  auto& by_hour = model.sources[0].profile.by_hour;
  by_hour.assign(24, 0);
  for (std::size_t hour = 8; hour < 20; ++hour) by_hour[hour] = 1 + .1 * static_cast<double>(hour);
  model.run.warm_up = 0, model.run.length = 48;
  Measure measure;
  measure.name = "there", measure.quantity = Quantity::occupancy, measure.period = 6;
  model.measures = {measure};
  const auto theory = solved(model);
  REQUIRE(theory.measures[0].periods.size() == 8);
  double there = 0;
  for (std::size_t period = 0; period < 8; ++period) {  // m' = λ − m / 5, hour by hour: m tends to 5 λ
    double area = 0;
    for (std::size_t hour = 6 * period; hour < 6 * period + 6; ++hour) {
      const double goal = 5 * 2 * by_hour[hour % 24], gone = -std::expm1(-1.0 / 5);
      area += goal + (there - goal) * 5 * gone;
      there = goal + (there - goal) * (1 - gone);
    }
    REQUIRE(theory.measures[0].periods[period]);
    CHECK(theory.measures[0].periods[period]->value == doctest::Approx(area / 6).epsilon(1e-5));
  }
  CHECK_FALSE(theory.services[0].stay->exact);  // of those who leave in an uneven time
}

TEST_CASE("where only those who are there at the start come, theory is no exact zero") {
  Model model = network({service("one", 5, Exponential{1}), service("there", 3, Exponential{5}), service("after", 4, Exponential{3})}, {{0, 0, 0}, {0, 0, 1}, {0, 0, 0}}, {1, 0, 0});
  model.run.warm_up = 0;
  model.services[1].start.occupied = 3;
  nearly(solved(model).services[2].arrivals);
  exactly(solved(model).services[1].arrivals, 0);
}

TEST_CASE("what is turned away doesn't come downstream, and what is diverted is counted where it is") {
  Model model = network({service("wards", 12, Gamma{2, 3}), service("away", 0, Exponential{1}), service("after", 0, Fixed{4})}, {{0, 0, 1}, {0, 0, 0}, {0, 0, 0}}, {2, 0, 0});
  model.services[0].when_full = {TurnAway{{0}}};
  model.services[1].when_full = {};
  model.sources.push_back(model.sources[0]), model.sources.back().to = {1};
  auto theory = solved(model);
  exactly(theory.services[0].turned_away, 2000 * erlang_b(12, 12));
  exactly(theory.services[2].occupied, 4 * 2 * (1 - erlang_b(12, 12)));
  CHECK_FALSE(theory.services[2].occupied_sd);  // what a full ward lets through isn't Poisson
  model.sources.pop_back();
  model.services[0].when_full = {Divert{{1}, false}};
  model.services[0].stays[0].length.law = Exponential{6};
  theory = solved(model);
  exactly(theory.services[1].occupied, overflow(12, 12).mean);
  exactly(theory.services[1].occupied_sd, std::sqrt(overflow(12, 12).variance));
  exactly(theory.services[2].occupied, 8);
  model.services[0].when_full = {Divert{{1}, true}};
  theory = solved(model);
  exactly(theory.services[1].occupied, overflow_with_return(12, 12));
  exactly(theory.services[0].occupied, 12 - overflow_with_return(12, 12));
  exactly(theory.present, 12 + 8);
}

TEST_CASE("beds kept for some are shared as the product form has it") {
  Model model = alone(service("ward", 8, Exponential{2}), 1);
  model.classes = {"urgent", "other"};
  model.sources.push_back(model.sources[0]);
  model.sources[1].classes = {{1}};
  model.sources[1].process = PoissonArrivals{2};
  const Condition urgent{{{.kind = Step::Kind::compare, .known = Known::person_class, .value = 0}}};
  model.services[0].reserves = {{urgent, 3}};
  model.services[0].when_full = {TurnAway{{0}}};
  Measure lost;
  lost.name = "urgent", lost.quantity = Quantity::share_delayed, lost.whose = urgent;
  model.measures = {lost};
  const auto theory = solved(model);
  const auto shares = shared_beds_loss({3, 0}, 5, {2, 4});
  exactly(theory.measures[0].whole, shares[0]);
  exactly(theory.services[0].share_delayed, (shares[0] + 2 * shares[1]) / 3);
}

TEST_CASE("one server waits by Pollaczek and Khinchine exactly, several with such stays nearly, and so all that comes after") {
  const auto theory = solved(network({service("one", 1, Fixed{.5}), service("two", 2, Exponential{1})}, {{0, 1}, {0, 0}}, {1, 0}));
  exactly(theory.services[0].wait, mg1_wait(1, .5, 0));
  nearly(theory.services[1].wait);
  exactly(theory.services[1].occupied, 1);  // but by Little's law, that is exact
  const auto many = solved(alone(service("many", 3, Fixed{2}), 1));
  nearly(many.services[0].wait);
  CHECK(many.services[0].why.find("no exact form is known") != std::string::npos);
}

TEST_CASE("where no closed form holds a sentence says why") {
  const auto why = [](const Model& model) {
    const auto theory = solved(model);
    CHECK(theory.services[0].formula == nullptr);
    CHECK_FALSE(theory.services[0].wait);
    return theory.services[0].why;
  };
  Model row = network({service("one", 3, Exponential{1}), service("two", 3, Exponential{1})}, {{0, 1}, {0, 0}}, {1, 0});
  row.services[1].when_full = {Hold{}};
  CHECK(why(row).find("held") != std::string::npos);
  Model uneven = alone(service("clinic", 3, Exponential{1}), 1);
  uneven.sources[0].profile.by_weekday = {1, 1, 1, 1, 1, 0, 0};
  CHECK(why(uneven).find("unevenly in time") != std::string::npos);
  const auto load = solved(uneven).services[0].load;
  CHECK(*load.utilisation == doctest::Approx(5.0 / 7 / 3));
  CHECK(*load.busiest == doctest::Approx(1.0 / 3));
  uneven.services[0].capacity.hours = {{.from = 0, .to = 6, .beds = 0}};
  CHECK_FALSE(solved(uneven).services[0].load.busiest);  // nobody has a bed at night, however few come then
  Model asked = alone(service("clinic", 3, Exponential{1}), 1);
  asked.choices.emplace_back(Pick{.group = {0}, .how = Pick::How::shortest_queue, .if_none = {}});
  asked.groups = {{"clinics", {{0}}}};
  asked.sources[0].to = {static_cast<std::uint32_t>(asked.choices.size() - 1)};
  CHECK(why(asked).find("depends on the queues") != std::string::npos);
}

TEST_CASE("a service that can't keep up is told with what it lacks and how fast its line grows") {
  Model model = alone(service("P2", 28, Lognormal{3.4, .7}), 2.3419);
  model.services[0].stays[0].length.scale = 38.28 / moments(model.services[0].stays[0].length).mean;
  const auto theory = solved(model);
  CHECK_FALSE(theory.services[0].load.steady_state());
  CHECK(theory.services[0].load.growth == doctest::Approx(2.3419 - 28 / 38.28).epsilon(1e-9));
  CHECK_FALSE(theory.services[0].occupied);
  const auto told = overloads(model, theory);
  REQUIRE(told.size() == 1);
  CHECK(told[0].detail.find("89.65 beds at once, and there are 28. The line grows by 1.61 people") != std::string::npos);
  Model just = alone(service("P2", 2, Exponential{1}), 2);
  CHECK(overloads(just, solved(just)).at(0).detail.find("enough only where nothing varies") != std::string::npos);
  model.services[0].when_full = {TurnAway{{0}}};  // who doesn't wait makes no line
  CHECK(overloads(model, solved(model)).empty());
}

TEST_CASE("beds that change for good are judged by what they are in the end, and theory claims no exact level meanwhile") {
  Model model = alone(service("P2", 120, Exponential{34.06}), 2.1384);
  model.services[0].capacity.steps = {{400, 61}};
  model.run.warm_up = 300, model.run.length = 300;
  const auto fewer = solved(model);
  CHECK(fewer.services[0].load.growth == doctest::Approx(2.1384 - 61 / 34.06));
  CHECK_FALSE(fewer.services[0].occupied);
  model.services[0].capacity = {.beds = 40, .steps = {{305, 80}}, .hours = {}};
  const auto more = solved(model);
  CHECK(overloads(model, more).empty());
  CHECK(more.services[0].load.beds == 80);
  REQUIRE(more.services[0].occupied);
  CHECK_FALSE(more.services[0].occupied->exact);
  model.services[0].capacity.steps = {{200, 80}};  // before anybody is counted
  CHECK(solved(model).services[0].occupied->exact);
}

TEST_CASE("a count at midnight is what is there then, where people come by the hour or are there at the start") {
  Model model = alone(service("clinic", 0, Exponential{.25}), 100);
  model.services[0].kind = Service::Kind::unlimited;
  for (int hour = 0; hour < 24; ++hour) model.sources[0].profile.by_hour.push_back(hour >= 8 && hour < 16 ? 3 : 0);
  model.services[0].start.occupied = 1000;
  model.unit = TimeUnit::day;
  model.run.warm_up = 0, model.run.length = 1, model.run.daily_snapshots = true;
  // Eight hours at 300 a day, up to eight hours before midnight.
  const double came = 300 * .25 * (std::exp(-(1.0 / 3) / .25) - std::exp(-(2.0 / 3) / .25)), stayed = 1000 * std::exp(-1 / .25);
  const auto seen = solved(model).services[0].occupied;
  REQUIRE(seen);
  CHECK(seen->exact);
  CHECK(seen->value == doctest::Approx(came + stayed).epsilon(1e-6));
}

TEST_CASE("a line that grows for ever in the beds of another service fills that too") {
  Model model = network({service("ward", 30, Exponential{5}), service("rehab", 17, Exponential{9})}, {{0, .5}, {0, 0}}, {4, 0});
  model.services[1].when_full = {Hold{}};
  const auto theory = solved(model);
  CHECK_FALSE(theory.services[0].load.steady_state());
  CHECK_FALSE(theory.services[1].load.steady_state());
  CHECK(*theory.services[0].load.utilisation == doctest::Approx(2.0 / 3));
  CHECK_FALSE(theory.services[0].occupied);
  const auto told = overloads(model, theory);
  REQUIRE(told.size() == 2);
  CHECK(told[0].detail.find("ward: its people keep their beds until rehab has one for them, and that can't keep up") == 0);
  model.services[0].when_full = {TurnAway{{0}}};  // who finds no bed there never comes to the line
  CHECK(solved(model).services[0].load.steady_state());
  model.services[1].capacity.beds = 20;
  model.services[0].when_full = {};
  CHECK(solved(model).services[0].load.steady_state());
}

TEST_CASE("a service whose load is twice its beds is told, though nobody waits there for ever") {
  Model model = alone(service("ward", 10, Exponential{24}), 1);
  CHECK(hardly_served(model, solved(model)).empty());  // its line grows for ever, which is told
  model.services[0].when_full = {TurnAway{{0}}};
  const auto told = hardly_served(model, solved(model));
  REQUIRE(told.size() == 1);
  CHECK(told[0].detail.find("2.4 times the beds that there are (24 of 10)") != std::string::npos);
  model.services[0].capacity.beds = 13;
  CHECK(hardly_served(model, solved(model)).empty());
}

TEST_CASE("a rule on an attribute sends as many as its law and its compliance say") {
  Model model = network({service("unit", 0, Fixed{1}), service("other", 0, Fixed{1})}, {{0, 0}, {0, 0}}, {10, 0});
  Attribute onset;
  onset.name = "onset";
  onset.draws = {{{}, {.law = Exponential{6}, .truncation = {}}}};
  model.attributes = {onset};
  const Condition early{{{.kind = Step::Kind::compare, .known = Known::attribute, .attribute = {0}, .comparison = Comparison::at_most, .value = 4}}};
  model.choices.emplace_back(Rule{"four hours", early, .64, {0}, {1}});
  model.sources[0].to = {static_cast<std::uint32_t>(model.choices.size() - 1)};
  Measure late;
  late.name = "late", late.quantity = Quantity::occupancy, late.services = {{1}}, late.whose = early;
  late.whose.steps.push_back({.kind = Step::Kind::negated});
  model.measures = {late};
  const double share = .64 * -std::expm1(-4.0 / 6);
  const auto theory = solved(model);
  exactly(theory.services[0].arrivals, 10'000 * share);
  exactly(theory.measures[0].whole, 10 * std::exp(-4.0 / 6));
}

}  // namespace tributary::flow
