// What becomes of people in a run, held against arithmetic: overflow, waits in all, shares that aren't known, and runs that can't go on.
#include "engines/flow/analytic/solve.hpp"
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

TEST_CASE("who overflows to where there is always room needs no other way") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 4
to = "ward"
[services.ward]
beds = 3
stay = { distribution = "exponential", mean = 1 }
next = "out"
when_full = [{ overflow = "elsewhere" }]
[services.elsewhere]
kind = "unlimited"
stay = { distribution = "exponential", mean = 1 }
next = "out"
[measures.there]
quantity = "occupancy"
of = "elsewhere"
[run]
warm_up = 20
length = 2000
replications = 20
)";
  near(whole(ran(text), "there"), 4 * .4507042);  // Erlang B of 3 beds for a load of 4
}

TEST_CASE("who is sent on to wait elsewhere stands in that line, and is counted as coming there") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 2.4
to = "near"
[services.near]
beds = 2
stay = { distribution = "exponential", mean = 1 }
next = "out"
when_full = [{ overflow = "far", wait_there = true }]
[services.far]
beds = 2
stay = { distribution = "exponential", mean = 1 }
next = "out"
[measures.come]
quantity = "arrivals"
of = "far"
[measures.busy]
quantity = "occupancy"
of = "far"
[run]
warm_up = 50
length = 2000
replications = 20
)";
  const double sent = 2.4 * .458599;  // Erlang B of 2 beds for a load of 2.4
  const auto result = ran(text);
  near(whole(result, "come"), 2000 * sent);
  near(whole(result, "busy"), sent);  // nobody is lost: all wait
  CHECK(result.services[1].wait->mean > .1);
  std::string round = text;
  round.replace(round.rfind("next = \"out\""), 12, "next = \"out\"\nwhen_full = [{ overflow = \"near\", wait_there = true }]");
  const auto made = read(round);
  REQUIRE(made);
  const auto checked = engine::check_model(made->model);
  REQUIRE_FALSE(checked);
  CHECK(checked.error().code == "overflow-circle");
}

TEST_CASE("what somebody waited in all holds the wait that has just ended") {
  const auto result = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 0.5
to = "s"
[services.s]
beds = 1
stay = { distribution = "exponential", mean = 1 }
next = [{ when = "waited_in_all > 1", to = "late" }, { to = "soon" }]
[services.late]
kind = "unlimited"
stay = 0.001
next = "out"
[services.soon]
kind = "unlimited"
stay = 0.001
next = "out"
[measures.late]
quantity = "arrivals"
of = "late"
[run]
warm_up = 100
length = 2000
replications = 20
)");
  near(whole(result, "late"), 2000 * .5 * .5 * std::exp(-.5));  // P(W > 1) of M/M/1
}

TEST_CASE("a share that isn't known is as unsure as it says, and the others share what is left") {
  const auto result = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 2000
to = { a = { about = 0.9, low = 0.8, high = 1.0, law = "uniform" }, b = 0.06, c = 0.04 }
[services.a]
kind = "unlimited"
stay = 0.001
next = "out"
[services.b]
kind = "unlimited"
stay = 0.001
next = "out"
[services.c]
kind = "unlimited"
stay = 0.001
next = "out"
[measures.come]
quantity = "arrivals"
each = "service"
[run]
length = 1
replications = 400
)");
  const double among_2000 = 2000 * std::sqrt(.2 * .2 / 12);  // the spread of a uniform share
  CHECK(whole(result, "come: a").sd == doctest::Approx(std::sqrt(among_2000 * among_2000 + 2000 * .9)).epsilon(.1));
  near(whole(result, "come: b"), 2000 * .06, .1);
  near(whole(result, "come: c"), 2000 * .04, .1);
}

TEST_CASE("a run in which time doesn't go on stops, and says why") {
  const auto made = read(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 1
to = "s"
[services.s]
kind = "unlimited"
stay = 0
next = [{ when = "waited_in_all < 1", to = "s" }, { to = "out" }]
[run]
length = 2
replications = 1
)");
  REQUIRE(made);
  REQUIRE(engine::check_model(made->model));
  const auto result = engine::run_model(made->model);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == "time-stands-still");
}

TEST_CASE("a run until all have left is over when those who ask again will never be served") {
  const auto result = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 1
to = "s"
[services.s]
beds = { usually = 3, from = [{ at = 5, beds = 0 }] }
stay = 1
next = "out"
when_full = { poll = 0.25 }
[run]
length = 10
replications = 1
until_empty = true
)");
  CHECK(result.replications.size() == 1);
}

TEST_CASE("a plain queue whose beds are drawn as none is run all the same") {
  const auto result = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 1
to = "s"
[services.s]
beds = { about = 1, low = 0, high = 2, law = "uniform" }
stay = 0.1
next = "out"
[run]
length = 20
replications = 40
)");
  CHECK(result.replications.size() == 40);
}

TEST_CASE("amounts that no machine could hold are refused with what they come to") {
  const auto code = [](const std::string& arrivals, const std::string& service, const std::string& more) {
    const auto made = read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[arrivals.all]\n" + arrivals + "\nto = \"s\"\n[services.s]\n" + service + "\nstay = 1\nnext = \"out\"\n" + more);
    REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
    const auto done = engine::check_model(made->model);
    return done ? std::string() : done.error().code;
  };
  CHECK(code("at = [0]\nperiod = 1e-9", "beds = 1", "[run]\nlength = 1\n") != "");
  CHECK(code("count = 0\nperiod = 1e-12", "beds = 1", "") == "periods-too-many");
  CHECK(code("rate = 1", "beds = 100000000\nstart = { occupied = 90000000 }", "") == "too-many-people");
  CHECK(code("rate = 1", "beds = 1", "[measures.m]\nquantity = \"arrivals\"\nperiod = 0.01\n[run]\nlength = 900\nreplications = 1000\n") == "too-many-numbers");
  CHECK(code("rate = 1e-9", "beds = 1", "[run]\nlength = 1e12\nsnapshots = true\n") == "number-out-of-range");
  CHECK(code("rate = 1", "beds = 1", "[measures.m]\nquantity = \"queue\"\npercentile = 90\n") == "measure-asks-too-much");
  CHECK(code("rate = 1", "beds = 1", "[measures.m]\nquantity = \"wait\"\nthreshold = 3\n") == "measure-asks-too-much");
  CHECK(code("rate = 1", "beds = 1", "[measures.m]\nquantity = \"travel\"\n") == "measure-asks-too-much");
}

}  // namespace tributary::exchange::flow
