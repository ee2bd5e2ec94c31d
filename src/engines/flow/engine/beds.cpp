// Beds, and the lines of those who want one.
#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

// Where some beds are kept for some, or shared with other services.
template <bool simple>
bool Simulation::State<simple>::room_among_others(const Post& post, const Person& person) const {
  const ServiceRow& row = *post.row;
  if (row.visiting && !slot_free(post.service)) return false;
  if (row.unlimited) return true;
  int free = post.capacity - (post.occupied - post.in_pool);
  for (auto i = row.reserves.begin; i < row.reserves.end; ++i) {  // beds kept for others are no room
    const int kept = reserve_beds_[post.service][i - row.reserves.begin] - post.reserve_used[i - row.reserves.begin];
    if (kept > 0 && !holds(tables_.reserves[i].condition, person)) free -= kept;
  }
  return free > 0 || (row.pool != none && pool_used_[row.pool] < pool_beds_[row.pool]);
}

// `person` comes into a bed here. The bed that they had before must be free.
template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::occupy(Person& person, Post& post) {
  const std::uint32_t service = post.service;
  if (shares_beds(*post.row)) occupy_among_others(person, post);
  ++post.occupied;
  post.counts.occupied.change(now_, 1);
  notice(Moment::occupied, service, person, 1);
  if (!simple) {
    person.been |= post.bit;
    if (person.beds_had < 2) ++person.beds_had;
  }
  person.bed = service;
  person.bed_since = now_;
}

// Which of the beds: one of the pool where the service has none left, and one that is kept for them where there is one.
template <bool simple>
void Simulation::State<simple>::occupy_among_others(Person& person, Post& post) {
  const ServiceRow& row = *post.row;
  if (row.pool != none && post.occupied - post.in_pool >= post.capacity) {
    ++post.in_pool;
    ++pool_used_[row.pool];
  }
  person.reserve = no_reserve;
  for (auto i = row.reserves.begin; i < row.reserves.end; ++i) {
    if (!holds(tables_.reserves[i].condition, person)) continue;
    person.reserve = static_cast<std::uint16_t>(i - row.reserves.begin);
    ++post.reserve_used[person.reserve];
    break;
  }
}

// Their bed is free for whoever waits for it, once this event is over.
template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::free_bed(Person& person) {
  const std::uint32_t service = person.bed;
  Post& post = posts_[service];
  const ServiceRow& row = *post.row;
  --post.occupied;
  ServiceCounts& counts = post.counts;
  counts.occupied.change(now_, -1);
  ++counts.departures;
  counts.stay += now_ - person.bed_since;
  notice(Moment::occupied, service, person, -1);
  notice(Moment::departed, service, person, now_ - person.bed_since);
  person.bed = nowhere;
  if (shares_beds(row)) {
    if (person.reserve != no_reserve) --post.reserve_used[person.reserve];
    if (post.in_pool > 0 && post.occupied - post.in_pool < post.capacity) {  // the pool's beds are used last, and freed first
      --post.in_pool;
      --pool_used_[row.pool];
    }
  }
  if (post.waiting > 0 || (!simple && row.pool != none)) to_fill_.push(service);
}

template <bool simple>
void Simulation::State<simple>::fill_beds() {
  while (!to_fill_.empty()) {
    const std::uint32_t service = to_fill_.pop();
    Post& post = posts_[service];
    const ServiceRow& row = *post.row;
    if (row.plain && row.level_count == 1) {
      while (post.waiting > 0 && post.occupied < post.capacity) {
        Person& person = people_.take_first(post.lines[0]);
        has_left_line(person, post);
        enter(person, post, row_for(person, post), now_ - person.since);
      }
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

// The first in line who may have a bed gets it.
template <bool simple>
bool Simulation::State<simple>::admit_one(std::uint32_t service) {
  Post& post = posts_[service];
  for (Line& line : post.lines) {
    for (PersonAt at = line.first; at != nobody; at = people_[at].after) {
      Person& person = people_[at];
      if (room(post, *post.row, person)) {
        leave_line(person, post);
        enter(person, post, row_for(person, post), now_ - person.since);
        return true;
      }
      if (!keeps_beds(*post.row)) return false;
    }
  }
  return false;
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::stand_in_line(Person& person, Post& post, const ServiceRow& row, Standing standing) {
  person.standing = standing;
  person.level = static_cast<std::uint16_t>(row.levels.empty() ? 0 : row.levels[person.cls]);
  people_.push(post.lines[person.level], person);
  ++post.waiting;
  if (standing == Standing::queueing) ++post.queueing;
  post.counts.queue.change(now_, 1);
  notice(Moment::queueing, person.service, person, 1);
}

// For a bed of the service that they want, in the one that they have.
template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::wait_in_bed(Person& person, Post& post, const ServiceRow& row) {
  stand_in_line(person, post, row, Standing::blocked);
  posts_[person.bed].counts.blocked.change(now_, 1);
  notice(Moment::blocked, person.bed, person, 1);
}

template <bool simple>
void Simulation::State<simple>::leave_line(Person& person, Post& post) {
  people_.take(post.lines[person.level], person);
  has_left_line(person, post);
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::has_left_line(Person& person, Post& post) {
  --post.waiting;
  if (person.standing == Standing::queueing) {
    --post.queueing;
    if (person.timer != nowhere) stop_timer(person);  // of their patience
  } else if (simple || person.standing == Standing::blocked) {
    posts_[person.bed].counts.blocked.change(now_, -1);
    notice(Moment::blocked, person.bed, person, -1);
  } else {
    notice(Moment::out_of_area, person.service, person, -1);
  }
  post.counts.queue.change(now_, -1);
  notice(Moment::queueing, person.service, person, -1);
}

}  // namespace tributary::flow
