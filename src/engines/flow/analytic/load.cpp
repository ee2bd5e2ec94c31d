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

struct Beds {
  double mean = 0, fewest = HUGE_VAL;
  double kept_on = 0;  // who is in a bed that closes stays to the end of an exponential stay: so many more than there are beds, mean, where all are wanted
};

Beds beds_between(const Calendar& calendar, const Capacity& capacity, double stay, double from, double to) {
  Beds out;
  double there = 0;
  for (double time = from; time < to;) {
    const double next = std::min(to, calendar.next_change(capacity, time));
    const int beds = calendar.capacity(capacity, time);
    there = std::max<double>(there, beds);
    if (there > beds && stay > 0) {
      const double span = beds > 0 ? std::min(next - time, stay * std::log(there / beds)) : next - time;
      out.kept_on += (there * stay * -std::expm1(-span / stay) - beds * span) / (to - from);
      there *= std::exp(-span / stay);
    }
    out.mean += beds * (next - time) / (to - from);
    out.fewest = std::min(out.fewest, static_cast<double>(beds));
    time = next;
  }
  return out;
}

// Beds that change for good at a date are what they are after the last such date: whether a line grows for ever is a matter of these.
void measure_beds(const Model& model, const Calendar& calendar, const Service& service, Load& load) {
  const Capacity& capacity = service.capacity;
  load.beds = load.fewest_beds = load.provided = capacity.beds;
  load.steady_beds = capacity.steps.empty() && capacity.hours.empty();
  if (load.steady_beds) return;
  const double from = model.run.warm_up.value_or(0), end = from + model.run.length, week = 7 * calendar.day(), year = 52 * week;
  double last = from;
  for (const auto& step : capacity.steps) {
    if (step.from > from && step.from < end) load.steps_in_run = true, last = step.from;
  }
  const Beds counted = beds_between(calendar, capacity, load.in_bed, from, load.steps_in_run ? end : std::min(end, from + year));
  load.provided = load.beds = counted.mean;
  load.kept_on = capacity.hours.empty() ? 0 : counted.kept_on;
  load.fewest_beds = std::isinf(counted.fewest) ? 0 : counted.fewest;
  if (!load.steps_in_run) return;
  const Beds lasting = beds_between(calendar, capacity, load.in_bed, last, std::min(std::max(end, last + week), last + year));
  load.beds = lasting.mean;
  load.kept_on = capacity.hours.empty() ? 0 : lasting.kept_on;
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

// The group of those who wait for beds and have fewer than they need, if there is one: each reserve has its own beds and those that are
// kept for nobody, all others these alone; a pool adds its own.
std::optional<Load::Least> least_of(const Model& model, const Traffic& traffic, std::uint32_t at, const Load& load) {
  const Service& service = model.services[at];
  std::vector<double> offered(service.reserves.size() + 1);
  for (const std::uint32_t each : traffic.in_bed_of[at]) {
    const Stream& stream = traffic.streams[each];
    if (stream.service == at) offered[std::min(stream.group, service.reserves.size())] += stream.came * stream.in_bed.mean;
  }
  double kept = 0;
  for (const Reserve& each : service.reserves) kept += each.beds;
  const double shared = std::max(0.0, load.beds - kept) + load.kept_on + (service.pool.given() ? model.pools[service.pool.at()].beds : 0);
  std::optional<Load::Least> out;
  for (std::size_t group = 0; group < offered.size(); ++group) {
    const double beds = shared + (group < service.reserves.size() ? service.reserves[group].beds : 0);
    if (offered[group] > 0 && offered[group] >= beds * (1 - 1e-9) && (!out || offered[group] - beds > out->offered - out->beds)) out = {offered[group], beds};
  }
  return out;
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
    load.may_hurry = service.early_discharge.has_value();
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
  for (std::uint32_t i = 0; i < out.size(); ++i) {
    const PoolId pool = model.services[i].pool;
    Load& load = out[i];
    if (model.services[i].kind != Service::Kind::unlimited && !model.services[i].visits) load.least = least_of(model, traffic, i, load);
    if (pool.given() && model.services[i].kind != Service::Kind::unlimited) {
      const double beds = pool_beds[pool.at()] + model.pools[pool.at()].beds;
      if (beds > 0) load.utilisation = pooled[pool.at()] / beds;
    }
    if (load.steady_state() || !(load.in_bed > 0)) continue;
    const double lacking = (1 - 1 / std::max({1.0, load.utilisation.value_or(0), load.on_books.value_or(0)})) * load.arrivals;
    const double least = load.least ? (load.least->offered - load.least->beds) / load.in_bed : 0;
    load.growth = load.kept_on > 0 ? least : std::max(lacking, least);
  }
  return out;
}

}  // namespace tributary::flow
