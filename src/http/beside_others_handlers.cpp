#include "http/beside_others_handlers.hpp"

#include "http/json.hpp"
#include "http/json_text.hpp"
#include "services/beside_others.hpp"

namespace tributary::http {

base::Result<Response> get_beside_others(const Request& request, const services::Context& context) {
  const auto found = services::beside_others(context, request.actor(), id_in_path<domain::MeasureId>(request));
  if (!found) return base::fail(found.error());
  JsonText out;
  out.object();
  out.whole("measure_id", found->measure.id.value);
  out.key("places"), out.array();
  for (const services::BesidePlace& each : found->places) {
    out.object();
    out.whole("place_id", each.place.value);
    out.text("name", each.name);
    out.whole("measure_id", each.measure.value);
    out.flag("counted", each.counted);
    out.end('}');
  }
  out.end(']');
  out.date("from_on", found->from);
  out.date("to_on", found->to);
  out.key("answer");
  found->report ? out.raw(exchange::evidence_json(*found->report)) : out.null();
  out.key("why_not");
  if (found->why_not) {
    out.object();
    out.text("code", found->why_not->code);
    out.text("title", found->why_not->title);
    out.text("detail", found->why_not->detail);
    out.end('}');
  } else {
    out.null();
  }
  out.end('}');
  return Response{.status = 200, .body = out.take()};
}

}  // namespace tributary::http
