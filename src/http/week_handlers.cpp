#include "http/week_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "services/week.hpp"

namespace tributary::http {

base::Result<Response> get_my_week(const Request& request, const services::Context& context) {
  const auto week = services::my_week(context, request.actor());
  if (!week) return base::fail(week.error());
  Json items = Json::array();
  for (const services::WeekItem& item : week->items)
    items.push_back({{"kind", base::word(item.kind)}, {"part", base::word(item.part)}, {"on", base::to_iso(item.on)},
                     {"project_id", to_json(item.project)}, {"project_name", item.project_name}, {"id", number_or_null(item.id == 0 ? std::nullopt : std::optional(item.id))},
                     {"name", item.name}, {"who", item.who}, {"says", item.says}, {"verdict", item.verdict ? Json(*item.verdict) : Json(nullptr)}});
  return reply(200, {{"from_on", base::to_iso(week->from)}, {"to_on", base::to_iso(week->to)}, {"today", base::to_iso(week->today)},
                     {"since", base::to_iso(week->since)}, {"items", items}});
}

}  // namespace tributary::http
