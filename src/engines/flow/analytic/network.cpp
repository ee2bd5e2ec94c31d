#include "engines/flow/analytic/network.hpp"

#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/routes.hpp"

namespace tributary::flow {

namespace {

bool has_way(const Service& service, auto is) { return std::any_of(service.when_full.begin(), service.when_full.end(), is); }

bool holds(const Service& service) {
  return service.kind != Service::Kind::unlimited && has_way(service, [](const WhenFull& each) { return std::holds_alternative<Hold>(each); });
}

bool repatriates(const Service& service) {
  return service.when_full.size() == 1 && has_way(service, [](const WhenFull& each) { return std::holds_alternative<Divert>(each) && std::get<Divert>(each).repatriate; });
}

bool one_priority(const Service& service) {
  return service.priorities.empty() || std::adjacent_find(service.priorities.begin(), service.priorities.end(), std::not_equal_to<>()) == service.priorities.end();
}

}  // namespace

std::optional<double> exponential_mean(const Distribution& of) {
  if (of.truncation || of.shift != 0) return {};
  if (const auto* law = std::get_if<Exponential>(&of.law)) return law->mean * of.scale;
  if (const auto* law = std::get_if<Gamma>(&of.law); law != nullptr && law->shape == 1) return law->scale * of.scale;
  if (const auto* law = std::get_if<Weibull>(&of.law); law != nullptr && law->shape == 1) return law->scale * of.scale;
  if (const auto* law = std::get_if<PhaseType>(&of.law); law != nullptr && law->rate.size() == 1 && law->next[0] == 0) return of.scale / law->rate[0];
  return {};
}

std::optional<double> exponential_stay(const Traffic& traffic, std::uint32_t service) {
  std::optional<double> out;
  for (const std::uint32_t at : traffic.in_bed_of[service]) {
    const Stream& stream = traffic.streams[at];
    const auto mean = exponential_mean(*stream.stay);
    if (!mean || stream.transition != nullptr) return {};
    if (out && std::fabs(*mean - *out) > 1e-12 * *out) return {};
    out = mean;
  }
  return out;
}

Network network_of(const Model& model, const std::vector<Coming>& comings, const Traffic& traffic, const std::vector<Load>& loads) {
  const std::size_t count = model.services.size();
  Network out;
  out.filled_by_overflow.assign(count, 0);
  out.blocked.assign(count, 0);
  out.held.assign(count, 0);
  out.waits_upstream.assign(count, 0);
  out.circular.assign(count, 0);
  out.steady.assign(count, 1);
  std::vector<std::vector<std::uint32_t>> after(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    for (const WhenFull& each : model.services[i].when_full) {
      if (const auto* over = std::get_if<Overflow>(&each)) {
        for (const auto to : services_from(model, over->to)) out.filled_by_overflow[to] = 1;
      }
      if (const auto* divert = std::get_if<Divert>(&each)) out.filled_by_overflow[divert->out_of_area.at()] = 1;
    }
    for (const std::uint32_t from : traffic.before[i]) {
      after[from].push_back(i);
      if (!holds(model.services[i])) continue;
      out.waits_upstream[i] = out.blocked[from] = 1;
      // A bed that nobody else needs is held without loss: to stay in it is to wait.
      if (model.services[from].kind != Service::Kind::unlimited) out.held[from] = out.held[i] = 1;
    }
  }
  // Unsteady arrivals stay so along the way; whoever comes back to where they set out goes in a circle.
  const auto walk = [&](std::vector<std::uint32_t> todo, auto visit) {
    while (!todo.empty()) {
      const std::uint32_t at = todo.back();
      todo.pop_back();
      for (const std::uint32_t next : after[at]) {
        if (visit(next)) todo.push_back(next);
      }
    }
  };
  std::vector<std::uint32_t> unsteady;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (std::any_of(traffic.sources[i].begin(), traffic.sources[i].end(), [&](std::uint32_t source) { return !comings[source].steady; })) out.steady[i] = 0, unsteady.push_back(i);
  }
  walk(unsteady, [&](std::uint32_t at) { return out.steady[at] != 0 && (out.steady[at] = 0, true); });
  for (std::uint32_t i = 0; i < count; ++i) {
    std::vector<char> seen(count);
    walk({i}, [&](std::uint32_t at) { return seen[at] == 0 && (seen[at] = 1, true); });
    out.circular[i] = seen[i];
  }

  out.lets_through.assign(count, 0);
  for (std::uint32_t i = 0; i < count; ++i) {
    const Service& service = model.services[i];
    if (out.held[i] != 0 || service.early_discharge || service.visits) continue;
    if (service.kind == Service::Kind::unlimited) out.lets_through[i] = 1;
    else if (service.pool.given() || !service.reserves.empty()) continue;
    else if (repatriates(service)) out.lets_through[i] = 1;
    else out.lets_through[i] = loads[i].waits_without_limit && loads[i].steady_state() && loads[i].steady_beds && one_priority(service) && exponential_stay(traffic, i) &&
                               service.when_full.size() <= 1 && !has_way(service, [](const WhenFull& each) { return std::holds_alternative<Poll>(each); });
  }

  // The largest set that is fed by Poisson sources and by its own members that let such streams through.
  out.independent.assign(count, 1);
  for (bool more = true; more;) {
    more = false;
    for (std::size_t i = 0; i < count; ++i) {
      if (out.independent[i] == 0) continue;
      bool stays = traffic.open[i].empty() && out.filled_by_overflow[i] == 0 && (out.circular[i] == 0 || out.lets_through[i] != 0);
      for (const std::uint32_t source : traffic.sources[i]) stays = stays && comings[source].poisson;
      for (const std::uint32_t from : traffic.before[i]) stays = stays && out.independent[from] != 0 && out.lets_through[from] != 0;
      if (!stays) out.independent[i] = 0, more = true;
    }
  }
  return out;
}

}  // namespace tributary::flow
