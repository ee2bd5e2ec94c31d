#include "http/flow_json.hpp"

#include <nlohmann/json.hpp>

#include "exchange/flow/report.hpp"

namespace tributary::http {

namespace {

Json version_json(const services::FlowVersionView& view) {
  return {{"number", view.version.number}, {"title", view.version.title}, {"hash", view.version.hash}, {"note", view.version.note},
          {"made_by_name", view.made_by_name}, {"made_at", base::to_iso(view.version.made)}};
}

Json relative_json(const services::FlowRelative& relative) {
  return {{"model_id", relative.model.value}, {"version", relative.version}, {"latest", relative.latest}, {"title", relative.title}, {"place_name", relative.place_name}};
}

Json factors_json(const std::vector<services::FactorView>& factors) {
  Json out = Json::array();
  for (const auto& [factor, stands_at] : factors)
    out.push_back({{"name", factor.name}, {"title", factor.title.empty() ? factor.name : factor.title}, {"unit", factor.unit}, {"from", factor.from}, {"to", factor.to},
                   {"step", to_json(factor.step)}, {"scenario", factor.scenario}, {"group", factor.group}, {"stands_at", to_json(stands_at)}});
  return out;
}

Json measures_json(const services::FlowModelPage& page) {
  Json out = Json::array();
  for (const auto& each : page.measures)
    out.push_back({{"name", each.name}, {"title", each.title.empty() ? each.name : each.title}, {"unit", each.unit}, {"share", flow::is_share(each.quantity)}, {"period", to_json(each.period)}});
  return out;
}

Json titles_json(const std::vector<services::NamedTitle>& titles) {
  Json out = Json::array();
  for (const auto& each : titles) out.push_back({{"name", each.name}, {"title", each.title}});
  return out;
}

Json evidence_json(const services::FlowModelPage& page) {
  Json out = Json::array();
  for (const auto& each : page.evidence) out.push_back({{"of", each.of}, {"source", each.source}, {"licence", each.licence}, {"note", each.note}});
  return out;
}

Json problem_json(const std::optional<base::Problem>& problem) {
  if (!problem) return nullptr;
  return {{"code", problem->code}, {"title", problem->title}, {"detail", problem->detail}};
}

}  // namespace

Json flow_models_json(const services::FlowModelList& list) {
  Json models = Json::array(), shipped = Json::array();
  for (const domain::FlowModel& each : list.models)
    models.push_back({{"id", each.id.value}, {"name", each.name}, {"title", each.title}, {"latest", each.latest}, {"shipped", each.shipped}, {"adopted", each.adopted_from.has_value()}});
  for (std::size_t i = 0; i < list.shipped.size(); ++i)
    shipped.push_back({{"name", list.shipped[i].name}, {"title", list.shipped[i].title}, {"about", list.shipped_about[i]}});
  return {{"place_name", list.place_name}, {"models", models}, {"shipped", shipped}, {"may_add", list.may_add}};
}

Json flow_model_json(const services::FlowModelPage& page) {
  Json versions = Json::array(), adopters = Json::array(), tables = Json::array(), places = Json::array();
  for (const auto& each : page.versions) versions.push_back(version_json(each));
  for (const auto& each : page.adopters) adopters.push_back(relative_json(each));
  for (const auto& each : page.version.version.tables) tables.push_back({{"name", each.name}, {"bytes", each.text.size()}});
  for (const auto& each : page.may_adopt_at) places.push_back({{"id", each.id.value}, {"name", each.name}});
  return {{"id", page.model.id.value}, {"place_id", page.model.place.value}, {"place_name", page.place_name}, {"name", page.model.name}, {"title", page.version.version.title},
          {"about", page.about}, {"shown", version_json(page.version)}, {"text", page.version.version.text}, {"tables", tables}, {"versions", versions},
          {"shipped", page.model.shipped}, {"adopted_from", page.origin ? relative_json(*page.origin) : Json(nullptr)}, {"adopters", adopters},
          {"problem", problem_json(page.problem)}, {"time_unit", exchange::flow::unit_words(page.unit)}, {"length", page.length}, {"replications", page.replications},
          {"factors", factors_json(page.factors)}, {"scenarios", titles_json(page.scenarios)}, {"measures", measures_json(page)}, {"evidence", evidence_json(page)},
          {"leaves_out", page.leaves_out}, {"warnings", page.warnings}, {"may_change", page.may_change}, {"may_run", page.may_run}, {"may_adopt_at", places}, {"version", page.model.latest}};
}

}  // namespace tributary::http
