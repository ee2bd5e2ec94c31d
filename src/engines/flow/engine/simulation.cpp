#include "engines/flow/engine/simulation.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

Simulation::State::State(const Tables& tables)
    : tables_(tables), model_(*tables.model), dated_(!model_.changes.empty()), calendar_(model_.unit, model_.begins_on), posts_(model_.services.size()), feeds_(model_.sources.size()), watches_(tables.watches), watched_(watches_.size()) {
  prepare_watches();
  for (std::uint32_t i = 0; i < posts_.size(); ++i) {
    const bool changes = std::any_of(tables.versions.begin(), tables.versions.end(), [&](const Model* each) {
      return !each->services[i].capacity.steps.empty() || !each->services[i].capacity.hours.empty();
    });
    if (changes) changing_.push_back(i);
    if (model_.services[i].visits) visiting_.push_back(i);
  }
  for (const Curve& each : model_.changes) first_change_ = std::min(first_change_, each.at);
  fixed_ = static_cast<Slot>(feeds_.size() + changing_.size() + visiting_.size() + (dated_ ? 1 : 0));
}

void Simulation::State::begin(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon) {
  replication_ = random::replication_key(seed, replication);
  horizon_ = horizon;
  now_ = 0;
  counting_ = horizon.warm_up <= 0;
  end_ = horizon.warm_up + horizon.length;
  tree_.reset(fixed_ + 1);
  people_.clear();
  timers_.clear();
  free_slots_.clear();
  to_fill_.clear();
  visits_.clear();
  ringing_ = nowhere;
  pool_used_.assign(model_.pools.size(), 0);
  pool_beds_.clear();
  reserve_beds_.resize(posts_.size());
  for (const Pool& each : model_.pools) pool_beds_.push_back(each.beds);
  tally = {};
  trend_area_ = 0;
  asked_in_vain_ = 0;
  tally.by_exit.assign(model_.exits.size(), 0);
  for (std::uint32_t i = 0; i < posts_.size(); ++i) {
    Post& post = posts_[i];
    post = {};
    post.lines.assign(tables_.services[i].level_count, {});
    post.reserve_used.assign(tables_.services[i].reserves.end - tables_.services[i].reserves.begin, 0);
    reserve_beds_[i].clear();
    for (const Reserve& each : model_.services[i].reserves) reserve_beds_[i].push_back(each.beds);
    set_capacity(i);
  }
  for (std::uint32_t i = 0; i < changing_.size(); ++i) change_capacity(i);
  if (!visiting_.empty()) begin_rounds();
  if (dated_) change_beds();
  coming_sources_ = count_of(feeds_);
  for (std::uint32_t i = 0; i < feeds_.size(); ++i) {
    feeds_[i] = {};
    feeds_[i].source_key = random::source_key(replication_, tables_.sources[i].draws);
    schedule(i);
  }
  for (Watched& each : watched_) each = {};
  begin_watching();
  next_snapshot_ = horizon.daily_snapshots ? calendar_.day() : HUGE_VAL;
  set_mark();
  start_people();
}

// The loop. Until a mark (the end of the warm-up, the end) the earliest timer rings; an empty tree's time compares false.
void Simulation::State::run() {
  std::uint64_t at_once = 0;  // events since time went on
  for (;;) {
    const double time = tree_.next_time();
    if (!(time < mark_)) {
      if (!pass_mark()) return;
      continue;
    }
    if (time > now_) at_once = 0;
    else if (++at_once > most_at_once) [[unlikely]] return finish_stuck();
    now_ = time;
    ring(tree_.next_slot());
  }
}

// The next moment at which something is to be written down: the end of the warm-up, of a period, a midnight, the end.
void Simulation::State::set_mark() {
  mark_ = counting_ ? end_ : horizon_.warm_up;
  mark_ = std::min(mark_, next_snapshot_);
  if (!counting_) return;
  if (tally.trend.size() < trend_parts) mark_ = std::min(mark_, trend_mark());
  for (std::uint32_t at = 0; at < watches_.size(); ++at) {
    if (watches_[at].period > 0) mark_ = std::min(mark_, watched_[at].period_from + watches_[at].period);
  }
}

// False when the replication is over.
bool Simulation::State::pass_mark() {
  if (horizon_.cancel != nullptr && horizon_.cancel->load(std::memory_order_relaxed)) {
    finish();
    return false;
  }
  // Over too when nothing is left that could happen: people who hold beds for one another stay for ever.
  if (all_have_left() || (horizon_.until_empty && tree_.empty())) {
    finish();
    return false;
  }
  now_ = mark_;
  if (now_ == next_snapshot_) {
    if (counting_) snapshot();
    next_snapshot_ += calendar_.day();
  }
  if (!counting_ && now_ == horizon_.warm_up) {
    begin_counting();
  } else if (counting_) {
    if (tally.trend.size() < trend_parts && now_ >= trend_mark()) {
      const double area = tally.present.area(now_);
      tally.trend.push_back((area - trend_area_) / (horizon_.length / trend_parts));
      trend_area_ = area;
    }
    for (std::uint32_t at = 0; at < watches_.size(); ++at) {
      if (watches_[at].period > 0 && now_ >= watched_[at].period_from + watches_[at].period) close_period(at);
    }
    if (now_ >= end_) {
      if (!horizon_.until_empty) {
        finish();
        return false;
      }
      end_ = HUGE_VAL;
    }
  }
  set_mark();
  return true;
}

void Simulation::State::begin_counting() {
  counting_ = true;
  for (Post& post : posts_) {
    ServiceCounts fresh;
    fresh.occupied = post.counts.occupied, fresh.queue = post.counts.queue;
    fresh.blocked = post.counts.blocked, fresh.in_transition = post.counts.in_transition;
    for (Level* level : {&fresh.occupied, &fresh.queue, &fresh.blocked, &fresh.in_transition}) level->begin(now_);
    fresh.capacity_since = now_;
    post.counts = fresh;
  }
  begin_counting_slots();
  tally.present.begin(now_);
  tally.time_in_system = {};
  tally.from = now_;
  for (Watched& each : watched_) each.beds_before = 0;
  begin_watching();
}

// People go round through stays that take no time: nothing else would ever happen.
void Simulation::State::finish_stuck() {
  tally.stuck = true;
  finish();
}

void Simulation::State::finish() {
  tally.to = now_;
  tally.services.clear();
  for (Post& post : posts_) {
    post.counts.capacity_area += post.capacity * (now_ - post.counts.capacity_since);
    post.counts.capacity_since = now_;
    for (Level* level : {&post.counts.occupied, &post.counts.queue, &post.counts.blocked, &post.counts.in_transition}) level->change(now_, 0);
    tally.services.push_back(post.counts);
  }
  tally.present.change(now_, 0);
  collect_measures();
}

void Simulation::State::ring(Slot slot) {
  if (slot < fixed_) {
    if (slot < feeds_.size()) arrive(slot);
    else if (const Slot changing = slot - static_cast<Slot>(feeds_.size()); changing < changing_.size()) change_capacity(changing);
    else if (const Slot visiting = changing - static_cast<Slot>(changing_.size()); visiting < visiting_.size()) open_session(visiting);
    else change_beds();
    if (!to_fill_.empty()) fill_beds();
    return;
  }
  Timer& rung = timers_[slot - fixed_];
  const PersonAt at = rung.person;
  rung.person = nobody;
  people_[at].timer = nowhere;
  ringing_ = slot;
  switch (rung.kind) {
    case Timer::Kind::stay: stay_over(at); break;
    case Timer::Kind::transition: depart(at); break;
    case Timer::Kind::patience: give_up(at); break;
    case Timer::Kind::poll: ask_again(at); break;
    case Timer::Kind::comes_back: come_again(at); break;
    case Timer::Kind::visit: visit_due(at); break;
  }
  if (!to_fill_.empty()) fill_beds();
  if (ringing_ == nowhere) return;
  tree_.cancel(ringing_);
  free_slots_.push_back(ringing_);
  ringing_ = nowhere;
}

[[gnu::always_inline]] inline void Simulation::State::set_timer(Timer::Kind kind, PersonAt at, double time) {
  Slot slot = ringing_;
  if (slot != nowhere) {
    ringing_ = nowhere;  // the timer that just rang is set anew: one leaf written, not two
  } else if (free_slots_.empty()) {
    slot = fixed_ + static_cast<Slot>(timers_.size());
    timers_.emplace_back();
    if (slot >= tree_.slots()) tree_.grow(slot + 1);
  } else {
    slot = free_slots_.back();
    free_slots_.pop_back();
  }
  timers_[slot - fixed_] = {kind, at};
  people_[at].timer = slot;
  tree_.set(slot, time);
  ++tally.events;
}

void Simulation::State::stop_timer(Person& person) {
  tree_.cancel(person.timer);
  timers_[person.timer - fixed_].person = nobody;
  free_slots_.push_back(person.timer);
  person.timer = nowhere;
}

void Simulation::State::change_capacity(std::uint32_t changing) {
  const std::uint32_t service = changing_[changing];
  set_capacity(service);
  const Slot slot = static_cast<Slot>(feeds_.size()) + changing;
  double next = HUGE_VAL;
  for (const Model* each : tables_.versions) next = std::min(next, calendar_.next_change(each->services[service].capacity, now_));
  if (std::isinf(next)) tree_.cancel(slot);
  else tree_.set(slot, next);
}

void Simulation::State::set_capacity(std::uint32_t service) {
  Post& post = posts_[service];
  post.counts.capacity_area += post.capacity * (now_ - post.counts.capacity_since);
  post.counts.capacity_since = now_;
  post.capacity = dated_ ? capacity_now(service) : calendar_.capacity(model_.services[service].capacity, now_);
  if (post.waiting > 0) to_fill_.push_back(service);
}

// Those who are there when the run begins: of the classes that come, in the proportions in which they come. Those in beds have
// the rest of a stay before them, those in line have waited since time 0, in a bed upstream where that is kept for them.
void Simulation::State::start_people() {
  const auto add = [&](std::uint32_t service, int i) {
    const random::Bits apart = random::source_key(replication_, tables_.services[service].start_draws);
    const random::Bits key = random::person_key(apart, static_cast<random::Bits>(i));
    const PersonAt at = add_person(starting_source(service, key), key);
    want(people_[at], service);
    return at;
  };
  for (std::uint32_t service = 0; service < posts_.size(); ++service) {
    const Start& start = model_.services[service].start;
    for (int i = 0; i < start.occupied; ++i) {
      const PersonAt at = add(service, i);
      occupy(people_[at], service);
      if (tables_.services[service].visiting) {
        join_course(at, start.rest);
        continue;
      }
      begin_stay(at);
      shorten(at, start.rest);
    }
  }
  for (std::uint32_t service = 0; service < posts_.size(); ++service) {
    const Start& start = model_.services[service].start;
    for (int i = start.occupied; i < start.occupied + start.queue; ++i) {
      const PersonAt at = add(service, i);
      const std::uint32_t upstream = tables_.services[service].held_in;
      if (upstream != none && room(upstream, people_[at])) {
        occupy(people_[at], upstream);
        wait_in_bed(at);
      } else {
        stand_in_line(at, Standing::queueing);
      }
      to_fill_.push_back(service);
    }
  }
  fill_beds();
}

// What is left of the stay that a person is in: the timer that begin_stay set is set anew.
void Simulation::State::shorten(PersonAt at, Start::Rest rest) {
  if (rest == Start::Rest::whole) return;
  Person& person = people_[at];
  random::Stream stream(person.key, tables_.services[person.service].draws + purpose::rest);
  const StayRow& row = tables_.stays[stay_row(person, row_for(person, person.service))];
  const double left = rest == Start::Rest::uniform ? tree_.time(person.timer) * stream.unit() : tables_.samplers[row.rest].draw(stream);
  stop_timer(person);
  set_timer(Timer::Kind::stay, at, left);
}

// The source that somebody who is there from the start would have come from: a race of exponentials, which a source that is
// added leaves as it was but where it wins.
std::uint32_t Simulation::State::starting_source(std::uint32_t service, random::Bits key) const {
  std::uint32_t first = 0;
  double soonest = HUGE_VAL;
  for (const std::uint32_t source : tables_.services[service].from_sources) {
    random::Stream stream(key, tables_.sources[source].draws);
    const double time = random::exponential(stream) / tables_.sources[source].rate;
    if (time < soonest) soonest = time, first = source;
  }
  return first;
}

Simulation::Simulation(const Tables& tables) : state_(std::make_unique<State>(tables)) {}
Simulation::~Simulation() = default;

const Tally& Simulation::run(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon) {
  state_->begin(seed, replication, horizon);
  state_->run();
  return state_->tally;
}

void Simulation::trace(std::function<void(const Happening&)> listener) { state_->listener = std::move(listener); }

}  // namespace tributary::flow
