// Numbers that aren't known exactly, against the variance that they must add.
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

TEST_CASE("what isn't known exactly is drawn once for each replication, and widens what replications show") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
exits = ["home", "away"]
[arrivals.people]
rate = { about = 5, sd = 0.5, source = "counted by hand", licence = "OGL 3.0" }
to = "ward"
[services.ward]
kind = "unlimited"
stay = { distribution = "exponential", mean = { about = 2, low = 1.8, high = 2.2, law = "lognormal" } }
next = { home = { about = 0.7, sd = 0.1 }, away = 0.3 }
[services.clinic]
beds = { about = 5, low = 2, high = 8, law = "uniform" }
stay = 1
next = "home"
note = "an example"
[arrivals.clinic]
every = 1
to = "clinic"
[measures.beds]
quantity = "occupancy"
of = "ward"
[measures.come]
quantity = "arrivals"
of = "ward"
[run]
warm_up = 30
length = 200
replications = 1500
[scenarios.other.set]
"services.third" = { beds = 2, stay = 1, next = "home" }
"arrivals.clinic.to" = "third"
"arrivals.third" = { rate = 1, to = "clinic" }
[scenarios.twice.scale]
"arrivals.people.rate" = 2
[scenarios.sure.set]
"arrivals.people.rate" = 5
)";
  const auto made = read(text);
  REQUIRE(made);
  REQUIRE(made->model.evidence.size() == 2);
  CHECK(made->model.evidence[0].of == "arrivals.people.rate");
  CHECK(made->model.evidence[0].licence == "OGL 3.0");
  CHECK(made->model.evidence[1].note == "an example");
  const auto base = ran(text);
  const auto beds = in_period(base, 0, 0);
  near(beds, 10, .01);
  // Of the load: (5, sd .5) times (2, sd .1); of a mean over time T of M/M/∞: 2 ρ S / T.
  const double mean_sd = .4 / (2 * 1.959963984540054);
  const double variance = 25 * mean_sd * mean_sd + 4 * .25 + .25 * mean_sd * mean_sd + 2 * 10 * 2 / 200.0;
  CHECK(std::fabs(beds.sd * beds.sd / variance - 1) < 4.5 * std::sqrt(2 / 1500.0));
  const auto other = ran(text, "other");
  bool varied = false;
  for (std::size_t i = 0; i < base.replications.size(); ++i) {
    REQUIRE(base.replications[i].measures == other.replications[i].measures);
    const double capacity = base.replications[i].services[1].beds;
    CHECK(std::fabs(capacity - std::round(capacity)) < 1e-9);
    varied = varied || std::round(capacity) != 5;
  }
  CHECK(varied);
  const auto twice = in_period(ran(text, "twice"), 1, 0);
  near(twice, 2000, .01);
  CHECK(std::fabs(twice.sd * twice.sd / (200 * 200 + 2000) - 1) < 4.5 * std::sqrt(2 / 1500.0));
  const auto sure = in_period(ran(text, "sure"), 1, 0);
  CHECK(std::fabs(sure.sd * sure.sd / 1000 - 1) < 4.5 * std::sqrt(2 / 1500.0));
  engine::Model model = made->model;
  model.run.replications = 12;
  const auto one = *engine::run_model(model, {.threads = 1, .cancel = nullptr, .progress = {}});
  const auto three = *engine::run_model(model, {.threads = 3, .cancel = nullptr, .progress = {}});
  for (std::size_t i = 0; i < one.replications.size(); ++i) CHECK(one.replications[i].measures == three.replications[i].measures);
}

TEST_CASE("a number that isn't known exactly says how surely it is, and no law is made of what it can't be") {
  const auto refused = [](const std::string& rate) {
    std::string text = free_ward;
    text.replace(text.find("rate = 2"), 8, "rate = " + rate);
    const auto made = read(text);
    REQUIRE_FALSE(made);
    CHECK(made.error().where == "model.toml:5");
    return made.error().code;
  };
  CHECK(refused("{ about = 2 }") == "spread-missing");
  CHECK(refused("{ about = 2, low = 3, high = 4 }") == "spread-missing");
  CHECK(refused("{ about = 2, sd = 1, low = 1, high = 4 }") == "spread-missing");
  CHECK(refused("{ about = 2, sd = 1, law = \"uniform\" }") == "spread-missing");
  CHECK(refused("{ about = 2, sd = 1, law = \"cauchy\" }") == "law-not-known");
  CHECK(refused("{ about = -2, sd = 1 }") == "number-out-of-range");
  std::string text = free_ward;
  text.replace(text.find("mean = 4, sd = 3"), 16, "mean = { about = 4, sd = 1 }, median = { about = 3.9, sd = 1 }");
  const auto made = read(text);
  REQUIRE(made);
  const auto run = engine::run_model(made->model);
  REQUIRE_FALSE(run);
  CHECK(run.error().code == "distribution-not-possible");
}

// Ten wards whose stays are as long as one study found have not each their own luck with it.
TEST_CASE("numbers that name the same draw are high together and low together") {
  const std::string text = R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.people]
rate = 5
to = { a = 0.5, b = 0.3, c = 0.2 }
[services.a]
kind = "unlimited"
stay = { distribution = "exponential", mean = { about = 10, sd = 1, draw = "stays" } }
next = "out"
[services.b]
like = "a"
[services.c]
like = "a"
stay = { distribution = "exponential", mean = { about = 20, sd = 4, draw = "stays" } }
)";
  const auto made = read(text);
  REQUIRE(made);
  REQUIRE(made->model.drawn);
  const auto mean = [](const engine::Model& model, std::size_t service) { return engine::moments(model.services[service].stays[0].length).mean; };
  for (std::uint64_t replication = 0; replication < 5; ++replication) {
    const auto drawn = made->model.drawn(1, replication);
    REQUIRE(drawn);
    CHECK(mean(*drawn, 0) != doctest::Approx(10).epsilon(1e-9));
    CHECK(mean(*drawn, 1) == doctest::Approx(mean(*drawn, 0)));
    CHECK(mean(*drawn, 2) - 20 == doctest::Approx(4 * (mean(*drawn, 0) - 10)));
  }
  std::string apart = text;
  apart.replace(apart.find(", draw = \"stays\""), 16, "");
  const auto other = read(apart);
  REQUIRE(other);
  const auto drawn = other->model.drawn(1, 0);
  REQUIRE(drawn);
  CHECK(mean(*drawn, 1) != doctest::Approx(mean(*drawn, 0)).epsilon(1e-9));
  std::string nameless = text;
  nameless.replace(nameless.find("\"stays\""), 7, "\"\"");
  const auto refused = read(nameless);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "name-missing");
  CHECK(refused.error().where == "model.toml:8");
}

}  // namespace tributary::exchange::flow
