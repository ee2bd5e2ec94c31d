#include "cli/flow_compare.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "cli/flow_figures.hpp"

namespace tributary::cli {

namespace {

using engine::Estimate;
using engine::Observed;
using engine::Replication;
using engine::ServiceNumbers;
using Json = nlohmann::ordered_json;

struct Difference {
  std::string scenario, of, name, number;
  std::size_t period;  // 0: the whole run
  Estimate before, after, difference;
};

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

std::vector<Difference> differences(const FlowReport& report) {
  std::vector<Difference> out;
  const auto& first = report.runs.front().result;
  for (std::size_t i = 1; i < report.runs.size(); ++i) {
    const auto& [scenario, title, result, theory, overloads] = report.runs[i];
    const auto add = [&](std::string of, std::string name, std::string number, std::size_t period, bool if_any, auto take_before, auto take_after) {
      const auto [before, after, difference] = engine::compare(first, result, take_before, take_after);
      if (!before || !after || !difference) return;
      const auto none = [](const Estimate& each) { return each.mean == 0 && each.sd == 0; };
      if (if_any && none(*before) && none(*after)) return;
      out.push_back({scenario, std::move(of), std::move(name), std::move(number), period, *before, *after, *difference});
    };
    const auto present = [](const Replication& each) -> Observed { return each.present; };
    const auto time_in_system = [](const Replication& each) { return each.time_in_system; };
    add("system", "", "present", 0, false, present, present);
    add("system", "", "time_in_system", 0, false, time_in_system, time_in_system);
    // By name: a scenario may add services, and have fewer or more of a measure that is told for each.
    for (std::size_t at = 0; at < first.services.size(); ++at) {
      const auto there = position_of(result.services, first.services[at].name);
      if (!there) continue;
      for (const auto& [name, of, if_any] : numbers_of_services) {
        add("service", first.services[at].name, name, 0, if_any, [at, of](const Replication& each) { return of(each.services[at]); },
            [to = *there, of](const Replication& each) { return of(each.services[to]); });
      }
    }
    for (std::size_t at = 0; at < first.measures.size(); ++at) {
      const auto& measure = first.measures[at];
      const auto there = position_of(result.measures, measure.name);
      if (!there) continue;
      for (std::size_t period = 0; period <= measure.periods.size(); ++period) {
        add("measure", measure.name, measure.unit, period, false, [at, period](const Replication& each) { return each.measure(at, period); },
            [to = *there, period](const Replication& each) { return each.measure(to, period); });
      }
    }
  }
  return out;
}

}  // namespace

std::string differences_in(const FlowReport& report, Format format) {
  Table table({"scenario", "of", "name", "number", "period", "before", "after", "difference", "half_width", "low", "high", "replications"}, {"scenario", "of", "name", "number"});
  const auto f = [&](double x) { return figure(x, format); };
  for (const Difference& each : differences(report)) {
    const Estimate& difference = each.difference;
    const auto end = [&](double x) { return difference.knows_spread() ? f(x) : std::string(); };
    table.add({each.scenario, each.of, each.name, each.number, each.period == 0 ? "" : std::to_string(each.period), f(each.before.mean), f(each.after.mean), f(difference.mean),
               end(difference.half_width), end(difference.mean - difference.half_width), end(difference.mean + difference.half_width), std::to_string(difference.count)});
  }
  if (format != Format::table) return table.in(format);
  return head_of(report) + "Differences from " + report.runs.front().name + ", the same people in both:\n\n" + table.in(format) + cautions_of(report);
}

Json differences_json(const FlowReport& report) {
  Json out = json_of(report);
  out["differences"] = Json::array();
  for (const Difference& each : differences(report)) {
    const Estimate& difference = each.difference;
    const auto spread = [&](double x) { return difference.knows_spread() ? Json(x) : Json(nullptr); };
    out["differences"].push_back({{"scenario", each.scenario}, {"from", report.runs.front().name}, {"of", each.of}, {"name", each.name.empty() ? Json(nullptr) : Json(each.name)}, {"number", each.number},
                                  {"period", each.period == 0 ? Json(nullptr) : Json(each.period)}, {"before", each.before.mean}, {"after", each.after.mean}, {"difference", difference.mean},
                                  {"half_width", spread(difference.half_width)}, {"low", spread(difference.mean - difference.half_width)}, {"high", spread(difference.mean + difference.half_width)},
                                  {"sd", spread(difference.sd)}, {"replications", difference.count}});
  }
  return out;
}

std::string differences_as_json(const FlowReport& report) { return differences_json(report).dump(2) + "\n"; }

}  // namespace tributary::cli
