#include "engines/flow/analytic/load.hpp"

#include <algorithm>
#include <cmath>

#include "engines/flow/engine/calendar.hpp"
#include "engines/flow/engine/sessions.hpp"

namespace tributary::flow {

namespace {

// Whoever finds no bed waits, for as long as it takes.
bool waits_without_limit(const Service& service) {
  if (service.kind == Service::Kind::unlimited) return false;  // a team's visits are limited even where its caseload isn't
  if (service.when_full.empty()) return true;
  const WhenFull& last = service.when_full.back();
  if (const auto* wait = std::get_if<Wait>(&last)) return !wait->patience && !wait->longest_queue;
  return std::holds_alternative<Hold>(last) || std::holds_alternative<Poll>(last);
}

void measure_beds(const Model& model, const Calendar& calendar, const Service& service, Load& load) {
  const Capacity& capacity = service.capacity;
  load.beds = load.fewest_beds = capacity.beds;
  load.steady_beds = capacity.steps.empty() && capacity.hours.empty();
  if (load.steady_beds) return;
  // Over what is counted, a year of it at most.
  const double from = model.run.warm_up.value_or(0);
  const double to = from + std::min(model.run.length, 364 * calendar.day());
  double area = 0, fewest = HUGE_VAL;
  for (double time = from; time < to;) {
    const double next = std::min(to, calendar.next_change(capacity, time));
    const int beds = calendar.capacity(capacity, time);
    area += beds * (next - time);
    fewest = std::min(fewest, static_cast<double>(beds));
    time = next;
  }
  load.beds = area / (to - from);
  load.fewest_beds = std::isinf(fewest) ? 0 : fewest;
}

// Slots in place of beds, over what is counted; of a year of it or more, in whole weeks.
void measure_slots(const Model& model, const Calendar& calendar, const Service& service, double on_books, Load& load) {
  if (service.limits_people()) {
    measure_beds(model, calendar, service, load);
    load.caseload = load.beds;
    if (load.caseload > 0) load.on_books = on_books / load.caseload;
  }
  const double from = model.run.warm_up.value_or(0), week = 7 * calendar.day();
  const double span = std::min(model.run.length < week ? week : std::floor(model.run.length / week) * week, 52 * week);
  load.beds = slots_between(calendar, *service.visits, from, from + span) / span;
  load.fewest_beds = 0;
  load.steady_beds = false;
  if (load.beds > 0) load.utilisation = load.offered / load.beds;
}

}  // namespace

std::vector<Load> loads_of(const Model& model, const std::vector<Coming>& comings, const std::vector<PersonKind>& kinds, const Traffic& traffic) {
  const Calendar calendar(model.unit, model.begins_on);
  std::vector<Load> out(model.services.size());
  std::vector<double> on_books(model.services.size());  // people on the books of teams, if there were slots for all
  std::vector<double> peaks(model.services.size());  // offered, if the busiest hour of all sources went on for ever
  for (const Stream& stream : traffic.streams) {
    // Those who were placed elsewhere load the beds that they are in, and count as arrivals there.
    const double people = stream.bed == stream.service ? stream.came : stream.served;
    const Coming& coming = comings[kinds[stream.kind].source];
    Load& load = out[stream.bed];
    load.arrivals += people;
    load.visits = model.services[stream.bed].visits.has_value();
    load.offered += people * (load.visits ? stream.visits : stream.in_bed.mean);
    if (load.visits) on_books[stream.bed] += people * stream.in_bed.mean;
    peaks[stream.bed] += people * stream.in_bed.mean * coming.busiest / coming.rate;
  }
  std::vector<double> pooled(model.pools.size()), pool_beds(model.pools.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    const Service& service = model.services[i];
    Load& load = out[i];
    load.in_bed = load.arrivals > 0 ? load.offered / load.arrivals : 0;
    load.waits_without_limit = waits_without_limit(service);
    if (service.kind == Service::Kind::unlimited) continue;
    if (service.visits) {
      load.visits = true;
      measure_slots(model, calendar, service, on_books[i], load);
      continue;
    }
    measure_beds(model, calendar, service, load);
    if (service.pool.given()) pooled[service.pool.at()] += load.offered, pool_beds[service.pool.at()] += load.beds;
    else if (load.beds > 0) load.utilisation = load.offered / load.beds;
    const bool varies = peaks[i] > load.offered * (1 + 1e-9) || !load.steady_beds;
    const bool from_outside = traffic.before[i].empty();  // stays in between level the hours out
    if (varies && from_outside && load.fewest_beds > 0 && !service.pool.given()) load.busiest = peaks[i] / load.fewest_beds;
  }
  for (std::size_t i = 0; i < out.size(); ++i) {
    const PoolId pool = model.services[i].pool;
    Load& load = out[i];
    if (pool.given() && model.services[i].kind != Service::Kind::unlimited) {
      const double beds = pool_beds[pool.at()] + model.pools[pool.at()].beds;
      if (beds > 0) load.utilisation = pooled[pool.at()] / beds;
    }
    if (!load.steady_state() && load.in_bed > 0) load.growth = std::max(0.0, (1 - 1 / std::max(load.utilisation.value_or(0), load.on_books.value_or(0))) * load.arrivals);
  }
  return out;
}

}  // namespace tributary::flow
