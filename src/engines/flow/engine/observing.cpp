// Telling the watches what happens, and closing their periods.
#include <algorithm>
#include <cmath>

#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

// Which watches listen at which moment of which service.
template <bool simple>
void Simulation::State<simple>::prepare_watches() {
  const std::size_t services = posts_.size();
  listeners_.assign(moments_count * (services + 1), {});
  for (std::uint32_t at = 0; at < watches_.size(); ++at) {
    const Watch& watch = watches_[at];
    const auto moment = static_cast<std::size_t>(watch.moment);
    watching_ |= 1U << moment;
    const bool of_system = watch.moment == Moment::left || watch.moment == Moment::happened;
    if (of_system) {
      listeners_[moment * (services + 1) + services].push_back(at);
    } else if (watch.services.empty()) {
      for (std::size_t service = 0; service < services; ++service) listeners_[moment * (services + 1) + service].push_back(at);
    } else {
      for (const auto service : watch.services) listeners_[moment * (services + 1) + service].push_back(at);
    }
  }
}

template <bool simple>
void Simulation::State<simple>::begin_watching() {
  for (std::uint32_t at = 0; at < watches_.size(); ++at) {
    Watched& watched = watched_[at];
    watched.whole = watched.now = {};
    watched.periods.clear();
    watched.percentiles.clear();
    watched.sketch.clear(), watched.sketch_now.clear();
    watched.level.begin(now_);
    watched.at = watched.up_to = 0;
    watched.since = watched.period_from = now_;
  }
}

template <bool simple>
void Simulation::State<simple>::notice_all(Moment moment, std::uint32_t service, const Person& person, double value) {
  const auto index = static_cast<std::size_t>(moment) * (posts_.size() + 1) + (service == none ? posts_.size() : service);
  for (const std::uint32_t at : listeners_[index]) {
    const Watch& watch = watches_[at];
    if (watch.condition != always && !holds(watch.condition, person)) continue;
    if (watch.among != 0 && (person.been & watch.among) == 0 && watch.take != Watch::Take::through) continue;
    Watched& watched = watched_[at];
    switch (watch.take) {
      case Watch::Take::value:
        watched.now.sum += value, watched.now.count += 1;
        if (watch.percentile) watched.sketch.add(value), watched.sketch_now.add(value);
        break;
      case Watch::Take::total: watched.now.sum += watch.threshold == 1 ? 1 : value; break;
      case Watch::Take::over: watched.now.sum += value > watch.threshold ? 1 : 0, watched.now.count += 1; break;
      case Watch::Take::at_most: watched.now.sum += value <= watch.threshold ? 1 : 0, watched.now.count += 1; break;
      case Watch::Take::positive:
        if (value <= 0) break;
        watched.now.sum += value, watched.now.count += 1;
        if (watch.percentile) watched.sketch.add(value), watched.sketch_now.add(value);
        break;
      case Watch::Take::through: watched.now.sum += (person.been & watch.among) != 0 ? 1 : 0, watched.now.count += 1; break;
      case Watch::Take::level_at: {
        const double before = watched.level.count();
        if (before == watch.threshold) watched.at += now_ - watched.since;
        if (before <= watch.threshold) watched.up_to += now_ - watched.since;
        watched.since = now_;
        watched.level.change(now_, static_cast<int>(value));
        break;
      }
      case Watch::Take::level:
      case Watch::Take::level_share:
      case Watch::Take::level_time: watched.level.change(now_, static_cast<int>(value)); break;
      case Watch::Take::capacity_time: break;
      case Watch::Take::slot_share: watched.now.sum += 1; break;
    }
  }
}

// Minutes from somebody's area to the site where they are first served.
template <bool simple>
void Simulation::State<simple>::notice_travel(const Person& person) {
  const std::uint32_t site = tables_.services[person.service].site;
  const bool first = person.beds_had == 1;
  if (!first || site == none || person.area == nowhere || model_.travel.minutes.empty()) return;
  notice_all(Moment::first_served, person.service, person, model_.travel.at({person.area}, {site}, model_.sites.size()));
}

template <bool simple>
void Simulation::State<simple>::notice_outcomes(const Person& person) {
  for (std::uint32_t at = 0; at < model_.outcomes.size(); ++at) {
    const std::uint32_t holding = dated() ? version(person.key, tables_.outcome_draws[at], now_) : 0;
    const Outcome& outcome = tables_.versions[holding]->outcomes[at];
    if (!holds(outcome.whose, person)) continue;
    double p = outcome.base;
    for (std::size_t i = 0; i < outcome.effects.size(); ++i) {
      const Effect& effect = outcome.effects[i];
      if (!holds(effect.when, person)) continue;
      const auto was_in = [&](ServiceId each) { return (person.been >> each.at() & 1) != 0; };
      if (!effect.through.empty() && std::none_of(effect.through.begin(), effect.through.end(), was_in)) continue;
      double change = effect.change;
      if (effect.low) {  // how well it is known: one draw a replication, the same for all people
        random::Stream stream(replication_, tables_.outcome_draws[at] + i + 1);
        change += random::normal(stream) * (*effect.high - *effect.low) / (2 * 1.959963984540054);
      }
      p += effect.per_unit_waited ? change * person.waited : change;
    }
    random::Stream stream(person.key, tables_.outcome_draws[at]);
    const double happens = stream.unit() < p ? 1 : 0;
    const std::size_t index = static_cast<std::size_t>(Moment::happened) * (posts_.size() + 1) + posts_.size();
    for (const std::uint32_t each : listeners_[index]) {
      const Watch& watch = watches_[each];
      if (watch.outcome != at || (watch.condition != always && !holds(watch.condition, person))) continue;
      if (watch.among != 0 && (person.been & watch.among) == 0) continue;
      watched_[each].now.sum += happens;
      watched_[each].now.count += 1;
    }
  }
}

// Levels up to now go into the period under way.
template <bool simple>
void Simulation::State<simple>::settle_levels(std::uint32_t at) {
  const Watch& watch = watches_[at];
  Watched& watched = watched_[at];
  if (!is_level(watch.take)) return;
  if (watch.take == Watch::Take::slot_share) return settle_slots(at);
  const double span = now_ - watched.period_from;
  if (watch.take == Watch::Take::level_at) {
    const double count = watched.level.count();
    if (count == watch.threshold) watched.at += now_ - watched.since;
    if (count <= watch.threshold) watched.up_to += now_ - watched.since;
    watched.since = now_;
    if (!horizon_.daily_snapshots) watched.now.sum += watched.at, watched.now.count += watched.up_to;
    watched.at = watched.up_to = 0;
    return;
  }
  double beds = 0;
  if (watch.take == Watch::Take::level_share || watch.take == Watch::Take::capacity_time) {
    for (std::uint32_t service = 0; service < posts_.size(); ++service) {
      const bool wanted = watch.services.empty() || std::find(watch.services.begin(), watch.services.end(), service) != watch.services.end();
      if (!wanted || tables_.services[service].unlimited) continue;
      const Post& post = posts_[service];
      beds += post.counts.capacity_area + post.capacity * (now_ - post.counts.capacity_since);
    }
    const double before = watched.beds_before;
    watched.beds_before = beds;
    beds -= before;
    for (const std::uint32_t pool : watch.pools) beds += pool_beds_[pool] * span;
  }
  if (!horizon_.daily_snapshots || watch.take == Watch::Take::level_time || watch.take == Watch::Take::capacity_time) {
    watched.now.sum += watch.take == Watch::Take::capacity_time ? beds : watched.level.area(now_);
    watched.now.count += watch.take == Watch::Take::level_share ? beds : span;
  }
  watched.level.begin(now_);
}

template <bool simple>
void Simulation::State<simple>::snapshot() {
  ++tally_.snapshots;
  tally_.seen_present += tally_.present.count();
  for (Post& post : posts_) {
    ServiceCounts& counts = post.counts;
    counts.seen_occupied += counts.occupied.count(), counts.seen_queue += counts.queue.count();
    counts.seen_blocked += counts.blocked.count(), counts.seen_in_transition += counts.in_transition.count();
  }
  for (std::uint32_t at = 0; at < watches_.size(); ++at) {
    const Watch& watch = watches_[at];
    Watched& watched = watched_[at];
    const double count = watched.level.count();
    if (watch.take == Watch::Take::level) {
      watched.now.sum += count, watched.now.count += 1;
    } else if (watch.take == Watch::Take::level_at) {
      watched.now.sum += count == watch.threshold ? 1 : 0, watched.now.count += count <= watch.threshold ? 1 : 0;
    } else if (watch.take == Watch::Take::level_share) {
      double beds = 0;
      for (const auto service : watch.services) beds += posts_[service].capacity;
      for (const std::uint32_t pool : watch.pools) beds += pool_beds_[pool];
      watched.now.sum += count, watched.now.count += beds;
    }
  }
}

template <bool simple>
void Simulation::State<simple>::close_period(std::uint32_t at) {
  settle_levels(at);
  Watched& watched = watched_[at];
  watched.whole.sum += watched.now.sum, watched.whole.count += watched.now.count;
  if (watches_[at].period > 0) {
    watched.periods.push_back(watched.now);
    if (watches_[at].percentile) {
      watched.percentiles.push_back(watched.sketch_now.percentile(*watches_[at].percentile));
      watched.sketch_now.clear();
    }
  }
  watched.now = {};
  watched.period_from = now_;
}

// What the measures came to: the whole run first, then the periods.
template <bool simple>
void Simulation::State<simple>::collect_measures() {
  tally_.measures.assign(model_.measures.size(), {});
  for (std::uint32_t at = 0; at < watches_.size(); ++at) {
    const Watch& watch = watches_[at];
    Watched& watched = watched_[at];
    if (watch.period <= 0 || watched.period_from < now_) {  // a period that the end cuts short counts in the whole, and is not told
      const bool whole = whole_period(watch, watched.period_from, now_);
      close_period(at);
      if (!whole && !watched.periods.empty()) {
        watched.periods.pop_back();
        if (!watched.percentiles.empty()) watched.percentiles.pop_back();
      }
    }
    tell_measure(watch, watched, tally_.measures[watch.measure]);
  }
}

}  // namespace tributary::flow
