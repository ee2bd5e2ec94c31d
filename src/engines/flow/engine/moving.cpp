// Coming to a service, being there, and moving on.
#include <cmath>

#include "base/check.hpp"
#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

[[gnu::always_inline]] inline void Simulation::State::go(PersonAt at, std::uint32_t choice) {
  const ChoiceRow& to = tables_.choices[resolve(people_[at], choice, true)];
  if (to.kind == ChoiceRow::Kind::leave) return leave(at, to.target);
  come(at, to.target);
}

void Simulation::State::come(PersonAt at, std::uint32_t service) {
  Person& person = people_[at];
  want(person, service);
  const ServiceRow& row = row_for(person, service);
  Post& post = posts_[service];
  if (person.bed == service && !row.holds_upstream) free_bed(person);  // round again: their own bed is for who waited longest
  person.since = now_;
  ++post.counts.arrivals;
  if (listener) tell(Happening::What::came, person, service);
  // Those who wait go first, whoever comes; but where beds are kept for some, these need not wait behind others.
  if ((post.waiting == 0 || row.reserves.begin != row.reserves.end) && room(service, person)) {
    notice(Moment::came, service, person, 0);
    return enter(at);
  }
  notice(Moment::came, service, person, 1);
  ++post.counts.delayed;
  for (auto i = row.full.begin; i < row.full.end; ++i) {
    if (try_full(at, tables_.full[i])) return;
  }
  base::check(false, "what is done when a service is full ends with something that can always be done");
}

// One thing that may be done when there is no room; false where the next is to be tried.
bool Simulation::State::try_full(PersonAt at, const FullRow& row) {
  Person& person = people_[at];
  const std::uint32_t service = person.service;
  Post& post = posts_[service];
  switch (row.kind) {
    case FullRow::Kind::wait:
      if (row.longest_queue != none && post.queueing >= row.longest_queue) return false;
      if (person.bed != nowhere) free_bed(person);
      stand_in_line(at, Standing::queueing);
      if (row.sampler != none) {
        random::Stream stream(person.key, tables_.services[service].draws + purpose::patience + visit_bits(person, service));
        person.gives_up_to = row.choice;
        set_timer(Timer::Kind::patience, at, now_ + tables_.samplers[row.sampler].draw(stream));
      }
      if (const ServiceRow& here = row_for(person, service); here.early) discharge_early(service, here);
      return true;
    case FullRow::Kind::hold:
      if (person.bed == nowhere) {  // from outside there is no bed to stay in: they wait before the door
        stand_in_line(at, Standing::queueing);
        return true;
      }
      wait_in_bed(at);
      if (listener) tell(Happening::What::blocked, person, person.bed);
      return true;
    case FullRow::Kind::overflow: {
      const ChoiceRow& to = tables_.choices[resolve(person, row.choice, true)];
      if (to.kind == ChoiceRow::Kind::enter && !row.joins) {
        if (!room(to.target, person) || posts_[to.target].waiting > 0) return false;
      }
      ++post.counts.overflowed;
      notice(Moment::overflowed, service, person, 1);
      if (to.kind != ChoiceRow::Kind::enter) return leave(at, to.target), true;
      if (row.joins) return come(at, to.target), true;
      want(person, to.target);
      ++posts_[to.target].counts.arrivals;
      notice(Moment::came, to.target, person, 0);
      enter(at);
      return true;
    }
    case FullRow::Kind::divert:
      ++post.counts.placed_out;
      notice(Moment::placed_out, service, person, 1);
      place_out(at, row);
      return true;
    case FullRow::Kind::turn_away:
      ++post.counts.turned_away;
      notice(Moment::turned_away, service, person, 1);
      if (listener) tell(Happening::What::turned_away, person, service);
      leave(at, row.exit);
      return true;
    case FullRow::Kind::poll: {
      if (person.bed != nowhere) free_bed(person);
      person.standing = Standing::polling;
      ++post.queueing;
      post.counts.queue.change(now_, 1);
      notice(Moment::queueing, service, person, 1);
      random::Stream stream(person.key, tables_.services[service].draws + purpose::poll + visit_bits(person, service));
      set_timer(Timer::Kind::poll, at, now_ + tables_.samplers[row.sampler].draw(stream));
      return true;
    }
  }
  return false;
}

// Into a bed of the service that they want.
[[gnu::always_inline]] inline void Simulation::State::enter(PersonAt at) {
  Person& person = people_[at];
  const double waited = now_ - person.since;
  const bool brought_back = person.standing == Standing::placed_out;
  person.waited_here = waited;
  person.standing = Standing::in_service;
  ServiceCounts& counts = posts_[person.service].counts;
  ++counts.starts;
  counts.wait += waited;
  counts.waited += waited > 0 ? 1 : 0;
  notice(Moment::began, person.service, person, waited);
  if (brought_back) {  // from out of area: the stay goes on
    free_bed(person);
    occupy(person, person.service);
    if (listener) tell(Happening::What::repatriated, person, person.service);
    return;
  }
  if (person.bed != nowhere) free_bed(person);
  occupy(person, person.service);
  if (listened(Moment::first_served)) notice_travel(person);
  begin_stay(at);
}

// The next destination is drawn with the stay, which may depend on it.
[[gnu::always_inline]] inline void Simulation::State::begin_stay(PersonAt at) {
  Person& person = people_[at];
  const std::uint32_t service = person.service;
  const ServiceRow& row = row_for(person, service);
  if (row.visiting) [[unlikely]] return begin_course(at);
  person.standing = Standing::in_service;  // or placed elsewhere: who placed them says so afterwards
  person.next = resolve(person, row.next, false);
  const std::uint32_t stay = stay_row(person, row);
  const auto kind = row.redraw && person.waited_here > 0 ? purpose::redrawn : purpose::stay;
  random::Stream stream(person.key, row.draws + kind + visit_bits(person, service));
  set_timer(Timer::Kind::stay, at, now_ + tables_.samplers[tables_.stays[stay].sampler].draw(stream));
  if (listener) tell(Happening::What::began, person, person.bed);
}

[[gnu::always_inline]] inline std::uint32_t Simulation::State::stay_row(const Person& person, const ServiceRow& row) const {
  const Rows stays = row.stays[person.cls];
  auto stay = stays.begin;
  while (stay + 1 < stays.end && !holds(tables_.stays[stay].condition, person)) ++stay;
  return stay;
}

// In a bed elsewhere at once, for the stay that they would have had here; with repatriation they stand in line for a bed here.
void Simulation::State::place_out(PersonAt at, const FullRow& row) {
  Person& person = people_[at];
  if (person.bed != nowhere) free_bed(person);
  if (listener) tell(Happening::What::placed_out, person, row.service);
  ++posts_[row.service].counts.arrivals;
  notice(Moment::came, row.service, person, 0);
  occupy(person, row.service);
  person.waited_here = 0;
  begin_stay(at);
  notice(Moment::out_of_area, person.service, person, 1);
  if (row.repatriate) stand_in_line(at, Standing::placed_out);
  else person.standing = Standing::placed_for_good;
}

[[gnu::always_inline]] inline void Simulation::State::stay_over(PersonAt at) {
  Person& person = people_[at];
  const std::uint32_t service = person.service;
  const ServiceRow& row = row_for(person, service);
  if (person.standing == Standing::placed_out) leave_line(at);
  if (person.standing == Standing::placed_for_good) notice(Moment::out_of_area, service, person, -1);
  posts_[person.bed].counts.active.add(now_ - person.bed_since);
  notice(Moment::worked, person.bed, person, now_ - person.bed_since);
  if (row.any_transition) {
    const Rows rows = row.transitions[person.cls];
    for (auto i = rows.begin; i < rows.end; ++i) {
      if (!holds(tables_.transitions[i].condition, person)) continue;
      person.standing = Standing::in_transition;
      posts_[person.bed].counts.in_transition.change(now_, 1);
      random::Stream stream(person.key, row.draws + purpose::transition + visit_bits(person, service));
      set_timer(Timer::Kind::transition, at, now_ + tables_.samplers[tables_.transitions[i].sampler].draw(stream));
      if (listener) tell(Happening::What::transition, person, person.bed);
      return;
    }
  }
  depart(at);
}

[[gnu::always_inline]] inline void Simulation::State::depart(PersonAt at) {
  Person& person = people_[at];
  if (person.standing == Standing::in_transition) posts_[person.bed].counts.in_transition.change(now_, -1);
  person.standing = Standing::moving;
  person.waited += person.waited_here;
  if (listener) tell(Happening::What::departed, person, person.bed);
  go(at, person.next);
}

[[gnu::always_inline]] inline void Simulation::State::leave(PersonAt at, std::uint32_t exit) {
  Person& person = people_[at];
  if (person.bed != nowhere) free_bed(person);
  if (listener) tell(Happening::What::left, person, none, exit);
  tally.time_in_system.add(now_ - person.born);
  notice(Moment::left, none, person, now_ - person.born);
  if (!model_.outcomes.empty()) notice_outcomes(person);
  tally.present.change(now_, -1);
  ++tally.left;
  ++tally.by_exit[exit];
  if (!model_.return_visits.empty() && comes_back(at)) return;
  people_.remove(at);
  if (all_have_left()) mark_ = now_;
}

// Some of those who leave come back after a time: the same person, with draws of their own for each visit.
bool Simulation::State::comes_back(PersonAt at) {
  Person& person = people_[at];
  for (std::uint32_t i = 0; i < model_.return_visits.size(); ++i) {
    const random::Bits decision = tables_.returns[i].draws + person.visits * purpose::visit;
    const std::uint32_t holding = dated_ ? version(person.key, decision, now_) : 0;
    const ReturnVisit& visit = tables_.versions[holding]->return_visits[i];
    const ReturnRow& row = tables_.returns[holding * model_.return_visits.size() + i];
    if (!holds(visit.whose, person)) continue;
    random::Stream stream(person.key, decision);
    if (stream.unit() >= visit.probability) continue;
    const double time = now_ + tables_.samplers[row.sampler].draw(stream);
    if (time >= end_) return false;
    person.standing = Standing::away;
    person.next = row.choice;
    ++person.visits;
    set_timer(Timer::Kind::comes_back, at, time);
    return true;
  }
  return false;
}

void Simulation::State::come_again(PersonAt at) {
  Person& person = people_[at];
  person.standing = Standing::moving;
  person.born = now_;
  person.waited = 0;
  person.been = 0;
  person.beds_had = 0;
  person.service = nowhere;
  tally.present.change(now_, 1);
  ++tally.arrived;
  go(at, person.next);
}

void Simulation::State::give_up(PersonAt at) {
  Person& person = people_[at];
  leave_line(at);
  ++posts_[person.service].counts.reneged;
  notice(Moment::reneged, person.service, person, 1);
  person.waited += now_ - person.since;
  person.standing = Standing::moving;
  if (listener) tell(Happening::What::gave_up, person, person.service);
  go(at, person.gives_up_to);
}

void Simulation::State::ask_again(PersonAt at) {
  Person& person = people_[at];
  Post& post = posts_[person.service];
  --post.queueing;
  post.counts.queue.change(now_, -1);
  notice(Moment::queueing, person.service, person, -1);
  if (post.waiting == 0 && room(person.service, person)) return asked_in_vain_ = 0, enter(at);
  ++asked_in_vain_;
  if (all_have_left()) mark_ = now_;  // nobody ever will
  const Rows full = row_for(person, person.service).full;
  for (auto i = full.begin; i < full.end; ++i) {  // elsewhere may have room by now
    if (try_full(at, tables_.full[i])) return;
  }
}

// Whoever would soonest leave goes now, if that is soon enough and enough people wait.
void Simulation::State::discharge_early(std::uint32_t service, const ServiceRow& row) {
  if (posts_[service].queueing < static_cast<std::uint32_t>(row.early_queue)) return;
  PersonAt soonest = nobody;
  double when = now_ + row.early_within;
  for (Slot slot = fixed_; slot < timers_.size() + fixed_; ++slot) {
    const Timer& timer = timers_[slot - fixed_];
    if (timer.person == nobody || timer.kind != Timer::Kind::stay || people_[timer.person].bed != service) continue;
    if (tree_.time(slot) <= when) when = tree_.time(slot), soonest = timer.person;
  }
  if (soonest == nobody) return;
  stop_timer(people_[soonest]);
  stay_over(soonest);
}

}  // namespace tributary::flow
