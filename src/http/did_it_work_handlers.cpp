#include "http/did_it_work_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/evidence_json.hpp"
#include "services/did_it_work.hpp"

namespace tributary::http {

namespace {

Json estimate_json(const evidence::Estimate& estimate) {
  return {{"name", estimate.name}, {"value", estimate.value}, {"low", to_json(estimate.low)}, {"high", to_json(estimate.high)}, {"p", to_json(estimate.p)}};
}

Json point_json(const services::LinePoint& point) {
  return {{"on", to_json(std::optional(point.on))}, {"value", to_json(point.value)}, {"aside", point.aside.empty() ? Json(nullptr) : Json(point.aside)},
          {"fitted", to_json(point.fitted)}, {"without", to_json(point.without)}};
}

}  // namespace

base::Result<Response> get_did_it_work(const Request& request, const services::Context& context) {
  const auto from = date_in_query(request, "from_on");
  if (!from) return base::fail(from.error());
  if (!*from) return base::fail({.code = "date-missing", .title = "Say from which day the change was in force", .detail = "Give `from_on`: the day on which a test began, or another.", .field = "/from_on"});
  const auto season = flag_in_query(request, "season"), slope = flag_in_query(request, "slope");
  if (!season) return base::fail(season.error());
  if (!slope) return base::fail(slope.error());
  const auto said = [&](const char* name) { const auto at = request.query.find(name); return at != request.query.end() && !at->second.empty(); };
  const auto found = services::did_it_work(context, request.actor(), id_in_path<domain::MeasureId>(request),
                                           {.from = **from, .season = said("season") ? std::optional(*season) : std::nullopt, .slope = !said("slope") || *slope});
  if (!found) return base::fail(found.error());
  Json points = Json::array(), terms = Json::array();
  for (const services::LinePoint& each : found->points) points.push_back(point_json(each));
  for (const evidence::Estimate& each : found->found.terms) terms.push_back(estimate_json(each));
  return reply(200, {{"measure_id", found->measure.id.value}, {"name", found->measure.name}, {"unit", found->measure.unit}, {"from_on", to_json(std::optional(found->asked.from))},
                     {"season", found->season}, {"slope", found->asked.slope}, {"told", told_json(found->found.told)}, {"at_end", estimate_json(found->found.at_end)},
                     {"at_end_otherwise", found->by_prais_winsten ? estimate_json(*found->by_prais_winsten) : Json(nullptr)}, {"terms", terms}, {"points", points},
                     {"inputs_hash", found->inputs_hash}, {"program", found->version}});
}

base::Result<Response> get_changes_to_ask(const Request& request, const services::Context& context) {
  const auto changes = services::changes_to_ask(context, request.actor(), id_in_path<domain::MeasureId>(request));
  if (!changes) return base::fail(changes.error());
  Json out = Json::array();
  for (const services::AskableChange& each : *changes)
    out.push_back({{"from_on", base::to_iso(each.from)}, {"name", each.name}, {"redrawn", each.redrawn}, {"why_not", each.why_not}});
  return reply(200, {{"changes", out}});
}

}  // namespace tributary::http
