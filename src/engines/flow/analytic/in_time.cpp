#include "engines/flow/analytic/in_time.hpp"

#include <algorithm>
#include <map>

namespace tributary::flow {

namespace {

// ∫ of a smooth function, in a hundred parabolas. [Simpson]
template <class Function>
double simpson(Function f, double from, double to) {
  constexpr int pieces = 200;
  const double width = (to - from) / pieces;
  double sum = f(from) + f(to);
  for (int i = 1; i < pieces; ++i) sum += (i % 2 == 1 ? 4 : 2) * f(from + i * width);
  return sum * width / 3;
}

}  // namespace

std::optional<InTime> InTime::of(const Model& model, const std::vector<PersonKind>& kinds, const Traffic& traffic, const Network& network, Inflow& inflow,
                                 std::uint32_t at) {
  const Service& service = model.services[at];
  if (service.kind != Service::Kind::unlimited || model.run.until_empty || !model.run.warm_up || !traffic.open[at].empty() || network.filled_by_overflow[at] != 0 || network.blocked[at] != 0) return {};
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
    for (auto from = pieces->begin(); from != pieces->end();) {  // in rows of pieces one after another
      const auto to = std::adjacent_find(from, pieces->end(), [](const RatePiece& a, const RatePiece& b) { return b.from < a.to; });
      const auto end = to == pieces->end() ? to : to + 1;
      out.feeds_.push_back({{from, end}, stay});
      from = end;
    }
  }
  out.occupied_ = service.start.occupied, out.queue_ = service.start.queue, out.rest_ = service.start.rest;
  if (out.occupied_ + out.queue_ > 0) {
    if (service.stays.size() != 1) return {};
    out.starting_ = StayCurve({{1, &service.stays[0].length}});
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
    case Start::Rest::uniform: return sum + occupied_ * simpson([&](double t) { return starting_.rest_is_longer(rest_, t); }, from, to) / span;
  }
  return sum;
}

}  // namespace tributary::flow
