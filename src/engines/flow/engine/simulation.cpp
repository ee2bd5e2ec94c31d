#include "engines/flow/engine/simulation.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

template <bool simple>
Simulation::State<simple>::State(const Tables& tables)
    : tables_(tables), model_(*tables.model), choices_(tables.choices), stays_(tables.stays), samplers_(tables.samplers), dated_(!model_.changes.empty()), calendar_(model_.unit, model_.begins_on), posts_(model_.services.size()), feeds_(model_.sources.size()), watches_(tables.watches), watched_(watches_.size()) {
  prepare_watches();
  for (std::uint32_t i = 0; i < posts_.size(); ++i) {
    const bool changes = std::any_of(tables.versions.begin(), tables.versions.end(), [&](const Model* each) {
      return !each->services[i].capacity.steps.empty() || !each->services[i].capacity.hours.empty();
    });
    if (changes) changing_.push_back(i);
    if (model_.services[i].visits) visiting_.push_back(i);
  }
  for (const Curve& each : model_.changes) first_change_ = std::min(first_change_, each.at);
  fixed_ = static_cast<Slot>(feeds_.size() + changing_.size() + visiting_.size() + (dated() ? 1 : 0));
}

template <bool simple>
void Simulation::State<simple>::begin(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon) {
  replication_ = random::replication_key(seed, replication);
  horizon_ = horizon;
  now_ = 0;
  counting_ = horizon.warm_up <= 0;
  end_ = horizon.warm_up + horizon.length;
  tree_.reset(fixed_ + 1);
  people_.clear();
  timers_.assign(fixed_, {});
  free_slots_.clear();
  to_fill_.clear();
  visits_.clear();
  ringing_ = nowhere;
  pool_used_.assign(model_.pools.size(), 0);
  pool_beds_.clear();
  reserve_beds_.resize(posts_.size());
  for (const Pool& each : model_.pools) pool_beds_.push_back(each.beds);
  tally_ = {};
  trend_area_ = 0;
  asked_in_vain_ = 0;
  tally_.by_exit.assign(model_.exits.size(), 0);
  for (std::uint32_t i = 0; i < posts_.size(); ++i) {
    Post& post = posts_[i];
    post = {};
    post.row = &tables_.services[i], post.next = &choices_[post.row->next];
    if (!dated() && post.row->only_stay != none && !post.row->redraw && post.row->cyclic == none) post.stay = &samplers_[stays_[post.row->only_stay].sampler];
    post.service = i, post.bit = i < 64 ? std::uint64_t{1} << i : 0;
    post.lines.assign(tables_.services[i].level_count, {});
    post.reserve_used.assign(tables_.services[i].reserves.end - tables_.services[i].reserves.begin, 0);
    reserve_beds_[i].clear();
    for (const Reserve& each : model_.services[i].reserves) reserve_beds_[i].push_back(each.beds);
    set_capacity(i);
  }
  for (std::uint32_t i = 0; i < changing_.size(); ++i) change_capacity(i);
  if (!visiting_.empty()) begin_rounds();
  if (dated()) change_beds();
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

template <bool simple>
const Tally& Simulation::State<simple>::run(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon) {
  begin(seed, replication, horizon);
  loop();
  return tally_;
}

// Until a mark (the end of the warm-up, the end) the earliest timer rings; an empty tree's time compares false.
// Profile: it takes a hundredth more where it doesn't begin on a cache line, which is chance from one change elsewhere to the next.
template <bool simple>
[[gnu::aligned(64)]] void Simulation::State<simple>::loop() {
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
template <bool simple>
void Simulation::State<simple>::set_mark() {
  mark_ = counting_ ? end_ : horizon_.warm_up;
  mark_ = std::min(mark_, next_snapshot_);
  if (!counting_) return;
  if (tally_.trend.size() < trend_parts) mark_ = std::min(mark_, trend_mark());
  for (std::uint32_t at = 0; at < watches_.size(); ++at) {
    if (watches_[at].period > 0) mark_ = std::min(mark_, watched_[at].period_from + watches_[at].period);
  }
}

// False when the replication is over.
template <bool simple>
bool Simulation::State<simple>::pass_mark() {
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
    if (tally_.trend.size() < trend_parts && now_ >= trend_mark()) {
      const double area = tally_.present.area(now_);
      tally_.trend.push_back((area - trend_area_) / (horizon_.length / trend_parts));
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

template <bool simple>
void Simulation::State<simple>::begin_counting() {
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
  tally_.present.begin(now_);
  tally_.time_in_system = {};
  tally_.from = now_;
  for (Watched& each : watched_) each.beds_before = 0;
  begin_watching();
}

// People go round through stays that take no time: nothing else would ever happen.
template <bool simple>
void Simulation::State<simple>::finish_stuck() {
  tally_.stuck = true;
  finish();
}

template <bool simple>
void Simulation::State<simple>::finish() {
  tally_.to = now_;
  tally_.services.clear();
  for (Post& post : posts_) {
    post.counts.capacity_area += post.capacity * (now_ - post.counts.capacity_since);
    post.counts.capacity_since = now_;
    for (Level* level : {&post.counts.occupied, &post.counts.queue, &post.counts.blocked, &post.counts.in_transition}) level->change(now_, 0);
    tally_.services.push_back(post.counts);
  }
  tally_.present.change(now_, 0);
  collect_measures();
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::ring(Slot slot) {
  if (slot < fixed_) {
    if (slot < feeds_.size()) arrive(slot);
    else if (const Slot changing = slot - static_cast<Slot>(feeds_.size()); changing < changing_.size()) change_capacity(changing);
    else if (const Slot visiting = changing - static_cast<Slot>(changing_.size()); visiting < visiting_.size()) open_session(visiting);
    else change_beds();
    if (!to_fill_.empty()) fill_beds();
    return;
  }
  Timer& rung = timers_[slot];
  Person& person = people_[rung.person];
  rung.person = nobody;
  person.timer = nowhere;
  ringing_ = slot;
  if (rung.kind == Timer::Kind::stay) [[likely]] stay_over(person);
  else ring_other(rung.kind, person);
  if (!to_fill_.empty()) fill_beds();
  if (ringing_ == nowhere) return;
  tree_.cancel(ringing_);
  free_slots_.push(ringing_);
  ringing_ = nowhere;
}

template <bool simple>
void Simulation::State<simple>::ring_other(Timer::Kind kind, Person& person) {
  switch (kind) {
    case Timer::Kind::stay: return stay_over(person);
    case Timer::Kind::transition: return depart(person);
    case Timer::Kind::patience: return give_up(person);
    case Timer::Kind::poll: return ask_again(person);
    case Timer::Kind::comes_back: return come_again(person);
    case Timer::Kind::visit: return visit_due(person);
  }
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::set_timer(Timer::Kind kind, Person& person, double time) {
  ++tally_.events;
  Slot slot = ringing_;
  if (slot != nowhere) {
    ringing_ = nowhere;  // the timer that just rang is set anew: one leaf written, not two
  } else if (free_slots_.empty()) {
    slot = static_cast<Slot>(timers_.size());
    timers_.emplace_back();
    if (slot >= tree_.slots()) tree_.grow(slot + 1);
  } else {
    slot = free_slots_.pop();
  }
  tree_.set(slot, time);
  timers_[slot] = {kind, people_.position(person)};
  person.timer = slot;
}

template <bool simple>
void Simulation::State<simple>::stop_timer(Person& person) {
  tree_.cancel(person.timer);
  timers_[person.timer].person = nobody;
  free_slots_.push(person.timer);
  person.timer = nowhere;
}

template <bool simple>
void Simulation::State<simple>::change_capacity(std::uint32_t changing) {
  const std::uint32_t service = changing_[changing];
  set_capacity(service);
  const Slot slot = static_cast<Slot>(feeds_.size()) + changing;
  double next = HUGE_VAL;
  for (const Model* each : tables_.versions) next = std::min(next, calendar_.next_change(each->services[service].capacity, now_));
  if (std::isinf(next)) tree_.cancel(slot);
  else tree_.set(slot, next);
}

template <bool simple>
void Simulation::State<simple>::set_capacity(std::uint32_t service) {
  Post& post = posts_[service];
  post.counts.capacity_area += post.capacity * (now_ - post.counts.capacity_since);
  post.counts.capacity_since = now_;
  post.capacity = dated() ? capacity_now(service) : calendar_.capacity(model_.services[service].capacity, now_);
  if (post.waiting > 0) to_fill_.push(service);
}

namespace {

bool is_simple(const ServiceRow& row) {
  const bool own_beds = row.plain || (row.unlimited && !row.visiting && row.pool == none && row.reserves.begin == row.reserves.end);
  return own_beds && !row.any_transition && !row.redraw;
}

bool asks_the_past(const Condition& condition) {
  return std::any_of(condition.steps.begin(), condition.steps.end(), [](const Step& step) {
    return step.known == Known::waited || step.known == Known::waited_in_all || step.known == Known::been;
  });
}

// Has the model nothing but beds of each service's own, lines for them, stays, and ways on that lead nobody back nor out of area? And
// does no measure listen, and nothing ask what somebody went through?
bool is_simple(const Tables& tables) {
  const Model& model = *tables.model;
  if (!model.changes.empty() || !model.outcomes.empty() || !model.return_visits.empty() || !model.attributes.empty()) return false;
  if (!tables.watches.empty() || tables.cyclic_services > 0) return false;
  if (std::any_of(tables.conditions.begin(), tables.conditions.end(), asks_the_past)) return false;
  if (std::any_of(tables.full.begin(), tables.full.end(), [](const FullRow& row) { return row.kind == FullRow::Kind::divert; })) return false;
  return std::all_of(tables.services.begin(), tables.services.end(), [](const ServiceRow& row) { return is_simple(row); });
}

}  // namespace

Simulation::Simulation(const Tables& tables) : tables_(tables) {
  if (is_simple(tables)) simple_ = std::make_unique<State<true>>(tables);
  else any_ = std::make_unique<State<false>>(tables);
}
Simulation::~Simulation() = default;

const Tally& Simulation::run(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon) {
  return simple_ ? simple_->run(seed, replication, horizon) : any_->run(seed, replication, horizon);
}

// Simple models have nobody who listens.
void Simulation::trace(std::function<void(const Happening&)> listener) {
  if (!any_) any_ = std::make_unique<State<false>>(tables_);
  simple_.reset();
  any_->listener = std::move(listener);
}

}  // namespace tributary::flow
