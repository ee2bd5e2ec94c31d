// What is known of a person, and which way they go.
#include <cmath>

#include "base/check.hpp"
#include "engines/flow/engine/state.hpp"

namespace tributary::flow {

template <bool simple>
bool Simulation::State<simple>::holds(std::uint32_t condition, const Person& person) const {
  return condition == always || holds(tables_.conditions[condition], person);
}

// Postfix over one bit a truth: check() keeps conditions to deepest_condition of them.
template <bool simple>
bool Simulation::State<simple>::holds(const Condition& condition, const Person& person) const {
  std::uint32_t truths = 1;
  for (const Step& step : condition.steps) {
    switch (step.kind) {
      case Step::Kind::truth: truths = truths << 1 | static_cast<std::uint32_t>(step.value != 0); break;
      case Step::Kind::compare:
        truths = truths << 1 | static_cast<std::uint32_t>(compares(known(step, person), step.comparison, step.value));
        break;
      case Step::Kind::negated: truths ^= 1; break;
      case Step::Kind::both: truths = truths >> 1 & (truths | ~1U); break;
      case Step::Kind::either: truths = truths >> 1 | (truths & 1); break;
    }
  }
  return (truths & 1) != 0;
}

template <bool simple>
double Simulation::State<simple>::known(const Step& step, const Person& person) const {
  const auto area = [&]() -> const Area* { return person.area == nowhere ? nullptr : &model_.areas[person.area]; };
  switch (step.known) {
    case Known::person_class: return person.cls;
    case Known::segment: return person.segment;
    case Known::area: return person.area;
    case Known::locality: return area() == nullptr ? -1 : area()->locality;
    case Known::region: return area() == nullptr ? -1 : area()->region;
    case Known::service: return person.service;
    case Known::next: {
      if (person.next == nullptr) return NAN;
      const ChoiceRow& next = *person.next;
      if (next.kind == ChoiceRow::Kind::enter) return next.target;
      return next.kind == ChoiceRow::Kind::leave ? next_exit({next.target}) : NAN;  // a group: not settled yet
    }
    case Known::attribute: return attribute(person, step.attribute.value);
    case Known::waited: return person.waited_here;
    case Known::waited_in_all: return person.waited + (person.is_served() ? person.waited_here : 0);
    case Known::visits: {
      const auto cyclic = person.service == nowhere ? none : tables_.services[person.service].cyclic;
      if (cyclic == none) return 1;
      return visits_[std::size_t{people_.position(person)} * tables_.cyclic_services + cyclic];
    }
    case Known::hour: return calendar_.hour_of_day(now_);
    case Known::weekday: return calendar_.weekday(now_);
    case Known::been: return (person.been >> static_cast<unsigned>(step.value) & 1) != 0 ? step.value : -1;
  }
  return 0;
}

// Drawn anew whenever it is asked: the draw belongs to the person, so it is the same each time.
template <bool simple>
double Simulation::State<simple>::attribute(const Person& person, std::uint32_t which) const {
  if (person.row != nowhere) {
    const auto& log = std::get<ReplayedArrivals>(model_.sources[person.source].process);
    for (std::size_t i = 0; i < log.attributes.size(); ++i) {
      if (log.attributes[i].value == which) return log.values[person.row * log.attributes.size() + i];
    }
  }
  const AttributeRow& row = tables_.attributes[which];
  const std::uint32_t holding = dated() ? version(person.key, row.draws, person.born) : 0;  // as it was when they came
  const auto& draws = tables_.versions[holding]->attributes[which].draws;
  std::size_t i = 0;
  while (i + 1 < draws.size() && !holds(draws[i].when, person)) ++i;
  random::Stream stream(person.key, row.draws);
  return tables_.samplers[(&row)[holding * model_.attributes.size()].samplers[i]].draw(stream);
}

// Follows splits, cases and rules. A group to pick from is left standing unless `to_the_end`: which of its services has
// room or a short queue is settled on the way there.
template <bool simple>
const ChoiceRow& Simulation::State<simple>::follow(const Person& person, const ChoiceRow& from, bool to_the_end) {
  const ChoiceRow* at = &from;
  for (;;) {
    const ChoiceRow& row = *at;
    std::uint32_t choice = none;
    switch (row.kind) {
      case ChoiceRow::Kind::leave:
      case ChoiceRow::Kind::enter: return row;
      case ChoiceRow::Kind::split: {
        const auto service = person.service;
        random::Stream stream(person.key, row.draws + (service == nowhere ? 0 : visit_bits(person, service)));
        const double u = stream.unit();
        auto option = row.options.begin;
        while (option + 1 < row.options.end && tables_.options[option].cumulative <= u) ++option;
        choice = tables_.options[option].choice;
        break;
      }
      case ChoiceRow::Kind::by_condition: {
        auto option = row.options.begin;
        while (option + 1 < row.options.end && !holds(tables_.options[option].condition, person)) ++option;
        choice = tables_.options[option].choice;
        break;
      }
      case ChoiceRow::Kind::rule: {
        bool kept = holds(row.condition, person);
        if (kept && row.compliance < 1) {
          random::Stream stream(person.key, row.draws);
          kept = stream.unit() < row.compliance;
        }
        choice = kept ? row.then : row.otherwise;
        break;
      }
      case ChoiceRow::Kind::pick: {
        if (!to_the_end) return row;
        choice = pick(person, row);
        if (choice == none) choice = row.otherwise;
        break;
      }
    }
    at = &choices_[choice];
  }
}

// The choice that enters the service picked, or none.
template <bool simple>
std::uint32_t Simulation::State<simple>::pick(const Person& person, const ChoiceRow& row) {
  const auto& services = model_.groups[row.target].services;
  std::uint32_t best = none;
  double least = HUGE_VAL;
  std::uint32_t suitable = 0, tied = 0;
  random::Stream stream(person.key, row.draws);
  for (const ServiceId each : services) {
    const std::uint32_t service = each.value;
    const std::uint32_t site = tables_.services[service].site;
    if (row.within != Pick::Within::anywhere) {
      if (person.area == nowhere || site == none) continue;
      const bool region = row.within == Pick::Within::own_region;
      const Area& home = model_.areas[person.area];
      if (region ? model_.sites[site].region != home.region : model_.sites[site].locality != home.locality) continue;
    }
    if (row.with_room && !room(posts_[service], *posts_[service].row, person)) continue;
    double cost = 0;
    switch (row.how) {
      case Pick::How::nearest: cost = model_.travel.at({person.area}, {site}, model_.sites.size()); break;
      case Pick::How::in_order: cost = suitable; break;
      case Pick::How::shortest_queue:
        cost = room(posts_[service], *posts_[service].row, person) ? posts_[service].occupied : (posts_[service].waiting + 1) * 1e6 + posts_[service].occupied;
        break;
      case Pick::How::at_random: cost = stream.unit(); break;
    }
    ++suitable;
    if (cost < least) least = cost, best = service, tied = 1;
    else if (cost == least && row.how == Pick::How::nearest && stream.unit() * ++tied < 1) best = service;
  }
  if (best != none) return tables_.entering[best];
  if (row.otherwise != none || services.empty()) return none;
  ChoiceRow any = row;  // nobody qualifies and nothing else is said: the first by the same measure, room or not
  base::check(any.with_room || any.within != Pick::Within::anywhere, "a group without limits offers a service");
  if (any.with_room) any.with_room = false;
  else any.within = Pick::Within::anywhere;
  return pick(person, any);
}

template <bool simple>
void Simulation::State<simple>::tell(Happening::What what, const Person& person, std::uint32_t service, std::uint32_t exit) const {
  if (listener) listener({what, now_, person.number, person.cls, person.area, service, exit});
}

}  // namespace tributary::flow
