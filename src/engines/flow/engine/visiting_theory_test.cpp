// Teams that give visits, against theory and against books kept by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <vector>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/course.hpp"
#include "engines/random/samplers.hpp"
#include "tests/visiting_team.hpp"

namespace tributary::flow {

using namespace visiting;
using What = Happening::What;

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

TEST_CASE("who misses a visit has it again a gap later, and its slot is gone") {
  Model model = team(24, 2, {.law = Gamma{3, 1.5}, .truncation = {}}, fixed(4));
  model.services[0].visits->missed = .25;
  const double needs = moments_of_course(model.services[0].visits->needs[0].length, fixed(4)).visits;
  const auto solved = *solve(model);
  CHECK(solved.services[0].load.offered == doctest::Approx(2 * needs / .75));
  const auto result = ran(model);
  near(result.services[0].slots_used, 2 * needs / .75 / 24);
  near(result.services[0].stay, 4 * (needs / .75 - 1));  // hardly a visit finds no slot
  CHECK(result.services[0].visit_delay->mean < .002);
  std::map<std::uint64_t, int> came;
  for (const Happening& each : traced(model, 400)) came[each.person] += each.what == What::visited ? 1 : 0;
  Model kept = model;  // with the same people and needs
  kept.services[0].visits->missed = 0;
  const auto without = visits_in(traced(kept, 400));
  int same = 0;
  for (const Happening& each : traced(model, 400)) {
    if (each.what != What::departed) continue;
    CHECK(came[each.person] == static_cast<int>(without.at(each.person).size()));
    ++same;
  }
  CHECK(same > 500);
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

TEST_CASE("who is on the books at the start in the steady state leaves it so") {
  Model model = team(1'000, 20, {.law = Gamma{3, 2}, .truncation = {}}, {.law = Gamma{2, 4}, .truncation = {}});
  model.services[0].visits->missed = .2;
  const auto& visits = *model.services[0].visits;
  const auto course = moments_of_course(visits.needs[0].length, visits.gaps[0].length, .2);
  model.services[0].start.occupied = static_cast<int>(std::lround(20 * course.time.mean));
  model.run.warm_up = 0;
  model.run.length = 20;
  model.run.replications = 60;
  const auto result = ran(model);
  near(result.services[0].occupied, 20 * course.time.mean);
  near(result.services[0].visits, 20 * 20 * course.visits);
}

TEST_CASE("what is needed by some and not by others is known to theory, by an attribute too") {
  Model model = team(60, 3, fixed(2), fixed(3));
  model.attributes = {{"frailty", {}, {{{}, {.law = Uniform{0, 1}, .truncation = {}}}}}};
  Condition frail;
  frail.steps = {{.kind = Step::Kind::compare, .known = Known::attribute, .attribute = {0}, .comparison = Comparison::more, .value = .7}};
  auto& needs = model.services[0].visits->needs;
  needs.insert(needs.begin(), Stay{frail, fixed(10)});
  model.services[0].visits->gaps.insert(model.services[0].visits->gaps.begin(), Stay{frail, fixed(1)});
  const auto solved = *solve(model);
  CHECK(solved.services[0].open.empty());
  CHECK(solved.services[0].load.offered == doctest::Approx(3 * (.3 * 10 + .7 * 2)));
  near(ran(model).services[0].visits, 1'820 * 3 * (.3 * 10 + .7 * 2));
  near(ran(model).services[0].stay, .3 * 9 + .7 * 3);
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
