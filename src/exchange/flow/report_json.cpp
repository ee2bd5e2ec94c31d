#include "exchange/flow/report_json.hpp"

#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "exchange/flow/beside_theory.hpp"
#include "exchange/flow/differences.hpp"

namespace tributary::exchange::flow {

using engine::Estimate;
using engine::Theory;
using Json = nlohmann::ordered_json;

Json json_of(const ModelNote& note) {
  Json out = {{"model", note.model}, {"title", note.title}, {"hash", note.hash}, {"version", note.version}, {"time_unit", unit_words(note.unit)}};
  for (const auto& each : note.evidence) out["evidence"].push_back({{"of", each.of}, {"source", each.source}, {"licence", each.licence}, {"note", each.note}});
  if (!note.contradictions.empty()) out["contradictions"] = note.contradictions;
  return out;
}

Json json_of(const std::optional<engine::Theory>& theory) {
  if (!theory) return nullptr;
  return {{"value", theory->value}, {"exact", theory->exact}};
}

Json json_of_formula(const engine::ServiceSolution& service) {
  if (service.formula == nullptr) return {{"formula", nullptr}, {"why", service.why}};
  Json out = {{"formula", service.formula->name}, {"source", service.formula->source}, {"assumes", service.formula->assumes}, {"exact", service.exact}};
  if (!service.exact) out["why"] = service.why;
  return out;
}

Json json_of_load(const engine::ServiceSolution& service) {
  if (!service.open.empty()) return nullptr;
  const auto& load = service.load;
  const auto maybe = [](const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); };
  if (load.visits) {
    Json out = {{"arrival_rate", load.arrivals}, {"visits_each", load.in_bed}, {"load", load.offered}, {"slots", load.beds}, {"utilisation", maybe(load.utilisation)},
                {"caseload_utilisation", maybe(load.on_books)}, {"steady_state", load.steady_state()}};
    if (!load.keeps_up()) out["line_grows"] = load.growth;
    return out;
  }
  Json out = {{"arrival_rate", load.arrivals}, {"time_in_bed", load.in_bed}, {"load", load.offered}, {"beds", service.unlimited ? Json(nullptr) : Json(load.beds)},
              {"utilisation", maybe(load.utilisation)}, {"busiest_utilisation", maybe(load.busiest)}, {"steady_state", load.steady_state()}};
  if (!load.keeps_up()) out["line_grows"] = load.growth;
  return out;
}

namespace {

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

}  // namespace

Json json_of_moment(const ModelNote& note, double time) { return note.begins_on ? Json(moment(note, time)) : Json(time); }

Json json_of(const FlowReport& report) {
  Json out = json_of(static_cast<const ModelNote&>(report));
  out["scenarios"] = Json::array();
  for (const ScenarioRun& each : report.runs) {
    const auto& [name, title, result, theory] = std::tie(each.name, each.title, each.result, each.theory);
    Json run = {{"name", name}, {"title", title}, {"seed", result.seed}, {"replications", result.replications.size()}, {"warm_up", result.warm_up},
                {"warm_up_found", result.warm_up_found}, {"length", result.length}, {"people", result.people}, {"engine", engine_of(result)}, {"cancelled", result.cancelled}, {"precise", result.precise},
                {"stationary", !result.drift.drifts()}, {"present", beside(result.present, theory.present)}, {"time_in_system", beside(result.time_in_system, theory.time_in_system)},
                {"services", Json::array()}, {"measures", Json::array()}};
    if (!each.goes_live.empty()) run["changes_at"] = json_of_moment(report, each.goes_live.front());
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
        for (std::size_t i = 0; i < measure.periods.size(); ++i) {
          one["periods"].push_back(beside(measure.periods[i], in_period(theory.measures[at], i)));
          one["periods_from"].push_back(json_of_moment(report, result.warm_up + static_cast<double>(i) * measure.period));
        }
      }
      run["measures"].push_back(std::move(one));
    }
    out["scenarios"].push_back(std::move(run));
  }
  return out;
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

std::string differences_text(const FlowReport& report) { return differences_json(report).dump(); }
std::string differences_lines(const FlowReport& report) { return differences_json(report).dump(2) + "\n"; }

Json json_of(const TheoryReport& report) {
  Json out = json_of(static_cast<const ModelNote&>(report));
  out["scenarios"] = Json::array();
  for (const auto& [name, title, theory] : report.solutions) {
    Json one = {{"name", name}, {"title", title}, {"present", json_of(theory.present)}, {"time_in_system", json_of(theory.time_in_system)}, {"services", Json::array()}, {"measures", Json::array()}};
    for (const auto& service : theory.services) {
      Json row = {{"name", service.name}, {"title", service.title}, {"solved_by", json_of_formula(service)}, {"load", json_of_load(service)}};
      for (const char* number : numbers_of_theory) {
        const auto value = theory_of(service, number);
        if (worth_telling(number, value)) row[number] = json_of(value);
      }
      one["services"].push_back(std::move(row));
    }
    for (const auto& measure : theory.measures) {
      Json row = {{"name", measure.name}, {"title", measure.title}, {"unit", measure.unit}, {"value", json_of(measure.whole)}, {"formula", measure.formula}};
      if (measure.period > 0) {
        row["period"] = measure.period;
        row["periods"] = Json::array();
        for (const auto& each : measure.periods) row["periods"].push_back(json_of(each));
      }
      one["measures"].push_back(std::move(row));
    }
    out["scenarios"].push_back(std::move(one));
  }
  return out;
}

}  // namespace tributary::exchange::flow
