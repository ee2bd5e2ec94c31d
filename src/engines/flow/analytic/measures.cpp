#include "engines/flow/analytic/measures.hpp"

#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/part.hpp"

namespace tributary::flow {

namespace {

std::optional<Theory> times(const std::optional<Theory>& of, double factor) {
  if (!of) return {};
  return Theory{of->value * factor, of->exact};
}

// Added up over time, by a run too.
bool adds_up(Quantity quantity) {
  switch (quantity) {
    case Quantity::arrivals:
    case Quantity::departures:
    case Quantity::out_of_area:
    case Quantity::out_of_area_time:
    case Quantity::overflowed:
    case Quantity::turned_away:
    case Quantity::reneged:
    case Quantity::visits:
    case Quantity::cost: return true;
    default: return false;
  }
}

class Measurer {
 public:
  Measurer(const Model& model, const Ground& ground) : model_(model), ground_(ground) {}

  MeasureSolution solve(const Measure& measure) const {
    MeasureSolution out{measure.name, measure.title, measure.unit, measure.quantity, {}, formulas_of(measure.services), measure.period.value_or(0), {}};
    // Without a known beginning and end only what doesn't depend on when one looks.
    const double from = model_.run.warm_up.value_or(0), length = model_.run.length;
    if (measure.statistic == Statistic::percentile) return out;
    out.whole = value(measure, from, from + length);
    if (!measure.period || model_.run.until_empty) return out;
    const auto periods = static_cast<std::size_t>(std::floor(length / *measure.period * (1 + 1e-12)));
    // What is counted is told, with a period, as the mean of those that are whole.
    if (const auto whole = static_cast<double>(std::max<std::size_t>(periods, 1)); adds_up(measure.quantity)) out.whole = times(value(measure, from, from + whole * *measure.period), 1 / whole);
    constexpr std::size_t most_followed = 10'000;
    if (varies(measure) && periods > most_followed) return out;
    std::optional<Theory> every;
    for (std::size_t i = 0; i < periods; ++i) {
      const double begin = from + static_cast<double>(i) * *measure.period;
      if (i == 0 || varies(measure)) every = value(measure, begin, begin + *measure.period);
      out.periods.push_back(every);
    }
    return out;
  }

 private:
  [[nodiscard]] std::string formulas_of(const std::vector<ServiceId>& services) const {
    std::string out;
    for (std::uint32_t i = 0; i < model_.services.size(); ++i) {
      const bool wanted = services.empty() || std::find(services.begin(), services.end(), ServiceId{i}) != services.end();
      if (!wanted || ground_.forms[i].formula == nullptr) continue;
      const std::string name = ground_.forms[i].formula->name;
      if (out.find(name) == std::string::npos) out += (out.empty() ? "" : ", ") + name;
    }
    return out;
  }

  // Those that can be full: of others no share of beds is used.
  [[nodiscard]] std::vector<ServiceId> limited_of(const std::vector<ServiceId>& services) const {
    std::vector<ServiceId> out;
    for (std::uint32_t i = 0; i < model_.services.size(); ++i) {
      const bool wanted = services.empty() || std::find(services.begin(), services.end(), ServiceId{i}) != services.end();
      if (wanted && model_.services[i].limits_people()) out.push_back({i});
    }
    return out;
  }

  // Only levels of people in services without limit, and what these cost, are followed through time.
  [[nodiscard]] bool varies(const Measure& measure) const {
    if (measure.quantity != Quantity::occupancy && measure.quantity != Quantity::occupancy_share && measure.quantity != Quantity::cost) return false;
    return std::any_of(ground_.in_time.begin(), ground_.in_time.end(), [](const auto& each) { return each.has_value(); });
  }

  // Over [from, to] of the run.
  [[nodiscard]] std::optional<Theory> value(const Measure& measure, double from, double to) const {
    const Part part(model_, ground_, measure.services, &measure.whose);
    const double span = to - from;
    const auto count = [&](const std::optional<Theory>& rate) -> std::optional<Theory> {
      if (model_.run.until_empty) return {};  // how long that is, a run must tell
      auto out = times(rate, span);
      if (out) out->exact = out->exact && ground_.counts_are_exact();
      return out;
    };
    switch (measure.quantity) {
      case Quantity::occupancy: return part.seen(from, to);
      case Quantity::occupancy_share:
        if (const auto used = part.slots_used()) return used;
        return part.beds() > 0 ? times(Part(model_, ground_, limited_of(measure.services), &measure.whose).seen(from, to), 1 / part.beds()) : std::nullopt;
      case Quantity::queue: return snapped(part.queue());
      case Quantity::blocked: return snapped(part.blocked());
      case Quantity::arrivals: return count(part.came());
      case Quantity::departures: return count(part.departed());
      case Quantity::length_of_stay: return part.stay();
      case Quantity::active_stay: return part.active_stay();
      case Quantity::wait: return part.wait();
      case Quantity::wait_if_waited: return part.wait_if_waited();
      case Quantity::share_delayed: return part.share_delayed();
      case Quantity::share_waiting_over: return part.share_waiting_over(*measure.threshold);
      case Quantity::delay_with_beds: return snapped(part.delay_with_beds(static_cast<int>(std::lround(*measure.threshold))));
      case Quantity::share_through: return through(measure);
      case Quantity::out_of_area: return count(part.placed_out());
      case Quantity::out_of_area_time: return count(part.away());
      case Quantity::turned_away: return count(part.turned_away());
      case Quantity::reneged: return count(part.given_up());
      case Quantity::visits: return count(part.visits());
      case Quantity::travel: return travelled(measure, {});
      case Quantity::share_within_travel: return travelled(measure, measure.threshold);
      case Quantity::cost: return cost(measure, from, to);
      default: return {};
    }
  }

  // A count each midnight is the average over the day only where every hour is alike.
  [[nodiscard]] std::optional<Theory> snapped(std::optional<Theory> value) const {
    const bool steady = std::all_of(ground_.network.steady.begin(), ground_.network.steady.end(), [](char each) { return each != 0; });
    if (value && model_.run.daily_snapshots && !steady) value->exact = false;
    return value;
  }

  // Of those who leave the share who were ever in one of the services.
  [[nodiscard]] std::optional<Theory> through(const Measure& measure) const {
    const auto yes = [](char each) { return each != 0; };
    // Some who are to be brought back leave before; who comes back after leaving is a person anew.
    if (!model_.return_visits.empty() || !ground_.returning.empty() || !std::all_of(ground_.served_known.begin(), ground_.served_known.end(), yes)) return {};
    double all = 0, in = 0;
    for (const PersonKind& kind : ground_.kinds) {
      const auto truth = settled(measure.whose, model_, kind);
      if (!truth) return {};
      if (!*truth) continue;
      all += kind.rate;
      for (const FirstBed& each : first_beds(model_, kind, ground_.fullness, measure.services)) in += kind.rate * each.share;
    }
    if (!(all > 0)) return {};
    return Theory{in / all, std::all_of(ground_.served_exact.begin(), ground_.served_exact.end(), yes)};
  }

  // Of a kind of people, whatever the measure: of thousands of areas they are worked out once.
  [[nodiscard]] const std::vector<FirstBed>& first_beds_of(std::size_t kind) const {
    if (first_beds_.empty()) {
      for (const PersonKind& each : ground_.kinds) first_beds_.push_back(first_beds(model_, each, ground_.fullness, {}));
    }
    return first_beds_[kind];
  }

  // Of those whose first bed is at a site, by the travel table; `within` counts those who travel at most so long.
  [[nodiscard]] std::optional<Theory> travelled(const Measure& measure, std::optional<double> within) const {
    const auto yes = [](char each) { return each != 0; };
    if (model_.travel.minutes.empty() || !model_.return_visits.empty() || !ground_.returning.empty() || !std::all_of(ground_.served_known.begin(), ground_.served_known.end(), yes)) return {};
    double people = 0, sum = 0;
    for (std::size_t at = 0; at < ground_.kinds.size(); ++at) {
      const PersonKind& kind = ground_.kinds[at];
      if (!kind.area.given()) continue;
      for (const FirstBed& each : first_beds_of(at)) {
        const bool wanted = measure.services.empty() || std::find(measure.services.begin(), measure.services.end(), ServiceId{each.service}) != measure.services.end();
        const SiteId site = model_.services[each.service].site;
        if (each.placed || !wanted || !site.given()) continue;
        const auto truth = settled(measure.whose, model_, kind, each.service);
        if (!truth) return {};
        if (!*truth) continue;
        const double minutes = model_.travel.at(kind.area, site, model_.sites.size());
        people += kind.rate * each.share;
        sum += kind.rate * each.share * (within ? (minutes <= *within ? 1 : 0) : minutes);
      }
    }
    if (!(people > 0)) return {};
    return Theory{sum / people, std::all_of(ground_.served_exact.begin(), ground_.served_exact.end(), yes)};
  }

  [[nodiscard]] std::optional<Theory> cost(const Measure& measure, double from, double to) const {
    if (model_.run.until_empty) return {};
    Theory out{0, true};
    for (std::uint32_t at = 0; at < model_.costs.size(); ++at) {
      if (!measure.counts_cost(at)) continue;
      const Cost& cost = model_.costs[at];
      std::vector<ServiceId> services = cost.services;
      if (!measure.services.empty()) {  // the measure's only, where both name some
        std::erase_if(services, [&](ServiceId each) { return std::find(measure.services.begin(), measure.services.end(), each) == measure.services.end(); });
        if (cost.services.empty()) services = measure.services;
        if (services.empty()) continue;
      }
      const Condition whose = both(cost.whose, measure.whose);
      const Part part(model_, ground_, services, &whose);
      std::optional<Theory> rate;
      switch (cost.per) {
        case Cost::Per::arrival: rate = part.started(); break;
        case Cost::Per::visit: rate = part.visits(); break;
        case Cost::Per::time_in_service: rate = part.occupied(from, to); break;
        case Cost::Per::time_blocked: rate = part.blocked(); break;
        case Cost::Per::time_waiting: rate = part.queue(); break;
        case Cost::Per::time_provided: rate = Theory{part.beds(), true}; break;
        case Cost::Per::outcome: return {};
      }
      if (!rate) return {};
      out.value += cost.amount * rate->value * (to - from);
      out.exact = out.exact && rate->exact;
    }
    return out;
  }

  const Model& model_;
  const Ground& ground_;
  mutable std::vector<std::vector<FirstBed>> first_beds_;  // by kind, once a measure asks
};

}  // namespace

std::vector<MeasureSolution> solve_measures(const Model& model, const Ground& ground) {
  const Measurer measurer(model, ground);
  std::vector<MeasureSolution> out;
  for (const Measure& each : model.measures) out.push_back(measurer.solve(each));
  return out;
}

}  // namespace tributary::flow
