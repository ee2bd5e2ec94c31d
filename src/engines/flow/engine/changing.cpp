// Changes at a date: which version of the model holds for whom, and beds and rates on their way from one to the next.
#include <algorithm>
#include <cmath>

#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

// The version for one decision about somebody: a bit for each change that has reached them and is done as meant this time.
template <bool simple>
std::uint32_t Simulation::State<simple>::version(random::Bits person, random::Bits decision, double time) const {
  std::uint32_t out = 0;
  for (std::uint32_t i = 0; i < model_.changes.size(); ++i) {
    const Curve& change = model_.changes[i];
    const double reach = change.reach(time);
    if (reach <= 0) continue;
    random::Stream who(person, tables_.change_draws[i]);
    if (who.unit() >= reach) continue;
    random::Stream done(person, random::mix(tables_.change_draws[i] + decision));
    if (change.fidelity >= 1 || done.unit() < change.fidelity) out |= 1U << i;
  }
  return out;
}

template <bool simple>
const ServiceRow& Simulation::State<simple>::version_of_row(const Person& person, const Post& post) const {
  const random::Bits decision = post.row->draws + visit_bits(person, post.service);
  return post.row[version(person.key, decision, now_) * posts_.size()];
}

template <bool simple>
template <class Beds>
int Simulation::State<simple>::beds_now(Beds beds) const {
  return beds_between(model_.changes, now_, [&](std::uint32_t version) { return beds(*tables_.versions[version]); });
}

template <bool simple>
int Simulation::State<simple>::capacity_now(std::uint32_t service) const {
  return beds_now([&](const Model& model) { return calendar_.capacity(model.services[service].capacity, now_); });
}

// Of the session that begins now.
template <bool simple>
int Simulation::State<simple>::slots_now(std::uint32_t service) const {
  return beds_now([&](const Model& model) { return slots_at(calendar_, *model.services[service].visits, now_); });
}

// At the date of a change and, while it ramps up or decays, each midnight.
template <bool simple>
void Simulation::State<simple>::change_beds() {
  for (std::uint32_t i = 0; i < posts_.size(); ++i) {
    set_capacity(i);
    std::vector<int>& kept = reserve_beds_[i];
    for (std::size_t each = 0; each < kept.size(); ++each) kept[each] = beds_now([&](const Model& model) { return model.services[i].reserves[each].beds; });
  }
  for (std::uint32_t i = 0; i < pool_beds_.size(); ++i) {
    pool_beds_[i] = beds_now([&](const Model& model) { return model.pools[i].beds; });
    for (std::uint32_t service = 0; service < posts_.size(); ++service) {
      if (tables_.services[service].pool == i && posts_[service].waiting > 0) to_fill_.push(service);
    }
  }
  const double next = next_setting(model_.changes, now_, calendar_.day());
  const Slot slot = fixed_ - 1;
  if (std::isinf(next)) tree_.cancel(slot);
  else tree_.set(slot, next);
}

// People per time unit from a Poisson source at `time`, in the hour around `hour`.
template <bool simple>
double Simulation::State<simple>::rate_now(std::uint32_t source, double time, double hour) const {
  double out = 0;
  for (std::uint32_t i = 0; i < tables_.versions.size(); ++i) {
    const double part = share_of(model_.changes, i, time);
    if (part <= 0) continue;
    const Source& from = tables_.versions[i]->sources[source];
    out += part * std::get<PoissonArrivals>(from.process).rate * calendar_.factor(from.profile, hour);
  }
  return out;
}

// The next arrival of a Poisson source where that lies beyond the first change: up to that by the rate as it was, then by the
// integral of the rate, over hours while it moves, each of them with a rate that goes in a straight line.
template <bool simple>
double Simulation::State<simple>::changed_arrival(std::uint32_t source, double begins, double ends) const {
  random::Stream gap(feeds_[source].key, purpose::gap);
  double amount = random::exponential(gap);
  double time = begins;
  if (time < first_change_) {
    const Source& before = model_.sources[source];
    amount = std::max(0.0, amount - std::get<PoissonArrivals>(before.process).rate * calendar_.integral(before.profile, time, first_change_));
    time = first_change_;
  }
  const bool varies = std::any_of(tables_.versions.begin(), tables_.versions.end(), [&](const Model* each) { return !each->sources[source].profile.constant(); });
  while (time < ends) {
    const bool moves = varies || std::any_of(model_.changes.begin(), model_.changes.end(), [&](const Curve& each) { return each.moves(time); });
    double end = std::min(ends, next_turn(model_.changes, time));
    if (moves) end = std::min(end, (std::floor(time / calendar_.per_hour() + 1e-9) + 1) * calendar_.per_hour());
    const double middle = std::isinf(end) ? time : (time + end) / 2;
    const double first = rate_now(source, time, middle);
    if (std::isinf(end)) return first > 0 ? time + amount / first : ends;
    const double last = moves ? rate_now(source, std::nextafter(end, time), middle) : first;
    const double span = end - time;
    if ((first + last) / 2 * span >= amount && first + last > 0) {
      const double root = std::sqrt(std::max(0.0, first * first + 2 * (last - first) / span * amount));
      return std::min(ends, amount > 0 ? time + 2 * amount / (first + root) : time);
    }
    amount -= (first + last) / 2 * span;
    time = end;
  }
  return ends;
}

}  // namespace tributary::flow
