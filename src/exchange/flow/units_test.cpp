// Numbers stand in the unit that is said beside them, and are compared in it.
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

namespace {

// How many of 1,000 people pass a condition.
double passing(const std::string& attribute, const std::string& when) {
  const auto run = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
exits = ["treated", "home"]
[attributes.onset]
)" + attribute + R"(
[arrivals.all]
every = 0.001
process = "deterministic"
to = "ward"
[services.ward]
kind = "unlimited"
stay = 0
next = [{ when = ")" + when + R"(", to = "treated" }, { to = "home" }]
[measures.treated]
quantity = "departures"
next = "treated"
[run]
length = 10
replications = 1
)");
  return run.replications[0].measures[0][0].value_or(-1) / 10'000;
}

double mean_stay(const std::string& law) {
  const auto made = read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[arrivals.all]\nrate = 1\nto = \"s\"\n[services.s]\nkind = \"unlimited\"\nnext = \"out\"\nstay = { " + law + " }\n");
  REQUIRE_MESSAGE(made, made.error().detail);
  return engine::moments(made->model.services[0].stays[0].length).mean;
}

}  // namespace

TEST_CASE("an attribute with a unit is compared in that unit, and with times that have their own") {
  // P(X <= 4) of a lognormal with mu 1.2 and sigma .8 is Φ((ln 4 − 1.2) / .8) = .5922.
  const std::string in_hours = "distribution = \"lognormal\"\nmu = 1.2\nsigma = 0.8\nunit = \"h\"";
  CHECK(passing(in_hours, "onset <= 4") == doctest::Approx(.5922).epsilon(.02));
  CHECK(passing(in_hours, "onset <= '4 h'") == passing(in_hours, "onset <= 4"));
  CHECK(passing(in_hours, "onset <= '240 minutes'") == doctest::Approx(passing(in_hours, "onset <= 4")).epsilon(1e-3));
  CHECK(passing("distribution = \"fixed\"\nvalue = \"7 h\"\nunit = \"h\"", "onset == 7") == 1);
  CHECK(passing("distribution = \"fixed\"\nvalue = 7\nunit = \"h\"", "onset >= '7 h' and onset < '8 h'") == 1);
  // Without one it is in the model's.
  CHECK(passing("distribution = \"uniform\"\nfrom = 0\nto = \"12 h\"", "onset <= 0.25") == doctest::Approx(.5).epsilon(.03));
  CHECK(passing("distribution = \"uniform\"\nfrom = 0\nto = 0.5", "onset <= '6 h' and waited < '1 min'") == doctest::Approx(.5).epsilon(.03));
}

TEST_CASE("a unit is also that of where a law is cut and by how much it is moved") {
  CHECK(mean_stay("distribution = \"uniform\", from = 0, to = 48, unit = \"h\", most = 24, outside = \"resample\"") == doctest::Approx(.5));
  CHECK(mean_stay("distribution = \"fixed\", value = 24, unit = \"h\", shift = 12") == doctest::Approx(1.5));
  CHECK(mean_stay("distribution = \"fixed\", value = 24, unit = \"h\", shift = \"1 day\"") == doctest::Approx(2));
}

TEST_CASE("appointments may stand at a time of day") {
  const auto made = read("schema = \"tributary.flow/1\"\ntime_unit = \"hour\"\n[arrivals.all]\nat = [\"9:30\", \"14:00\", 16, \"17 h\"]\nperiod = \"day\"\nto = \"s\"\n[services.s]\nbeds = 1\nstay = 1\nnext = \"out\"\n");
  CHECK_FALSE(made);  // a period is "1 day"
  const auto right = read("schema = \"tributary.flow/1\"\ntime_unit = \"hour\"\n[arrivals.all]\nat = [\"9:30\", \"14:00\", 16, \"17 h\"]\nperiod = 24\nto = \"s\"\n[services.s]\nbeds = 1\nstay = 1\nnext = \"out\"\n");
  REQUIRE(right);
  CHECK(std::get<engine::ScheduledArrivals>(right->model.sources[0].process).at == std::vector<double>{9.5, 14, 16, 17});
}

TEST_CASE("travel is in minutes, however its threshold is written") {
  for (const char* threshold : {"8", "\"8 min\"", "\"480\"", "0.5"}) {
    const auto made = read(std::string("schema = \"tributary.flow/1\"\ntime_unit = \"week\"\n[arrivals.all]\nrate = 1\nto = \"s\"\n[services.s]\nbeds = 1\nstay = 1\nnext = \"out\"\n") +
                           "[measures.m]\nquantity = \"share_within_travel\"\nthreshold = " + threshold + "\n");
    if (threshold[0] == '"' && threshold[1] == '4') {
      CHECK_FALSE(made);  // text without a unit
      continue;
    }
    REQUIRE(made);
    CHECK(*made->model.measures[0].threshold == doctest::Approx(threshold[0] == '0' ? .5 : 8));
  }
}

}  // namespace tributary::exchange::flow
