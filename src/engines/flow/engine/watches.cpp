// Which moments each measure and each cost of a model listens at.
#include <algorithm>
#include <utility>

#include "engines/flow/engine/tables.hpp"

namespace tributary::flow {

namespace {

std::uint32_t condition_of(const Condition& condition, Tables& tables) {
  if (condition.everybody()) return always;
  tables.conditions.push_back(condition);
  return count_of(tables.conditions) - 1;
}

std::vector<std::uint32_t> positions(const std::vector<ServiceId>& services) {
  std::vector<std::uint32_t> out;
  for (ServiceId each : services) out.push_back(each.value);
  return out;
}

// Those of the services (none: all) that have beds to be shared; as they are where none has.
std::vector<std::uint32_t> limited(const Model& model, std::vector<std::uint32_t> services) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < model.services.size(); ++i) {
    const bool wanted = services.empty() || std::find(services.begin(), services.end(), i) != services.end();
    if (wanted && model.services[i].limits_people()) out.push_back(i);
  }
  return out.empty() ? services : out;
}

// Are some of a measure's services teams that give visits?
bool gives_visits(const Model& model, const Measure& measure) {
  const auto gives = [](const Service& each) { return each.visits.has_value(); };
  if (measure.services.empty()) return std::any_of(model.services.begin(), model.services.end(), gives);
  return std::any_of(measure.services.begin(), measure.services.end(), [&](ServiceId each) { return gives(model.services[each.at()]); });
}

// The pools whose beds these services (none: all) share.
std::vector<std::uint32_t> pools_of(const Model& model, const std::vector<std::uint32_t>& services) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < model.services.size(); ++i) {
    const bool wanted = services.empty() || std::find(services.begin(), services.end(), i) != services.end();
    const auto pool = model.services[i].pool;
    if (wanted && pool.given() && std::find(out.begin(), out.end(), pool.value) == out.end()) out.push_back(pool.value);
  }
  return out;
}

void add_costs(const Model& model, const Measure& measure, std::uint32_t at, Tables& tables, std::vector<Watch>& out) {
  for (std::uint32_t position = 0; position < model.costs.size(); ++position) {
    if (!measure.counts_cost(position)) continue;
    const Cost& cost = model.costs[position];
    Watch watch;
    watch.services = positions(cost.services);
    if (!measure.services.empty()) {  // the measure's services only, where both name some
      std::vector<std::uint32_t> both;
      for (const ServiceId each : measure.services) {
        if (watch.services.empty() || std::find(watch.services.begin(), watch.services.end(), each.value) != watch.services.end()) both.push_back(each.value);
      }
      if (both.empty()) continue;
      watch.services = std::move(both);
    }
    watch.condition = condition_of(both(cost.whose, measure.whose), tables);
    watch.amount = cost.amount;
    watch.period = measure.period.value_or(0);
    watch.measure = at;
    watch.take = Watch::Take::level_time;
    switch (cost.per) {
      case Cost::Per::arrival: watch.moment = Moment::began, watch.take = Watch::Take::total, watch.threshold = 1; break;
      case Cost::Per::visit: watch.moment = Moment::visited, watch.take = Watch::Take::total, watch.threshold = 1; break;
      case Cost::Per::time_in_service: watch.moment = Moment::occupied; break;
      case Cost::Per::time_blocked: watch.moment = Moment::blocked; break;
      case Cost::Per::time_waiting: watch.moment = Moment::queueing; break;
      case Cost::Per::time_provided: watch.moment = Moment::occupied, watch.take = Watch::Take::capacity_time, watch.pools = pools_of(model, watch.services); break;
      case Cost::Per::outcome: watch.moment = Moment::happened, watch.take = Watch::Take::total, watch.outcome = cost.outcome; break;
    }
    if (cost.per == Cost::Per::outcome) {
      for (const std::uint32_t each : watch.services) watch.among |= std::uint64_t{1} << each;
    }
    out.push_back(std::move(watch));
  }
}

}  // namespace

std::vector<Watch> watches_of(const Model& model, Tables& tables) {
  using Take = Watch::Take;
  std::vector<Watch> out;
  for (std::uint32_t at = 0; at < model.measures.size(); ++at) {
    const Measure& measure = model.measures[at];
    if (measure.quantity == Quantity::cost) {
      add_costs(model, measure, at, tables, out);
      continue;
    }
    Watch watch;
    watch.measure = at;
    watch.services = positions(measure.services);
    watch.condition = condition_of(measure.whose, tables);
    watch.threshold = measure.threshold.value_or(0);
    watch.period = measure.period.value_or(0);
    if (measure.statistic == Statistic::percentile) watch.percentile = measure.percentile;
    const auto listen = [&](Moment moment, Take take) { watch.moment = moment, watch.take = take; };
    switch (measure.quantity) {
      case Quantity::occupancy: listen(Moment::occupied, Take::level); break;
      case Quantity::occupancy_share:
        if (gives_visits(model, measure)) listen(Moment::visited, Take::slot_share);
        else listen(Moment::occupied, Take::level_share), watch.services = limited(model, std::move(watch.services)), watch.pools = pools_of(model, watch.services);
        break;
      case Quantity::visits: listen(Moment::visited, Take::total), watch.threshold = 1; break;
      case Quantity::visit_delay: listen(Moment::visit_came, Take::value); break;
      case Quantity::queue: listen(Moment::queueing, Take::level); break;
      case Quantity::blocked: listen(Moment::blocked, Take::level); break;
      case Quantity::arrivals: listen(Moment::came, Take::total), watch.threshold = 1; break;
      case Quantity::departures: listen(Moment::departed, Take::total), watch.threshold = 1; break;
      case Quantity::time_in_system: listen(Moment::left, Take::value); break;
      case Quantity::length_of_stay: listen(Moment::departed, Take::value); break;
      case Quantity::active_stay: listen(Moment::worked, Take::value); break;
      case Quantity::wait: listen(Moment::began, Take::value); break;
      case Quantity::wait_if_waited: listen(Moment::began, Take::positive); break;
      case Quantity::share_delayed: listen(Moment::came, Take::value); break;
      case Quantity::share_waiting_over: listen(Moment::began, Take::over); break;
      case Quantity::delay_with_beds: listen(Moment::occupied, Take::level_at); break;
      case Quantity::share_through: listen(Moment::left, Take::through); break;
      case Quantity::out_of_area: listen(Moment::placed_out, Take::total); break;
      case Quantity::out_of_area_time: listen(Moment::out_of_area, Take::level_time); break;
      case Quantity::overflowed: listen(Moment::overflowed, Take::total); break;
      case Quantity::turned_away: listen(Moment::turned_away, Take::total); break;
      case Quantity::reneged: listen(Moment::reneged, Take::total); break;
      case Quantity::travel: listen(Moment::first_served, Take::value); break;
      case Quantity::share_within_travel: listen(Moment::first_served, Take::at_most); break;
      case Quantity::outcome_share: listen(Moment::happened, Take::value), watch.outcome = measure.outcome; break;
      case Quantity::cost: break;
    }
    if (measure.quantity == Quantity::time_in_system || measure.quantity == Quantity::outcome_share || measure.quantity == Quantity::share_through) {
      for (const std::uint32_t each : watch.services) watch.among |= std::uint64_t{1} << each;
    }
    out.push_back(std::move(watch));
  }
  return out;
}

}  // namespace tributary::flow
