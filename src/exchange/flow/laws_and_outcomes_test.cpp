// What a model file says of stays and of what follows, beside what theory makes of it.
#include <cmath>

#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

namespace {

double below(double x) { return std::erfc(-x / std::sqrt(2.0)) / 2; }                         // of a standard normal
double density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * 3.14159265358979323846); }

}  // namespace

TEST_CASE("each law has the mean and the spread that its keys give it, or that follow by hand") {
  struct Row { const char* law; double mean, sd; };
  const double pi = 3.14159265358979323846, z9 = 1.2815515655446004;
  const double weibull_mean = 2 * std::tgamma(1 + 1 / 1.5), weibull_square = 4 * std::tgamma(1 + 2 / 1.5);
  const double tail = density(-1) / below(1);  // of N(2, 2) above 0
  const double clipped = 2 * below(1) + 2 * density(1), absolute = 2 * std::sqrt(2 / pi) * std::exp(-.5) + 2 * (1 - 2 * below(-1));
  const double spliced = std::exp(1.125) * below(z9 - .5) + .1 * (std::exp(1 + .5 * z9) + 2 / .8);
  for (const Row& row : {Row{"\"36 h\"", 1.5, 0},
                         Row{R"({ distribution = "fixed", value = 3 })", 3, 0},
                         Row{R"({ distribution = "exponential", mean = 2 })", 2, 2},
                         Row{R"({ distribution = "exponential", rate = 0.25, unit = "hour" })", 4 / 24.0, 4 / 24.0},
                         Row{R"({ distribution = "gamma", mean = 3, sd = 2 })", 3, 2},
                         Row{R"({ distribution = "gamma", shape = 2, scale = 1.5 })", 3, 1.5 * std::sqrt(2)},
                         Row{R"({ distribution = "gamma", shape = 0.89040158, rate = 0.04767609 })", .89040158 / .04767609, std::sqrt(.89040158) / .04767609},
                         Row{R"({ distribution = "gamma", mean = 3, median = 2.5 })", 3, NAN},
                         Row{R"({ distribution = "lognormal", mean = 7.4, sd = 8.61 })", 7.4, 8.61},
                         Row{R"({ distribution = "lognormal", mean = 42.79, median = 34 })", 42.79, 42.79 * std::sqrt(std::pow(42.79 / 34, 2) - 1)},
                         Row{R"({ distribution = "lognormal", mu = 1, sigma = 0.5 })", std::exp(1.125), std::exp(1.125) * std::sqrt(std::exp(.25) - 1)},
                         Row{R"({ distribution = "lognormal", quantiles = { "0.5" = 4, "0.9" = 12 } })", 4 * std::exp(std::pow(std::log(3) / z9, 2) / 2), NAN},
                         Row{R"({ distribution = "weibull", shape = 1.5, scale = 2 })", weibull_mean, std::sqrt(weibull_square - weibull_mean * weibull_mean)},
                         Row{R"({ distribution = "weibull", mean = 3, sd = 2 })", 3, 2},
                         Row{R"({ distribution = "hyperexponential", weights = [0.3, 0.7], means = [1, 5] })", 3.8, std::sqrt(2 * (.3 + .7 * 25) - 3.8 * 3.8)},
                         Row{R"({ distribution = "hyperexponential", mean = 3, sd = 5 })", 3, 5},
                         Row{R"({ distribution = "phase-type", begin = [1, 0], rates = [1, 0.5], onward = [[0, 0.5], [0, 0]] })", 2, 2},
                         Row{R"({ distribution = "phase-type", mean = 3, sd = 1.2 })", 3, 1.2},
                         Row{R"({ distribution = "erlang", phases = 4, mean = 2 })", 2, 1},
                         Row{R"({ distribution = "triangular", from = 1, mode = 2, to = 6 })", 3, std::sqrt(21 / 18.0)},
                         Row{R"({ distribution = "uniform", from = 1, to = 4 })", 2.5, std::sqrt(.75)},
                         Row{R"({ distribution = "normal", mean = 2, sd = 2, outside = "resample" })", 2 + 2 * tail, 2 * std::sqrt(1 - tail - tail * tail)},
                         Row{R"({ distribution = "normal", mean = 2, sd = 2, outside = "clip" })", clipped, std::sqrt(8 * below(1) + 4 * density(1) - clipped * clipped)},
                         Row{R"({ distribution = "normal", mean = 2, sd = 2, outside = "absolute" })", absolute, std::sqrt(8 - absolute * absolute)},
                         Row{R"({ distribution = "empirical", values = [1, 2, 6], weights = [1, 2, 1] })", 2.75, std::sqrt(11.25 - 2.75 * 2.75)},
                         Row{R"({ distribution = "empirical", values = [1, 2, 6], weights = [1, 3, 1], between = true })", 1.9, NAN},
                         Row{R"({ distribution = "lognormal-pareto", mu = 1, sigma = 0.5, splice = 0.9, tail_shape = 0.2, tail_scale = 2 })", spliced, NAN},
                         Row{R"({ distribution = "exponential", mean = 2, scale = 0.5, shift = 1 })", 2, 1},
                         Row{R"({ distribution = "exponential", mean = 2, shift = -1 })", 2 * std::exp(-.5), NAN},
                         Row{R"({ distribution = "exponential", mean = 2, most = 3, outside = "resample" })", 2 - 3 * std::exp(-1.5) / (1 - std::exp(-1.5)), NAN}}) {
    CAPTURE(row.law);
    const engine::Model model = typed(std::string("schema = \"tributary.flow/1\"\nname = \"law\"\ntime_unit = \"day\"\n[arrivals.all]\nrate = 1\nto = \"ward\"\n[services.ward]\nkind = \"unlimited\"\nnext = \"out\"\nstay = ") + row.law + "\n");
    const engine::Moments known = moments(model.services[0].stays[0].length);
    CHECK(known.mean == doctest::Approx(row.mean).epsilon(1e-6));
    REQUIRE(known.variance);
    if (!std::isnan(row.sd)) CHECK(std::sqrt(*known.variance) == doctest::Approx(row.sd).epsilon(1e-5));
  }
}

// By hand: of ten a day half begin in each service, a quarter go on from the first to the second, and of the old, three a day, a fifth come
// back to the second each time they leave, .75 a day. So seven a day come to the second, and 10.75 leave.
TEST_CASE("outcomes, costs and return visits of a small place are as many as follow by hand") {
  const engine::Model model = typed(R"(
schema = "tributary.flow/1"
name = "what-follows"
time_unit = "day"
classes = ["old", "young"]
[attributes.frail]
levels = { yes = 0.4, no = 0.6 }
[attributes.onset]
distribution = "exponential"
mean = 6
[arrivals.all]
class = { old = 0.3, young = 0.7 }
rate = 10
to = { first = 0.5, second = 0.5 }
[services.first]
kind = "unlimited"
stay = [
  { when = "frail == 'yes' and next == 'second'", distribution = "exponential", mean = 4 },
  { next = "second", distribution = "fixed", value = 1 },
  { when = "onset <= 4", distribution = "fixed", value = 3 },
  { distribution = "fixed", value = 2 },
]
transition = [{ next = "second", distribution = "exponential", mean = 0.5 }]
next = { second = 0.25, out = 0.75 }
[services.second]
beds = 60
stay = { distribution = "exponential", mean = 4 }
next = "out"
[outcomes.death]
base = 0.1
effects = [{ service = "second", change = -0.05, low = -0.07, high = -0.03 }, { class = "old", change = 0.2 }]
[returns.back]
when = "class == 'old'"
probability = 0.2
after = { distribution = "exponential", mean = 5 }
to = "second"
[costs.come]
per = "arrival"
amount = 5
[costs.stay]
per = "time_in_service"
of = "first"
amount = 3
[costs.beds]
per = "time_provided"
amount = 7
[costs.death]
per = "outcome"
outcome = "death"
amount = 100
[measures.death]
quantity = "outcome_share"
outcome = "death"
[measures.death_of_old]
quantity = "outcome_share"
outcome = "death"
class = "old"
[measures.cost]
quantity = "cost"
period = 1
[measures.stay]
quantity = "length_of_stay"
of = "first"
[measures.second]
quantity = "arrivals"
of = "second"
period = 1
[run]
warm_up = 100
length = 200
replications = 80
seed = 9
)");
  const auto run = engine::run_model(model);
  REQUIRE(run);
  const auto as_by_hand = [&](std::size_t at, double value) {
    const auto& seen = *run->measures[at].whole;
    CAPTURE(run->measures[at].name);
    CAPTURE(seen.mean);
    CHECK(std::fabs(seen.mean - value) < 3 * seen.standard_error());
  };
  const double soon = 1 - std::exp(-4 / 6.0), stay = .25 * (.4 * 4 + .6 + .5) + .75 * (soon * 3 + (1 - soon) * 2);
  const double deaths = 10.75 * .1 + 3.75 * .2 - 7 * .05;
  as_by_hand(0, deaths / 10.75);
  as_by_hand(1, .3 - .05 * (3 * .5 + 3 * .5 * .25 + .75) / 3.75);
  as_by_hand(2, 5 * (5 + 7) + 3 * 5 * stay + 7 * 60 + 100 * deaths);
  as_by_hand(3, stay);
  as_by_hand(4, 7);
  // The outcome varies by chance, and by the effect, of which only an interval is known: by a third more than by chance alone.
  const double luck = std::sqrt(deaths / 10.75 * (1 - deaths / 10.75) / (10.75 * 200));
  CHECK(run->measures[0].whole->sd > 1.1 * luck);
}

// Half of all are in the first and then go on to the second, where the others begin.
TEST_CASE("an effect may be of those who were in some services, wherever they leave from") {
  const std::string text = R"(
schema = "tributary.flow/1"
time_unit = "day"
[groups]
units = ["first"]
[arrivals.all]
rate = 10
to = { first = 0.5, second = 0.5 }
[services.first]
kind = "unlimited"
stay = 1
next = "second"
[services.second]
kind = "unlimited"
stay = 2
next = "out"
[outcomes.death]
base = 0.5
effects = [{ through = "units", change = -0.3 }, { through = ["first", "second"], change = 0.1 }]
[measures.death]
quantity = "outcome_share"
outcome = "death"
[measures.death_after_first]
quantity = "outcome_share"
outcome = "death"
of = "first"
[run]
warm_up = 10
length = 300
replications = 40
)";
  const auto run = engine::run_model(typed(text));
  REQUIRE(run);
  for (const auto& [at, value] : {std::pair<std::size_t, double>{0, .45}, {1, .3}}) {
    const auto& seen = *run->measures[at].whole;
    CAPTURE(seen.mean);
    CHECK(std::fabs(seen.mean - value) < 4 * seen.standard_error());
    CHECK(seen.standard_error() < .005);
  }
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string changed = text;
    changed.replace(changed.find(from), from.size(), to);
    const auto file = ModelFile::read(changed, "model.toml");
    REQUIRE(file);
    const auto made = file->model(nullptr, [](const std::string& name) -> base::Result<std::string> { return name; });
    return made ? std::string("taken") : made.error().code + " " + made.error().where;
  };
  CHECK(refused("through = \"units\"", "through = \"unit\"") == "name-not-known model.toml:19");
  CHECK(refused("through = \"units\"", "through = []") == "list-wanted model.toml:19");
}

}  // namespace tributary::exchange::flow
