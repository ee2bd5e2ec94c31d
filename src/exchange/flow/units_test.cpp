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

TEST_CASE("a stay is moved by a time with its unit, up or down") {
  CHECK(mean_stay("distribution = \"fixed\", value = 5, shift = \"12 h\"") == doctest::Approx(5.5));
  CHECK(mean_stay("distribution = \"fixed\", value = 5, shift = \"-1 day\"") == doctest::Approx(4));
  CHECK(mean_stay("distribution = \"fixed\", value = 5, shift = -1") == doctest::Approx(4));
}

TEST_CASE("only long stays are moved where shift_above says so") {
  const std::string law = "distribution = \"exponential\", mean = 10";
  CHECK(mean_stay(law + ", shift = \"-1 day\", shift_above = \"3 weeks\"") == doctest::Approx(10 - std::exp(-2.1)).epsilon(1e-9));
  CHECK(mean_stay(law + ", scale = 0.5, shift = -4, shift_above = 2") == doctest::Approx(5 - 4 * std::exp(-.4) + [] {
          // Those of 2 to 4 are left with nothing, and not with less.
          double more = 0;
          for (int i = 0; i < 200'000; ++i) {
            const double x = 2 + 2 * (i + .5) / 200'000;
            more += (4 - x) * std::exp(-x / 5) / 5 * 2 / 200'000;
          }
          return more;
        }()).epsilon(1e-6));
  const auto run = ran(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 100
to = "s"
[services.s]
kind = "unlimited"
stay = { distribution = "lognormal", mean = 10, sd = 12, shift = -1, shift_above = 21 }
next = "out"
[run]
warm_up = 400
length = 300
replications = 20
)");
  const auto made = read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[arrivals.all]\nrate = 1\nto = \"s\"\n[services.s]\nkind = \"unlimited\"\nnext = \"out\"\nstay = { distribution = \"lognormal\", mean = 10, sd = 12, shift = -1, shift_above = 21 }\n");
  near(*run.services[0].stay, engine::moments(made->model.services[0].stays[0].length).mean, .01);
}

TEST_CASE("appointments may stand at a time of day") {
  for (const char* const period : {"24", "\"1 day\"", "\"day\""}) {
    const auto made = read(std::string("schema = \"tributary.flow/1\"\ntime_unit = \"hour\"\n[arrivals.all]\nat = [\"9:30\", \"14:00\", 16, \"17 h\"]\nperiod = ") + period + "\nto = \"s\"\n[services.s]\nbeds = 1\nstay = 1\nnext = \"out\"\n");
    REQUIRE(made);
    const auto& booked = std::get<engine::ScheduledArrivals>(made->model.sources[0].process);
    CHECK(booked.at == std::vector<double>{9.5, 14, 16, 17});
    CHECK(booked.period == 24);
  }
}

TEST_CASE("appointments of a week stand on its days, whichever day the run begins on") {
  const auto made = [](const std::string& at, const std::string& period = "\"week\"") {
    return read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\nbegins_on = 2026-09-09\n[arrivals.list]\nto = \"s\"\nperiod = " + period + "\nat = " + at +
                "\n[services.s]\nkind = \"unlimited\"\nstay = 1\nnext = \"out\"\n");  // a Wednesday
  };
  const auto week = made(R"(["Monday 06:00", 0.5, { days = ["Tuesday", "Wednesday"], times = ["12:00", "18:00"] }])");
  REQUIRE_MESSAGE(week, week.error().detail);
  const auto& booked = std::get<engine::ScheduledArrivals>(week->model.sources[0].process);
  CHECK(booked.period == 7);
  const std::vector<double> expected{5.25, .5, 6.5, .5, 6.75, .75};
  REQUIRE(booked.at.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) CHECK(booked.at[i] == doctest::Approx(expected[i]));
  CHECK(made(R"(["Monday 06:00"])", "\"day\"").error().code == "day-of-no-week");
  CHECK(made(R"(["Mon 06:00"])").error().code == "day-not-known");
  CHECK(made(R"(["06:00"])", "\"36 h\"").error().code == "time-of-no-day");
  const auto late = made(R"(["09:30"])", "1\nbegins = 1.45");  // 10:48 of the second day
  REQUIRE(late);
  CHECK(std::get<engine::ScheduledArrivals>(late->model.sources[0].process).at[0] == doctest::Approx(1 - .45 + 9.5 / 24));
  CHECK(made(R"([{ days = "weekend" }])").error().code == "key-missing");
}

TEST_CASE("hours of the day may be written as a clock shows them") {
  const auto made = read(R"(schema = "tributary.flow/1"
time_unit = "day"
exits = ["home", "care_home", "out"]
[arrivals.all]
rate = 1
to = [{ when = "hour >= '9:30'", to = "s" }, { to = "home" }]
[services.s]
beds = { usually = 1, hours = [{ from = "08:30", to = 17.5, beds = 2 }, { from = "22:00", to = "06:00", beds = 3 }] }
stay = [{ next = ["home", "care_home"], distribution = "fixed", value = 2 }, { next = "s2", distribution = "fixed", value = 3 }, { distribution = "fixed", value = 1 }]
next = { home = 0.25, care_home = 0.25, out = 0.25, s2 = 0.25 }
[services.s2]
kind = "unlimited"
stay = 1
next = "out"
)");
  REQUIRE_MESSAGE(made, made.error().detail);
  const auto& hours = made->model.services[0].capacity.hours;
  REQUIRE(hours.size() == 3);
  CHECK(hours[0].from == 8.5);
  CHECK(hours[0].to == 17.5);
  CHECK(hours[2].to == 6);
  const auto& cases = std::get<engine::ByCondition>(made->model.choices[made->model.sources[0].to.at()]);
  CHECK(cases.when[0].steps[0].value == 9.5);
  const auto& steps = made->model.services[0].stays[0].when.steps;
  REQUIRE(steps.size() == 3);
  CHECK(steps[0].value == engine::next_exit({0}));
  CHECK(steps[1].value == engine::next_exit({1}));
  CHECK(made->model.services[0].stays[1].when.steps[0].value == 1);
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
