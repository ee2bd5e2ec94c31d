// Teams that give visits, by what a service would expect of its book.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <vector>

#include "engines/flow/engine/simulation.hpp"
#include "tests/visiting_team.hpp"

namespace tributary::flow {

using namespace visiting;
using What = Happening::What;

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

}  // namespace tributary::flow
