// Teams that give visits, against theory and against what a service would expect of its book.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <vector>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/course.hpp"
#include "engines/flow/engine/simulation.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::flow {

namespace {

using What = Happening::What;

Distribution fixed(double value) { return {.law = Fixed{value}, .truncation = {}}; }

// A team to which people come at random, in days from a Monday; they leave after their last visit.
Model team(int visits_a_day, double people_a_day, const Distribution& needs, const Distribution& every) {
  Model out;
  out.unit = TimeUnit::day;
  out.classes = {"person"};
  out.exits = {"out", "gave up"};
  out.choices = {Enter{{0}}, Leave{{0}}, Leave{{1}}};
  Service service;
  service.name = "team";
  service.kind = Service::Kind::team;
  service.visits = Visits{};
  service.visits->slots.beds = visits_a_day;
  service.visits->needs = {{{}, needs}};
  service.visits->gaps = {{{}, every}};
  service.next = {1};
  out.services = {service};
  Source source;
  source.name = "referrals";
  source.classes = {{0}};
  source.process = PoissonArrivals{people_a_day};
  source.to = {0};
  out.sources = {source};
  out.run.warm_up = 364;
  out.run.length = 5 * 364;
  out.run.replications = 15;
  out.run.seed = 7;
  return out;
}

RunResult ran(const Model& model) {
  REQUIRE(check_model(model));
  return *run_model(model);
}

// Within four and a half standard errors: once in 150,000 tries by chance, and the seed is fixed.
void near(const std::optional<Estimate>& value, double theory) {
  REQUIRE(value);
  CAPTURE(value->mean);
  CAPTURE(theory);
  CHECK(std::fabs(value->mean - theory) < 4.5 * value->standard_error() + 1e-9);
  CHECK(value->standard_error() < 0.05 * std::fabs(theory) + 1e-9);  // or the test would say nothing
}

std::vector<Happening> traced(const Model& model, double length, bool until_empty = false) {
  REQUIRE(check_model(model));
  const Tables tables = compile(model);
  Simulation simulation(tables);
  std::vector<Happening> out;
  simulation.trace([&](const Happening& each) { out.push_back(each); });
  simulation.run(model.run.seed, 0, {.warm_up = 0, .length = length, .daily_snapshots = false, .until_empty = until_empty});
  return out;
}

// When each person had their visits.
std::map<std::uint64_t, std::vector<double>> visits_in(const std::vector<Happening>& log) {
  std::map<std::uint64_t, std::vector<double>> out;
  for (const Happening& each : log) {
    if (each.what == What::visited) out[each.person].push_back(each.time);
  }
  return out;
}

}  // namespace

TEST_CASE("with slots for all each visit comes when it is due, and nobody waits") {
  const auto result = ran(team(1'000, 3, fixed(4), fixed(7)));
  const auto& service = result.services[0];
  CHECK(service.stay->mean == doctest::Approx(3 * 7));
  CHECK(service.wait->mean == 0);
  CHECK(service.visit_delay->mean == doctest::Approx(0));
  near(service.visits, 4 * 3 * 1'820);
  near(service.occupied, 3 * 21);
  near(service.slots_used, 12.0 / 1'000);
}

// A slot a day, a visit each. With Q in line as the day begins and A coming in it, the next begins with (Q + A − 1)⁺, so that Q + A is
// what somebody who leaves M/D/1 leaves behind: E[Q] = ρ² / 2(1 − ρ), P(Q = 0) = (1 − ρ) e^ρ. While the day lasts the line is (Q − 1)⁺ and
// those who came, but for one where the slot was free: its mean is that, integrated over the day.
TEST_CASE("one slot a day is the D-slot queue, to its closed form") {
  for (const double rho : {.5, .8}) {
    const double nobody_waits = (1 - rho) * std::exp(rho);
    const double queue = rho * rho / (2 * (1 - rho)) - (1 - nobody_waits) + rho / 2 - nobody_waits * (1 - (1 - std::exp(-rho)) / rho);
    Model model = team(1, rho, fixed(1), fixed(0));
    model.run.length = 10 * 364, model.run.replications = 40;
    const auto result = ran(model);
    near(result.services[0].queue, queue);
    near(result.services[0].wait, queue / rho);
    near(result.services[0].slots_used, rho);
    near(result.services[0].share_delayed, 1 - nobody_waits * (1 - std::exp(-rho)) / rho);  // only the first of a day that nobody waited for isn't
  }
}

// The same day by day with draws of its own, for more slots on some days than on others.
TEST_CASE("a week's slots on its weekdays have the line that a recursion over days has") {
  Model model = team(17, 2, fixed(1), fixed(0));
  model.services[0].visits->weekly = true;
  model.services[0].visits->weekdays = 0x1f;  // 3, 3, 4, 3, 4 of the 17
  const int slots[] = {3, 3, 4, 3, 4, 0, 0};
  double line = 0, sum = 0;
  constexpr int weeks = 100'000;
  for (int day = 0; day < 7 * weeks; ++day) {
    random::Stream stream(99, static_cast<random::Bits>(day));
    int came = 0;
    for (double time = random::exponential(stream); time < 2; time += random::exponential(stream)) ++came;
    sum += line;
    line = std::max(0.0, line + came - slots[day % 7]);
  }
  // In the run: the line as each day begins, from a count at midnight.
  model.run.daily_snapshots = true;
  Measure queue;
  queue.name = "queue", queue.quantity = Quantity::queue;
  model.measures = {queue};
  const auto result = ran(model);
  near(result.measures[0].whole, sum / (7.0 * weeks));
  near(result.services[0].slots_used, 14.0 / 17);
}

TEST_CASE("the share of slots used is the load, whatever is needed and however far apart") {
  Model model = team(24, 3, {.law = Gamma{2, 2.5}, .truncation = {}}, {.law = Exponential{9}, .truncation = {}});
  model.services[0].visits->weekdays = 0x1f;
  Measure share;
  share.name = "share", share.quantity = Quantity::occupancy_share, share.period = 28;
  Measure visits;
  visits.name = "visits", visits.quantity = Quantity::visits, visits.period = 28;
  model.measures = {share, visits};
  const auto solved = *solve(model);
  const double needs = moments_of_course(model.services[0].visits->needs[0].length, fixed(1)).visits;
  CHECK(solved.services[0].load.offered == doctest::Approx(3 * needs));
  CHECK(*solved.services[0].load.utilisation == doctest::Approx(3 * needs * 7 / 120));
  const auto result = ran(model);
  near(result.services[0].slots_used, 3 * needs * 7 / 120);
  near(result.measures[0].whole, solved.measures[0].whole->value);
  near(result.measures[1].whole, 28 * 3 * needs);
  REQUIRE(result.measures[0].periods.size() == 65);
  CHECK(result.measures[0].periods[30]->mean > .75);
}

TEST_CASE("visits are given on the days and in the hours that there are, and no more than there are") {
  Model model = team(0, 4, fixed(3), fixed(2));
  model.services[0].visits->slots.hours = {{.weekdays = 0x1f, .from = 9, .to = 12, .beds = 6}, {.weekdays = 0x1f, .from = 13, .to = 17, .beds = 12}, {.weekdays = 0x10, .from = 8, .to = 10, .beds = 2}};
  std::map<long, int> morning, afternoon;
  for (const auto& [person, times] : visits_in(traced(model, 280))) {
    for (const double time : times) {
      const auto day = static_cast<long>(time);
      const double hour = 24 * (time - static_cast<double>(day));
      CAPTURE(time);
      CHECK(day % 7 < 5);
      if (day % 7 == 4 && hour < 12) CHECK((hour >= 8 - 1e-9 && hour < 10));  // Friday's line overlaps the one before it
      else CHECK(((hour >= 9 - 1e-9 && hour < 12) || (hour >= 13 - 1e-9 && hour < 17)));
      ++(hour < 12.5 ? morning : afternoon)[day];
    }
  }
  for (const auto& [day, count] : morning) CHECK(count <= (day % 7 == 4 ? 2 : 6));
  for (const auto& [day, count] : afternoon) CHECK(count <= 12);
  CHECK(afternoon.size() > 150);
}

TEST_CASE("where visits begin years on those who came wait till then, and where they end for good a run until all have left is over all the same") {
  Model model = team(0, 2, fixed(2), fixed(3));
  model.sources[0].at_most = 30;
  model.services[0].visits->slots.steps = {{.from = 3'000, .beds = 5}, {.from = 1e300, .beds = 9}};
  const auto visits = visits_in(traced(model, 100, true));
  REQUIRE(visits.size() == 30);
  for (const auto& [person, times] : visits) CHECK((times[0] >= 3'000 && times[1] < 3'020));
  model.services[0].visits->slots.steps = {{.from = 3'000, .beds = 5}, {.from = 3'002, .beds = 0}};
  CHECK(visits_in(traced(model, 100, true)).size() == 10);
}

// Two a day, always somebody waiting, weekly visits: whoever has begun never waits for one, since every visit that is due has its slot kept.
TEST_CASE("those who have begun come before those who wait for their first visit") {
  Model model = team(2, 5, fixed(6), fixed(7));
  for (const auto& [person, times] : visits_in(traced(model, 600))) {
    for (std::size_t i = 1; i < times.size(); ++i) CHECK(times[i] - times[i - 1] == doctest::Approx(7));
  }
  // Where more come due than there are slots for, who is overdue longest is first.
  model = team(1, 3, fixed(3), {.law = Uniform{1, 8}, .truncation = {}});
  const auto log = traced(model, 800);
  double most_on_books = 0, on_books = 0;
  for (const Happening& each : log) {
    on_books += each.what == What::began ? 1 : each.what == What::departed ? -1 : 0;
    most_on_books = std::max(most_on_books, on_books);
  }
  CHECK(most_on_books < 20);  // a first visit is given only where no one else's is due
  const auto first = visits_in(log);
  double last_first = 0;
  for (const auto& [person, times] : first) {  // persons are numbered as they come
    CHECK(times[0] >= last_first);
    last_first = times[0];
  }
}

// The same book kept by hand, day by day and with draws of its own: 5 slots a day, three visits each, 1 to 6 days apart.
TEST_CASE("first visits wait, and later ones are late, as in a book kept by hand") {
  constexpr int days = 200'000, slots = 5;
  constexpr double rate = 1.35;
  random::Stream draws(5, 5);
  std::map<double, int> due;                      // when, and which visit that is
  std::vector<std::pair<double, int>> overdue;    // longest first
  std::vector<double> waiting;                    // since when
  double come = random::exponential(draws) / rate, waited = 0, late = 0, firsts = 0, laters = 0;
  for (int day = 0; day < days; ++day) {
    int left = slots;
    const auto give = [&](double now, int visit) {
      --left;
      if (visit < 3) due[now + 1 + 5 * draws.unit()] = visit + 1;
    };
    const auto kept = [&] { return std::distance(due.begin(), due.lower_bound(day + 1)); };
    const auto begin = [&](double now, double since) { ++firsts, waited += now - since, give(now, 1); };
    const auto go_on = [&](double now, double since, int visit) { ++laters, late += now - since, give(now, visit); };
    while (!overdue.empty() && left > 0) {
      const auto [since, visit] = overdue.front();
      overdue.erase(overdue.begin());
      go_on(day, since, visit);
    }
    while (!waiting.empty() && left > kept()) {
      const double since = waiting.front();
      waiting.erase(waiting.begin());
      begin(day, since);
    }
    for (;;) {
      const double next = due.empty() ? HUGE_VAL : due.begin()->first;
      if (std::min(next, come) >= day + 1) break;
      if (next < come) {
        const int visit = due.begin()->second;
        due.erase(due.begin());
        if (left > 0) go_on(next, next, visit);
        else overdue.emplace_back(next, visit);
      } else {
        if (waiting.empty() && left > kept()) begin(come, come);
        else waiting.push_back(come);
        come += random::exponential(draws) / rate;
      }
    }
  }
  Model model = team(slots, rate, fixed(3), {.law = Uniform{1, 6}, .truncation = {}});
  model.run.length = 10 * 364, model.run.replications = 30;
  const auto result = ran(model);
  near(result.services[0].wait, waited / firsts);
  near(result.services[0].visit_delay, late / laters);
}

TEST_CASE("the caseload bounds who is on the books, patience those who wait for a first visit") {
  Model model = team(30, 3, fixed(5), fixed(7));
  model.services[0].visits->caseload = true;
  model.services[0].capacity.beds = 40;
  model.services[0].when_full = {Wait{.longest_queue = {}, .patience = Distribution{.law = Exponential{10}, .truncation = {}}, .reneged = ChoiceId{2}}};
  int on_books = 0, gave_up = 0;
  for (const Happening& each : traced(model, 1'000)) {
    on_books += each.what == What::began ? 1 : each.what == What::departed ? -1 : 0;
    gave_up += each.what == What::gave_up ? 1 : 0;
    CHECK(on_books <= 40);
  }
  CHECK(gave_up > 100);
  const auto result = ran(model);
  near(result.services[0].stay, 28);
  CHECK(result.services[0].occupied->mean == doctest::Approx(39.8).epsilon(.01));  // full as good as always
  CHECK(result.services[0].occupied->mean == doctest::Approx(result.services[0].stay->mean * result.services[0].arrivals->mean / 1'820 * (1 - result.services[0].reneged->mean / result.services[0].arrivals->mean)).epsilon(.01));
}

TEST_CASE("a ward's bed is held until the team has a first visit, where the team says so") {
  Model model = team(1, .8, fixed(1), fixed(0));
  Service ward;
  ward.name = "ward";
  ward.capacity.beds = 8;
  ward.stays = {{{}, fixed(.5)}};
  ward.next = {0};
  model.services.push_back(ward);
  model.choices.emplace_back(Enter{{1}});
  model.sources[0].to = {3};
  model.services[0].when_full = {Hold{}};
  const auto result = ran(model);
  CHECK(result.services[1].blocked->mean > .5);
  CHECK(result.services[1].blocked->mean == doctest::Approx(result.services[0].queue->mean));
  near(result.services[0].slots_used, .8);
}

TEST_CASE("nobody is lost, and Little's law holds of the books to the last digit") {
  Model model = team(4, 1.2, {.law = Gamma{2, 1.5}, .truncation = {}}, {.law = Lognormal{1.5, .5}, .truncation = {}});
  model.services[0].start = {.occupied = 12, .queue = 9, .rest = Start::Rest::uniform};
  const Tables tables = compile(model);
  Simulation simulation(tables);
  for (std::uint64_t replication = 0; replication < 20; ++replication) {
    const Tally& tally = simulation.run(3, replication, {.warm_up = 0, .length = 300, .daily_snapshots = false, .until_empty = true});
    const ServiceCounts& counts = tally.services[0];
    CHECK(tally.arrived == tally.left);
    CHECK(counts.occupied.area(tally.to) == doctest::Approx(counts.stay).epsilon(1e-10));
    CHECK(counts.queue.area(tally.to) == doctest::Approx(counts.wait).epsilon(1e-10));
    CHECK(tally.present.area(tally.to) == doctest::Approx(tally.time_in_system.sum).epsilon(1e-10));
    CHECK(counts.visits == counts.starts + counts.visit_delay.count);  // a first each, and those after it; who was there at the start had theirs
    CHECK(counts.visits <= counts.slots);
  }
}

TEST_CASE("each has the same visits before them however many slots there are") {
  const Model few = team(2, .4, {.law = Gamma{2, 2}, .truncation = {}}, {.law = Exponential{5}, .truncation = {}});
  Model many = few;
  many.services[0].visits->slots.beds = 50;
  const auto a = visits_in(traced(few, 2'000)), b = visits_in(traced(many, 2'000));
  int same = 0;
  for (const auto& [person, times] : a) {
    if (times.back() > 1'500) continue;
    CHECK(times.size() == b.at(person).size());
    ++same;
    for (std::size_t i = 1; i < times.size(); ++i) CHECK(times[i] - times[i - 1] >= b.at(person)[i] - b.at(person)[i - 1] - 1e-9);  // due as before, and then a slot
  }
  CHECK(same > 400);
}

TEST_CASE("at a date there are more slots by uptake and fidelity, and fewer visits needed for those whom the change has reached") {
  Model model = team(2, 5, fixed(4), fixed(1));
  model.changes = {{.at = 100, .ramp = 0, .uptake = .5, .fidelity = 1}};
  Model changed = model;
  changed.changes.clear();
  changed.services[0].visits->slots.beds = 12;
  changed.services[0].visits->needs = {{{}, fixed(2)}};
  model.versions = {changed};
  const auto log = traced(model, 300);
  std::map<long, int> a_day;
  for (const Happening& each : log) a_day[static_cast<long>(each.time)] += each.what == What::visited ? 1 : 0;
  for (long day = 1; day < 300; ++day) CHECK(a_day[day] == (day < 100 ? 2 : 7));  // halfway from 2 to 12
  int two = 0, four = 0;
  for (const auto& [person, times] : visits_in(log)) {
    if (times.front() < 100 || times.back() > 280) continue;
    CHECK((times.size() == 2 || times.size() == 4));
    ++(times.size() == 2 ? two : four);
  }
  CHECK(two + four > 200);
  CHECK(std::fabs(two - four) < 4 * std::sqrt(two + four));
}

TEST_CASE("who is on the books at the start in the steady state leaves it so") {
  Model model = team(1'000, 20, {.law = Gamma{3, 2}, .truncation = {}}, {.law = Gamma{2, 4}, .truncation = {}});
  const auto& visits = *model.services[0].visits;
  const double books = 20 * moments_of_course(visits.needs[0].length, visits.gaps[0].length).time.mean;
  model.services[0].start.occupied = static_cast<int>(std::lround(books));
  model.run.warm_up = 0;
  model.run.length = 20;
  model.run.replications = 60;
  const auto result = ran(model);
  near(result.services[0].occupied, books);
  near(result.services[0].visits, 20 * 20 * (books / 20 / 8 + 1));
}

TEST_CASE("theory warns of a team that can't keep up, in slots or in its caseload") {
  Model model = team(10, 3, fixed(4), fixed(7));
  auto solved = *solve(model);
  CHECK(*solved.services[0].load.utilisation == doctest::Approx(1.2));
  REQUIRE(overloads(model, solved).size() == 1);
  CHECK(overloads(model, solved)[0].detail.find("3 people a day need 4 visits each, 12 a day, and there are 10.") != std::string::npos);
  CHECK(solved.services[0].load.growth == doctest::Approx(.5));
  const auto result = ran(model);
  CHECK(result.drift.drifts());
  CHECK(result.services[0].slots_used->mean == doctest::Approx(1).epsilon(.01));
  model.services[0].visits->slots.beds = 20;
  CHECK(overloads(model, *solve(model)).empty());
  model.services[0].visits->caseload = true;
  model.services[0].capacity.beds = 50;  // 63 would be on the books
  solved = *solve(model);
  CHECK(*solved.services[0].load.on_books == doctest::Approx(63.0 / 50));
  CHECK(overloads(model, solved).size() == 1);
  CHECK(ran(model).drift.drifts());
}

}  // namespace tributary::flow
