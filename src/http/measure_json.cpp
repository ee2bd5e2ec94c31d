#include "http/measure_json.hpp"

#include "base/clock.hpp"
#include "domain/small_numbers.hpp"

namespace tributary::http {

void write_target(JsonText& out, const domain::Target& target) {
  out.object();
  out.whole("id", target.id.value);
  out.date("starts_on", target.starts);
  out.number("value", target.value);
  out.date("ends_on", target.ends);
  out.number("end_value", target.end_value);
  out.text("reason", target.reason);
  out.end('}');
}

void write_measure(JsonText& out, const services::MeasureView& view, base::Date today) {
  const domain::Measure& m = view.measure;
  out.object();
  out.whole("id", m.id.value);
  out.id("place_id", m.owner.place);
  out.id("project_id", m.owner.project);
  out.flag("sandbox", m.owner.person.has_value());
  out.id("organisation_id", m.organisation);
  out.text("name", m.name);
  out.text("kind", base::word(m.kind));
  out.flag("experience", m.experience);
  out.text("definition", m.definition);
  out.text("unit", m.unit);
  out.text("quantity", base::word(m.quantity));
  out.number("scale", m.scale);
  out.text("direction", base::word(m.direction));
  out.text("interval", base::word(m.interval));
  out.text("chart", base::word(m.chart));
  out.text("profile", m.profile);
  out.text("conflict", base::word(m.conflict));
  out.number("target", domain::target_on(m.targets, today));
  out.key("targets");
  out.array();
  for (const domain::Target& each : m.targets) write_target(out, each);
  out.end(']');
  out.date("baseline_until", m.baseline_until);
  out.text("small_numbers", base::word(domain::small_numbers_of(m)));
  out.text("source", m.source);
  out.flag("illustrative", m.illustrative());
  out.flag("marked_illustrative", m.marked_illustrative);
  out.key("published_at");
  m.published ? out.text(base::to_iso(*m.published)) : out.null();
  out.flag("may_edit", view.may_edit);
  out.flag("may_publish", view.may_publish);
  out.whole("version", m.version);
  out.end('}');
}

}  // namespace tributary::http
