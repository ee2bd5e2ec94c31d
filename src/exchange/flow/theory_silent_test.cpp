// Where theory must say nothing rather than something untrue.
#include "engines/flow/analytic/solve.hpp"
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

namespace {

// Of a model that begins with these lines and has a service called there.
engine::ServiceSolution there(const std::string& text) {
  const auto made = read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\nexits = [\"out\", \"away\"]\n" + text);
  REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
  REQUIRE(engine::check_model(made->model));
  const auto solution = engine::solve(made->model);
  REQUIRE(solution);
  for (const auto& each : solution->services) {
    if (each.name == "there") return each;
  }
  FAIL("the model has a service called there");
  return {};
}

const std::string one_day = "stay = { distribution = \"exponential\", mean = 1 }\n";

}  // namespace

TEST_CASE("theory says nothing of those who come from where an unknown share goes elsewhere, however far on") {
  const std::string comes = "[arrivals.all]\nrate = 3\nto = \"first\"\n";
  const std::string on = "[services.second]\nbeds = 2\n" + one_day + "next = \"there\"\n[services.there]\nkind = \"unlimited\"\n" + one_day + "next = \"out\"\n";
  SUBCASE("by overflowing to beds that may be full") {
    const auto found = there(comes + "[services.first]\nbeds = 3\n" + one_day + "next = \"out\"\nwhen_full = [{ overflow = \"second\" }, \"wait\"]\n" + on);
    CHECK_FALSE(found.occupied);
    CHECK(found.open == "how many come from second isn't known");
  }
  SUBCASE("by giving up where no closed form is known") {
    CHECK_FALSE(there(comes + "[services.first]\nbeds = 3\nstay = { distribution = \"gamma\", mean = 1, sd = 0.5 }\nnext = \"out\"\nwhen_full = { patience = 0.5, give_up = \"second\" }\n" + on).occupied);
  }
  SUBCASE("but all of it where the way is known") {
    const auto found = there(comes + "[services.first]\nbeds = 3\n" + one_day + "next = \"out\"\nwhen_full = [{ overflow = \"there\" }]\n[services.there]\nkind = \"unlimited\"\n" + one_day + "next = \"out\"\n[run]\nwarm_up = 100\n");
    REQUIRE(found.occupied);
    CHECK(found.occupied->value == doctest::Approx(3 * .346153846));  // Erlang B of 3 beds for a load of 3
  }
}

TEST_CASE("where people come for a part of the run only, theory keeps to what it follows through time") {
  const std::string on = "to = \"there\"\n[services.there]\nkind = \"unlimited\"\n" + one_day + "next = \"out\"\n[run]\nlength = 5\n";
  const auto stops = there("[arrivals.all]\nrate = 10\nat_most = 15\n" + on);
  CHECK_FALSE(stops.occupied);
  CHECK_FALSE(stops.arrivals);
  const auto window = there("[arrivals.all]\nrate = 10\nbegins = 2\nends = 4\n" + on);
  REQUIRE(window.occupied);
  CHECK(window.occupied->exact);
  // Two days at ten a day, each there for a day or until the end: 10 (2 − (1 − e^−2) e^−1) over the run's five days.
  CHECK(window.occupied->value == doctest::Approx(10 * (2 - (1 - std::exp(-2.0)) * std::exp(-1.0)) / 5).epsilon(1e-6));
  CHECK_FALSE(window.arrivals);
}

TEST_CASE("how many come at gaps is nearly what their rate says, not exactly") {
  const std::string on = "to = \"there\"\n[services.there]\nkind = \"unlimited\"\n" + one_day + "next = \"out\"\n[run]\nwarm_up = 10\nlength = 5\n";
  CHECK(there("[arrivals.all]\nrate = 4\n" + on).arrivals->exact);
  CHECK_FALSE(there("[arrivals.all]\nrate = 4\nprocess = \"deterministic\"\n" + on).arrivals->exact);
}

}  // namespace tributary::exchange::flow
