#include "engines/flow/analytic/in_time.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "engines/flow/ways.hpp"

namespace tributary::flow {

namespace {

// ∫ of a smooth function, in twenty parabolas. [Simpson]
template <class Function>
double simpson(Function f, double from, double to) {
  constexpr int pieces = 40;
  const double width = (to - from) / pieces;
  double sum = f(from) + f(to);
  for (int i = 1; i < pieces; ++i) sum += (i % 2 == 1 ? 4 : 2) * f(from + i * width);
  return sum * width / 3;
}

// Do people who are elsewhere when the run begins come here, from where nobody else does? Those from where others come too are followed.
bool starts_elsewhere(const Model& model, const Traffic& traffic, std::uint32_t at) {
  for (std::uint32_t from = 0; from < model.services.size(); ++from) {
    const Start& start = model.services[from].start;
    if (from == at || start.occupied + start.queue == 0 || !traffic.in_bed_of[from].empty()) continue;
    if (reached_from(model, {from})[at] != 0) return true;
  }
  return false;
}

}  // namespace

std::optional<InTime> InTime::of(const Model& model, const std::vector<PersonKind>& kinds, const Traffic& traffic, const Network& network, Inflow& inflow,
                                 std::uint32_t at) {
  const Service& service = model.services[at];
  if (service.kind != Service::Kind::unlimited || model.run.until_empty || !model.run.warm_up || !traffic.open[at].empty() || network.filled_by_overflow[at] != 0 || network.blocked[at] != 0) return {};
  if (starts_elsewhere(model, traffic, at)) return {};
  // By source, and where somebody comes from another service by kind.
  const bool through = !traffic.before[at].empty();
  std::map<std::uint32_t, std::vector<std::pair<double, const Distribution*>>> stays;
  std::map<std::uint32_t, double> came;
  for (const std::uint32_t each : traffic.in_bed_of[at]) {
    const Stream& stream = traffic.streams[each];
    if (stream.service != at || stream.transition != nullptr) return {};
    const std::uint32_t whose = through ? stream.kind : kinds[stream.kind].source;
    auto& mixture = stays[whose];  // people of thousands of areas have few laws between them
    const auto same = std::find_if(mixture.begin(), mixture.end(), [&](const auto& part) { return part.second == stream.stay; });
    if (same == mixture.end()) mixture.emplace_back(stream.served, stream.stay);
    else same->first += stream.served;
    came[whose] += stream.served;
  }
  InTime out;
  out.part_ = inflow.part();
  for (const auto& [whose, mixture] : stays) {
    std::optional<std::vector<RatePiece>> pieces;
    if (through) {
      pieces = inflow.of(whose, at);
    } else if (const auto* poisson = std::get_if<PoissonArrivals>(&model.sources[whose].process)) {
      double all = 0;  // of the source's people, to have the share who come here
      for (const PersonKind& kind : kinds) all += kind.source == whose ? kind.rate : 0;
      pieces = inflow.from_outside(whose, poisson->rate * came[whose] / all);
    }
    if (!pieces) return {};
    const StayCurve stay(mixture);
    if (through) out.exact_ = out.exact_ && inflow.exact(whose, at, stay);
    for (auto from = pieces->begin(); from != pieces->end();) {  // in rows of pieces one after another
      const auto to = std::adjacent_find(from, pieces->end(), [](const RatePiece& a, const RatePiece& b) { return b.from < a.to; });
      const auto end = to == pieces->end() ? to : to + 1;
      out.feeds_.push_back({{from, end}, stay});
      from = end;
    }
  }
  out.occupied_ = service.start.occupied, out.queue_ = service.start.queue, out.rest_ = service.start.rest;
  if (out.occupied_ + out.queue_ > 0) {
    if (service.stays.size() != 1 || !service.transitions.empty()) return {};
    out.starting_ = StayCurve({{1, &service.stays[0].length}});
  }
  return out;
}

bool InTime::ends_at_once() const {
  return (occupied_ + queue_ > 0 && starting_.turns()) || std::any_of(feeds_.begin(), feeds_.end(), [](const Feed& each) { return each.stays.turns(); });
}

double InTime::at(double time) const {
  double sum = occupied_ + queue_ == 0 ? 0 : queue_ * starting_.still_there(time) + occupied_ * starting_.rest_is_longer(rest_, time);
  for (const Feed& feed : feeds_) {
    auto begin = std::lower_bound(feed.pieces.begin(), feed.pieces.end(), time - feed.stays.longest(), [](const RatePiece& each, double moment) { return each.to < moment; });
    for (; begin != feed.pieces.end() && begin->from < time; ++begin) sum += begin->rate * (feed.stays.once(time - begin->from) - feed.stays.once(time - begin->to));
  }
  return sum;
}

std::optional<double> InTime::at_midnights(double from, double to, double day) const {
  constexpr double most = 20'000;
  const double first = std::floor(from / day + 1e-9) + 1, last = std::floor(to / day + 1e-9);
  if (last < first || last - first > most) return {};
  double sum = 0;
  for (double midnight = first; midnight <= last; ++midnight) sum += at(midnight * day);
  return sum / (last - first + 1);
}

// ∫ of the share of those of the start who are there still, in pieces as long as it takes to change much.
double InTime::uniform_rests(double from, double to) const {
  const double end = std::min(to, starting_.longest()), step = starting_.mean() / 4;
  double out = 0;
  for (double begin = from; begin < end;) {
    const double until = std::min(end, std::max(begin + step, 1.5 * begin));
    out += simpson([&](double t) { return starting_.rest_is_longer(rest_, t); }, begin, until);
    begin = until;
  }
  return out;
}

double InTime::mean(double from, double to) const {
  const double span = to - from;
  double sum = 0;
  for (const Feed& feed : feeds_) {
    // Of those who came so long before that all have left, nobody is there.
    auto begin = std::lower_bound(feed.pieces.begin(), feed.pieces.end(), from - feed.stays.longest(), [](const RatePiece& each, double time) { return each.to < time; });
    for (; begin != feed.pieces.end() && begin->from < to; ++begin) {
      const RatePiece& piece = *begin;
      const auto up_to = [&](double time) { return feed.stays.twice(time - piece.from) - feed.stays.twice(time - piece.to); };
      sum += piece.rate * (up_to(to) - up_to(from)) / span;
    }
  }
  if (occupied_ + queue_ == 0) return sum;
  // Those of the start; whole stays and such as are under way by what is tabulated.
  const double whole = (starting_.once(to) - starting_.once(from)) / span;
  sum += queue_ * whole;
  switch (rest_) {
    case Start::Rest::whole: return sum + occupied_ * whole;
    case Start::Rest::equilibrium: return sum + occupied_ * (1 - (starting_.twice(to) - starting_.twice(from)) / (span * starting_.mean()));
    case Start::Rest::uniform: return sum + occupied_ * uniform_rests(from, to) / span;
  }
  return sum;
}

}  // namespace tributary::flow
