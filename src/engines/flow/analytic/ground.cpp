#include "engines/flow/analytic/ground.hpp"

#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/routes.hpp"

namespace tributary::flow {

namespace {

double change_of(const Fullness& a, const Fullness& b) {
  double out = a.unknown != b.unknown ? 1 : std::fabs(a.given_up - b.given_up);
  for (std::size_t i = 0; i < std::max(a.lost.size(), b.lost.size()); ++i) {
    const auto at = [&](const Fullness& of) { return i < of.lost.size() ? of.lost[i] : 0; };
    out = std::max(out, std::fabs(at(a) - at(b)));
  }
  return out;
}

// Who can be lost, given up or placed elsewhere here.
bool loses(const Service& service, const Load& load) { return service.kind != Service::Kind::unlimited && !load.waits_without_limit; }

// May those who find it full come to be somewhere else?
bool sends_elsewhere(const Service& service, const Load& load) {
  if (service.kind == Service::Kind::unlimited) return false;
  return loses(service, load) || std::any_of(service.when_full.begin(), service.when_full.end(), [](const WhenFull& each) {
    const auto* wait = std::get_if<Wait>(&each);
    return std::holds_alternative<Overflow>(each) || std::holds_alternative<Divert>(each) || std::holds_alternative<TurnAway>(each) || (wait != nullptr && wait->patience);
  });
}

// By service: those from which people come here when they are full.
std::vector<std::vector<std::uint32_t>> overflows(const Model& model) {
  std::vector<std::vector<std::uint32_t>> out(model.services.size());
  for (std::uint32_t i = 0; i < model.services.size(); ++i) {
    for (const WhenFull& each : model.services[i].when_full) {
      if (const auto* over = std::get_if<Overflow>(&each)) {
        for (const auto to : services_from(model, over->to)) out[to].push_back(i);
      }
      if (const auto* divert = std::get_if<Divert>(&each)) out[divert->out_of_area.at()].push_back(i);
    }
  }
  return out;
}

void find_exact(const Model& model, Ground& ground) {
  const std::size_t count = model.services.size();
  const auto over = overflows(model);
  ground.served_known.assign(count, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const bool known = ground.traffic.open[i].empty() && ground.loads[i].steady_state();
    ground.served_known[i] = known && (!loses(model.services[i], ground.loads[i]) || ground.forms[i].formula != nullptr) ? 1 : 0;
  }
  // The largest set that rests on its own members alone.
  ground.came_exact.assign(count, 1);
  ground.served_exact = ground.served_known;
  const auto exact = [&](std::uint32_t each) { return ground.served_exact[each] != 0; };
  for (bool more = true; more;) {
    more = false;
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto& before = ground.traffic.before[i];
      const bool unlimited = model.services[i].kind == Service::Kind::unlimited;
      bool came = ground.traffic.open[i].empty() && ground.network.steady[i] != 0;
      const bool own = ground.served_known[i] != 0 && (!loses(model.services[i], ground.loads[i]) || ground.forms[i].exact);  // whoever comes back was served first
      came = came && std::all_of(before.begin(), before.end(), [&](std::uint32_t each) { return each == i ? own : exact(each); });
      // Who overflows to where there may be no room isn't known to get in.
      came = came && (unlimited ? std::all_of(over[i].begin(), over[i].end(), exact) : over[i].empty());
      const bool served = own && came && ground.network.held[i] == 0 &&
                          !ground.loads[i].steps_in_run &&  // a line forms, or goes, when beds change
                          (ground.forms[i].formula != nullptr || (!model.services[i].pool.given() && model.services[i].reserves.empty()));  // who has which beds isn't known
      if (came == (ground.came_exact[i] != 0) && served == (ground.served_exact[i] != 0)) continue;
      ground.came_exact[i] = came ? 1 : 0, ground.served_exact[i] = served ? 1 : 0;
      more = true;
    }
  }
}

// A line that grows for ever in the beds of another service fills that too, and so those before it. One that nobody waits for stays as it is:
// who finds no bed there never comes to the line. One without limit passes on all the same.
void fill_upstream(const Model& model, Ground& ground) {
  for (bool more = true; more;) {
    more = false;
    for (std::uint32_t next = 0; next < model.services.size(); ++next) {
      if (ground.network.waits_upstream[next] == 0 || ground.loads[next].steady_state()) continue;
      for (const std::uint32_t from : ground.traffic.before[next]) {
        Load& load = ground.loads[from];
        if (!load.waits_without_limit || !load.steady_state()) continue;
        load.kept_for = next;
        ground.forms[from].formula = nullptr, ground.forms[from].exact = false;
        ground.forms[from].why = "its people keep their beds for " + model.services[next].name + ", whose line grows for ever: no steady state exists";
        more = true;
      }
    }
  }
}

// Those who wait elsewhere to be brought back load the service where they are.
void count_returning(const Model& model, Ground& ground) {
  for (std::uint32_t i = 0; i < model.services.size(); ++i) {
    for (const WhenFull& each : model.services[i].when_full) {
      if (const auto* divert = std::get_if<Divert>(&each); divert != nullptr && divert->repatriate) ground.returning.push_back({i, divert->out_of_area.value});
    }
  }
  for (const auto& [i, there] : ground.returning) {
    const ClosedForm& form = ground.forms[i];
    Load& elsewhere = ground.loads[there];
    elsewhere.arrivals += ground.loads[i].arrivals * form.placed;
    elsewhere.offered += form.away;
    if (elsewhere.arrivals > 0) elsewhere.in_bed = elsewhere.offered / elsewhere.arrivals;
  }
}

}  // namespace

base::Result<Ground> ground_of(const Model& model) {
  Ground out;
  out.comings = comings(model);
  auto kinds = kinds_of(model, out.comings);
  if (!kinds) return base::fail(kinds.error());
  out.kinds = std::move(*kinds);
  out.fullness.assign(model.services.size(), {});
  // What is lost here doesn't come there: again until nothing changes. In a row of services that takes as many rounds as it is long;
  // in a circle the steps get smaller.
  const int most_rounds = out.kinds.size() > 10'000 ? 10 : 200;
  for (int round = 0; round < most_rounds; ++round) {
    out.traffic = traffic_of(model, out.kinds, out.fullness);
    out.loads = loads_of(model, out.comings, out.kinds, out.traffic);
    out.network = network_of(model, out.comings, out.traffic, out.loads);
    out.forms = closed_forms(model, out.comings, out.kinds, out.traffic, out.loads, out.network);
    for (std::size_t i = 0; i < out.forms.size(); ++i) out.forms[i].fullness.unknown = out.forms[i].formula == nullptr && sends_elsewhere(model.services[i], out.loads[i]);
    double change = 0;
    for (std::size_t i = 0; i < out.forms.size(); ++i) {
      change = std::max(change, change_of(out.fullness[i], out.forms[i].fullness));
      out.fullness[i] = out.forms[i].fullness;
    }
    if (change < 1e-12) break;
  }
  fill_upstream(model, out);
  count_returning(model, out);
  find_exact(model, out);
  Inflow inflow(model, out.kinds, out.traffic, out.network);
  for (std::uint32_t at = 0; at < model.services.size(); ++at) out.in_time.push_back(InTime::of(model, out.kinds, out.traffic, out.network, inflow, at));
  return out;
}

}  // namespace tributary::flow
