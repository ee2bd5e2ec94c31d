// What a model's measures are asked of, and what is refused because it would never end.
#include "engines/flow/analytic/solve.hpp"
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

namespace {

const std::string two_wards = R"(schema = "tributary.flow/1"
time_unit = "day"
classes = ["x", "y"]
[arrivals.both]
rate = 4
class = { x = 0.25, y = 0.75 }
to = [{ class = "x", to = "s" }, { to = "t" }]
[services.s]
kind = "unlimited"
stay = { distribution = "exponential", mean = 1 }
next = "out"
[services.t]
kind = "unlimited"
stay = { distribution = "exponential", mean = 2 }
next = "out"
)";

}  // namespace

TEST_CASE("a cost is of those whom its measure asks for, and of the costs that it names") {
  const auto result = ran(two_wards + R"(
[costs.bed_day]
per = "time_in_service"
amount = 10
[costs.admission]
per = "arrival"
amount = 100
[measures.of_x]
quantity = "cost"
class = "x"
costs = ["bed_day"]
[measures.of_all]
quantity = "cost"
costs = ["bed_day"]
[measures.admissions]
quantity = "cost"
costs = "admission"
[measures.everything]
quantity = "cost"
[run]
warm_up = 50
length = 1000
replications = 30
)");
  near(whole(result, "of_x"), 4 * .25 * 1 * 10 * 1000);
  near(whole(result, "of_all"), (4 * .25 * 1 + 4 * .75 * 2) * 10 * 1000);
  near(whole(result, "admissions"), 4 * 100 * 1000);
  CHECK(whole(result, "everything").mean == doctest::Approx(whole(result, "of_all").mean + whole(result, "admissions").mean));
}

TEST_CASE("what becomes of people can be asked of those who were in a service, and of each service, class or place at once") {
  const auto result = ran(two_wards + R"(
[outcomes.death]
base = 0.1
effects = [{ service = "s", change = -0.05 }]
[measures.deaths]
quantity = "outcome_share"
outcome = "death"
each = "service"
[measures.time]
quantity = "time_in_system"
of = "t"
[measures.come]
quantity = "arrivals"
each = "class"
[run]
warm_up = 50
length = 1000
replications = 30
)");
  near(whole(result, "deaths: s"), .05);
  near(whole(result, "deaths: t"), .1);
  near(whole(result, "time"), 2);
  near(whole(result, "come: x"), 1000);
  near(whole(result, "come: y"), 3000);
}

TEST_CASE("people who come evenly, or at gaps of any law, come by the hour and the day too") {
  const auto counts = [](const std::string& coming) {
    return ran("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[arrivals.all]\n" + coming + R"(
by_weekday = [1, 1, 2, 1, 1, 0, 0]
to = "s"
[services.s]
kind = "unlimited"
stay = 0.1
next = "out"
[measures.come]
quantity = "arrivals"
period = "1 days"
[run]
length = 7
replications = 200
)");
  };
  const auto evenly = counts("rate = 24\nprocess = \"deterministic\"");
  const auto& days = measure(evenly, "come").periods;
  REQUIRE(days.size() == 7);
  CHECK(std::fabs(days[0]->mean - 23.5) < 1);  // the first after an hour; one that comes as a day ends may be of either
  CHECK(std::fabs(days[1]->mean - 24) <= 1);
  CHECK(std::fabs(days[2]->mean - 48) <= 1);
  CHECK(days[5]->mean <= 1);
  CHECK(days[6]->mean == 0);
  const auto by_gaps = counts("gap = { distribution = \"gamma\", mean = 0.05, sd = 0.02 }");
  near(*measure(by_gaps, "come").periods[2], 40);
  CHECK(measure(by_gaps, "come").periods[6]->mean == 0);
}

TEST_CASE("who comes by the hour and the day comes so whichever way a queue is run") {
  const auto counts = [](const std::string& coming, const std::string& engine) {
    return ran("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[arrivals.all]\n" + coming + R"(
by_weekday = [1, 1, 2, 1, 1, 0, 0]
to = "s"
[services.s]
beds = 20
stay = { distribution = "exponential", mean = 1 }
next = "out"
[measures.come]
quantity = "arrivals"
period = "1 days"
[run]
length = 7
replications = 20
engine = ")" + engine + "\"\n");
  };
  for (const std::string coming : {"rate = 4\nprocess = \"deterministic\"", "gap = { distribution = \"gamma\", mean = 0.25, sd = 0.1 }", "rate = 4"}) {
    const auto by_events = counts(coming, "events"), by_recursion = counts(coming, "recursion");
    for (std::size_t day = 0; day < 7; ++day) CHECK(measure(by_events, "come").periods[day]->mean == measure(by_recursion, "come").periods[day]->mean);
    CHECK(measure(by_recursion, "come").periods[6]->mean == 0);
  }
}

TEST_CASE("an effect of a service is on all who were in it, wherever they went on to") {
  const auto result = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 20
to = { south = 0.5, north = 0.5 }
[services.south]
kind = "unlimited"
stay = 1
next = { rehab = 0.3, out = 0.7 }
[services.north]
kind = "unlimited"
stay = 1
next = "rehab"
[services.rehab]
kind = "unlimited"
stay = 1
next = "out"
[outcomes.well]
base = 0.1
effects = [{ service = "south", change = 0.2 }]
[measures.well]
quantity = "outcome_share"
outcome = "well"
of = "south"
[measures.well_there]
quantity = "outcome_share"
outcome = "well"
of = "rehab"
[run]
warm_up = 10
length = 300
replications = 20
)");
  near(whole(result, "well"), .3);
  near(whole(result, "well_there"), (.5 * .1 + .15 * .3) / .65);  // those from the south have it, those from the north don't
}

TEST_CASE("the share of beds in use is of a pool's beds too") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
exits = ["out", "away"]
[pools.shared]
beds = 2
[arrivals.all]
rate = 40
to = { a = 0.5, b = 0.5 }
[services.a]
beds = 1
pool = "shared"
stay = { distribution = "exponential", mean = 1 }
next = "out"
when_full = { turn_away = "away" }
[services.b]
beds = 1
pool = "shared"
stay = { distribution = "exponential", mean = 1 }
next = "out"
when_full = { turn_away = "away" }
[measures.used]
quantity = "occupancy_share"
[run]
warm_up = 10
length = 200
replications = 20
)";
  const auto result = ran(text);
  const auto& used = whole(result, "used");
  CHECK(used.mean < 1);
  CHECK(used.mean > .9);  // forty a day for four beds
  const auto made = read(text);
  REQUIRE(made);
  near(used, engine::solve(made->model)->measures[0].whole->value);
}

TEST_CASE("a Poisson count has its mean for its variance") {
  const auto result = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
count = { distribution = "poisson", mean = 5.5 }
to = "s"
[services.s]
kind = "unlimited"
stay = 0.001
next = "out"
[measures.come]
quantity = "arrivals"
period = "1 days"
[run]
length = 1
replications = 4000
)");
  const auto& come = *measure(result, "come").periods[0];
  near(come, 5.5);
  CHECK(come.sd * come.sd == doctest::Approx(5.5).epsilon(.1));
}

TEST_CASE("people who would go round for ever, or ask without end, are refused with the reason") {
  const auto code = [](std::string text, const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
    const auto made = read(text);
    REQUIRE(made);
    const auto done = engine::check_model(made->model);
    return done ? std::string() : done.error().code;
  };
  CHECK(code(two_wards, "next = \"out\"", "next = [{ class = \"x\", to = \"s\" }, { to = \"out\" }]") == "never-ends");
  CHECK(code(two_wards, "next = \"out\"", "next = [{ class = \"y\", to = \"s\" }, { to = \"out\" }]").empty());  // nobody of y comes here
  CHECK(code(two_wards, "next = \"out\"", "next = { s = 0.9, out = 0.1 }") == "");
  CHECK(code(two_wards + "[returns.again]\nprobability = 1\nafter = 3\nto = \"s\"\n", "rate", "rate") == "never-ends");
  CHECK(code(two_wards, "kind = \"unlimited\"", "beds = 3\nwhen_full = [{ poll = 0 }]") == "poll-too-often");
  CHECK(code(two_wards + "[costs.beds]\nper = \"time_provided\"\namount = 1\n[measures.of_x]\nquantity = \"cost\"\nclass = \"x\"\n", "rate", "rate") == "cost-of-nobody");
}

TEST_CASE("whoever is brought back from out of area was active there as long as they stayed") {
  const auto run = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 1.5
to = "ward"
[services.ward]
beds = 2
stay = { distribution = "exponential", mean = 1 }
when_full = { divert = "away", repatriate = true }
next = "out"
[services.away]
kind = "unlimited"
stay = 1
next = "out"
[measures.stay]
quantity = "length_of_stay"
of = "away"
[measures.active]
quantity = "active_stay"
of = "away"
[run]
length = 2000
replications = 3
)");
  for (const auto& each : run.replications) CHECK(*each.measures[0][0] == doctest::Approx(*each.measures[1][0]).epsilon(1e-9));
  CHECK(run.services[1].stay->mean == doctest::Approx(run.services[1].active_stay->mean).epsilon(1e-9));
}

TEST_CASE("nobody waits at a full unit of the shortest queue while another has a bed") {
  const auto run = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 8
to = { shortest_queue = "units" }
[groups]
units = ["small", "large"]
[services.small]
beds = 2
stay = { distribution = "exponential", mean = 1 }
next = "out"
[services.large]
beds = 20
stay = { distribution = "exponential", mean = 1 }
next = "out"
[measures.delayed]
quantity = "share_delayed"
[run]
length = 1000
replications = 4
)");
  // As if the two were one of 22 beds, by Erlang's formula.
  CHECK(run.measures[0].whole->mean < 1e-3);
}

}  // namespace tributary::exchange::flow
