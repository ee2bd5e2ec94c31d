#include "exchange/flow/differences.hpp"

#include <algorithm>
#include <optional>
#include <tuple>
#include <utility>

namespace tributary::exchange::flow {

using engine::Estimate;
using engine::Observed;
using engine::Replication;
using engine::ServiceNumbers;

namespace {

// The numbers of a service by the names that a run's report gives them.
struct NumberOfService {
  const char* name;
  Observed (*of)(const ServiceNumbers&);
  bool if_any;  // told only where there is any
};
constexpr NumberOfService numbers_of_services[] = {
    {"occupied", [](const ServiceNumbers& each) -> Observed { return each.occupied; }, false},
    {"queue", [](const ServiceNumbers& each) -> Observed { return each.queue; }, false},
    {"wait", [](const ServiceNumbers& each) { return each.wait; }, false},
    {"wait_if_waited", [](const ServiceNumbers& each) { return each.wait_if_waited; }, false},
    {"share_delayed", [](const ServiceNumbers& each) { return each.share_delayed; }, false},
    {"stay", [](const ServiceNumbers& each) { return each.stay; }, false},
    {"active_stay", [](const ServiceNumbers& each) { return each.active_stay; }, false},
    {"arrivals", [](const ServiceNumbers& each) -> Observed { return each.arrivals; }, false},
    {"blocked", [](const ServiceNumbers& each) -> Observed { return each.blocked; }, true},
    {"in_transition", [](const ServiceNumbers& each) -> Observed { return each.in_transition; }, true},
    {"placed_out", [](const ServiceNumbers& each) -> Observed { return each.placed_out; }, true},
    {"turned_away", [](const ServiceNumbers& each) -> Observed { return each.turned_away; }, true},
    {"reneged", [](const ServiceNumbers& each) -> Observed { return each.reneged; }, true},
    {"visits", [](const ServiceNumbers& each) { return each.visits; }, false},
    {"slots_used", [](const ServiceNumbers& each) { return each.slots_used; }, false},
    {"visit_delay", [](const ServiceNumbers& each) { return each.visit_delay; }, false},
};

template <class Named>
std::optional<std::size_t> position_of(const std::vector<Named>& among, const std::string& name) {
  const auto found = std::ranges::find(among, name, &Named::name);
  return found == among.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - among.begin()));
}

}  // namespace

std::vector<Difference> differences(const FlowReport& report) {
  std::vector<Difference> out;
  const auto& first = report.runs.front().result;
  for (std::size_t i = 1; i < report.runs.size(); ++i) {
    const auto& [scenario, result] = std::tie(report.runs[i].name, report.runs[i].result);
    const auto add = [&](std::string of, std::string name, std::string number, std::size_t period, double from, bool if_any, auto take_before, auto take_after) {
      const auto [before, after, difference] = engine::compare(first, result, take_before, take_after);
      if (!before || !after || !difference) return;
      const auto none = [](const Estimate& each) { return each.mean == 0 && each.sd == 0; };
      if (if_any && none(*before) && none(*after)) return;
      out.push_back({scenario, std::move(of), std::move(name), std::move(number), period, from, *before, *after, *difference});
    };
    const auto present = [](const Replication& each) -> Observed { return each.present; };
    const auto time_in_system = [](const Replication& each) { return each.time_in_system; };
    const double begin = first.warm_up;
    add("system", "", "present", 0, begin, false, present, present);
    add("system", "", "time_in_system", 0, begin, false, time_in_system, time_in_system);
    // By name: a scenario may add services, and have fewer or more of a measure that is told for each.
    for (std::size_t at = 0; at < first.services.size(); ++at) {
      const auto there = position_of(result.services, first.services[at].name);
      if (!there) continue;
      for (const auto& [name, of, if_any] : numbers_of_services) {
        add("service", first.services[at].name, name, 0, begin, if_any, [at, of](const Replication& each) { return of(each.services[at]); },
            [to = *there, of](const Replication& each) { return of(each.services[to]); });
      }
    }
    for (std::size_t at = 0; at < first.measures.size(); ++at) {
      const auto& measure = first.measures[at];
      const auto there = position_of(result.measures, measure.name);
      if (!there) continue;
      for (std::size_t period = 0; period <= measure.periods.size(); ++period) {
        add("measure", measure.name, measure.unit, period, begin + (period > 0 ? static_cast<double>(period - 1) * measure.period : 0), false, [at, period](const Replication& each) { return each.measure(at, period); },
            [to = *there, period](const Replication& each) { return each.measure(to, period); });
      }
    }
  }
  return out;
}

}  // namespace tributary::exchange::flow
