#include "engines/flow/analytic/inflow.hpp"

#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/routes.hpp"
#include "engines/flow/engine/calendar.hpp"

namespace tributary::flow {

namespace {

constexpr int parts = 400;
constexpr std::size_t most_pieces = 2'000;  // from outside, of those who then go on: each is asked about at every part
constexpr std::size_t most_kinds_and_services = 2'000;

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

double Inflow::part() const { return (*model_.run.warm_up + model_.run.length) / parts; }

std::optional<std::vector<RatePiece>> Inflow::of(std::uint32_t kind, std::uint32_t service) {
  if (kinds_.size() * model_.services.size() > most_kinds_and_services) return {};
  const auto& found = coming(kind, service);
  if (!found) return {};
  std::vector<RatePiece> out = found->outside;
  for (std::size_t i = 0; i < found->onwards.size(); ++i) {
    const auto from = static_cast<double>(i);
    out.push_back({from * part(), (from + 1) * part(), found->onwards[i] / part()});
  }
  return out;
}

bool Inflow::exact(std::uint32_t kind, std::uint32_t service, const StayCurve& stay) {
  const auto& found = coming(kind, service);
  if (!found) return false;
  if (found->smooth && is_fine(stay)) return true;
  constexpr double alike = 1e-4, forgotten = 20;  // mean stays
  const auto& onwards = found->onwards;
  const auto first = static_cast<std::size_t>(std::max(0.0, (*model_.run.warm_up - forgotten * stay.mean()) / part()));
  return std::adjacent_find(onwards.begin() + static_cast<std::ptrdiff_t>(std::min(first, onwards.size())), onwards.end(),
                            [](double a, double b) { return std::fabs(a - b) > alike * a; }) == onwards.end();
}

const std::optional<Inflow::Coming>& Inflow::coming(std::uint32_t kind, std::uint32_t service) {
  if (const auto found = known_.find({kind, service}); found != known_.end()) return found->second;
  auto out = work_out(kind, service);
  return known_[{kind, service}] = std::move(out);
}

std::optional<Inflow::Coming> Inflow::work_out(std::uint32_t at, std::uint32_t service) {
  const PersonKind& kind = kinds_[at];
  if (!model_.return_visits.empty() || network_.circular[service] != 0 || network_.filled_by_overflow[service] != 0 || !traffic_.open[service].empty()) return {};
  const Source& source = model_.sources[kind.source];
  const auto* poisson = std::get_if<PoissonArrivals>(&source.process);
  const auto first = chance(kind, source.to, {}, service);
  if (poisson == nullptr || !first) return {};
  Coming out;
  if (*first > 0) {
    double all = 0;
    for (const PersonKind& each : kinds_) all += each.source == kind.source ? each.rate : 0;
    auto pieces = from_outside(kind.source, poisson->rate * kind.rate / all * *first);
    if (!pieces) return {};
    out.outside = std::move(*pieces);
  }
  for (const std::uint32_t before : traffic_.before[service]) {
    if (!add_from(at, before, service, out)) return {};
  }
  return out;
}

// Those of the kind who go on from another service.
bool Inflow::add_from(std::uint32_t at, std::uint32_t before, std::uint32_t service, Coming& out) {
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
    const auto chosen = chance(kind, stream.next, before, service);
    if (!chosen) return false;
    ways.push_back({stream.served, *chosen, stream.stay});
    all += stream.served;
  }
  if (std::all_of(ways.begin(), ways.end(), [](const Part& each) { return each.onwards == 0; })) return true;
  const auto& come = coming(at, before);
  if (!come || come->outside.size() > most_pieces) return false;

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
  const double step = part();
  std::vector<double>& onwards = out.onwards;
  onwards.resize(parts);
  out.smooth = out.smooth && come->smooth;
  for (const Part& way : ways) {
    if (way.onwards == 0) continue;
    const StayCurve stay({{1, way.stay}});
    out.smooth = out.smooth && is_fine(stay) && !stay.turns();
    const double share = way.share / all;
    std::vector<double> stays;  // of who came in a part, the mean share who are there still so many parts later
    for (int i = 0; i < parts; ++i) stays.push_back((stay.once((i + 1) * step) - stay.once(i * step)) / step);
    double last = 0, from_others = 0;
    for (int i = 0; i <= parts; ++i) {
      const double time = i * step;
      double gone = arrived(come->outside, time) - still_there(come->outside, stay, time);  // up to then
      if (!come->onwards.empty()) {
        if (i > 0) from_others += come->onwards[i - 1];
        gone += from_others;
        for (int j = 0; j < i; ++j) gone -= come->onwards[j] * stays[i - 1 - j];
      }
      gone *= share;
      if (starting > 0) gone += share * starting * (there.start.occupied * (1 - stay.rest_is_longer(there.start.rest, time)) + there.start.queue * (1 - stay.still_there(time)));
      if (i > 0) onwards[i - 1] += std::max(0.0, gone - last) * way.onwards;
      last = i == 0 ? 0 : gone;  // who stays for no time goes on at once
    }
  }
  return true;
}

}  // namespace tributary::flow
