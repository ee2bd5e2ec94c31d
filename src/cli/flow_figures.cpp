#include "cli/flow_figures.hpp"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace tributary::cli {

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

std::string figure(double value, Format format) {
  if (format != Format::table) return base::to_text(value);
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

std::string how_near(const engine::Theory& theory, Format format) {
  if (theory.exact) return "exact";
  return format == Format::table ? "≈" : "near";
}

std::string title_of(const ModelNote& note) { return note.title.empty() ? note.model : note.title; }

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
    if (!load.steady_state()) out["line_grows"] = load.growth;
    return out;
  }
  Json out = {{"arrival_rate", load.arrivals}, {"time_in_bed", load.in_bed}, {"load", load.offered}, {"beds", service.unlimited ? Json(nullptr) : Json(load.beds)},
              {"utilisation", maybe(load.utilisation)}, {"busiest_utilisation", maybe(load.busiest)}, {"steady_state", load.steady_state()}};
  if (!load.steady_state()) out["line_grows"] = load.growth;
  return out;
}

}  // namespace tributary::cli
