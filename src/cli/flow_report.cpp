#include "cli/flow_report.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <tuple>

#include "base/text.hpp"
#include "cli/flow_figures.hpp"
#include "exchange/flow/beside_theory.hpp"
#include "exchange/flow/report_json.hpp"

namespace tributary::cli {

namespace {

using engine::Estimate;
using engine::Theory;
using exchange::flow::differs;
using exchange::flow::each_of_service;
using exchange::flow::engine_of;
using exchange::flow::in_period;
using exchange::flow::standard_errors;
using exchange::flow::theory_of;

const std::vector<std::string> columns{"scenario", "of", "name", "number", "period", "mean", "half_width", "theory", "theory_is", "standard_errors", "sd", "low90", "low50", "median", "high50", "high90", "replications", "from"};

struct Period { std::string number, from; };  // empty for the whole run

Period period_of(const FlowReport& report, const ScenarioRun& run, double length, std::size_t number) {
  return {std::to_string(number), exchange::flow::moment(report, run.result.warm_up + static_cast<double>(number - 1) * length)};
}

void add_row(Table& table, Format format, const std::string& scenario, const std::string& of, const std::string& name, const std::string& number,
             const Period& period, const std::optional<Estimate>& value, const std::optional<Theory>& theory) {
  if (!value) return;
  const auto f = [&](double x) { return figure(x, format); };
  const auto spread = [&](double x) { return value->knows_spread() ? f(x) : std::string(); };
  const auto errors = standard_errors(value, theory);
  table.add({scenario, of, name, number, period.number, f(value->mean), spread(value->half_width), theory ? f(theory->value) : "", theory ? how_near(*theory, format) : "", errors ? f(*errors) : "",
             spread(value->sd), spread(value->low90), spread(value->low50), spread(value->median), spread(value->high50), spread(value->high90), std::to_string(value->count), period.from});
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

}  // namespace

std::string head_of(const FlowReport& report) {
  std::string out = title_line(report);
  const auto& first = report.runs.front().result;
  out += std::to_string(first.replications.size()) + " replications of " + figure(first.length, Format::table) + " " + unit_words(report.unit) + " after " +
         figure(first.warm_up, Format::table) + (first.warm_up_found ? " that the run found for itself" : "") + ", " + engines_of(report) + "; seed " + std::to_string(first.seed) + "; model " +
         report.hash.substr(0, 12) + "; tributary " + report.version;
  out += first.replications.size() > 1 ? "\nmean ± half_width is the 95 % interval of the mean; low90 to high90 is what nine replications in ten show.\n\n"
                                       : "\nFrom one replication nobody knows how far it lies from the mean: --replications 100 tells.\n\n";
  return out;
}

std::string dated_in(const FlowReport& report, const std::string& what) {
  std::string out;
  for (const ScenarioRun& run : report.runs) {
    if (!run.goes_live.empty()) out += exchange::flow::changes_in_words(report, run.name, run.goes_live.front(), run.result.warm_up) + ": its " + what + " are of the time before as well. Those of a measure with a period tell the two apart.\n";
  }
  return out;
}

std::vector<Caution> cautions(const FlowReport& report) {
  std::vector<Caution> out;
  for (const ScenarioRun& run : report.runs) {
    const auto& [name, result] = std::tie(run.name, run.result);
    if (result.cancelled) out.push_back({name, "was stopped early: " + std::to_string(result.replications.size()) + " replications are done.", true});
    if (!result.precise) out.push_back({name, "the half-width that was asked for was not reached."});
    if (result.drift.drifts()) {
      out.push_back({name, "is not stationary: " + figure(result.drift.last_third, Format::table) + " people in it in the last third of the run, " +
                               figure(result.drift.first_third, Format::table) + " in the first. Its means depend on how long one looks; " +
                               (result.drift.grows() ? "some service can't keep up, the warm-up is too short, or a change went live meanwhile." : "the warm-up is too short, fewer come, or a change went live meanwhile."), true});
    }
    for (const std::string& each : run.overloads) out.push_back({name, each});
    add_differences_from_theory(run, out);
  }
  return out;
}

std::string in_words(const Caution& caution) {
  return caution.scenario.empty() ? caution.text : caution.scenario + (caution.says_it ? " " : ": ") + caution.text;
}

std::string cautions_of(const FlowReport& report) {
  std::string out;
  for (const Caution& each : cautions(report)) out += "\n" + in_words(each);
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
  for (const ScenarioRun& run : report.runs) {
    const auto& [name, result, theory] = std::tie(run.name, run.result, run.theory);
    add_row(table, format, name, "system", "", "present", {}, result.present, theory.present);
    add_row(table, format, name, "system", "", "time_in_system", {}, result.time_in_system, theory.time_in_system);
    for (std::size_t at = 0; at < result.services.size(); ++at) {
      const auto& service = result.services[at];
      each_of_service(service, [&](const char* number, const std::optional<Estimate>& value) {
        add_row(table, format, name, "service", service.name, number, {}, value, theory_of(theory.services[at], number));
      });
    }
    for (std::size_t at = 0; at < result.measures.size(); ++at) {
      const auto& measure = result.measures[at];
      add_row(table, format, name, "measure", measure.name, measure.unit, {}, measure.whole, theory.measures[at].whole);
      for (std::size_t i = 0; i < measure.periods.size(); ++i) {
        add_row(table, format, name, "measure", measure.name, measure.unit, period_of(report, run, measure.period, i + 1), measure.periods[i], in_period(theory.measures[at], i));
      }
    }
  }
  if (format != Format::table) return table.in(format);
  const std::string dated = dated_in(report, "numbers");
  return head_of(report) + dated + (dated.empty() ? "" : "\n") + table.in(format) + cautions_of(report);
}

std::string report_as_json(const FlowReport& report) { return exchange::flow::json_of(report).dump(2) + "\n"; }

}  // namespace tributary::cli
