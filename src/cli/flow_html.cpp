#include "cli/flow_html.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "base/embedded_file.hpp"
#include "cli/flow_arrivals.hpp"
#include "cli/flow_compare.hpp"
#include "cli/flow_figures.hpp"
#include "cli/flow_story.hpp"
#include "embedded/report.hpp"
#include "exchange/flow/report_json.hpp"

namespace tributary::cli {

namespace {

using Json = nlohmann::ordered_json;
using engine::Estimate;

// Where the page has its data: web/report.html.
constexpr std::string_view begins = "<script type=\"application/json\" id=\"report\">", ends = "</script>";

const base::EmbeddedFile* page_file() { return base::find_embedded(embedded::report(), "report.html"); }

// What is only drawn has five figures: nobody sees more.
Json drawn(double value, int figures = 5) {
  if (!std::isfinite(value)) return nullptr;
  char text[32];
  std::snprintf(text, sizeof text, "%.*g", figures, value);
  return std::strtod(text, nullptr);
}

template <class List, class Take>
Json each(const List& list, Take take) {
  Json out = Json::array();
  for (const auto& one : list) out.push_back(take(one));
  return out;
}

// A column for each number of an estimate, by slice: null where nothing is known.
Json bands(const std::vector<std::optional<Estimate>>& slices) {
  const auto column = [&](double Estimate::* number, bool spread) {
    return each(slices, [&](const std::optional<Estimate>& one) { return one && (!spread || one->knows_spread()) ? drawn((*one).*number) : Json(nullptr); });
  };
  return {{"mean", column(&Estimate::mean, false)}, {"median", column(&Estimate::median, true)}, {"low50", column(&Estimate::low50, true)}, {"high50", column(&Estimate::high50, true)},
          {"low90", column(&Estimate::low90, true)}, {"high90", column(&Estimate::high90, true)}};
}

Json over_time(const ScenarioStory& story, const engine::RunResult& result) {
  return {{"from", result.warm_up}, {"slice", story.slices.count == 0 ? Json(nullptr) : drawn(story.slices.length)}, {"services", each(story.over_time, [](const engine::ServiceOverTime& one) -> Json {
            return {{"occupied", bands(one.occupied)}, {"queue", one.queue.empty() ? Json(nullptr) : bands(one.queue)}};
          })}};
}

// By service, a step wherever the number changes: [time, beds].
Json beds(const std::vector<std::vector<engine::BedStep>>& told) {
  return each(told, [](const std::vector<engine::BedStep>& steps) -> Json {
    return steps.empty() ? Json(nullptr) : each(steps, [](const engine::BedStep& one) -> Json { return {drawn(one.from, 9), one.beds}; });
  });
}

Json curves(const engine::BedCurves& told) {
  if (told.services.empty()) return nullptr;
  return {{"replications", told.replications}, {"services", each(told.services, [](const engine::BedCurve& one) -> Json {
            const auto column = [&](double Estimate::* number) {
              return each(one.delay, [&](const std::optional<Estimate>& delay) { return delay && (number == &Estimate::mean || delay->knows_spread()) ? drawn((*delay).*number) : Json(nullptr); });
            };
            return {{"wanted", drawn(one.wanted)}, {"beds", one.beds}, {"delay", column(&Estimate::mean)}, {"half_width", column(&Estimate::half_width)}};
          })}};
}

Json steps(const std::vector<engine::FilmStep>& list) {
  return each(list, [](const engine::FilmStep& one) -> Json { return {drawn(one.time), one.person, static_cast<int>(one.what), one.at}; });
}

Json film(const std::optional<engine::Film>& told) {
  if (!told) return nullptr;
  return {{"from", told->from}, {"to", told->to}, {"cut", told->cut}, {"too_many", told->too_many}, {"people", told->people}, {"there", steps(told->there)}, {"steps", steps(told->steps)},
          {"ways", each(told->ways, [](const engine::FilmWay& one) -> Json { return {one.from ? Json(*one.from) : Json(nullptr), one.to, one.leaves ? 1 : 0, one.people}; })}};
}

Json catchment(const std::optional<engine::Catchment>& told) {
  if (!told) return nullptr;
  return {{"replications", told->replications}, {"areas", each(told->areas, [](const engine::AreaServed& one) -> Json {
            return {one.people, one.travelled == 0 ? Json(nullptr) : drawn(one.minutes / static_cast<double>(one.travelled)), one.by_site};
          })}};
}

Json changes(const std::vector<exchange::flow::ChangeTold>& told) {
  return each(told, [](const exchange::flow::ChangeTold& one) -> Json {
    return {{"path", one.path}, {"how", one.how}, {"before", one.before}, {"value", one.value}, {"at", one.at}, {"source", one.source}, {"note", one.note}};
  });
}

const char* kind_of(engine::Service::Kind kind) {
  switch (kind) {
    case engine::Service::Kind::beds: return "beds";
    case engine::Service::Kind::team: return "team";
    case engine::Service::Kind::unlimited: return "unlimited";
  }
  return "";
}

// What the model is made of.
Json parts(const engine::Model& model) {
  const auto titled = [](const auto& one) -> Json { return {{"name", one.name}, {"title", one.title.empty() ? one.name : one.title}}; };
  const auto place = [&](int number) { return number < 0 ? Json(nullptr) : Json(model.places[static_cast<std::size_t>(number)]); };
  const auto service = [&](const engine::Service& one) {
    Json out = titled(one);
    out["kind"] = kind_of(one.kind);
    out["visits"] = one.visits.has_value();
    out["beds"] = one.limits_people() ? Json(one.capacity.beds) : Json(nullptr);
    out["varies"] = !one.capacity.steps.empty() || !one.capacity.hours.empty();
    out["site"] = one.site.given() ? Json(one.site.at()) : Json(nullptr);
    return out;
  };
  const auto area = [&](const engine::Area& one) -> Json { return {{"name", one.name}, {"locality", place(one.locality)}}; };
  return {{"classes", model.classes}, {"exits", model.exits}, {"places", model.places}, {"arrivals", each(model.sources, [&](const engine::Source& one) -> Json { return {{"name", one.name}, {"how", how_they_come(one, model.unit)}}; })},
          {"services", each(model.services, service)}, {"pools", each(model.pools, [](const auto& one) { return one.name; })}, {"groups", each(model.groups, [](const auto& one) { return one.name; })},
          {"areas", each(model.areas, area)}, {"sites", each(model.sites, titled)}, {"outcomes", each(model.outcomes, titled)}, {"costs", each(model.costs, [](const auto& one) { return one.name; })},
          {"measures", each(model.measures, [](const auto& one) -> Json { return {{"name", one.name}, {"share", engine::is_share(one.quantity)}, {"time", engine::is_time(one.quantity)}}; })}, {"returns", model.return_visits.size()}, {"travel", !model.travel.minutes.empty()}, {"uncertain", static_cast<bool>(model.drawn)}};
}

Json review(const engine::Review& told) {
  static constexpr const char* words[] = {"none", "draft", "reviewed", "withdrawn"};
  return {{"state", words[static_cast<int>(told.state)]}, {"by", told.by}, {"on", told.on ? Json(base::to_iso(*told.on)) : Json(nullptr)}, {"note", told.note}};
}

Json run_settings(const engine::RunSettings& run) {
  Json out = {{"seed", run.seed}, {"replications", run.replications}, {"daily_snapshots", run.daily_snapshots}, {"until_empty", run.until_empty}, {"precision", nullptr}};
  if (run.precision) out["precision"] = {{"measure", run.precision->measure}, {"half_width", run.precision->half_width}, {"relative", run.precision->relative}};
  return out;
}

Json map(const exchange::flow::FlowMap& told) {
  if (told.empty() || told.width == 0) return nullptr;
  const auto spot = [](const std::optional<exchange::flow::Spot>& one) { return one ? Json{one->x, one->y} : Json(nullptr); };
  const auto maybe = [](const std::optional<std::size_t>& one) { return one ? Json(*one) : Json(nullptr); };
  return {{"width", told.width}, {"height", told.height}, {"km", drawn(told.km)}, {"areas", each(told.areas, spot)}, {"sites", each(told.sites, spot)},
          {"shapes", each(told.shapes, [&](const exchange::flow::Shape& one) -> Json { return {{"area", maybe(one.area)}, {"place", maybe(one.place)}, {"rings", one.rings}}; })}};
}

Json warnings(const FlowReport& report, const FlowStory& story) {
  Json out = Json::array();
  const auto add = [&](const std::string& scenario, const std::string& text) { out.push_back({{"scenario", scenario.empty() ? Json(nullptr) : Json(scenario)}, {"text", text}}); };
  if (!report.stopped.empty()) add("", "The run was stopped early: " + report.stopped + " are done, and this is what they say.");
  for (const Caution& one : cautions(report)) add(one.scenario, one.says_it ? "It " + one.text : one.text);
  for (const std::string& one : report.contradictions) add("", "Sources contradict each other: " + one);
  for (const std::string& one : story.remarks) add("", one);
  return out;
}

Json json_of(const FlowReport& report, const FlowStory& story) {
  Json out = {{"format", "tributary.flow-report/1"}, {"kind", story.compares ? "compare" : "run"}};
  out.update(story.compares ? exchange::flow::differences_json(report) : exchange::flow::json_of(report));
  const engine::Model& model = story.model;
  out["about"] = model.about;
  out["begins_on"] = model.begins_on ? Json(base::to_iso(*model.begins_on)) : Json(nullptr);
  out["leaves_out"] = model.leaves_out;
  out["review"] = review(model.review);
  out["command"] = story.command;
  out["run"] = run_settings(model.run);
  out["warnings"] = warnings(report, story);
  out["parts"] = parts(model);
  out["parameters"] = each(story.parameters, [](const exchange::flow::Parameter& one) -> Json {
    return {{"path", one.path}, {"value", one.value}, {"uncertain", one.uncertain}, {"source", one.source}, {"licence", one.licence}, {"note", one.note}, {"said_of", one.said_of}};
  });
  out["map"] = map(story.map);
  for (std::size_t at = 0; at < report.runs.size(); ++at) {
    const ScenarioStory& told = story.scenarios[at];
    Json& scenario = out["scenarios"][at];
    scenario["changes"] = changes(story.changes[at]);
    scenario["over_time"] = over_time(told, report.runs[at].result);
    scenario["beds"] = told.beds.empty() ? Json(nullptr) : beds(told.beds);
    scenario["goes_live"] = each(report.runs[at].goes_live, [&](double time) { return exchange::flow::json_of_moment(report, time); });
    scenario["curves"] = curves(told.curves);
    scenario["film"] = film(told.film);
    scenario["catchment"] = catchment(told.catchment);
  }
  return out;
}

// No markup begins within it, whatever a model says.
std::string as_script(const Json& json) {
  std::string out;
  for (const char one : json.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    if (one == '<') out += "\\u003c";
    else out += one;
  }
  return out;
}

}  // namespace

base::Done has_report_page() {
  const auto* file = page_file();
  if (file != nullptr && file->bytes.find(begins) != std::string_view::npos) return {};
  return base::fail({.kind = base::ProblemKind::unavailable, .code = "report-page-missing", .title = "This program has no page for reports", .detail = "It was built without its pages: build it with tools/build, or leave --report out.", .field = "--report"});
}

std::string report_page(const FlowReport& report, const FlowStory& story) {
  const std::string_view page = page_file()->bytes;
  const auto from = page.find(begins) + begins.size();
  const auto to = page.find(ends, from);
  return std::string(page.substr(0, from)) + as_script(json_of(report, story)) + std::string(page.substr(to));
}

}  // namespace tributary::cli
