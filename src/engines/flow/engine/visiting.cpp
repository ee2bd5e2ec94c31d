// Teams that give visits: their sessions, and the people on their books from the first visit to the last.
//
// Whoever has had a first visit comes before those who wait for one: each visit that comes due before the session ends has a slot kept.
// Among those whose next visit is overdue, and among those who wait for the first, who has waited longest is first.
#include <algorithm>
#include <cmath>

#include "engines/flow/course.hpp"
#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

template <bool simple>
void Simulation::State<simple>::begin_rounds() {
  rounds_.resize(posts_.size());
  for (std::uint32_t visiting = 0; visiting < visiting_.size(); ++visiting) {
    Round& round = rounds_[visiting_[visiting]];
    round.session = {};
    round.left = round.booked = 0;
    round.later.clear();
    round.due = {};
    plan_session(visiting, -1e-6 * calendar_.per_hour());  // one may begin at time 0
  }
}

// Sets the timer to the next session, or stops it where none is to come.
template <bool simple>
void Simulation::State<simple>::plan_session(std::uint32_t visiting, double after) {
  const std::uint32_t service = visiting_[visiting];
  const Slot slot = static_cast<Slot>(feeds_.size() + changing_.size()) + visiting;
  double next = HUGE_VAL;
  for (const Model* each : tables_.versions) {
    const auto session = next_session(calendar_, *each->services[service].visits, after);
    if (session) next = std::min(next, session->from);
  }
  if (std::isinf(next)) tree_.cancel(slot);
  else tree_.set(slot, std::max(0.0, next));
}

template <bool simple>
void Simulation::State<simple>::open_session(std::uint32_t visiting) {
  const std::uint32_t service = visiting_[visiting];
  Round& round = rounds_[service];
  for (const Model* each : tables_.versions) {  // of all versions sessions are at the same hours
    const auto session = next_session(calendar_, *each->services[service].visits, std::nextafter(now_, -1));
    if (session && session->from == now_) round.session = *session;
  }
  round.left = dated() ? slots_now(service) : round.session.slots;
  posts_[service].counts.slots += static_cast<std::uint64_t>(round.left);
  while (!round.later.empty() && round.later.front() < round.session.to) {
    std::pop_heap(round.later.begin(), round.later.end(), std::greater<>());
    round.later.pop_back();
    ++round.booked;
  }
  while (round.due.length > 0 && round.left > 0) {
    Person& person = people_[round.due.first];
    people_.take(round.due, person);
    give_visit(person);
  }
  if (posts_[service].waiting > 0) to_fill_.push(service);
  plan_session(visiting, now_);
}

// What is left of the session under way is there to be given after the warm-up.
template <bool simple>
void Simulation::State<simple>::begin_counting_slots() {
  for (const std::uint32_t service : visiting_) {
    if (session_open(rounds_[service])) posts_[service].counts.slots = static_cast<std::uint64_t>(rounds_[service].left);
  }
}

template <bool simple>
const StayRow& Simulation::State<simple>::course_part(const Person& person, Rows rows) const {
  auto at = rows.begin;
  while (at + 1 < rows.end && !holds(tables_.stays[at].condition, person)) ++at;
  return tables_.stays[at];
}

// Onto the books, with the first visit. How many it will be is drawn then, with the next destination.
template <bool simple>
void Simulation::State<simple>::begin_course(Person& person) {
  const ServiceRow& row = row_for(person, posts_[person.service]);
  person.standing = Standing::in_service;
  person.next = &resolve(person, choices_[row.next], false);
  if (courses_.size() <= people_.position(person)) courses_.resize(people_.most());
  random::Stream stream(person.key, row.draws + purpose::needs + visit_bits(person, person.service));
  const double drawn = tables_.samplers[course_part(person, course_row(row).needs[person.cls]).sampler].draw(stream);
  courses_[people_.position(person)] = {.needs = whole_visits(drawn, stream.unit())};
  if (traced()) tell(Happening::What::began, person, person.service);
  give_visit(person);
}

// On the books from the start, with some visits before them: one has been, wherever that was.
template <bool simple>
void Simulation::State<simple>::join_course(Person& person, Start::Rest rest) {
  const ServiceRow& row = row_for(person, posts_[person.service]);
  person.standing = Standing::in_service;
  person.next = &resolve(person, choices_[row.next], false);
  if (courses_.size() <= people_.position(person)) courses_.resize(people_.most());
  const StayRow& needs = course_part(person, course_row(row).needs[person.cls]);
  const StayRow& gaps = course_part(person, course_row(row).gaps[person.cls]);
  random::Stream stream(person.key, row.draws + purpose::rest);
  const bool steady = rest == Start::Rest::equilibrium;
  std::uint32_t left = whole_visits(tables_.samplers[steady ? needs.rest : needs.sampler].draw(stream), stream.unit());
  if (!steady) left = std::max(1U, left - 1);
  if (rest == Start::Rest::uniform) left = 1 + static_cast<std::uint32_t>(stream.unit() * left);
  double gap = tables_.samplers[steady ? gaps.rest : gaps.sampler].draw(stream);
  if (rest == Start::Rest::uniform) gap *= stream.unit();
  courses_[people_.position(person)] = {.booked = 1, .given = 1, .needs = 1 + left};
  if (traced()) tell(Happening::What::began, person, person.service);
  await_visit(person, gap);
}

// In a slot of the session under way; some don't come to it.
template <bool simple>
void Simulation::State<simple>::give_visit(Person& person) {
  const std::uint32_t service = person.service;
  Course& course = courses_[people_.position(person)];
  ServiceCounts& counts = posts_[service].counts;
  --rounds_[service].left;
  ++counts.visits;
  notice(Moment::visited, service, person, 1);
  if (course.booked > 0) {
    counts.visit_delay.add(now_ - course.due);
    notice(Moment::visit_came, service, person, now_ - course.due);
  }
  ++course.booked;
  const ServiceRow& row = row_for(person, posts_[service]);
  const CourseRow& part = course_row(row);
  const random::Bits decision = row.draws + course.booked * purpose::of_visit + visit_bits(person, service);
  random::Stream comes(person.key, decision + purpose::missed);
  const bool missed = part.missed > 0 && comes.unit() < part.missed;
  if (traced()) tell(missed ? Happening::What::missed : Happening::What::visited, person, service);
  if (!missed && ++course.given == course.needs) return set_timer(Timer::Kind::stay, person, now_);  // off the books at once, as the next event
  random::Stream gap(person.key, decision + purpose::after_visit);
  await_visit(person, tables_.samplers[course_part(person, part.gaps[person.cls]).sampler].draw(gap));
}

template <bool simple>
void Simulation::State<simple>::await_visit(Person& person, double gap) {
  Round& round = rounds_[person.service];
  const double due = now_ + gap;
  courses_[people_.position(person)].due = due;
  if (session_open(round) && due < round.session.to) {
    ++round.booked;
  } else {
    round.later.push_back(due);
    std::push_heap(round.later.begin(), round.later.end(), std::greater<>());
  }
  set_timer(Timer::Kind::visit, person, due);
}

template <bool simple>
void Simulation::State<simple>::visit_due(Person& person) {
  Round& round = rounds_[person.service];
  if (session_open(round)) {
    --round.booked;
    if (round.left > 0) return give_visit(person);
  } else {  // nobody's next visit was due before
    std::pop_heap(round.later.begin(), round.later.end(), std::greater<>());
    round.later.pop_back();
  }
  people_.push(round.due, person);
}

// Visits over slots, up to now, go into the period under way.
template <bool simple>
void Simulation::State<simple>::settle_slots(std::uint32_t at) {
  const Watch& watch = watches_[at];
  double slots = 0;
  for (const std::uint32_t service : visiting_) {
    const bool wanted = watch.services.empty() || std::find(watch.services.begin(), watch.services.end(), service) != watch.services.end();
    if (wanted) slots += static_cast<double>(posts_[service].counts.slots);
  }
  watched_[at].now.count += slots - watched_[at].beds_before;
  watched_[at].beds_before = slots;
}

}  // namespace tributary::flow
