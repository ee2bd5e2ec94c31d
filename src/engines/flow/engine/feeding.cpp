// Sources: when the next person comes, and who it is.
#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <tuple>

#include "engines/flow/engine/state.hpp"
#include "engines/flow/match.hpp"

namespace tributary::flow {

namespace {

std::uint32_t position(const std::vector<double>& cumulative, double u) {
  const auto found = static_cast<std::uint32_t>(std::upper_bound(cumulative.begin(), cumulative.end(), u) - cumulative.begin());
  return std::min(found, count_of(cumulative) - 1);
}

}  // namespace

// Sets the source's timer to its next person, or stops it when nobody more will come.
template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::schedule(std::uint32_t source) {
  const SourceRow& row = tables_.sources[source];
  Feed& feed = feeds_[source];
  const double ends = std::min(row.ends, horizon_.warm_up + horizon_.length);
  feed.key = random::person_key(feed.source_key, feed.number);
  if (feed.number >= row.at_most) return end_source(source);
  const double begins = std::max(feed.last, row.begins);
  random::Stream gap(feed.key, purpose::gap);
  double time = row.mean_gap > 0 ? begins + row.mean_gap * random::exponential(gap) : next_arrival(source, begins, ends, gap);
  if (dated() && time > first_change_ && std::holds_alternative<PoissonArrivals>(model_.sources[source].process)) time = changed_arrival(source, begins, ends);
  if (time < ends) tree_.set(source, std::max(time, now_));
  else end_source(source);
}

template <bool simple>
void Simulation::State<simple>::end_source(std::uint32_t source) {
  tree_.cancel(source);
  --coming_sources_;
}

template <bool simple>
double Simulation::State<simple>::next_arrival(std::uint32_t source, double begins, double ends, random::Stream& gap) {
  const Source& from = model_.sources[source];
  Feed& feed = feeds_[source];
  return std::visit(Match{
                        [&](const PoissonArrivals& poisson) {
                          return calendar_.reach(from.profile, poisson.rate, begins, random::exponential(gap), ends);
                        },
                        [&](const RenewalArrivals& renewal) {
                          if (feed.number == 0 && renewal.first) return *renewal.first;
                          const double after = tables_.samplers[row_of_source(source, feed.key, begins).sampler].draw(gap);
                          // Gaps pass as fast as the profile says: where it is 2, in half of the time.
                          return calendar_.reach(from.profile, 1, begins, after, ends);
                        },
                        [&](const CountedArrivals& counted) { return next_of_periods(source, counted.period, 0); },
                        [&](const ScheduledArrivals& booked) {
                          double early = 0;  // under any version
                          for (const Model* each : tables_.versions) early = std::max(early, std::get<ScheduledArrivals>(each->sources[source].process).early);
                          return next_of_periods(source, booked.period, early);
                        },
                        [&](const ReplayedArrivals& log) { return feed.number < log.at.size() ? log.at[feed.number] : HUGE_VAL; },
                    },
                    from.process);
}

// The earliest time drawn ahead. Periods are drawn until none that is left could hold an earlier one.
template <bool simple>
double Simulation::State<simple>::next_of_periods(std::uint32_t source, double period, double early) {
  Feed& feed = feeds_[source];
  const double begins = model_.sources[source].begins;
  const double end = horizon_.warm_up + horizon_.length;
  while (begins + static_cast<double>(feed.period) * period < end &&
         (feed.coming.empty() || begins + static_cast<double>(feed.period) * period - early <= feed.coming.back().time)) {
    draw_period(source, begins + static_cast<double>(feed.period) * period);
  }
  if (feed.coming.empty()) return HUGE_VAL;
  const Due next = feed.coming.back();
  feed.coming.pop_back();
  feed.key = next.key;
  return next.time;
}

// Those of one period, each by the version of the model that holds for them at their own time.
template <bool simple>
void Simulation::State<simple>::draw_period(std::uint32_t source, double begin) {
  Feed& feed = feeds_[source];
  const random::Bits apart = random::source_key(replication_, tables_.sources[source].period_draws);  // draws of periods, apart from people's
  const random::Bits period_key = random::person_key(apart, feed.period);
  const auto place = [&](std::uint64_t i) { return (feed.period << 32U) + i; };
  for (std::uint32_t holding = 0; holding < (dated() ? count_of(tables_.versions) : 1); ++holding) {
    const Source& from = tables_.versions[holding]->sources[source];
    const SourceRow& row = tables_.sources[holding * feeds_.size() + source];
    const auto holds = [&](random::Bits key, double time) { return !dated() || version(key, tables_.sources[source].draws, time) == holding; };
    if (const auto* counted = std::get_if<CountedArrivals>(&from.process)) {
      random::Stream stream(period_key, purpose::gap);
      const double mass = calendar_.integral(from.profile, begin, begin + counted->period);
      const auto count = static_cast<std::uint64_t>(std::llround(tables_.samplers[row.sampler].draw(stream)));
      for (std::uint64_t i = 0; i < count && mass > 0; ++i) {
        const random::Bits key = random::person_key(period_key, i);
        random::Stream moment(key, purpose::gap);
        const double time = calendar_.reach(from.profile, 1, begin, moment.unit() * mass, begin + counted->period);
        if (holds(key, time)) feed.coming.push_back({time, place(i), key});
      }
    } else if (const auto* booked = std::get_if<ScheduledArrivals>(&from.process)) {
      std::map<double, std::uint64_t> at_once;  // who is booked for a time is the same whatever other times there are
      for (std::size_t i = 0; i < booked->at.size(); ++i) {
        const random::Bits key = random::person_key(random::mix(period_key + std::bit_cast<std::uint64_t>(booked->at[i])), at_once[booked->at[i]]++);
        if (!holds(key, begin + booked->at[i])) continue;
        random::Stream comes(key, purpose::no_show);
        if (comes.unit() < booked->no_show) continue;
        random::Stream late(key, purpose::lateness);
        const double lateness = row.sampler == none ? 0 : tables_.samplers[row.sampler].draw(late);
        feed.coming.push_back({std::max(0.0, begin + booked->at[i] - booked->early + lateness), place(i), key});
      }
    }
  }
  ++feed.period;
  std::sort(feed.coming.begin(), feed.coming.end(), [](const Due& a, const Due& b) { return std::tie(a.time, a.place) > std::tie(b.time, b.place); });
}

template <bool simple>
[[gnu::always_inline]] inline Person& Simulation::State<simple>::add_person(std::uint32_t source, random::Bits key) {
  Person& person = people_.add();
  if (counts_visits()) {
    visits_.resize(people_.most() * tables_.cyclic_services);
    std::fill_n(visits_.begin() + static_cast<std::ptrdiff_t>(std::size_t{people_.position(person)} * tables_.cyclic_services), tables_.cyclic_services, 0);
  }
  const SourceRow& row = row_of_source(source, key, now_);
  person = {};
  person.key = key;
  person.number = static_cast<std::uint32_t>(tally_.arrived++);
  person.born = now_;
  person.source = source;
  person.cls = row.classes[0];
  if (!row.class_cumulative.empty()) {
    random::Stream stream(key, purpose::person_class);
    person.cls = row.classes[position(row.class_cumulative, stream.unit())];
  }
  if (!row.segment_cumulative.empty()) {
    random::Stream stream(key, purpose::segment);
    person.segment = row.segments[position(row.segment_cumulative, stream.unit())];
  }
  if (!row.area_cumulative.empty()) {
    random::Stream stream(key, purpose::area);
    person.area = position(row.area_cumulative, stream.unit());
  }
  tally_.present.change(now_, 1);
  return person;
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::arrive(std::uint32_t source) {
  Feed& feed = feeds_[source];
  Person& person = add_person(source, feed.key);
  if (const auto* log = std::get_if<ReplayedArrivals>(&model_.sources[source].process)) {
    person.row = static_cast<std::uint32_t>(feed.number);
    if (!log->classes.empty()) person.cls = log->classes[feed.number].value;
    if (!log->areas.empty()) person.area = log->areas[feed.number].value;
  }
  ++feed.number;
  feed.last = now_;
  schedule(source);
  go(person, choices_[row_of_source(source, person.key, now_).choice]);
}

}  // namespace tributary::flow
