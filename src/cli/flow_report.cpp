#include "cli/flow_report.hpp"

#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace tributary::cli {

namespace {

using engine::Estimate;
using Json = nlohmann::ordered_json;

const char* unit_words(engine::TimeUnit unit) {
  switch (unit) {
    case engine::TimeUnit::minute: return "minutes";
    case engine::TimeUnit::hour: return "hours";
    case engine::TimeUnit::day: return "days";
    case engine::TimeUnit::week: return "weeks";
  }
  return "";
}

// Four figures for people, all that there are for files.
std::string figure(double value, Format format) {
  if (format != Format::table) return base::to_text(value);
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

const std::vector<std::string> columns{"scenario", "of", "name", "number", "period", "mean", "half_width", "sd", "low90", "low50", "median", "high50", "high90", "replications"};

void add_row(Table& table, Format format, const std::string& scenario, const std::string& of, const std::string& name, const std::string& number,
             const std::string& period, const std::optional<Estimate>& value) {
  if (!value) return;
  const auto f = [&](double x) { return figure(x, format); };
  table.add({scenario, of, name, number, period, f(value->mean), f(value->half_width), f(value->sd), f(value->low90), f(value->low50), f(value->median), f(value->high50),
             f(value->high90), std::to_string(value->count)});
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
}

std::string head(const FlowReport& report) {
  std::string out = report.title.empty() ? report.model : report.title;
  const auto& first = report.runs.front().result;
  out += "\n" + std::to_string(first.replications.size()) + " replications of " + figure(first.length, Format::table) + " " + unit_words(report.unit) + " after " +
         figure(first.warm_up, Format::table) + (first.warm_up_found ? " that the run found for itself" : "") + "; seed " + std::to_string(first.seed) + "; model " +
         report.hash.substr(0, 12) + "; tributary " + report.version +
         "\nmean ± half_width is the 95 % interval of the mean; low90 to high90 is what nine replications in ten show.\n\n";
  return out;
}

// What a reader should know before trusting the numbers.
std::string cautions(const FlowReport& report) {
  std::string out;
  for (const auto& [name, title, result] : report.runs) {
    if (result.cancelled) out += "\n" + name + " was stopped early: " + std::to_string(result.replications.size()) + " replications are done.";
    if (!result.precise) out += "\n" + name + ": the half-width that was asked for was not reached.";
    if (result.drift.drifts()) {
      out += "\n" + name + " is not stationary: " + figure(result.drift.last_third, Format::table) + " people in it in the last third of the run, " +
             figure(result.drift.first_third, Format::table) + " in the first. Its means depend on how long one looks; some service can't keep up, or the warm-up is too short.";
    }
  }
  for (const auto& each : report.contradictions) out += "\nSources contradict each other: " + each;
  for (const auto& each : report.evidence) {
    out += "\nOf " + each.of + ":";
    for (const auto* words : {&each.source, &each.licence, &each.note}) {
      if (!words->empty()) out += " " + *words + (words->ends_with('.') ? "" : ".");
    }
  }
  return out.empty() ? out : out + "\n";
}

Json json_of(const Estimate& value) {
  return {{"mean", value.mean}, {"half_width", value.half_width}, {"sd", value.sd}, {"low90", value.low90}, {"low50", value.low50},
          {"median", value.median}, {"high50", value.high50}, {"high90", value.high90}, {"replications", value.count}};
}

Json json_of(const std::optional<Estimate>& value) { return value ? json_of(*value) : Json(nullptr); }

}  // namespace

std::string report_in(const FlowReport& report, Format format) {
  Table table(columns, {"scenario", "of", "name", "number"});
  for (const auto& [name, title, result] : report.runs) {
    add_row(table, format, name, "system", "", "present", "", result.present);
    add_row(table, format, name, "system", "", "time_in_system", "", result.time_in_system);
    for (const auto& service : result.services) {
      each_of_service(service, [&](const char* number, const std::optional<Estimate>& value) { add_row(table, format, name, "service", service.name, number, "", value); });
    }
    for (const auto& measure : result.measures) {
      add_row(table, format, name, "measure", measure.name, measure.unit, "", measure.whole);
      for (std::size_t i = 0; i < measure.periods.size(); ++i) add_row(table, format, name, "measure", measure.name, measure.unit, std::to_string(i + 1), measure.periods[i]);
    }
  }
  return format == Format::table ? head(report) + table.in(format) + cautions(report) : table.in(format);
}

std::string differences_in(const FlowReport& report, Format format) {
  Table table({"scenario", "measure", "before", "after", "difference", "half_width", "low", "high", "replications"}, {"scenario", "measure"});
  const auto& first = report.runs.front().result;
  const auto f = [&](double x) { return figure(x, format); };
  for (std::size_t i = 1; i < report.runs.size(); ++i) {
    for (std::size_t measure = 0; measure < first.measures.size(); ++measure) {
      const auto difference = engine::paired_difference(first, report.runs[i].result, measure);
      if (!difference) continue;
      table.add({report.runs[i].name, first.measures[measure].name, f(first.measures[measure].whole->mean), f(report.runs[i].result.measures[measure].whole->mean), f(difference->mean),
                 f(difference->half_width), f(difference->mean - difference->half_width), f(difference->mean + difference->half_width), std::to_string(difference->count)});
    }
  }
  if (format != Format::table) return table.in(format);
  return head(report) + "Differences from " + report.runs.front().name + ", the same people in both:\n\n" + table.in(format) + cautions(report);
}

std::string report_as_json(const FlowReport& report) {
  Json out = {{"model", report.model}, {"title", report.title}, {"hash", report.hash}, {"version", report.version}, {"time_unit", unit_words(report.unit)}, {"scenarios", Json::array()}};
  for (const auto& [name, title, result] : report.runs) {
    Json run = {{"name", name}, {"title", title}, {"seed", result.seed}, {"replications", result.replications.size()}, {"warm_up", result.warm_up},
                {"warm_up_found", result.warm_up_found}, {"length", result.length}, {"people", result.people}, {"cancelled", result.cancelled}, {"precise", result.precise},
                {"stationary", !result.drift.drifts()}, {"present", json_of(result.present)}, {"time_in_system", json_of(result.time_in_system)},
                {"services", Json::array()}, {"measures", Json::array()}};
    for (const auto& service : result.services) {
      Json one = {{"name", service.name}, {"title", service.title}, {"beds", service.unlimited ? Json(nullptr) : Json(service.beds)}};
      each_of_service(service, [&](const char* number, const std::optional<Estimate>& value) { one[number] = json_of(value); });
      run["services"].push_back(std::move(one));
    }
    for (const auto& measure : result.measures) {
      Json one = {{"name", measure.name}, {"title", measure.title}, {"unit", measure.unit}, {"value", json_of(measure.whole)}};
      if (measure.period > 0) {
        one["period"] = measure.period;
        for (const auto& each : measure.periods) one["periods"].push_back(json_of(each));
      }
      run["measures"].push_back(std::move(one));
    }
    out["scenarios"].push_back(std::move(run));
  }
  for (const auto& each : report.evidence) out["evidence"].push_back({{"of", each.of}, {"source", each.source}, {"licence", each.licence}, {"note", each.note}});
  if (!report.contradictions.empty()) out["contradictions"] = report.contradictions;
  return out.dump(2) + "\n";
}

}  // namespace tributary::cli
