#include "engines/flow/engine/recursion.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "engines/random/samplers.hpp"

namespace tributary::flow {

namespace {

// Plain queues made at random: how many serve, who comes, how long they stay, what is asked and how the run ends.
class QueueMaker {
 public:
  explicit QueueMaker(random::Bits number) : draws_(number, 1) {}

  Model make() {
    model_ = {};
    model_.unit = TimeUnit::hour;
    model_.classes = {"person", "another"};
    model_.exits = {"out"};
    model_.choices = {Enter{{0}}, Leave{{0}}};
    Service service;
    service.name = "service";
    service.capacity.beds = beds();
    service.stays = {{{}, length(false)}};
    service.redraw_after_waiting = one_in(4);
    service.next = {1};
    const double pace = service.capacity.beds / moments(service.stays[0].length).mean;  // that they could serve
    model_.services = {service};
    const std::uint32_t sources = 1 + whole(2);
    for (std::uint32_t i = 0; i < sources; ++i) model_.sources.push_back(source(i, pace * (.6 + .6 * draws_.unit()) / sources));
    measures();
    RunSettings& run = model_.run;
    run.length = (40 + whole(400)) / pace;
    run.warm_up = one_in(2) ? 0 : run.length * draws_.unit() / 2;
    run.until_empty = one_in(3);
    return model_;
  }

 private:
  std::uint32_t whole(std::uint32_t below) { return static_cast<std::uint32_t>(draws_.unit() * below); }
  bool one_in(std::uint32_t n) { return whole(n) == 0; }
  int beds() {
    const int some[] = {1, 1, 2, 3, 4, 5, 10, 31, 32, 33, 60};
    return some[whole(std::size(some))];
  }

  Distribution length(bool gap) {
    switch (whole(gap ? 5 : 9)) {
      case 0: return {Gamma{2, 1}};
      case 1: return {Lognormal{.5, .8}};
      case 2: return {Weibull{1.5, 2}};
      case 3: return {Uniform{.5, 3}};
      case 4: return {Hyperexponential{{.3, .7}, {4, .5}}};
      case 5: return {Normal{2, 1}, Truncation{0, {}, Outside::clip}};
      case 6: return {Triangular{0, 1, 4}};
      case 7: return {Fixed{1.5}};
      default: return {Exponential{.5 + 3 * draws_.unit()}};
    }
  }

  Source source(std::uint32_t cls, double rate) {
    Source out;
    out.name = "source " + std::to_string(cls);
    out.classes = {{cls}};
    if (one_in(3)) {
      RenewalArrivals renewal{length(true), {}};
      renewal.gap.scale = 1 / (rate * moments(renewal.gap).mean);
      if (one_in(2)) renewal.first = 0;
      out.process = renewal;
    } else {
      out.process = PoissonArrivals{rate};
    }
    if (one_in(3)) {
      for (int hour = 0; hour < 24; ++hour) out.profile.by_hour.push_back(hour < 8 ? .5 : 1.2);
    }
    if (one_in(4)) out.at_most = 1 + whole(200);
    if (one_in(6)) out.begins = 10 / rate;
    if (one_in(6)) out.ends = 100 / rate;
    out.to = {0};
    return out;
  }

  void measures() {
    for (const Quantity quantity : {Quantity::occupancy, Quantity::occupancy_share, Quantity::queue, Quantity::blocked, Quantity::arrivals, Quantity::departures, Quantity::time_in_system,
                                    Quantity::length_of_stay, Quantity::active_stay, Quantity::wait, Quantity::wait_if_waited, Quantity::share_delayed, Quantity::share_waiting_over,
                                    Quantity::turned_away, Quantity::out_of_area_time, Quantity::cost}) {
      Measure measure;
      measure.name = "measure " + std::to_string(model_.measures.size());
      measure.quantity = quantity;
      if (one_in(2)) measure.services = {{0}};
      if (quantity == Quantity::share_waiting_over) measure.threshold = .5;
      const bool of_values = quantity == Quantity::time_in_system || quantity == Quantity::length_of_stay || quantity == Quantity::wait || quantity == Quantity::wait_if_waited;
      if (of_values && one_in(2)) measure.statistic = Statistic::percentile, measure.percentile = 90;
      else if (one_in(2)) measure.period = 5 + 20 * draws_.unit();
      model_.measures.push_back(measure);
    }
    for (const auto per : {Cost::Per::arrival, Cost::Per::time_in_service, Cost::Per::time_waiting, Cost::Per::time_provided}) {
      Cost cost;
      cost.per = per;
      cost.amount = 1 + draws_.unit();
      model_.costs.push_back(cost);
    }
  }

  random::Stream draws_;
  Model model_;
};

// But for the order in which numbers were added up.
void check_near(double a, double b, double scale = 1) { CHECK(a == doctest::Approx(b).epsilon(1e-9).scale(scale)); }

void check_same(const Tally& a, const Tally& b) {
  CHECK(a.arrived == b.arrived);
  CHECK(a.left == b.left);
  CHECK(a.events == b.events);
  CHECK(a.by_exit == b.by_exit);
  CHECK(a.from == b.from);
  CHECK(a.to == b.to);
  CHECK(a.present.count() == b.present.count());
  check_near(a.present.area(a.to), b.present.area(b.to));
  CHECK(a.time_in_system.count == b.time_in_system.count);
  check_near(a.time_in_system.sum, b.time_in_system.sum);
  REQUIRE(a.trend.size() == b.trend.size());
  for (std::size_t i = 0; i < a.trend.size(); ++i) check_near(a.trend[i], b.trend[i]);
  const ServiceCounts &x = a.services[0], &y = b.services[0];
  for (const auto member : {&ServiceCounts::arrivals, &ServiceCounts::starts, &ServiceCounts::delayed, &ServiceCounts::waited, &ServiceCounts::departures, &ServiceCounts::turned_away}) CHECK(x.*member == y.*member);
  for (const auto member : {&ServiceCounts::occupied, &ServiceCounts::queue, &ServiceCounts::blocked, &ServiceCounts::in_transition}) {
    CHECK((x.*member).count() == (y.*member).count());
    check_near((x.*member).area(a.to), (y.*member).area(b.to));
  }
  for (const auto member : {&ServiceCounts::capacity_area, &ServiceCounts::wait, &ServiceCounts::stay}) check_near(x.*member, y.*member);
  CHECK(x.active.count == y.active.count);
  check_near(x.active.sum, y.active.sum);
  REQUIRE(a.measures.size() == b.measures.size());
  for (std::size_t measure = 0; measure < a.measures.size(); ++measure) {
    CAPTURE(measure);
    REQUIRE(a.measures[measure].size() == b.measures[measure].size());
    for (std::size_t i = 0; i < a.measures[measure].size(); ++i) {
      CAPTURE(i);
      REQUIRE(a.measures[measure][i].has_value() == b.measures[measure][i].has_value());
      if (a.measures[measure][i]) check_near(*a.measures[measure][i], *b.measures[measure][i]);
    }
  }
}

Horizon horizon_of(const Model& model) { return {.warm_up = *model.run.warm_up, .length = model.run.length, .daily_snapshots = false, .until_empty = model.run.until_empty}; }

Model plain_queue() {
  Model out;
  out.unit = TimeUnit::hour;
  out.classes = {"person"};
  out.exits = {"out"};
  out.choices = {Enter{{0}}, Leave{{0}}};
  Service service;
  service.name = "service";
  service.capacity.beds = 2;
  service.stays = {{{}, {Exponential{1}}}};
  service.next = {1};
  out.services = {service};
  Source source;
  source.name = "source";
  source.classes = {{0}};
  source.process = PoissonArrivals{1.8};
  source.to = {0};
  out.sources = {source};
  out.run.warm_up = 0;
  out.run.length = 500;
  out.run.replications = 5;
  return out;
}

}  // namespace

TEST_CASE("the recursion has the numbers of the event engine, for any plain queue") {
  std::set<int> beds;
  int waited = 0, emptied = 0, not_told = 0;
  for (random::Bits number = 0; number < 150; ++number) {
    const Model model = QueueMaker(number).make();
    CAPTURE(number);
    REQUIRE(check_model(model));
    const Tables tables = compile(model);
    REQUIRE(beyond_recursion(tables).empty());
    Recursion recursion(tables);
    Simulation simulation(tables);
    for (std::uint64_t replication = 0; replication < 2; ++replication) {
      const Tally* told = recursion.run(5, replication, horizon_of(model));
      if (told == nullptr) {
        ++not_told;
        continue;
      }
      const Tally& seen = simulation.run(5, replication, horizon_of(model));
      check_same(*told, seen);
      beds.insert(model.services[0].capacity.beds);
      waited += seen.services[0].waited > 0 ? 1 : 0;
      emptied += model.run.until_empty ? 1 : 0;
    }
  }
  CHECK(not_told < 15);  // two people who come at time 0, or all have left before the warm-up is over
  CHECK(beds.size() == 10);
  CHECK(waited > 220);
  CHECK(emptied > 70);
}

TEST_CASE("where two things happen at once the recursion tells nothing that events don't") {
  // Somebody each hour, and each of the beds falls free on the hour, or before it.
  for (const int beds : {1, 2, 3, 40}) {
    for (const double early : {0.0, .5}) {
      Model model = plain_queue();
      model.services[0].capacity.beds = beds;
      model.services[0].stays[0].length = {Fixed{beds - early}};
      model.sources[0].process = RenewalArrivals{{Fixed{1}}, {}};
      const Tables tables = compile(model);
      Recursion recursion(tables);
      const Tally* told = recursion.run(1, 0, horizon_of(model));
      CHECK((told == nullptr) == (early == 0));
      if (told != nullptr) CHECK(told->services[0].delayed == 0);
    }
  }
  // A source that never lets time go on, and two whose people come at the same times.
  Model model = plain_queue();
  model.sources[0].process = RenewalArrivals{{Fixed{0}}, 1.0};
  const Tables still = compile(model);
  CHECK(Recursion(still).run(1, 0, horizon_of(model)) == nullptr);
  model.sources[0].process = RenewalArrivals{{Fixed{1}}, {}};
  model.sources.push_back(model.sources[0]);
  model.sources[1].name = "another";
  const Tables tables = compile(model);
  CHECK(Recursion(tables).run(1, 0, horizon_of(model)) == nullptr);
}

TEST_CASE("a plain queue is run by the recursion, with the same results as when events are asked for") {
  Model model = plain_queue();
  const auto by_recursion = run_model(model);
  model.run.engine = RunSettings::Engine::events;
  const auto by_events = run_model(model);
  REQUIRE(by_recursion.has_value());
  REQUIRE(by_events.has_value());
  CHECK(by_recursion->by_recursion == 5);
  CHECK(by_events->by_recursion == 0);
  CHECK(by_recursion->people == by_events->people);
  CHECK(by_recursion->services[0].wait->mean == doctest::Approx(by_events->services[0].wait->mean).epsilon(1e-12));
  CHECK(by_recursion->services[0].wait->half_width == doctest::Approx(by_events->services[0].wait->half_width).epsilon(1e-9));
}

TEST_CASE("a run tells after each replication how far it is, and what its measures are so far") {
  Model model = plain_queue();
  Measure measure;
  measure.name = "wait";
  measure.quantity = Quantity::wait;
  model.measures = {measure};
  std::vector<Progress> told;
  Control control;
  control.threads = 2;
  control.progress = [&told](const Progress& progress) { told.push_back(progress); };
  const auto result = run_model(model, control);
  REQUIRE(told.size() == 5);
  for (std::size_t i = 0; i < told.size(); ++i) {
    CHECK(told[i].done == i + 1);
    CHECK(told[i].of == 5);
    CHECK(told[i].measures[0].count() == i + 1);
    CHECK(told[i].measures[0].half_width().has_value() == (i > 0));
  }
  CHECK(told.back().measures[0].mean() == doctest::Approx(result->measures[0].whole->mean).epsilon(1e-12));
  CHECK(*told.back().measures[0].half_width() == doctest::Approx(result->measures[0].whole->half_width).epsilon(1e-9));
}

TEST_CASE("what is no plain queue is run by events, and refused where the recursion is asked for") {
  const auto beyond = [](auto change) {
    Model model = plain_queue();
    change(model);
    const Tables tables = compile(model);
    const std::string why = beyond_recursion(tables);
    model.run.engine = RunSettings::Engine::recursion;
    const auto refused = run_model(model);
    REQUIRE(refused.has_value() == why.empty());
    if (!refused) {
      CHECK(refused.error().code == "recursion-not-possible");
      CHECK(refused.error().detail.find(why) != std::string::npos);
    }
    model.run.engine = RunSettings::Engine::whichever;
    const auto result = run_model(model);
    REQUIRE(result.has_value());
    CHECK((result->by_recursion == 0) == !why.empty());
    return why;
  };
  CHECK(beyond([](Model&) {}).empty());
  CHECK(beyond([](Model& model) { model.services[0].when_full = {Wait{.longest_queue = 3, .patience = {}, .reneged = {}}, TurnAway{{0}}}; }) == "not everybody waits until there is room");
  CHECK(beyond([](Model& model) { model.services[0].when_full = {Wait{.longest_queue = {}, .patience = Distribution{Exponential{2}}, .reneged = ChoiceId{1}}}; }) == "not everybody waits until there is room");
  CHECK(beyond([](Model& model) { model.services[0].when_full = {TurnAway{{0}}}; }) == "not everybody waits who finds no room");
  CHECK(beyond([](Model& model) { model.services[0].kind = Service::Kind::unlimited; }) == "nobody waits where there is no limit");
  CHECK(beyond([](Model& model) { model.services[0].capacity.steps = {{10, 3}}; }) == "beds come and go");
  CHECK(beyond([](Model& model) { model.services[0].reserves = {{{}, 1}}; }) == "beds are shared, or kept for some");
  CHECK(beyond([](Model& model) { model.services[0].transitions = {{{}, {Fixed{1}}}}; }) == "beds are kept after the stay");
  CHECK(beyond([](Model& model) { model.services[0].start.occupied = 1; }) == "somebody is there from the start");
  CHECK(beyond([](Model& model) { model.services[0].early_discharge = EarlyDischarge{2, 1}; }) == "some leave early under pressure");
  CHECK(beyond([](Model& model) { model.run.daily_snapshots = true; }) == "people are counted each midnight");
  CHECK(beyond([](Model& model) { model.return_visits = {{"again", {}, .3, {Exponential{20}}, {0}}}; }) == "people come back");
  CHECK(beyond([](Model& model) { model.sources[0].process = CountedArrivals{24, {Fixed{30}}}; }) == "people come neither at random nor at drawn intervals");
  CHECK(beyond([](Model& model) {
          Measure measure;
          measure.name = "waits";
          measure.quantity = Quantity::wait;
          measure.statistic = Statistic::percentile;
          measure.period = 100;
          model.measures = {measure};
        }) == "the measure \"waits\" asks for more than sums over everybody");
}

}  // namespace tributary::flow
