#include "http/measure_json.hpp"

#include <algorithm>

#include "base/clock.hpp"

namespace tributary::http {

namespace {

void write_word(JsonText& out, std::string_view name, std::string_view word) {
  word.empty() ? out.null(name) : out.text(name, word);
}

void write_columns(JsonText& out, const std::vector<domain::Observation>& observations) {
  const auto column = [&](std::string_view name, auto write) {
    out.key(name);
    out.array();
    for (const domain::Observation& each : observations) write(each);
    out.end(']');
  };
  column("dates", [&](const auto& each) { out.date(each.on); });
  column("values", [&](const auto& each) { out.number(each.value); });
  if (std::ranges::any_of(observations, [](const auto& each) { return each.denominator.has_value(); })) {
    column("numerators", [&](const auto& each) { out.number(each.numerator); });
    column("denominators", [&](const auto& each) { out.number(each.denominator); });
  } else {
    out.null("numerators");
    out.null("denominators");
  }
}

void write_notes(JsonText& out, const std::vector<domain::Observation>& observations) {
  out.key("notes");
  out.array();
  for (std::size_t i = 0; i < observations.size(); ++i) {
    if (observations[i].note.empty()) continue;
    out.object();
    out.whole("point", static_cast<std::int64_t>(i));
    out.text("text", observations[i].note);
    out.end('}');
  }
  out.end(']');
}

void write_signals(JsonText& out, const measure::Chart& chart) {
  out.key("signals");
  out.array();
  for (std::size_t i = 0; i < chart.readings.size(); ++i) {
    const measure::Reading& reading = chart.readings[i];
    if (!reading.signals.any()) continue;
    out.object();
    out.whole("point", static_cast<std::int64_t>(i));
    out.text("meaning", contract_word(reading.meaning));
    out.flag("conflict", reading.conflict);
    out.key("rules");
    out.array();
    for (const measure::Rule rule : measure::every_rule)
      if (reading.signals.has(rule)) out.text(contract_word(rule));
    out.end(']');
    out.end('}');
  }
  out.end(']');
}

void write_ghosts(JsonText& out, const std::vector<domain::Observation>& observations, const std::vector<domain::Ghost>& ghosts) {
  out.key("ghosts");
  out.array();
  for (const domain::Ghost& ghost : ghosts) {
    const auto at = std::ranges::lower_bound(observations, ghost.on, {}, &domain::Observation::on);
    const bool there = at != observations.end() && at->on == ghost.on;
    out.object();
    out.whole("id", ghost.id.value);
    out.date("on", ghost.on);
    out.key("point");
    there ? out.whole(at - observations.begin()) : out.null();
    out.text("reason", ghost.reason);
    out.end('}');
  }
  out.end(']');
}

void write_lines(JsonText& out, const measure::Limits& limits) {
  const bool centre = limits.known != measure::Known::nothing;
  const bool sides = limits.known == measure::Known::limits;
  const auto line = [&](std::string_view name, bool known, double value) {
    known ? out.number(name, value) : out.null(name);
  };
  line("centre", centre, limits.centre);
  line("lower", sides, limits.lower);
  line("lower_two_sigma", sides, limits.lower_two_sigma);
  line("upper_two_sigma", sides, limits.upper_two_sigma);
  line("upper", sides, limits.upper);
}

void write_phases(JsonText& out, const std::vector<domain::Observation>& observations, const std::vector<domain::Phase>& kept,
                  const services::Drawing& drawing) {
  const measure::Chart& chart = drawing.chart;
  out.key("phases");
  out.array();
  for (const measure::Phase& phase : chart.phases) {
    if (phase.points == 0) continue;
    const domain::Phase* decided = nullptr;
    for (std::size_t i = 0; i < kept.size(); ++i)
      if (drawing.phase_points[i] == phase.first && phase.number > 1) decided = &kept[i];
    const measure::Standing standing = chart.standing(phase);
    out.object();
    out.whole("number", phase.number);
    out.whole("first", phase.first);
    out.whole("points", phase.points);
    out.whole("counted", phase.counted);
    out.date("from", observations[phase.first].on);
    out.date("to", observations[phase.first + phase.points - 1].on);
    write_lines(out, chart.limits_at(phase.first));
    out.text("standing", contract_word(standing));
    out.flag("show_limits", chart.show_limits(phase.first));
    out.flag("inherits", phase.inherits);
    out.key("phase_id");
    decided != nullptr ? out.whole(decided->id.value) : out.null();
    out.key("reason");
    decided != nullptr ? out.text(decided->reason) : out.null();
    out.key("cause");
    decided != nullptr ? out.text(decided->cause) : out.null();
    out.key("cause_test_id");
    decided != nullptr ? out.id(decided->cause_test) : out.null();
    out.end('}');
  }
  out.end(']');
}

void write_appraisal(JsonText& out, const measure::Appraisal& appraisal) {
  out.key("cautions");
  out.array();
  for (const measure::Caution& caution : appraisal.cautions) {
    out.object();
    out.text("code", caution.code);
    out.text("text", caution.text);
    out.key("phase");
    caution.phase ? out.whole(*caution.phase) : out.null();
    out.end('}');
  }
  out.end(']');
  out.number("false_alarm", appraisal.false_alarm);
  out.key("autocorrelation");
  if (appraisal.autocorrelation) {
    out.object();
    out.number("lag_one", appraisal.autocorrelation->lag_one);
    out.flag("matters", appraisal.autocorrelation->matters);
    out.end('}');
  } else {
    out.null();
  }
}

}  // namespace

std::string_view contract_word(measure::Meaning meaning) {
  switch (meaning) {
    case measure::Meaning::common_cause: return "common_cause";
    case measure::Meaning::improvement: return "improvement";
    case measure::Meaning::concern: return "concern";
    case measure::Meaning::neither: return "neither";
  }
  return {};
}

std::string_view contract_word(measure::Rule rule) {
  switch (rule) {
    case measure::Rule::point_high: return "point_high";
    case measure::Rule::point_low: return "point_low";
    case measure::Rule::shift_high: return "shift_high";
    case measure::Rule::shift_low: return "shift_low";
    case measure::Rule::trend_up: return "trend_up";
    case measure::Rule::trend_down: return "trend_down";
    case measure::Rule::two_of_three_high: return "two_of_three_high";
    case measure::Rule::two_of_three_low: return "two_of_three_low";
    case measure::Rule::four_of_five_high: return "four_of_five_high";
    case measure::Rule::four_of_five_low: return "four_of_five_low";
    case measure::Rule::three_of_four_high: return "three_of_four_high";
    case measure::Rule::three_of_four_low: return "three_of_four_low";
    case measure::Rule::alternating: return "alternating";
    case measure::Rule::within_one_sigma: return "within_one_sigma";
    case measure::Rule::outside_one_sigma: return "outside_one_sigma";
  }
  return {};
}

std::string_view contract_word(measure::VariationIcon icon) {
  switch (icon) {
    case measure::VariationIcon::none: return "";
    case measure::VariationIcon::common_cause: return "common_cause";
    case measure::VariationIcon::improvement_high: return "improvement_high";
    case measure::VariationIcon::improvement_low: return "improvement_low";
    case measure::VariationIcon::concern_high: return "concern_high";
    case measure::VariationIcon::concern_low: return "concern_low";
    case measure::VariationIcon::neither_high: return "neither_high";
    case measure::VariationIcon::neither_low: return "neither_low";
  }
  return {};
}

std::string_view contract_word(measure::AssuranceIcon icon) {
  switch (icon) {
    case measure::AssuranceIcon::none: return "";
    case measure::AssuranceIcon::pass: return "pass";
    case measure::AssuranceIcon::hit_or_miss: return "hit_or_miss";
    case measure::AssuranceIcon::fail: return "fail";
  }
  return {};
}

std::string_view contract_word(measure::Standing standing) {
  switch (standing) {
    case measure::Standing::run_chart: return "run_chart";
    case measure::Standing::trial: return "trial";
    case measure::Standing::settled: return "settled";
  }
  return {};
}

void write_measure(JsonText& out, const services::MeasureView& view) {
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
  out.text("profile", m.profile);
  out.text("conflict", base::word(m.conflict));
  out.number("target", m.target);
  out.date("baseline_until", m.baseline_until);
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

void write_drawing(JsonText& out, const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                   const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases,
                   const services::Drawing& drawing) {
  out.object();
  write_columns(out, observations);
  write_notes(out, observations);
  write_signals(out, drawing.chart);
  write_ghosts(out, observations, ghosts);
  write_phases(out, observations, phases, drawing);
  out.number("target", measure.target);
  write_word(out, "variation", drawing.chart.show_limits() ? contract_word(drawing.chart.variation) : "");
  write_word(out, "assurance", drawing.chart.show_limits() ? contract_word(drawing.chart.assurance) : "");
  out.text("sentence", drawing.sentence);
  write_appraisal(out, drawing.appraisal);
  out.text("profile", drawing.chart.profile.name);
  out.end('}');
}

}  // namespace tributary::http
