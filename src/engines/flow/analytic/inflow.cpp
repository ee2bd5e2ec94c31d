#include "engines/flow/analytic/inflow.hpp"

#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/routes.hpp"
#include "engines/flow/engine/calendar.hpp"

namespace tributary::flow {

namespace {

constexpr int parts = 400;
constexpr std::size_t most_pieces = 20'000;  // of those who then go on: each is asked about at every part

double arrived(const std::vector<RatePiece>& pieces, double time) {
  double out = 0;
  for (const RatePiece& each : pieces) out += each.rate * (std::clamp(time, each.from, each.to) - each.from);
  return out;
}

double still_there(const std::vector<RatePiece>& pieces, const StayCurve& stay, double time) {
  double out = 0;
  for (const RatePiece& each : pieces) {
    if (each.from < time) out += each.rate * (stay.once(time - each.from) - stay.once(time - each.to));
  }
  return out;
}

}  // namespace

// Those of one kind who choose to go on to the service, as a share.
std::optional<double> Inflow::chance(const PersonKind& kind, ChoiceId choice, std::optional<std::uint32_t> from, std::uint32_t service) const {
  const Targets found = targets_from(model_, kind, choice, from);
  if (!found.open.empty()) return {};
  double out = 0;
  for (const Target& each : found.targets) out += each.service == service ? each.chance : 0;
  return out;
}

std::optional<std::vector<RatePiece>> Inflow::from_outside(std::uint32_t source, double rate) const {
  const Source& from = model_.sources[source];
  const auto* poisson = std::get_if<PoissonArrivals>(&from.process);
  if (poisson == nullptr) return {};
  const Calendar calendar(model_.unit, model_.begins_on);
  const double end = *model_.run.warm_up + model_.run.length;
  const double last = std::min(end, from.ends.value_or(end));
  if (from.at_most && static_cast<double>(*from.at_most) < 2 * poisson->rate * end) return {};
  std::vector<RatePiece> out;
  if (from.profile.constant()) {
    if (last > from.begins) out.push_back({from.begins, last, rate});
    return out;
  }
  const double hour = calendar.per_hour();
  if ((last - from.begins) / hour > 200'000) return {};
  for (double time = std::floor(from.begins / hour) * hour; time < last; time += hour) {
    const double begin = std::max(time, from.begins), stop = std::min(last, time + hour);
    if (stop > begin) out.push_back({begin, stop, rate * calendar.factor(from.profile, time + hour / 2)});
  }
  return out;
}

std::optional<std::vector<RatePiece>> Inflow::of(std::uint32_t at, std::uint32_t service) {
  const PersonKind& kind = kinds_[at];
  if (!model_.return_visits.empty() || network_.circular[service] != 0 || network_.filled_by_overflow[service] != 0 || !traffic_.open[service].empty()) return {};
  const Source& source = model_.sources[kind.source];
  const auto* poisson = std::get_if<PoissonArrivals>(&source.process);
  const auto first = chance(kind, source.to, {}, service);
  if (poisson == nullptr || !first) return {};
  std::vector<RatePiece> out;
  if (*first > 0) {
    double all = 0;
    for (const PersonKind& each : kinds_) all += each.source == kind.source ? each.rate : 0;
    auto pieces = from_outside(kind.source, poisson->rate * kind.rate / all * *first);
    if (!pieces) return {};
    out = std::move(*pieces);
  }
  for (const std::uint32_t before : traffic_.before[service]) {
    if (!add_from(at, before, service, out)) return {};
  }
  return out;
}

// Those of the kind who go on from another service.
bool Inflow::add_from(std::uint32_t at, std::uint32_t before, std::uint32_t service, std::vector<RatePiece>& out) {
  const PersonKind& kind = kinds_[at];
  const Service& there = model_.services[before];
  if (there.kind != Service::Kind::unlimited) return false;
  struct Part { double share = 0, onwards = 0; const Distribution* stay = nullptr; };
  std::vector<Part> ways;
  double all = 0;
  for (const std::uint32_t each : traffic_.in_bed_of[before]) {
    const Stream& stream = traffic_.streams[each];
    if (stream.kind != at) continue;
    if (stream.service != before || stream.transition != nullptr) return false;
    const auto onwards = chance(kind, stream.next, before, service);
    if (!onwards) return false;
    ways.push_back({stream.served, *onwards, stream.stay});
    all += stream.served;
  }
  if (std::all_of(ways.begin(), ways.end(), [](const Part& each) { return each.onwards == 0; })) return true;
  const auto pieces = of(at, before);
  if (!pieces || pieces->size() > most_pieces) return false;

  // Who is there at the start is of every kind that comes, if all may come there first.
  double starting = 0;
  if (there.start.occupied + there.start.queue > 0) {
    double everybody = 0;
    for (const PersonKind& each : kinds_) {
      const auto to = services_from(model_, model_.sources[each.source].to);
      if (std::find(to.begin(), to.end(), before) == to.end()) return false;
      everybody += each.rate;
    }
    if (there.stays.size() != 1) return false;
    starting = kind.rate / everybody;
  }
  const double step = (*model_.run.warm_up + model_.run.length) / parts;
  for (const Part& way : ways) {
    if (way.onwards == 0) continue;
    const StayCurve stay({{1, way.stay}});
    const double share = way.share / all;
    const auto gone = [&](double time) {  // up to then, of those who take this way
      double sum = share * (arrived(*pieces, time) - still_there(*pieces, stay, time));
      if (starting > 0) sum += share * starting * (there.start.occupied * (1 - stay.rest_is_longer(there.start.rest, time)) + there.start.queue * (1 - stay.still_there(time)));
      return sum;
    };
    double last = gone(0);
    for (int i = 0; i < parts; ++i) {
      const double now = gone((i + 1) * step);
      out.push_back({i * step, (i + 1) * step, std::max(0.0, now - last) * way.onwards / step});
      last = now;
    }
  }
  return true;
}

}  // namespace tributary::flow
