#include "http/drawing_json.hpp"

#include <algorithm>

#include "engines/measure/recalculation.hpp"
#include "http/profile_json.hpp"

namespace tributary::http {

namespace {

std::string_view contract_word(measure::Meaning meaning) {
  switch (meaning) {
    case measure::Meaning::common_cause: return "common_cause";
    case measure::Meaning::improvement: return "improvement";
    case measure::Meaning::concern: return "concern";
    case measure::Meaning::neither: return "neither";
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
      if (reading.signals.has(rule)) out.text(measure::name_of(rule));
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

// As settings write it; the engine's own word has a hyphen.
std::string chart_word(measure::ChartType type) {
  std::string out(measure::name_of(type));
  std::ranges::replace(out, '-', '_');
  return out;
}

// One set of lines a point, where they depend on its size; null where each phase has one set.
void write_limits(JsonText& out, const measure::Chart& chart) {
  out.key("limits");
  if (!measure::needs_sizes(chart.type)) return out.null();
  const auto line = [&](std::string_view name, measure::Known least, auto of) {
    out.key(name);
    out.array();
    for (std::size_t i = 0; i < chart.readings.size(); ++i) {
      const measure::Limits& limits = chart.limits_at(i);
      limits.known >= least ? out.number(of(limits)) : out.null();
    }
    out.end(']');
  };
  out.object();
  line("lower", measure::Known::limits, [](const auto& at) { return at.lower; });
  line("lower_two_sigma", measure::Known::limits, [](const auto& at) { return at.lower_two_sigma; });
  line("centre", measure::Known::centre, [](const auto& at) { return at.centre; });
  line("upper_two_sigma", measure::Known::limits, [](const auto& at) { return at.upper_two_sigma; });
  line("upper", measure::Known::limits, [](const auto& at) { return at.upper; });
  out.end('}');
}

// A shift that goes on, and what the four conditions of recalculation are as far as the system can know: whether the cause is
// known, whether a shift for the worse is accepted, and whether it will last, people say.
void write_shift(JsonText& out, const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                 const services::Drawing& drawing) {
  out.key("shift");
  if (!drawing.shift) return out.null();
  const measure::SustainedShift& shift = *drawing.shift;
  const bool better = measure.direction != domain::Direction::neither && shift.high == (measure.direction == domain::Direction::up);
  const auto why_not = [](measure::RecalculationFacts facts) { return measure::offer_recalculation(facts).why_not.front(); };
  out.object();
  out.whole("first", shift.first);
  out.date("from", observations[shift.first].on);
  out.whole("values", shift.values);
  out.text("side", shift.high ? "high" : "low");
  out.number("mean", shift.mean);
  out.flag("better", better);
  out.key("unless");
  out.object();
  out.text("cause_known", why_not({.sustained_shift = true, .cause_known = false, .desired_or_accepted = true, .expected_to_last = true}));
  out.text("desired_or_accepted", why_not({.sustained_shift = true, .cause_known = true, .desired_or_accepted = false, .expected_to_last = true}));
  out.text("expected_to_last", why_not({.sustained_shift = true, .cause_known = true, .desired_or_accepted = true, .expected_to_last = false}));
  out.end('}');
  out.end('}');
}

// Of the lines of a phase that follow each point's size, its last point's are shown for it; a gap has none.
std::size_t point_of_lines(const measure::Chart& chart, const measure::Phase& phase) {
  const std::size_t last = phase.first + phase.points - 1;
  for (std::size_t i = last; i > phase.first; --i)
    if (chart.limits_at(i).known == measure::Known::limits) return i;
  return chart.limits_at(phase.first).known == measure::Known::limits ? phase.first : last;
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
    const std::size_t spoken_for = point_of_lines(chart, phase);
    write_lines(out, chart.limits_at(spoken_for));
    out.text("standing", contract_word(standing));
    out.flag("show_limits", chart.show_limits(spoken_for));
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
  out.key("false_alarm_basis");
  appraisal.false_alarm ? out.text(appraisal.false_alarm_simulated ? "simulation" : "table") : out.null();
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

void write_target_line(JsonText& out, const services::Drawing& drawing) {
  out.key("target_line");
  out.array();
  for (const measure::Target& each : drawing.target_line) {
    out.object();
    out.date("from", each.from);
    out.date("to", each.to);
    out.number("value", each.value);
    out.number("to_value", each.to_value.value_or(each.value));
    out.end('}');
  }
  out.end(']');
}

}  // namespace

void write_drawing(JsonText& out, const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                   const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases,
                   const services::Drawing& drawing) {
  out.object();
  write_columns(out, observations);
  write_notes(out, observations);
  write_signals(out, drawing.chart);
  write_ghosts(out, observations, ghosts);
  write_phases(out, observations, phases, drawing);
  out.number("target", drawing.target);
  write_target_line(out, drawing);
  write_limits(out, drawing.chart);
  write_runs(out, drawing.chart);
  out.key("left_out");
  out.array();
  for (const std::size_t point : drawing.left_out) out.whole(static_cast<std::int64_t>(point));
  out.end(']');
  write_word(out, "variation", services::says_something(drawing.chart) ? contract_word(drawing.chart.variation) : "");
  write_word(out, "assurance", drawing.chart.show_limits() ? contract_word(drawing.chart.assurance) : "");
  out.text("sentence", drawing.sentence);
  write_appraisal(out, drawing.appraisal);
  write_shift(out, measure, observations, drawing);
  out.text("chart", chart_word(drawing.chart.type));
  out.text("profile", drawing.chart.profile.name);
  write_rules(out, drawing.chart);
  write_settings(out, drawing.chart.profile);
  out.end('}');
}

}  // namespace tributary::http
