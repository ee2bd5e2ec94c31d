// What a report shows beside a run's numbers: courses over time, chances by beds, people on their way, and where they go.
#include <map>

#include "engines/flow/bed_curve.hpp"
#include "engines/flow/catchment.hpp"
#include "engines/flow/film.hpp"
#include "engines/flow/over_time.hpp"
#include "exchange/flow/parameters.hpp"
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

namespace {

using engine::FilmStep;

// Two beds, a load of 1.5, and a second service into which half go on.
const std::string ward = R"(schema = "tributary.flow/1"
time_unit = "day"
leaves_out = ["Nights."]
[review]
state = "reviewed"
by = "analyst of another trust"
on = 2026-03-01
[[evidence]]
of = "stays"
source = "a study"
covers = ["services.*.stay"]
[arrivals.all]
rate = 0.5
to = "ward"
[services.ward]
beds = { value = 2, note = "counted" }
stay = { distribution = "exponential", mean = 3 }
next = { home = 0.5, out = 0.5 }
[services.home]
kind = "unlimited"
stay = 5
next = "out"
[measures.wait]
quantity = "wait"
of = "ward"
[run]
warm_up = 100
length = 2000
replications = 20
)";

engine::Model model_of(const std::string& text) {
  auto made = tested::read(text);
  REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
  REQUIRE(engine::check_model(made->model));
  return std::move(made->model);
}

TEST_CASE("how full services were is told slice by slice, and no other number changes") {
  const engine::Model model = model_of(ward);
  const auto plain = *engine::run_model(model);
  engine::Model watched = model;
  const engine::Slices slices{20, 100};
  engine::measure_over_time(watched, slices);
  auto result = *engine::run_model(watched);
  const auto over_time = engine::take_over_time(model, result, model.measures.size(), slices);
  REQUIRE(result.measures.size() == 1);
  CHECK(result.measures[0].whole->mean == plain.measures[0].whole->mean);
  CHECK(result.services[0].occupied->mean == plain.services[0].occupied->mean);
  REQUIRE(over_time[0].occupied.size() == 20);
  double sum = 0;
  for (const auto& slice : over_time[0].occupied) sum += slice->mean;
  CHECK(sum / 20 == doctest::Approx(plain.services[0].occupied->mean));  // the mean of slices is that of the run
  CHECK(over_time[0].queue.size() == 20);
  watched.run.replications = 1'000'000;  // of which nobody has the memory
  CHECK(engine::slices_of(watched).count == 0);
  CHECK(over_time[1].queue.empty());  // nobody waits where there is room for all
}

TEST_CASE("with a bed for all the chance of a delay is Erlang's, whatever the number of beds there is") {
  engine::Model model = model_of(ward);
  model.run.length = 20000;
  const auto curves = *engine::bed_curves(model, {});
  REQUIRE(curves.services.size() == 2);
  const auto& curve = curves.services[0];
  CHECK(curve.wanted == doctest::Approx(1.5).epsilon(0.02));
  double erlang = 1;  // B(0), and then B(n) = aB / (n + aB)  [Erlang 1917]
  int beds = 0;
  for (std::size_t i = 0; i < curve.beds.size() && curve.beds[i] <= 5; ++i) {
    for (; beds < curve.beds[i]; ++beds) erlang = 1.5 * erlang / (beds + 1 + 1.5 * erlang);
    REQUIRE(curve.delay[i]);
    CHECK(curve.delay[i]->mean == doctest::Approx(erlang).epsilon(0.06));
  }
  CHECK(beds == 5);
  CHECK(engine::run_model(model)->services[0].queue->mean > 0.5);  // in the model itself people do wait
}

TEST_CASE("where people come by the hour no chance of a delay is told by the number of beds: they don't find what is there at a moment like any other") {
  engine::Model model = model_of(ward);
  for (int hour = 0; hour < 24; ++hour) model.sources[0].profile.by_hour.push_back(hour == 9 ? 24 : 0);
  const auto curves = engine::bed_curves(model, {});
  REQUIRE(curves);
  REQUIRE(curves->services.size() == 2);
  CHECK(curves->services[0].beds.empty());
}

TEST_CASE("those who wait for a team are told over time, whether its books have a limit or not") {
  engine::Model model = model_of(R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 3
to = "team"
[services.team]
kind = "team"
visits = 2
needs = 1
next = "out"
[run]
length = 120
replications = 5
)");
  engine::Model running = model;
  const auto slices = engine::slices_of(running);
  engine::measure_over_time(running, slices);
  auto result = engine::run_model(running);
  REQUIRE(result);
  const auto told = engine::take_over_time(model, *result, 0, slices);
  REQUIRE_FALSE(told[0].queue.empty());
  CHECK(told[0].queue.back()->mean > told[0].queue.front()->mean + 50);  // three come a day, and two are seen
}

TEST_CASE("a film has everybody come, and nobody leave who wasn't there") {
  const auto film = *engine::film_of(model_of(ward));
  CHECK(film.from == 100);
  CHECK_FALSE(film.too_many);
  CHECK(film.cut);  // 2,000 days are more than anybody would watch
  std::map<std::uint32_t, FilmStep> there;
  for (const auto& each : film.there) there[each.person] = each;
  double before = film.from;
  std::map<std::pair<bool, std::uint32_t>, std::uint32_t> arrived;
  for (const auto& each : film.steps) {
    CHECK(each.time >= before);
    before = each.time;
    const auto found = there.find(each.person);
    if (each.what == FilmStep::What::leaves) {
      REQUIRE(found != there.end());
      there.erase(found);
    } else {
      if (each.what == FilmStep::What::is_served && each.at == 1 && found != there.end()) CHECK(found->second.at == 0);  // from the ward only
      there[each.person] = each;
    }
    std::size_t in_beds = 0;
    for (const auto& [person, one] : there) in_beds += one.at == 0 && one.what == FilmStep::What::is_served ? 1 : 0;
    CHECK(in_beds <= 2);
  }
  std::uint32_t home = 0;
  for (const auto& way : film.ways) home += !way.leaves && way.to == 1 ? way.people : 0;
  CHECK(home > 0);
}

TEST_CASE("numbers are told with their own evidence, or that of what covers their path, or none") {
  const auto made = tested::read(ward);
  REQUIRE(made);
  CHECK(made->model.leaves_out == std::vector<std::string>{"Nights."});
  CHECK(made->model.review.state == engine::Review::State::reviewed);
  std::map<std::string, Parameter> by_path;
  for (const auto& each : parameters_of(*made->tree, made->model.evidence)) by_path[each.path] = each;
  CHECK(by_path.at("services.ward.beds").value == "2");
  CHECK(by_path.at("services.ward.beds").note == "counted");
  CHECK(by_path.at("services.ward.stay").value == "exponential, mean 3");
  CHECK(by_path.at("services.ward.stay").source == "a study");
  CHECK(by_path.at("services.home.stay").said_of == "stays");
  CHECK(by_path.at("services.ward.next").value == "home 0.5, out 0.5");
  CHECK(by_path.at("arrivals.all.rate").source.empty());
  CHECK_FALSE(by_path.contains("run.length"));
  const auto sourced = tested::read("source = \"all of it from a book\"\n" + ward);
  REQUIRE(sourced);
  for (const auto& each : parameters_of(*sourced->tree, sourced->model.evidence)) {
    if (each.path == "arrivals.all.rate") CHECK(each.source + " " + each.said_of == "all of it from a book the model");
    if (each.path == "services.home.stay") CHECK(each.source == "a study");
  }
  CHECK(covers("services.hyper_*.stay", "services.hyper_fairfield.stay.mean"));
  CHECK_FALSE(covers("services.hyper_*.stay", "services.own.stay"));
  CHECK_FALSE(covers("services.ward.stay", "services.ward"));
}

TEST_CASE("a review without a role and a date is none") {
  const auto made = tested::read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[review]\nstate = \"reviewed\"\n");
  REQUIRE_FALSE(made);
  CHECK(made.error().code == "review-unsigned");
  const auto state = tested::read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[review]\nstate = \"perfect\"\n");
  REQUIRE_FALSE(state);
  CHECK(state.error().code == "review-not-known");
}

}  // namespace

}  // namespace tributary::exchange::flow
