#include "cli/flow_report.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/flow_figures.hpp"
#include "cli/flow_theory.hpp"

namespace tributary::cli {

namespace {

using engine::Estimate;
using Json = nlohmann::ordered_json;

using engine::Theory;

const std::vector<std::string> columns{"scenario", "of", "name", "number", "period", "mean", "half_width", "theory", "theory_is", "standard_errors", "sd", "low90", "low50", "median", "high50", "high90", "replications"};

void add_row(Table& table, Format format, const std::string& scenario, const std::string& of, const std::string& name, const std::string& number,
             const std::string& period, const std::optional<Estimate>& value, const std::optional<Theory>& theory) {
  if (!value) return;
  const auto f = [&](double x) { return figure(x, format); };
  const auto spread = [&](double x) { return value->knows_spread() ? f(x) : std::string(); };
  const auto errors = standard_errors(value, theory);
  table.add({scenario, of, name, number, period, f(value->mean), spread(value->half_width), theory ? f(theory->value) : "", theory ? how_near(*theory, format) : "", errors ? f(*errors) : "",
             spread(value->sd), spread(value->low90), spread(value->low50), spread(value->median), spread(value->high50), spread(value->high90), std::to_string(value->count)});
}

template <class Each>
void each_of_service(const engine::ServiceEstimates& service, Each each) {
  each("occupied", service.occupied);
  each("queue", service.queue);
  each("wait", service.wait);
  each("wait_if_waited", service.wait_if_waited);
  each("share_delayed", service.share_delayed);
  each("stay", service.stay);
  each("active_stay", service.active_stay);
  each("arrivals", service.arrivals);
  const auto if_any = [&](const char* name, const std::optional<Estimate>& value) {
    if (value && (value->mean != 0 || value->sd != 0)) each(name, value);
  };
  if_any("blocked", service.blocked);
  if_any("in_transition", service.in_transition);
  if_any("placed_out", service.placed_out);
  if_any("turned_away", service.turned_away);
  if_any("reneged", service.reneged);
  if (service.visits) each("visits", service.visits);
  if (service.slots_used) each("slots_used", service.slots_used);
  if (service.visit_delay) each("visit_delay", service.visit_delay);
}

// How the replications were run: "events", "recursion", or both where somebody came at the very moment at which another left.
const char* engine_of(const engine::RunResult& result) {
  if (result.by_recursion == 0) return "events";
  return result.by_recursion == result.replications.size() ? "recursion" : "both";
}

// The same of a whole report, as words.
std::string engines_of(const FlowReport& report) {
  const std::string first = engine_of(report.runs.front().result);
  for (const ScenarioRun& each : report.runs) {
    if (engine_of(each.result) != first) return "by events or recursion";
  }
  return first == "both" ? "by events and recursion" : "by " + first;
}

// Where a run and exact theory differ by more than chance explains.
void add_differences_from_theory(const ScenarioRun& run, std::vector<Caution>& out) {
  const std::size_t before = out.size();
  const auto tell = [&](const std::string& what, const std::optional<Estimate>& value, const std::optional<Theory>& theory, const std::string& formula) {
    const auto errors = standard_errors(value, theory);
    if (!differs(errors, value ? value->count : 0)) return;
    out.push_back({run.name, what + " differs from theory by " + figure(std::fabs(*errors), Format::table) + " standard errors: " + figure(value->mean, Format::table) + " in the run, " +
                                 figure(theory->value, Format::table) + " by " + (formula.empty() ? "theory" : formula) + "."});
  };
  tell("present", run.result.present, run.theory.present, "");
  tell("time_in_system", run.result.time_in_system, run.theory.time_in_system, "");
  for (std::size_t i = 0; i < run.result.services.size(); ++i) {
    const auto& theory = run.theory.services[i];
    const std::string formula = theory.formula == nullptr ? "" : theory.formula->name;
    each_of_service(run.result.services[i], [&](const char* number, const std::optional<Estimate>& value) {
      tell(std::string(number) + " of " + theory.name, value, theory_of(theory, number), formula);
    });
  }
  for (std::size_t i = 0; i < run.result.measures.size(); ++i) {
    const auto& theory = run.theory.measures[i];
    tell(theory.name, run.result.measures[i].whole, theory.whole, theory.formula);
  }
  if (out.size() > before) out.push_back({"", "Theory is of the steady state. Look whether the warm-up is long enough; chance alone makes one such difference in 370 numbers."});
}

Json beside(const std::optional<Estimate>& value, const std::optional<Theory>& theory) {
  if (!value) return nullptr;
  const auto spread = [&](double x) { return value->knows_spread() ? Json(x) : Json(nullptr); };
  Json out = {{"mean", value->mean}, {"half_width", spread(value->half_width)}, {"sd", spread(value->sd)}, {"low90", spread(value->low90)}, {"low50", spread(value->low50)},
              {"median", spread(value->median)}, {"high50", spread(value->high50)}, {"high90", spread(value->high90)}, {"replications", value->count}};
  if (!theory) return out;
  out["theory"] = json_of(theory);
  if (const auto errors = standard_errors(value, theory)) out["theory"]["standard_errors"] = *errors, out["theory"]["differs"] = differs(errors, value->count);
  return out;
}

// Of a period, where theory has one.
std::optional<Theory> in_period(const engine::MeasureSolution& measure, std::size_t period) { return period < measure.periods.size() ? measure.periods[period] : std::nullopt; }

}  // namespace

std::string head_of(const FlowReport& report) {
  std::string out = title_of(report);
  const auto& first = report.runs.front().result;
  out += "\n" + std::to_string(first.replications.size()) + " replications of " + figure(first.length, Format::table) + " " + unit_words(report.unit) + " after " +
         figure(first.warm_up, Format::table) + (first.warm_up_found ? " that the run found for itself" : "") + ", " + engines_of(report) + "; seed " + std::to_string(first.seed) + "; model " +
         report.hash.substr(0, 12) + "; tributary " + report.version;
  out += first.replications.size() > 1 ? "\nmean ± half_width is the 95 % interval of the mean; low90 to high90 is what nine replications in ten show.\n\n"
                                       : "\nFrom one replication nobody knows how far it lies from the mean: --replications 100 tells.\n\n";
  return out;
}

std::vector<Caution> cautions(const FlowReport& report) {
  std::vector<Caution> out;
  for (const ScenarioRun& run : report.runs) {
    const auto& [name, title, result, theory, overloads] = run;
    if (result.cancelled) out.push_back({name, "was stopped early: " + std::to_string(result.replications.size()) + " replications are done.", true});
    if (!result.precise) out.push_back({name, "the half-width that was asked for was not reached."});
    if (result.drift.drifts()) {
      out.push_back({name, "is not stationary: " + figure(result.drift.last_third, Format::table) + " people in it in the last third of the run, " +
                               figure(result.drift.first_third, Format::table) + " in the first. Its means depend on how long one looks; " +
                               (result.drift.grows() ? "some service can't keep up, or the warm-up is too short." : "the warm-up is too short, or fewer come."), true});
    }
    for (const std::string& each : overloads) out.push_back({name, each});
    add_differences_from_theory(run, out);
  }
  return out;
}

std::string cautions_of(const FlowReport& report) {
  std::string out;
  for (const Caution& each : cautions(report)) out += "\n" + (each.scenario.empty() ? each.text : each.scenario + (each.says_it ? " " : ": ") + each.text);
  for (const auto& each : report.contradictions) out += "\nSources contradict each other: " + each;
  for (const auto& each : report.evidence) {
    out += "\nOf " + each.of + ":";
    for (const auto* words : {&each.source, &each.licence, &each.note}) {
      if (!words->empty()) out += " " + *words + (words->ends_with('.') ? "" : ".");
    }
  }
  return out.empty() ? out : out + "\n";
}

std::string report_in(const FlowReport& report, Format format) {
  Table table(columns, {"scenario", "of", "name", "number"});
  for (const auto& [name, title, result, theory, overloads] : report.runs) {
    add_row(table, format, name, "system", "", "present", "", result.present, theory.present);
    add_row(table, format, name, "system", "", "time_in_system", "", result.time_in_system, theory.time_in_system);
    for (std::size_t at = 0; at < result.services.size(); ++at) {
      const auto& service = result.services[at];
      each_of_service(service, [&](const char* number, const std::optional<Estimate>& value) {
        add_row(table, format, name, "service", service.name, number, "", value, theory_of(theory.services[at], number));
      });
    }
    for (std::size_t at = 0; at < result.measures.size(); ++at) {
      const auto& measure = result.measures[at];
      add_row(table, format, name, "measure", measure.name, measure.unit, "", measure.whole, theory.measures[at].whole);
      for (std::size_t i = 0; i < measure.periods.size(); ++i) {
        add_row(table, format, name, "measure", measure.name, measure.unit, std::to_string(i + 1), measure.periods[i], in_period(theory.measures[at], i));
      }
    }
  }
  return format == Format::table ? head_of(report) + table.in(format) + cautions_of(report) : table.in(format);
}

Json json_of(const FlowReport& report) {
  Json out = json_of(static_cast<const ModelNote&>(report));
  out["scenarios"] = Json::array();
  for (const auto& [name, title, result, theory, overloads] : report.runs) {
    Json run = {{"name", name}, {"title", title}, {"seed", result.seed}, {"replications", result.replications.size()}, {"warm_up", result.warm_up},
                {"warm_up_found", result.warm_up_found}, {"length", result.length}, {"people", result.people}, {"engine", engine_of(result)}, {"cancelled", result.cancelled}, {"precise", result.precise},
                {"stationary", !result.drift.drifts()}, {"present", beside(result.present, theory.present)}, {"time_in_system", beside(result.time_in_system, theory.time_in_system)},
                {"services", Json::array()}, {"measures", Json::array()}};
    for (std::size_t at = 0; at < result.services.size(); ++at) {
      const auto& service = result.services[at];
      Json one = {{"name", service.name}, {"title", service.title}, {"beds", service.unlimited ? Json(nullptr) : Json(service.beds)},
                  {"solved_by", json_of_formula(theory.services[at])}, {"load", json_of_load(theory.services[at])}};
      each_of_service(service, [&](const char* number, const std::optional<Estimate>& value) { one[number] = beside(value, theory_of(theory.services[at], number)); });
      run["services"].push_back(std::move(one));
    }
    for (std::size_t at = 0; at < result.measures.size(); ++at) {
      const auto& measure = result.measures[at];
      Json one = {{"name", measure.name}, {"title", measure.title}, {"unit", measure.unit}, {"value", beside(measure.whole, theory.measures[at].whole)}};
      if (measure.period > 0) {
        one["period"] = measure.period;
        for (std::size_t i = 0; i < measure.periods.size(); ++i) one["periods"].push_back(beside(measure.periods[i], in_period(theory.measures[at], i)));
      }
      run["measures"].push_back(std::move(one));
    }
    out["scenarios"].push_back(std::move(run));
  }
  return out;
}

std::string report_as_json(const FlowReport& report) { return json_of(report).dump(2) + "\n"; }

}  // namespace tributary::cli
