#include "exchange/flow/run_question.hpp"

#include <nlohmann/json.hpp>

namespace tributary::exchange::flow {

using Json = nlohmann::ordered_json;

namespace {

base::Problem unreadable() { return {.code = "question-unreadable", .title = "What a run was asked can't be read", .detail = "It was kept by another version of the program. Ask again."}; }

template <class Value>
Json maybe(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

template <class Value>
void take(const Json& from, const char* name, std::optional<Value>& into) {
  if (from.contains(name) && !from[name].is_null()) into = from[name].get<Value>();
}

}  // namespace

std::string text_of(const domain::FlowQuestion& question) {
  Json out = {{"scenarios", Json::array()}};
  for (const domain::FlowScenario& each : question.scenarios) {
    Json levels = Json::object();
    for (const domain::FlowLevel& level : each.levels) levels[level.factor] = level.level;
    out["scenarios"].push_back({{"scenario", each.scenario}, {"levels", std::move(levels)}});
  }
  out["replications"] = maybe(question.replications), out["seed"] = maybe(question.seed), out["length"] = maybe(question.length);
  out["by"] = question.by ? Json(base::word(*question.by)) : Json(nullptr);
  return out.dump();
}

base::Result<domain::FlowQuestion> question_in(std::string_view text) {
  const Json in = Json::parse(text, nullptr, false);
  if (!in.is_object() || !in.contains("scenarios")) return base::fail(unreadable());
  try {
    domain::FlowQuestion out;
    for (const Json& each : in["scenarios"]) {
      domain::FlowScenario scenario{.scenario = each.at("scenario").get<std::string>(), .levels = {}};
      for (const auto& [factor, level] : each.at("levels").items()) scenario.levels.push_back({factor, level.get<double>()});
      out.scenarios.push_back(std::move(scenario));
    }
    take(in, "replications", out.replications);
    take(in, "seed", out.seed);
    take(in, "length", out.length);
    if (in.contains("by") && in["by"].is_string()) out.by = base::from_word<domain::Interval>(in["by"].get<std::string>());
    return out;
  } catch (const Json::exception&) {
    return base::fail(unreadable());
  }
}

std::string text_of(const std::vector<ScenarioProgress>& scenarios) {
  Json out = {{"scenarios", Json::array()}};
  for (const ScenarioProgress& each : scenarios) {
    Json measures = Json::array();
    for (std::size_t i = 0; i < each.measures.size(); ++i) {
      Json one = {{"name", each.measures[i]}, {"mean", nullptr}, {"half_width", nullptr}, {"replications", 0}};
      if (i < each.so_far.measures.size() && each.so_far.measures[i].count() > 0) {
        const auto& known = each.so_far.measures[i];
        one["mean"] = known.mean(), one["half_width"] = maybe(known.half_width()), one["replications"] = known.count();
      }
      measures.push_back(std::move(one));
    }
    out["scenarios"].push_back({{"name", each.name}, {"title", each.title}, {"done", each.so_far.done}, {"of", each.so_far.of}, {"measures", std::move(measures)}});
  }
  return out.dump();
}

RunFacts facts_of(const std::string& result) {
  RunFacts out;
  const Json in = Json::parse(result, nullptr, false);
  if (!in.is_object()) return out;
  out.version = in.value("version", "");
  if (in.contains("scenarios"))
    for (const Json& each : in["scenarios"]) out.warm_ups.push_back(each.value("warm_up", 0.0)), out.replications.push_back(each.value("replications", std::int64_t{0}));
  return out;
}

}  // namespace tributary::exchange::flow
