#include "engines/flow/analytic/in_time.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "engines/flow/engine/calendar.hpp"

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

// The same over a short way, by Gauss's three points.
template <class Function>
double gauss(Function f, double from, double to) {
  const double middle = (from + to) / 2, half = (to - from) / 2, off = half * std::sqrt(0.6);
  return half * (5 * f(middle - off) + 8 * f(middle) + 5 * f(middle + off)) / 9;
}

}  // namespace

InTime::Stays::Stays(const std::vector<std::pair<double, const Distribution*>>& mixture) {
  double all = 0, mean = 0;
  for (const auto& [weight, stay] : mixture) all += weight, mean += weight * moments(*stay).mean;
  mean /= all;
  const auto survival = [&](double x) {
    double out = 0;
    for (const auto& [weight, stay] : mixture) out += weight / all * (1 - cumulative(*stay, x));
    return out;
  };
  // Points ever farther apart, until nobody to speak of stays longer; and where all of some kind leave at once.
  double x = 0, step = mean / 64;
  for (int i = 0; i < 600 && survival(x) >= 1e-9; ++i) at_.push_back(x), x += step, step *= 1.02;
  at_.push_back(x);
  for (const auto& [weight, stay] : mixture) {
    const auto* law = std::get_if<Fixed>(&stay->law);
    if (law != nullptr) at_.push_back(std::max(0.0, stay->shift + stay->scale * law->value));
  }
  std::sort(at_.begin(), at_.end());
  at_.erase(std::unique(at_.begin(), at_.end()), at_.end());
  for (const double each : at_) survival_.push_back(survival(each));
  once_.push_back(0);
  for (std::size_t i = 1; i < at_.size(); ++i) once_.push_back(once_.back() + gauss(survival, at_[i - 1], at_[i]));
  twice_.push_back(0);
  for (std::size_t i = 1; i < at_.size(); ++i) {  // the cubic that has the values and slopes of both ends, integrated
    const double width = at_[i] - at_[i - 1];
    twice_.push_back(twice_.back() + width * (once_[i] + once_[i - 1]) / 2 + width * width * (survival_[i - 1] - survival_[i]) / 12);
  }
}

// By parts, with H = once: t ∫ P(S > s) / s² ds = 2 t ∫ H(s) / s³ ds − H(t) / t, both from t on.
double InTime::Stays::uniform_rest(double t) const {
  if (t <= 0) return 1;
  double tail = 0;
  const double end = at_.back();
  for (double from = t; from < end;) {
    const double to = std::min(end, from * 1.2);
    tail += gauss([&](double s) { return once(s) / (s * s * s); }, from, to);
    from = to;
  }
  const double beyond = std::max(t, end);
  tail += once_.back() / (2 * beyond * beyond);
  return std::clamp(2 * t * tail - once(t) / t, 0.0, 1.0);
}

double InTime::Stays::once(double x) const {
  if (x <= 0) return 0;
  if (x >= at_.back()) return once_.back();
  const auto i = static_cast<std::size_t>(std::upper_bound(at_.begin(), at_.end(), x) - at_.begin());
  const double width = at_[i] - at_[i - 1], t = (x - at_[i - 1]) / width;
  const double a = once_[i - 1], b = once_[i], p = survival_[i - 1] * width, q = survival_[i] * width;
  return a + t * (p + t * ((3 * (b - a) - 2 * p - q) + t * (p + q - 2 * (b - a))));
}

double InTime::Stays::twice(double x) const {
  if (x <= 0) return 0;
  if (x >= at_.back()) return twice_.back() + once_.back() * (x - at_.back());
  const auto i = static_cast<std::size_t>(std::upper_bound(at_.begin(), at_.end(), x) - at_.begin());
  const double width = at_[i] - at_[i - 1], t = (x - at_[i - 1]) / width;
  const double a = once_[i - 1], b = once_[i], p = survival_[i - 1] * width, q = survival_[i] * width;
  return twice_[i - 1] + width * t * (a + t * (p / 2 + t * ((3 * (b - a) - 2 * p - q) / 3 + t * (p + q - 2 * (b - a)) / 4)));
}

std::optional<InTime> InTime::of(const Model& model, const std::vector<PersonKind>& kinds, const Traffic& traffic, const Network& network, std::uint32_t at) {
  const Service& service = model.services[at];
  if (service.kind != Service::Kind::unlimited || model.run.until_empty || !model.run.warm_up || !traffic.open[at].empty() || network.filled_by_overflow[at] != 0) return {};
  if (!traffic.before[at].empty()) return {};
  std::map<std::uint32_t, std::vector<std::pair<double, const Distribution*>>> stays;  // by source
  std::map<std::uint32_t, double> came;
  for (const std::uint32_t each : traffic.in_bed_of[at]) {
    const Stream& stream = traffic.streams[each];
    if (stream.service != at || stream.transition != nullptr) return {};
    const std::uint32_t source = kinds[stream.kind].source;
    stays[source].emplace_back(stream.served, stream.stay);
    came[source] += stream.served;
  }
  InTime out;
  const Calendar calendar(model.unit, model.begins_on);
  const double end = *model.run.warm_up + model.run.length;
  for (const auto& [source, mixture] : stays) {
    const Source& from = model.sources[source];
    const auto* poisson = std::get_if<PoissonArrivals>(&from.process);
    if (poisson == nullptr) return {};
    double all = 0;  // of the source's people, to have the share who come here
    for (const PersonKind& kind : kinds) all += kind.source == source ? kind.rate : 0;
    const double rate = poisson->rate * came[source] / all;
    Feed feed;
    const double last = std::min(end, from.ends.value_or(end));
    if (from.at_most && static_cast<double>(*from.at_most) < 2 * poisson->rate * end) return {};
    if (from.profile.constant()) {
      feed.pieces.push_back({from.begins, last, rate});
    } else {
      const double hour = calendar.per_hour();
      if ((last - from.begins) / hour > 200'000) return {};
      for (double time = std::floor(from.begins / hour) * hour; time < last; time += hour) {
        const double begin = std::max(time, from.begins), stop = std::min(last, time + hour);
        if (stop > begin) feed.pieces.push_back({begin, stop, rate * calendar.factor(from.profile, time + hour / 2)});
      }
    }
    feed.stays = Stays(mixture);
    out.feeds_.push_back(std::move(feed));
  }
  out.occupied_ = service.start.occupied, out.queue_ = service.start.queue, out.rest_ = service.start.rest;
  if (out.occupied_ + out.queue_ > 0) {
    if (service.stays.size() != 1) return {};
    out.starting_ = Stays({{1, &service.stays[0].length}});
  }
  return out;
}

double InTime::mean(double from, double to) const {
  const double span = to - from;
  double sum = 0;
  for (const Feed& feed : feeds_) {
    // Of those who came so long before that all have left, nobody is there.
    auto begin = std::lower_bound(feed.pieces.begin(), feed.pieces.end(), from - feed.stays.longest(), [](const Piece& each, double time) { return each.to < time; });
    for (; begin != feed.pieces.end() && begin->from < to; ++begin) {
      const Piece& piece = *begin;
      const auto up_to = [&](double time) { return feed.stays.twice(time - piece.from) - feed.stays.twice(time - piece.to); };
      sum += piece.rate * (up_to(to) - up_to(from)) / span;
    }
  }
  if (occupied_ + queue_ == 0) return sum;
  // Those of the start: a whole stay is there with P(S > t); the rest of one that is under way with 1 − once(t) / E[S]; what is uniform
  // on a whole stay with E[(1 − t / S)⁺].
  const double whole = (starting_.once(to) - starting_.once(from)) / span;
  sum += queue_ * whole;
  switch (rest_) {
    case Start::Rest::whole: return sum + occupied_ * whole;
    case Start::Rest::equilibrium: return sum + occupied_ * (1 - (starting_.twice(to) - starting_.twice(from)) / (span * starting_.once(HUGE_VAL)));
    case Start::Rest::uniform: return sum + occupied_ * simpson([&](double t) { return starting_.uniform_rest(t); }, from, to) / span;
  }
  return sum;
}

}  // namespace tributary::flow
