// Coming to a service, being there, and moving on.
#include <cmath>

#include "base/check.hpp"
#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::go(Person& person, const ChoiceRow& choice) {
  const ChoiceRow& to = resolve(person, choice, true);
  if (to.kind == ChoiceRow::Kind::leave) return leave(person, to.target);
  come(person, to.target);
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::come(Person& person, std::uint32_t service) {
  want(person, service);
  Post& post = posts_[service];
  const ServiceRow& row = row_for(person, post);
  if (!simple && person.bed == service && !row.holds_upstream) free_bed(person);  // round again: their own bed is for who waited longest
  person.since = now_;
  ++post.counts.arrivals;
  if (traced()) tell(Happening::What::came, person, service);
  // Those who wait go first, whoever comes; but where beds are kept for some, these need not wait behind others.
  if ((post.waiting == 0 || keeps_beds(row)) && room(post, row, person)) {
    notice(Moment::came, service, person, 0);
    return enter(person, post, row, 0);
  }
  notice(Moment::came, service, person, 1);
  ++post.counts.delayed;
  for (auto i = row.full.begin; i < row.full.end; ++i) {
    if (try_full(person, post, row, tables_.full[i])) return;
  }
  base::check(false, "what is done when a service is full ends with something that can always be done");
}

// One thing that may be done when there is no room; false where the next is to be tried. Most stand in line, or wait in the bed
// that they have.
template <bool simple>
[[gnu::always_inline]] inline bool Simulation::State<simple>::try_full(Person& person, Post& post, const ServiceRow& here, const FullRow& row) {
  if (row.kind == FullRow::Kind::hold) {
    if (person.bed == nowhere) {  // from outside there is no bed to stay in: they wait before the door
      stand_in_line(person, post, here, Standing::queueing);
      return true;
    }
    wait_in_bed(person, post, here);
    if (traced()) tell(Happening::What::blocked, person, person.bed);
    return true;
  }
  if (row.kind != FullRow::Kind::wait) return try_elsewhere(person, row);
  if (row.longest_queue != none && post.queueing >= row.longest_queue) return false;
  if (person.bed != nowhere) free_bed(person);
  stand_in_line(person, post, here, Standing::queueing);
  if (row.sampler != none) {
    random::Stream stream(person.key, post.row->draws + purpose::patience + visit_bits(person, post.service));
    person.gives_up_to = row.choice;
    set_timer(Timer::Kind::patience, person, now_ + samplers_[row.sampler].draw(stream));
  }
  if (here.early) discharge_early(post.service, here);
  return true;
}

template <bool simple>
bool Simulation::State<simple>::try_elsewhere(Person& person, const FullRow& row) {
  const std::uint32_t service = person.service;
  Post& post = posts_[service];
  switch (row.kind) {
    case FullRow::Kind::wait:
    case FullRow::Kind::hold: return try_full(person, post, row_for(person, post), row);
    case FullRow::Kind::overflow: {
      const ChoiceRow& to = resolve(person, choices_[row.choice], true);
      if (to.kind == ChoiceRow::Kind::enter && !row.joins) {
        if (!room(posts_[to.target], *posts_[to.target].row, person) || posts_[to.target].waiting > 0) return false;
      }
      person.ahead = 0;  // that was for here
      ++post.counts.overflowed;
      notice(Moment::overflowed, service, person, 1);
      if (to.kind != ChoiceRow::Kind::enter) return leave(person, to.target), true;
      if (row.joins) return come(person, to.target), true;
      want(person, to.target);
      ++posts_[to.target].counts.arrivals;
      notice(Moment::came, to.target, person, 0);
      enter(person, posts_[to.target], row_for(person, posts_[to.target]), now_ - person.since);
      return true;
    }
    case FullRow::Kind::divert:
      ++post.counts.placed_out;
      notice(Moment::placed_out, service, person, 1);
      place_out(person, row);
      return true;
    case FullRow::Kind::turn_away:
      ++post.counts.turned_away;
      notice(Moment::turned_away, service, person, 1);
      if (traced()) tell(Happening::What::turned_away, person, service);
      leave(person, row.exit);
      return true;
    case FullRow::Kind::poll: {
      if (person.bed != nowhere) free_bed(person);
      person.standing = Standing::polling;
      ++post.queueing;
      post.counts.queue.change(now_, 1);
      notice(Moment::queueing, service, person, 1);
      random::Stream stream(person.key, post.row->draws + purpose::poll + visit_bits(person, service));
      set_timer(Timer::Kind::poll, person, now_ + samplers_[row.sampler].draw(stream));
      return true;
    }
  }
  return false;
}

// Into a bed of the service that they want.
template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::enter(Person& person, Post& post, const ServiceRow& row, double waited) {
  const bool brought_back = !simple && person.standing == Standing::placed_out;
  if (!simple) person.waited_here = waited, person.standing = Standing::in_service;
  ServiceCounts& counts = post.counts;
  ++counts.starts;
  if (waited > 0) {
    counts.wait += waited;
    ++counts.waited;
  }
  notice(Moment::began, person.service, person, waited);
  if (brought_back) {  // from out of area: the stay goes on
    if (traced()) tell(Happening::What::departed, person, person.bed);
    posts_[person.bed].counts.active.add(now_ - person.bed_since);
    notice(Moment::worked, person.bed, person, now_ - person.bed_since);
    free_bed(person);
    occupy(person, post);
    if (traced()) tell(Happening::What::repatriated, person, person.service), tell(Happening::What::began, person, person.service);
    return;
  }
  if (person.bed != nowhere) free_bed(person);
  occupy(person, post);
  if (listened(Moment::first_served)) notice_travel(person);
  begin_stay(person, post, row);
}

// The next destination is drawn with the stay, which may depend on it.
template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::begin_stay(Person& person, Post& post, const ServiceRow& row) {
  if (gives_visits(row)) [[unlikely]] return begin_course(person);
  person.standing = Standing::in_service;  // or placed elsewhere: who placed them says so afterwards
  person.next = &resolve(person, dated() ? choices_[row.next] : *post.next, false);
  set_timer(Timer::Kind::stay, person, now_ + (person.ahead > 0 ? person.ahead : length_of_stay(person, post, row)));
  draw_ahead(person);
  if (traced()) tell(Happening::What::began, person, person.bed);
}

template <bool simple>
[[gnu::always_inline]] inline double Simulation::State<simple>::length_of_stay(const Person& person, const Post& post, const ServiceRow& row) const {
  const Sampler& stay = post.stay != nullptr ? *post.stay : samplers_[stay_row(person, row).sampler];
  const auto kind = redraws(row) && person.waited_here > 0 ? purpose::redrawn : purpose::stay;
  random::Stream stream(person.key, row.draws + kind + visit_bits(person, person.service));
  return stay.draw(stream);
}

// Profile: an event waits for the one before to settle which timer is next, and most of all for a stay that is drawn between the two.
// The next stay of somebody whose way and law are known is drawn while this one begins, when there is time: a thirtieth of the hospital's.
template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::draw_ahead(Person& person) const {
  person.ahead = 0;
  if (person.next->kind != ChoiceRow::Kind::enter) return;
  const Post& post = posts_[person.next->target];
  if (post.stay == nullptr) return;
  random::Stream stream(person.key, post.row->draws + purpose::stay);
  person.ahead = post.stay->draw(stream);
}

template <bool simple>
[[gnu::always_inline]] inline const StayRow& Simulation::State<simple>::stay_row(const Person& person, const ServiceRow& row) const {
  const Rows stays = row.stays[person.cls];
  auto stay = stays.begin;
  while (stay + 1 < stays.end && !holds(stays_[stay].condition, person)) [[unlikely]] ++stay;
  return stays_[stay];
}

// In a bed elsewhere at once, for the stay that they would have had here; with repatriation they stand in line for a bed here.
template <bool simple>
void Simulation::State<simple>::place_out(Person& person, const FullRow& row) {
  if (person.bed != nowhere) free_bed(person);
  if (traced()) tell(Happening::What::placed_out, person, row.service);
  ++posts_[row.service].counts.arrivals;
  notice(Moment::came, row.service, person, 0);
  occupy(person, posts_[row.service]);
  person.waited_here = 0;
  begin_stay(person, posts_[person.service], row_for(person, posts_[person.service]));
  notice(Moment::out_of_area, person.service, person, 1);
  if (row.repatriate) stand_in_line(person, posts_[person.service], row_for(person, posts_[person.service]), Standing::placed_out);
  else person.standing = Standing::placed_for_good;
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::stay_over(Person& person) {
  const std::uint32_t service = person.service;
  const ServiceRow& row = row_for(person, posts_[service]);
  if (!simple && person.standing == Standing::placed_out) leave_line(person, posts_[service]);
  if (!simple && person.standing == Standing::placed_for_good) notice(Moment::out_of_area, service, person, -1);
  posts_[person.bed].counts.active.add(now_ - person.bed_since);
  notice(Moment::worked, person.bed, person, now_ - person.bed_since);
  if (has_transition(row)) {
    const Rows rows = row.transitions[person.cls];
    for (auto i = rows.begin; i < rows.end; ++i) {
      if (!holds(tables_.transitions[i].condition, person)) continue;
      person.standing = Standing::in_transition;
      posts_[person.bed].counts.in_transition.change(now_, 1);
      random::Stream stream(person.key, row.draws + purpose::transition + visit_bits(person, service));
      set_timer(Timer::Kind::transition, person, now_ + samplers_[tables_.transitions[i].sampler].draw(stream));
      if (traced()) tell(Happening::What::transition, person, person.bed);
      return;
    }
  }
  depart(person);
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::depart(Person& person) {
  if (!simple && person.standing == Standing::in_transition) posts_[person.bed].counts.in_transition.change(now_, -1);
  person.standing = Standing::moving;
  if (!simple) person.waited += person.waited_here;
  if (traced()) tell(Happening::What::departed, person, person.bed);
  go(person, *person.next);
}

template <bool simple>
[[gnu::always_inline]] inline void Simulation::State<simple>::leave(Person& person, std::uint32_t exit) {
  if (person.bed != nowhere) free_bed(person);
  if (traced()) tell(Happening::What::left, person, none, exit);
  tally_.time_in_system.add(now_ - person.born);
  notice(Moment::left, none, person, now_ - person.born);
  if (has_outcomes()) notice_outcomes(person);
  tally_.present.change(now_, -1);
  ++tally_.left;
  ++tally_.by_exit[exit];
  if (has_returns() && comes_back(person)) return;
  people_.remove(person);
  if (all_have_left()) mark_ = now_;
}

// Some of those who leave come back after a time: the same person, with draws of their own for each visit.
template <bool simple>
bool Simulation::State<simple>::comes_back(Person& person) {
  for (std::uint32_t i = 0; i < model_.return_visits.size(); ++i) {
    const random::Bits decision = tables_.returns[i].draws + person.visits * purpose::visit;
    const std::uint32_t holding = dated() ? version(person.key, decision, now_) : 0;
    const ReturnVisit& visit = tables_.versions[holding]->return_visits[i];
    const ReturnRow& row = tables_.returns[holding * model_.return_visits.size() + i];
    if (!holds(visit.whose, person)) continue;
    random::Stream stream(person.key, decision);
    if (stream.unit() >= visit.probability) continue;
    const double time = now_ + samplers_[row.sampler].draw(stream);
    if (time >= end_) return false;
    person.standing = Standing::away;
    person.next = &choices_[row.choice];
    ++person.visits;
    set_timer(Timer::Kind::comes_back, person, time);
    return true;
  }
  return false;
}

template <bool simple>
void Simulation::State<simple>::come_again(Person& person) {
  person.standing = Standing::moving;
  person.born = now_;
  person.waited = 0;
  person.been = 0;
  person.beds_had = 0;
  person.ahead = 0;
  person.service = nowhere;
  tally_.present.change(now_, 1);
  ++tally_.arrived;
  go(person, *person.next);
}

template <bool simple>
void Simulation::State<simple>::give_up(Person& person) {
  leave_line(person, posts_[person.service]);
  ++posts_[person.service].counts.reneged;
  notice(Moment::reneged, person.service, person, 1);
  person.waited += now_ - person.since;
  person.standing = Standing::moving;
  person.ahead = 0;
  if (traced()) tell(Happening::What::gave_up, person, person.service);
  go(person, choices_[person.gives_up_to]);
}

template <bool simple>
void Simulation::State<simple>::ask_again(Person& person) {
  Post& post = posts_[person.service];
  --post.queueing;
  post.counts.queue.change(now_, -1);
  notice(Moment::queueing, person.service, person, -1);
  const ServiceRow& here = row_for(person, post);
  if (post.waiting == 0 && room(post, here, person)) return asked_in_vain_ = 0, enter(person, post, here, now_ - person.since);
  ++asked_in_vain_;
  if (all_have_left()) mark_ = now_;  // nobody ever will
  const Rows full = here.full;
  for (auto i = full.begin; i < full.end; ++i) {  // elsewhere may have room by now
    if (try_full(person, post, here, tables_.full[i])) return;
  }
}

// Whoever would soonest leave goes now, if that is soon enough and enough people wait.
template <bool simple>
void Simulation::State<simple>::discharge_early(std::uint32_t service, const ServiceRow& row) {
  if (posts_[service].queueing < static_cast<std::uint32_t>(row.early_queue)) return;
  if (row.pool == none && posts_[service].occupied > posts_[service].capacity) return;  // beds fell: nobody would have the one that is left
  PersonAt soonest = nobody;
  double when = now_ + row.early_within;
  for (Slot slot = fixed_; slot < timers_.size(); ++slot) {
    const Timer& timer = timers_[slot];
    if (timer.person == nobody || timer.kind != Timer::Kind::stay || people_[timer.person].bed != service) continue;
    if (tree_.time(slot) <= when) when = tree_.time(slot), soonest = timer.person;
  }
  if (soonest == nobody) return;
  stop_timer(people_[soonest]);
  stay_over(people_[soonest]);
}

}  // namespace tributary::flow
