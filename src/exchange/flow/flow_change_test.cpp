// Scenarios of a model file against what they must not touch, and what theory says of them.
#include <map>

#include "engines/flow/engine/simulation.hpp"
#include "engines/statistics/integrate.hpp"
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

TEST_CASE("what a scenario adds elsewhere changes nobody else's draws") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
classes = ["a", "b"]
exits = ["home", "other"]
[attributes.onset]
distribution = "exponential"
mean = 4
[arrivals.clinic]
class = "a"
rate = 2
to = "clinic"
[arrivals.ward]
class = { a = 0.4, b = 0.6 }
rate = 1.5
to = "urgent"
[rules.urgent]
when = "onset <= 4"
compliance = 0.6
then = "ward"
else = { ward = 0.5, other = 0.5 }
[services.clinic]
beds = 3
stay = { distribution = "exponential", mean = 1 }
next = "home"
[services.ward]
beds = 6
stay = [{ next = "other", distribution = "gamma", mean = 4, sd = 2 }, { distribution = "lognormal", mean = 3, sd = 2 }]
next = { home = 0.7, other = 0.3 }
when_full = { patience = { distribution = "exponential", mean = 2 }, give_up = "other" }
start = { occupied = 3, queue = 0 }
[outcomes.well]
base = 0.5
[measures.waits]
quantity = "wait"
of = "ward"
[measures.given_up]
quantity = "reneged"
of = "ward"
[measures.stays]
quantity = "length_of_stay"
of = "ward"
[measures.beds]
quantity = "occupancy"
of = "ward"
[measures.clinic]
quantity = "departures"
of = "clinic"
[run]
length = 200
replications = 4
[scenarios.more.set]
"attributes.aaa" = { distribution = "exponential", mean = 1 }
"services.annexe" = { beds = 2, stay = 3, next = { clinic = 0.2, home = 0.8 } }
"services.clinic.next" = { annexe = 0.5, home = 0.5 }
"arrivals.annexe" = { class = "b", rate = 0.1, to = "annexe" }
)";
  const auto base = ran(text);
  const auto more = ran(text, "more");
  REQUIRE(base.replications.size() == more.replications.size());
  bool elsewhere = false;
  for (std::size_t i = 0; i < base.replications.size(); ++i) {
    for (std::size_t measure = 0; measure < 4; ++measure) CHECK(*base.replications[i].measures[measure][0] == *more.replications[i].measures[measure][0]);
    elsewhere = elsewhere || *base.replications[i].measures[4][0] != *more.replications[i].measures[4][0];
  }
  CHECK(elsewhere);
}

TEST_CASE("a scenario's path is the same with quotes and without, and braces hold one value") {
  const auto made = [](const std::string& changes) {
    auto out = read(free_ward + changes, "other");
    REQUIRE_MESSAGE(out, out.error().detail);
    return std::move(out->model);
  };
  CHECK(std::get<engine::PoissonArrivals>(made("[scenarios.other.set]\narrivals.people.rate = 7\n").sources[0].process).rate == 7);
  CHECK(read(free_ward + "[scenarios.other]\ntitle = 3\n", "other").error().code == "text-wanted");
  CHECK(std::get<engine::PoissonArrivals>(made("[scenarios.other.set.arrivals.people]\nrate = 7\n").sources[0].process).rate == 7);
  CHECK(std::get<engine::PoissonArrivals>(made("[scenarios.other.scale]\narrivals.people.rate = 2\n").sources[0].process).rate == 4);
  const auto stay = made("[scenarios.other.set]\nservices.ward.stay = { distribution = \"exponential\", mean = 3 }\n").services[0].stays[0].length;
  CHECK(engine::moments(stay).mean == 3);
  CHECK(engine::moments(stay).variance == doctest::Approx(9));  // nothing is left of the law before
  const auto anew = made("[scenarios.other.set.services.ward.stay]\ndistribution = \"exponential\"\nmean = 3\n").services[0].stays[0].length;
  CHECK(engine::moments(anew).variance == doctest::Approx(9));
  CHECK(std::get<engine::PoissonArrivals>(made("[scenarios.other.set.arrivals.people.rate]\nvalue = 7\nsource = \"a study\"\n").sources[0].process).rate == 7);
  CHECK(made("[scenarios.other.set]\nservices.rehab.next = \"hospice\"\n[scenarios.other.set.services.hospice]\nkind = \"unlimited\"\nstay = 3\nnext = \"home\"\n").services.size() == 3);
  const auto pooled = made("[scenarios.other.set]\npools.shared = { beds = 3 }\n\"services.rehab.kind\" = \"beds\"\nservices.rehab.beds = 2\nservices.rehab.pool = \"shared\"\n");
  REQUIRE(pooled.pools.size() == 1);
  CHECK(pooled.pools[0].beds == 3);
}

TEST_CASE("a rate that steps up at a date fills a service without limit as theory has it, and nothing differs before") {
  const std::string text = free_ward + R"([scenarios.more]
at = 50
[scenarios.more.scale]
"arrivals.people.rate" = 2.5
)";
  const auto base = ran(text);
  const auto more = ran(text, "more");
  const auto stay = read(text)->model.services[0].stays[0].length;
  const auto stayed = [&](double t) { return tributary::statistics::integrate([&](double u) { return 1 - engine::cumulative(stay, u); }, 0, t); };
  const auto beds = [&](double t) { return 2 * stayed(t) + (t > 50 ? 3 * stayed(t - 50) : 0); };  // [Eick, Massey, Whitt 1993]
  for (std::size_t period : {4U, 11U, 12U, 14U, 20U}) {
    CAPTURE(period);
    near(in_period(more, 0, period), mean_over(5.0 * static_cast<double>(period - 1), 5.0 * static_cast<double>(period), beds), .02);
  }
  near(in_period(more, 1, 11), 25);
  for (std::size_t i = 0; i < base.replications.size(); ++i) {
    for (std::size_t measure = 0; measure < 3; ++measure) {
      for (std::size_t period = 1; period <= 10; ++period) REQUIRE(base.replications[i].measures[measure][period] == more.replications[i].measures[measure][period]);
    }
  }
}

TEST_CASE("a change reaches uptake times fidelity of people, more of them while it ramps up and fewer as it decays") {
  const std::string text = free_ward + R"([scenarios.home]
at = 40
ramp = 20
uptake = 0.6
fidelity = 0.5
decay = 10
[scenarios.home.set]
"services.ward.next" = "home"
"services.ward.stay" = { distribution = "exponential", mean = 1 }
[scenarios.half]
at = 40
uptake = 0.6
fidelity = 0.5
[scenarios.half.set]
"arrivals.people.to" = "home"
)";
  const auto half = ran(text, "half");
  for (std::size_t period : {9U, 10U, 16U}) near(in_period(half, 1, period), 10 * .7);
  const auto result = ran(text, "home");
  const auto reached = [](double t) { return t < 40 ? 0 : .3 * (t < 60 ? (t - 40) / 20 : std::exp2(-(t - 60) / 10)); };
  // Who leaves had their way settled when their stay began: long before the date nobody, so the count begins with people's coming.
  const auto base = ran(text);
  for (std::size_t period = 1; period <= 8; ++period) CHECK(in_period(result, 0, period).mean == in_period(base, 0, period).mean);
  // People in the ward: those reached stay one day, exponentially, the others as before.
  const auto stay = read(text)->model.services[0].stays[0].length;
  const auto beds = [&](double t) {
    double sum = 0;
    constexpr double step = .02;
    for (double u = step / 2; u < t; u += step) sum += step * 2 * ((1 - reached(t - u)) * (1 - engine::cumulative(stay, u)) + reached(t - u) * std::exp(-u));
    return sum;
  };
  for (std::size_t period : {10U, 12U, 13U, 16U, 20U}) {
    CAPTURE(period);
    double theory = 0;
    for (int i = 0; i < 10; ++i) theory += beds(5.0 * static_cast<double>(period - 1) + .5 * i + .25) / 10;
    near(in_period(result, 0, period), theory, .02);
  }
}

TEST_CASE("of a booked week a change reaches each appointment from its own time on, and those who come in any case are the same people") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.list]
at = [0.2, 0.4, 1.2, 1.4, 2.2, 2.4, 3.2, 3.4, 4.2, 4.4, 5.2, 5.4, 6.2, 6.4]
period = 7
no_show = 0.4
to = "unit"
[services.unit]
kind = "unlimited"
stay = { distribution = "exponential", mean = 2 }
next = "out"
[measures.come]
quantity = "arrivals"
of = "unit"
period = 1
[measures.in_unit]
quantity = "occupancy"
of = "unit"
period = 1
[run]
length = 28
replications = 2000
[scenarios.reminded]
at = 10
[scenarios.reminded.set]
"arrivals.list.no_show" = 0
[scenarios.half]
at = 10
uptake = 0.5
[scenarios.half.set]
"arrivals.list.no_show" = 0
[scenarios.always.set]
"arrivals.list.no_show" = 0
)";
  const auto base = ran(text), reminded = ran(text, "reminded"), half = ran(text, "half"), always = ran(text, "always");
  for (std::size_t day = 1; day <= 28; ++day) {
    CAPTURE(day);
    near(in_period(base, 0, day), 1.2);
    if (day <= 10) {  // a period is seven days: the change comes in the middle of one
      CHECK(in_period(reminded, 0, day).mean == in_period(base, 0, day).mean);
      CHECK(in_period(half, 0, day).mean == in_period(base, 0, day).mean);
    } else {
      CHECK(in_period(reminded, 0, day).mean == 2);
      near(in_period(half, 0, day), 2 * (.5 + .5 * .6));
    }
  }
  for (std::size_t i = 0; i < 50; ++i) {
    for (std::size_t day = 1; day <= 28; ++day) CHECK(*always.replications[i].measures[1][day] >= *base.replications[i].measures[1][day] - 1e-9);
  }
}

TEST_CASE("who is booked for a time, or comes as the third of a day, is the same person whatever else is booked or how many come") {
  const auto stays = [](const std::string& arrivals) {
    const auto made = read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[arrivals.list]\nto = \"unit\"\nperiod = 1\n" + arrivals +
                           "\n[services.unit]\nkind = \"unlimited\"\nstay = { distribution = \"exponential\", mean = 2 }\nnext = \"out\"\n");
    REQUIRE_MESSAGE(made, made.error().detail);
    const auto tables = engine::compile(made->model);
    engine::Simulation simulation(tables);
    std::map<std::uint64_t, double> began;
    std::map<double, double> out;  // by when they began
    simulation.trace([&](const engine::Happening& each) {
      if (each.what == engine::Happening::What::began) began[each.person] = each.time;
      if (each.what == engine::Happening::What::departed) out[began[each.person]] = each.time - began[each.person];
    });
    simulation.run(1, 0, {.warm_up = 0, .length = 30, .daily_snapshots = false, .until_empty = true});
    return out;
  };
  const auto all_in = [](const std::map<double, double>& some, const std::map<double, double>& others) {
    std::size_t found = 0;
    for (const auto& [began, stay] : some) {
      const auto other = others.find(began);
      if (other == others.end()) continue;
      CHECK(other->second == doctest::Approx(stay));
      ++found;
    }
    return found;
  };
  CHECK(all_in(stays("at = [0.25, 0.75]"), stays("at = [0.25, 0.5, 0.75]")) == 60);
  CHECK(all_in(stays("count = 4"), stays("count = { distribution = \"poisson\", mean = 6 }")) > 80);
}

TEST_CASE("people who come so many a period are as before or as changed by their own time") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.people]
count = 20
period = 10
to = "unit"
[services.unit]
kind = "unlimited"
stay = 1
next = "out"
[measures.come]
quantity = "arrivals"
of = "unit"
period = 2
[run]
length = 30
replications = 2000
[scenarios.more]
at = 14
uptake = 0.5
[scenarios.more.set]
"arrivals.people.count" = 30
)";
  const auto base = ran(text), more = ran(text, "more");
  for (std::size_t at = 1; at <= 15; ++at) {
    CAPTURE(at);
    near(in_period(base, 0, at), 4);
    if (at <= 7) CHECK(in_period(more, 0, at).mean == in_period(base, 0, at).mean);
    else near(in_period(more, 0, at), 5);
  }
}

TEST_CASE("a rate that ramps up and decays brings as many people as its integral, hour by hour too") {
  std::string text = free_ward + R"([scenarios.more]
at = 33.3
ramp = 20
uptake = 0.8
decay = 15
[scenarios.more.scale]
"arrivals.people.rate" = 4
)";
  const auto rate = [](double t) { return 2 + 6 * .8 * (t < 33.3 ? 0 : t < 53.3 ? (t - 33.3) / 20 : std::exp2(-(t - 53.3) / 15)); };
  const auto at = text.find("to = \"ward\"");
  for (const bool by_hour : {false, true}) {
    if (by_hour) text.insert(at, "by_hour = [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0]\n");
    const auto result = ran(text, "more");
    for (std::size_t period : {6U, 7U, 9U, 11U, 15U, 20U}) {
      CAPTURE(period);
      near(in_period(result, 1, period), 5 * mean_over(5.0 * static_cast<double>(period - 1), 5.0 * static_cast<double>(period), rate));
    }
  }
}

TEST_CASE("beds move by whole ones each midnight, and long after a change the service is as if it had always been so") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "hour"
begins_on = 2026-01-01
[arrivals.people]
rate = 3
to = "ward"
[services.ward]
beds = 4
stay = { distribution = "exponential", mean = 1 }
next = "out"
when_full = { turn_away = "out" }
[measures.delayed]
quantity = "share_delayed"
period = 240
[run]
length = 1200
replications = 300
[scenarios.four]
at = 2026-01-11
ramp = "10 days"
[scenarios.four.add]
"services.ward.beds" = 4
[scenarios.faster.set]
"services.ward.stay.mean" = 0.8
[[scenarios.faster.changes]]
at = 240
add = { "services.ward.beds" = 1 }
[[scenarios.faster.changes]]
at = "20 days"
scale = { "arrivals.people.rate" = 1.5, "services.ward.stay.mean" = 1.25 }
)";
  const auto erlang_b = [](int beds, double load) {
    double b = 1;
    for (int i = 1; i <= beds; ++i) b = load * b / (i + load * b);
    return b;
  };
  const auto four = ran(text, "four");
  double beds = 4 * 240.0 + 8 * 720.0;
  for (int day = 0; day < 10; ++day) beds += 24 * std::floor(4 + .4 * day + .5);
  CHECK(four.services[0].beds == doctest::Approx(beds / 1200).epsilon(1e-12));
  near(in_period(four, 0, 1), erlang_b(4, 3), .02);
  near(in_period(four, 0, 5), erlang_b(8, 3), .1);
  const auto faster = ran(text, "faster");
  near(in_period(faster, 0, 1), erlang_b(4, 2.4), .02);
  near(in_period(faster, 0, 2), erlang_b(5, 2.4), .02);
  near(in_period(faster, 0, 5), erlang_b(5, 4.5), .02);
}

TEST_CASE("a service may open at a date, and draws don't depend on threads") {
  const std::string text = free_ward + R"([scenarios.opens]
[scenarios.opens.set]
"services.unit" = { beds = 2, stay = 3, next = { away = 0.3, ward = 0.7 }, when_full = { turn_away = "away" } }
[[scenarios.opens.changes]]
at = 30
uptake = 0.5
set = { "arrivals.people.to" = "unit" }
)";
  const auto made = read(text, "opens");
  REQUIRE(made);
  REQUIRE(engine::check_model(made->model));
  engine::Model model = made->model;
  model.run.replications = 20;
  const auto one = *engine::run_model(model, {.threads = 1, .cancel = nullptr, .progress = {}});
  const auto three = *engine::run_model(model, {.threads = 3, .cancel = nullptr, .progress = {}});
  for (std::size_t i = 0; i < one.replications.size(); ++i) CHECK(one.replications[i].measures == three.replications[i].measures);
  CHECK(one.services[2].arrivals->mean == doctest::Approx(70).epsilon(.1));
}

TEST_CASE("what can't change at a date is refused with a sentence") {
  const auto refused = [](const std::string& scenario) {
    const auto made = read(free_ward + scenario, "x");
    REQUIRE_FALSE(made);
    return made.error();
  };
  const auto added = refused("[scenarios.x]\nat = 3\n[scenarios.x.set]\n\"services.new\" = { beds = 1, stay = 1, next = \"home\" }\n");
  CHECK(added.code == "not-at-a-date");
  CHECK(added.detail.find("new would be added at a date") != std::string::npos);
  CHECK(added.where == "model.toml:31");
  CHECK(refused("[scenarios.x]\nat = 3\n[scenarios.x.set]\n\"run.length\" = 3\n").code == "not-at-a-date");
  CHECK(refused("[scenarios.x]\nat = 3\n[scenarios.x.set]\n\"services.ward.kind\" = \"beds\"\n\"services.ward.beds\" = 3\n").code == "not-at-a-date");
  CHECK(refused("[scenarios.x]\nat = 3\n").code == "changes-missing");
  CHECK(refused("[scenarios.x]\nat = 3\nuptake = 1.2\n[scenarios.x.scale]\n\"arrivals.people.rate\" = 2\n").code == "number-out-of-range");
  CHECK(refused("[scenarios.x]\nat = 3\ndecay = 0\n[scenarios.x.scale]\n\"arrivals.people.rate\" = 2\n").code == "number-out-of-range");
  for (const char* wrong : {"[scenarios.x]\nramp = 3\n", "[scenarios.x]\n[[scenarios.x.changes]]\nramp = 3\n"}) {
    const auto file = ModelFile::read(free_ward + wrong, "model.toml");
    REQUIRE_FALSE(file);
    CHECK(file.error().code == "at-missing");
  }
}

}  // namespace tributary::exchange::flow
