#include "http/quality_handlers.hpp"

#include <algorithm>

#include "http/drawing_json.hpp"
#include "http/json.hpp"
#include "services/quality_report.hpp"

namespace tributary::http {

namespace {

void write_place(JsonText& out, const domain::Place& place) {
  out.object();
  out.whole("id", place.id.value);
  out.text("name", place.name);
  out.text("kind", base::word(place.kind));
  out.id("system_id", place.system);
  out.end('}');
}

void write_dimension(JsonText& out, std::optional<domain::Dimension> dimension) {
  dimension ? out.text("dimension", base::word(*dimension)) : out.null("dimension");
}

// Its measure is named where it is one of the report's.
void write_objective(JsonText& out, const services::QualityReport& report, const services::ReportedObjective& each) {
  const domain::Aim& aim = each.objective.aim;
  const bool reported = aim.measured && std::ranges::any_of(report.measures, [&](const auto& one) { return one.measure.id == *aim.measured; });
  out.object();
  out.whole("id", each.objective.id.value);
  out.text("name", each.objective.name);
  out.text("place_name", each.place_name);
  write_dimension(out, each.objective.dimension);
  out.text("measure", aim.measure);
  out.text("unit", aim.unit);
  out.number("from", each.from_told ? aim.from : std::nullopt);
  out.date("from_on", each.from_told ? aim.from_on : std::nullopt);
  out.number("to", aim.to);
  out.date("by", aim.by);
  out.id("measure_id", reported ? aim.measured : std::nullopt);
  out.flag("illustrative", each.objective.illustrative);
  out.text("source", each.objective.source);
  out.end('}');
}

// The last figure there is, whether it is told or not.
void write_last(JsonText& out, const services::ReportedMeasure& of) {
  out.key("last");
  for (std::size_t i = of.observations.size(); i-- > 0;) {
    const bool suppressed = std::ranges::binary_search(of.suppressed, i);
    if (!suppressed && !of.observations[i].value) continue;
    out.object();
    out.date("on", of.observations[i].on);
    out.number("value", of.observations[i].value);
    out.flag("suppressed", suppressed);
    out.end('}');
    return;
  }
  out.null();
}

void write_measure(JsonText& out, const services::ReportedMeasure& of) {
  const domain::Measure& measure = of.measure;
  out.object();
  out.whole("id", measure.id.value);
  out.text("name", measure.name);
  out.text("kind", base::word(measure.kind));
  out.flag("experience", measure.experience);
  out.text("definition", measure.definition);
  out.text("unit", measure.unit);
  out.text("direction", base::word(measure.direction));
  out.text("interval", base::word(measure.interval));
  out.number("target", of.drawing ? of.drawing->target : std::nullopt);
  out.text("source", measure.source);
  out.text("place_name", of.place_name);
  out.text("organisation_name", of.organisation_name);
  out.flag("illustrative", measure.illustrative());
  write_dimension(out, of.dimension);
  out.text("small_numbers", base::word(of.small));
  out.text("untold", of.untold);
  out.flag("too_many_hidden", of.too_many_hidden);
  out.key("suppressed");
  out.array();
  for (const std::size_t each : of.suppressed) out.whole(static_cast<std::int64_t>(each));
  out.end(']');
  write_last(out, of);
  out.key("drawing");
  of.drawing ? write_drawing(out, measure, of.observations, of.ghosts, of.phases, *of.drawing) : out.null();
  out.end('}');
}

void write_package(JsonText& out, const services::PackageLine& each) {
  out.object();
  out.whole("id", each.id.value);
  out.text("name", each.name);
  out.text("summary", each.summary);
  out.text("place_name", each.place_name);
  out.whole("adopters", each.adopters);
  out.flag("illustrative", each.illustrative);
  out.end('}');
}

// Under a name, one after another, each as `write` does.
template <class List, class Write>
void write_each(JsonText& out, std::string_view name, const List& list, Write write) {
  out.key(name);
  out.array();
  for (const auto& each : list) write(each);
  out.end(']');
}

}  // namespace

base::Result<Response> list_quality_reports(const Request& request, const services::Context& context) {
  const auto places = services::reporting_places(context, request.actor_or_stranger());
  if (!places) return base::fail(places.error());
  JsonText out;
  out.object();
  write_each(out, "places", *places, [&](const domain::Place& each) { write_place(out, each); });
  out.end('}');
  return reply(200, out);
}

base::Result<Response> get_quality_report(const Request& request, const services::Context& context) {
  const auto report = services::quality_report(context, request.actor_or_stranger(), id_in_path<domain::PlaceId>(request));
  if (!report) return base::fail(report.error());
  JsonText out(8192 * (report->measures.size() + 1));
  out.object();
  out.key("place");
  write_place(out, report->place);
  out.text("about", report->place.about);
  out.key("system");
  report->system ? write_place(out, *report->system) : out.null();
  write_each(out, "localities", report->localities, [&](const domain::Place& each) { write_place(out, each); });
  out.date("on", report->on);
  write_each(out, "objectives", report->objectives, [&](const services::ReportedObjective& each) { write_objective(out, *report, each); });
  write_each(out, "measures", report->measures, [&](const services::ReportedMeasure& each) { write_measure(out, each); });
  out.whole("measures_in_all", report->measures_in_all);
  out.whole("withheld", report->withheld);
  write_each(out, "stories", report->stories, [&](const services::Story& each) {
    out.object();
    out.whole("id", each.text.text.id.value);
    out.text("title", each.title);
    out.date("on", base::london_date(each.text.text.edited.value_or(each.text.text.written)));
    out.end('}');
  });
  write_each(out, "lessons", report->lessons, [&](const services::Lesson& each) {
    out.object();
    out.text("text", each.body);
    out.date("on", each.on);
    out.end('}');
  });
  write_each(out, "packages", report->packages, [&](const services::PackageLine& each) { write_package(out, each); });
  out.end('}');
  return reply(200, out);
}

}  // namespace tributary::http
