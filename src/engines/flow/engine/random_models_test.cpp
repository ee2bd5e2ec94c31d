// What holds for every model, tried on models made at random.
#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <vector>

#include "engines/flow/check.hpp"
#include "engines/flow/engine/simulation.hpp"
#include "engines/random/samplers.hpp"

namespace tributary::flow {

namespace {

class Maker {
 public:
  explicit Maker(random::Bits number) : draws_(number, 1) {}

  // Services that lead to one another or out; what each does when it is full is drawn from all that there is.
  Model make() {
    model_ = {};
    model_.unit = TimeUnit::hour;
    model_.classes = {"a", "b"};
    model_.exits = {"out", "turned away", "gave up"};
    count_ = 1 + whole(5);
    for (std::uint32_t i = 0; i < count_; ++i) model_.choices.emplace_back(Enter{{i}});
    for (std::uint32_t i = 0; i < 3; ++i) model_.choices.emplace_back(Leave{{i}});
    if (one_in(3)) model_.pools.push_back({"pool", static_cast<int>(1 + whole(2))});
    for (std::uint32_t i = 0; i < count_; ++i) model_.services.push_back(service(i));
    model_.services.push_back(away());
    for (std::uint32_t i = 0; i < 2; ++i) model_.sources.push_back(source(i));
    if (one_in(3)) model_.return_visits.push_back({"again", {}, .3, {Exponential{20}}, {whole(count_)}});
    model_.run.warm_up = 0;
    return model_;
  }

 private:
  std::uint32_t whole(std::uint32_t below) { return static_cast<std::uint32_t>(draws_.unit() * below); }
  bool one_in(std::uint32_t n) { return whole(n) == 0; }

  Distribution length() {
    switch (whole(4)) {
      case 0: return {Exponential{.5 + 3 * draws_.unit()}};
      case 1: return {Gamma{2, 1}};
      case 2: return {Lognormal{.5, .8}};
      default: return {Fixed{static_cast<double>(1 + whole(3))}};  // whole hours: many events at one time
    }
  }

  Service service(std::uint32_t at) {
    Service out;
    out.name = "service " + std::to_string(at);
    out.capacity.beds = static_cast<int>(1 + whole(4));
    if (one_in(6)) out.kind = Service::Kind::unlimited;
    if (one_in(5)) out.capacity.hours = {{.weekdays = 0x7f, .from = 8, .to = 20, .beds = static_cast<int>(1 + whole(5))}};
    if (!model_.pools.empty() && one_in(2)) out.pool = {0};
    out.stays = {{{}, length()}};
    if (one_in(4)) out.transitions = {{{}, length()}};
    if (one_in(4)) out.priorities = {2, 1};
    out.redraw_after_waiting = one_in(4);
    if (one_in(8)) out.early_discharge = EarlyDischarge{.queue = 2, .within = 1};
    if (one_in(4)) out.start = {.occupied = static_cast<int>(whole(3)), .queue = static_cast<int>(whole(2)), .rest = Start::Rest::equilibrium};
    if (one_in(3)) out.when_full.emplace_back(Overflow{{whole(count_)}});
    switch (whole(7)) {
      case 0: out.when_full.emplace_back(Hold{}); break;
      case 1: out.when_full.emplace_back(Divert{{count_}, one_in(2)}); break;
      case 2: out.when_full.emplace_back(TurnAway{{1}}); break;
      case 3: out.when_full.emplace_back(Poll{length()}); break;
      case 4:
        out.when_full.emplace_back(Wait{.longest_queue = static_cast<int>(whole(5)), .patience = {}, .reneged = {}});
        out.when_full.emplace_back(TurnAway{{1}});
        break;
      case 5: out.when_full.emplace_back(Wait{.longest_queue = {}, .patience = length(), .reneged = ChoiceId{count_ + 2}}); break;
      default: out.when_full.emplace_back(Wait{}); break;
    }
    if (one_in(4)) give_visits(out);
    // On to any, or out; out is always one of the ways.
    out.next = {static_cast<std::uint32_t>(model_.choices.size())};
    model_.choices.emplace_back(Split{{.6, .4}, {{count_}, {whole(count_)}}});
    return out;
  }

  // A team with visits in place of beds; what such a team can't have is taken away.
  void give_visits(Service& out) {
    out.kind = Service::Kind::team;
    Visits& visits = out.visits.emplace();
    visits.slots.beds = static_cast<int>(1 + whole(6));
    visits.weekly = one_in(4);
    visits.weekdays = one_in(2) ? 0x1f : 0x7f;
    if (!visits.weekly && one_in(3)) {
      visits.slots.hours = {{.weekdays = 0x7f, .from = 8, .to = 12, .beds = static_cast<int>(1 + whole(3))}, {.weekdays = 0x0f, .from = 11, .to = 20, .beds = static_cast<int>(whole(4))}};
    }
    visits.caseload = one_in(2);
    if (one_in(3)) visits.missed = .2;
    visits.needs = {{{}, one_in(2) ? Distribution{Empirical{{1, 2, 5}, {2, 1, 1}, false}} : Distribution{Gamma{2, 1.3}}}};
    visits.gaps = {{{}, one_in(2) ? Distribution{Fixed{static_cast<double>(12 * (1 + whole(4)))}} : length()}};
    out.stays.clear(), out.transitions.clear(), out.pool = {};
    out.redraw_after_waiting = false, out.early_discharge.reset();
    for (WhenFull& each : out.when_full) {
      if (std::holds_alternative<Divert>(each)) each = Wait{};
    }
  }

  Service away() {
    Service out;
    out.name = "out of area";
    out.kind = Service::Kind::unlimited;
    out.stays = {{{}, length()}};
    out.next = {count_};
    return out;
  }

  Source source(std::uint32_t cls) {
    Source out;
    out.name = "source " + std::to_string(cls);
    out.classes = {{cls}};
    if (one_in(2)) out.process = PoissonArrivals{.3 + draws_.unit()};
    else out.process = RenewalArrivals{length(), {}};
    out.at_most = 60;
    out.to = {whole(count_)};
    return out;
  }

  random::Stream draws_;
  std::uint32_t count_ = 0;
  Model model_;
};

}  // namespace

TEST_CASE("in any model nobody is lost, nobody is there twice, and time adds up") {
  int tried = 0, emptied = 0, with_visits = 0;
  for (random::Bits number = 0; number < 4'000 && tried < 400; ++number) {
    const Model model = Maker(number).make();
    if (!check_model(model)) continue;  // a service that nobody reaches is refused, rightly
    ++tried;
    CAPTURE(number);
    const Tables tables = compile(model);
    Simulation simulation(tables);
    std::map<std::uint64_t, double> last;     // when each was last heard of
    std::map<std::uint64_t, int> inside;      // services that each is in, starts less completions
    std::uint64_t left = 0, visited = 0;
    double before = 0;
    simulation.trace([&](const Happening& each) {
      CHECK(each.time >= before);
      before = each.time;
      last[each.person] = each.time;
      if (each.what == Happening::What::began) CHECK(++inside[each.person] == 1);
      if (each.what == Happening::What::departed) CHECK(--inside[each.person] == 0);
      if (each.what == Happening::What::visited || each.what == Happening::What::missed) {
        CHECK(inside[each.person] == 1);
        ++visited;
      }
      if (each.what == Happening::What::left) ++left;
    });
    const bool may_lock = !warnings_of(model).empty();
    const Horizon horizon{.warm_up = 0, .length = 1'000, .daily_snapshots = false, .until_empty = !may_lock};
    const Tally& tally = simulation.run(3, number, horizon);
    CHECK(left == tally.left);
    CHECK(tally.present.count() == static_cast<double>(tally.arrived - tally.left));
    std::uint64_t out = 0;
    for (const auto each : tally.by_exit) out += each;
    CHECK(out == tally.left);
    std::uint64_t given = 0;
    for (const ServiceCounts& counts : tally.services) given += counts.visits;
    CHECK(given == visited);
    for (std::size_t i = 0; i < tally.services.size(); ++i) {
      const ServiceCounts& counts = tally.services[i];
      CHECK(std::isfinite(counts.wait));
      CHECK(counts.waited <= counts.starts);
      CHECK(counts.delayed <= counts.arrivals);
      CHECK(counts.visits <= counts.slots);
      if (model.services[i].visits) ++with_visits;
      if (model.services[i].limits_people() && !model.services[i].pool.given() && model.services[i].capacity.hours.empty() && model.services[i].start.occupied == 0) {
        CHECK(counts.occupied.area(tally.to) <= counts.capacity_area * (1 + 1e-9) + 1e-9);
      }
    }
    if (may_lock) continue;
    ++emptied;
    CHECK(tally.present.count() == 0);
    for (const ServiceCounts& counts : tally.services) {
      CHECK(counts.occupied.count() == 0);
      CHECK(counts.queue.count() == 0);
      CHECK(counts.blocked.count() == 0);
      CHECK(counts.in_transition.count() == 0);
      CHECK(counts.occupied.area(tally.to) == doctest::Approx(counts.stay).epsilon(1e-9));  // ∫ beds in use = Σ time in a bed
    }
    CHECK(tally.present.area(tally.to) == doctest::Approx(tally.time_in_system.sum).epsilon(1e-9));  // ∫ N dt = Σ time
    const double area = tally.present.area(tally.to), to = tally.to;
    Simulation again(tables);
    const Tally& same = again.run(3, number, horizon);
    CHECK(same.present.area(same.to) == area);
    CHECK(same.to == to);
  }
  CHECK(tried == 400);
  CHECK(emptied > 300);
  CHECK(with_visits > 200);  // services, in all of them
}

}  // namespace tributary::flow
