// Beds, and the lines of those who want one.
#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

// Where some beds are kept for some, or shared with other services.
bool Simulation::State::room_among_others(std::uint32_t service, const Person& person) const {
  const ServiceRow& row = tables_.services[service];
  const Post& post = posts_[service];
  if (row.visiting && !slot_free(service)) return false;
  if (row.unlimited) return true;
  int free = post.capacity - (post.occupied - post.in_pool);
  for (auto i = row.reserves.begin; i < row.reserves.end; ++i) {  // beds kept for others are no room
    const int kept = reserve_beds_[service][i - row.reserves.begin] - post.reserve_used[i - row.reserves.begin];
    if (kept > 0 && !holds(tables_.reserves[i].condition, person)) free -= kept;
  }
  return free > 0 || (row.pool != none && pool_used_[row.pool] < pool_beds_[row.pool]);
}

// `person` comes into a bed here. The bed that they had before must be free.
[[gnu::always_inline]] inline void Simulation::State::occupy(Person& person, std::uint32_t service) {
  const ServiceRow& row = tables_.services[service];
  Post& post = posts_[service];
  if (!row.plain) occupy_among_others(person, service);
  ++post.occupied;
  post.counts.occupied.change(now_, 1);
  notice(Moment::occupied, service, person, 1);
  if (service < 64) person.been |= std::uint64_t{1} << service;
  ++person.beds_had;
  person.bed = service;
  person.bed_since = now_;
}

// Which of the beds: one of the pool where the service has none left, and one that is kept for them where there is one.
void Simulation::State::occupy_among_others(Person& person, std::uint32_t service) {
  const ServiceRow& row = tables_.services[service];
  Post& post = posts_[service];
  if (row.pool != none && post.occupied - post.in_pool >= post.capacity) {
    ++post.in_pool;
    ++pool_used_[row.pool];
  }
  person.reserve = nowhere;
  for (auto i = row.reserves.begin; i < row.reserves.end; ++i) {
    if (!holds(tables_.reserves[i].condition, person)) continue;
    person.reserve = i - row.reserves.begin;
    ++post.reserve_used[person.reserve];
    break;
  }
}

// Their bed is free for whoever waits for it, once this event is over.
[[gnu::always_inline]] inline void Simulation::State::free_bed(Person& person) {
  const std::uint32_t service = person.bed;
  const ServiceRow& row = tables_.services[service];
  Post& post = posts_[service];
  --post.occupied;
  ServiceCounts& counts = post.counts;
  counts.occupied.change(now_, -1);
  ++counts.departures;
  counts.stay += now_ - person.bed_since;
  notice(Moment::occupied, service, person, -1);
  notice(Moment::departed, service, person, now_ - person.bed_since);
  person.bed = nowhere;
  if (!row.plain) {
    if (person.reserve != nowhere) --post.reserve_used[person.reserve];
    if (post.in_pool > 0 && post.occupied - post.in_pool < post.capacity) {  // the pool's beds are used last, and freed first
      --post.in_pool;
      --pool_used_[row.pool];
    }
  }
  if (post.waiting > 0 || row.pool != none) to_fill_.push_back(service);
}

void Simulation::State::fill_beds() {
  while (!to_fill_.empty()) {
    const std::uint32_t service = to_fill_.back();
    to_fill_.pop_back();
    const ServiceRow& row = tables_.services[service];
    Post& post = posts_[service];
    if (row.plain && row.level_count == 1) {
      while (post.waiting > 0 && post.occupied < post.capacity) admit(post.lines[0].first);
      continue;
    }
    while (post.waiting > 0 && admit_one(service)) {
    }
    const std::uint32_t pool = row.pool;
    if (pool == none) continue;
    for (std::uint32_t other = 0; other < posts_.size(); ++other) {  // a bed of the pool is free: for whoever has waited longest
      if (tables_.services[other].pool != pool || other == service) continue;
      while (posts_[other].waiting > 0 && admit_one(other)) {
      }
    }
  }
}

[[gnu::always_inline]] inline void Simulation::State::admit(PersonAt at) {
  leave_line(at);
  enter(at);
}

// The first in line who may have a bed gets it.
bool Simulation::State::admit_one(std::uint32_t service) {
  const bool reserved = tables_.services[service].reserves.begin != tables_.services[service].reserves.end;
  for (Line& line : posts_[service].lines) {
    for (PersonAt at = line.first; at != nobody; at = people_[at].after) {
      if (room(service, people_[at])) {
        admit(at);
        return true;
      }
      if (!reserved) return false;
    }
  }
  return false;
}

[[gnu::always_inline]] inline void Simulation::State::stand_in_line(PersonAt at, Standing standing) {
  Person& person = people_[at];
  const ServiceRow& row = row_for(person, person.service);
  Post& post = posts_[person.service];
  person.standing = standing;
  person.level = static_cast<std::uint16_t>(row.levels.empty() ? 0 : row.levels[person.cls]);
  people_.push(post.lines[person.level], at);
  ++post.waiting;
  if (standing == Standing::queueing) ++post.queueing;
  post.counts.queue.change(now_, 1);
  notice(Moment::queueing, person.service, person, 1);
}

// For a bed of the service that they want, in the one that they have.
[[gnu::always_inline]] inline void Simulation::State::wait_in_bed(PersonAt at) {
  const Person& person = people_[at];
  stand_in_line(at, Standing::blocked);
  posts_[person.bed].counts.blocked.change(now_, 1);
  notice(Moment::blocked, person.bed, person, 1);
}

[[gnu::always_inline]] inline void Simulation::State::leave_line(PersonAt at) {
  Person& person = people_[at];
  Post& post = posts_[person.service];
  people_.take(post.lines[person.level], at);
  --post.waiting;
  if (person.standing == Standing::queueing) {
    --post.queueing;
    if (person.timer != nowhere) stop_timer(person);  // of their patience
  } else if (person.standing == Standing::blocked) {
    posts_[person.bed].counts.blocked.change(now_, -1);
    notice(Moment::blocked, person.bed, person, -1);
  } else {
    notice(Moment::out_of_area, person.service, person, -1);
  }
  post.counts.queue.change(now_, -1);
  notice(Moment::queueing, person.service, person, -1);
}

}  // namespace tributary::flow
