#include "http/chart_handlers.hpp"

#include <nlohmann/json.hpp>

#include "base/london.hpp"
#include "http/drawing_json.hpp"
#include "http/json.hpp"
#include "http/measure_json.hpp"
#include "services/phase_suggestions.hpp"
#include "services/targets.hpp"

namespace tributary::http {

namespace {

// Tests of change that began, and what was predicted, as this reader may see them.
void write_annotations(JsonText& out, const services::ChartView& chart) {
  out.key("tests");
  out.array();
  for (const services::ChartTest& each : chart.tests) {
    out.object();
    out.whole("id", each.id.value);
    out.text("name", each.name);
    out.date("started_on", each.started);
    out.date("ended_on", each.ended);
    out.end('}');
  }
  out.end(']');
  out.key("predictions");
  out.array();
  for (const services::ChartPrediction& each : chart.predictions) {
    out.object();
    out.whole("id", each.id.value);
    out.whole("test_id", each.test.value);
    out.text("test_name", each.test_name);
    out.text("statistic", each.statistic);
    out.flag("after_data", each.after_data);
    out.flag("locked", each.locked);
    out.key("verdict");
    each.verdict.empty() ? out.null() : out.text(each.verdict);
    out.whole("hits50", each.hits50);
    out.whole("hits90", each.hits90);
    out.date("due_on", each.due_on);
    out.key("rows");
    out.array();
    for (const services::PredictedRow& row : each.rows) {
      out.object();
      out.date("from_on", row.from);
      out.date("on_date", row.on);
      out.date("shown_on", row.shown_on);
      out.number("median", row.median);
      out.number("low50", row.low50);
      out.number("high50", row.high50);
      out.number("low90", row.low90);
      out.number("high90", row.high90);
      out.end('}');
    }
    out.end(']');
    out.end('}');
  }
  out.end(']');
}

std::string_view contract_word(measure::SeasonalMethod method) {
  return method == measure::SeasonalMethod::multiplicative ? "multiplicative" : "additive";
}

base::Result<std::optional<measure::SeasonalMethod>> season_in_query(const Request& request) {
  const auto found = request.query.find("season");
  if (found == request.query.end() || found->second.empty()) return std::nullopt;
  for (const auto method : {measure::SeasonalMethod::multiplicative, measure::SeasonalMethod::additive})
    if (found->second == contract_word(method)) return method;
  return base::fail({.kind = base::ProblemKind::malformed, .code = "query-unreadable", .title = "The address can't be read",
                     .detail = "season is multiplicative (values are divided by their season's index) or additive (it is taken from them).", .field = "season"});
}

// Whether the season can be taken out, and what was done where it is.
void write_season(JsonText& out, const services::ChartView& chart) {
  out.key("season");
  out.object();
  out.key("of");
  chart.season.season ? out.text(measure::name_of(*chart.season.season)) : out.null();
  out.key("methods");
  out.array();
  for (const auto method : chart.season.methods) out.text(contract_word(method));
  out.end(']');
  out.text("why_not", chart.season.why_not);
  out.key("removed");
  if (const auto& removed = chart.without_season) {
    out.object();
    out.text("method", contract_word(removed->method));
    out.text("statement", removed->statement);
    out.number("strength", removed->strength);
    out.key("indices");
    out.array();
    for (const double each : removed->indices) out.number(each);
    out.end(']');
    out.key("observed");
    out.array();
    for (const auto& each : chart.observed) out.number(each);
    out.end(']');
    out.end('}');
  } else {
    out.null();
  }
  out.end('}');
}

base::Result<Response> done_or(const base::Done& done) {
  if (!done) return base::fail(done.error());
  return nothing();
}

}  // namespace

base::Result<Response> get_chart(const Request& request, const services::Context& context) {
  const auto known_on = date_in_query(request, "known_on");
  if (!known_on) return base::fail(known_on.error());
  const auto season = season_in_query(request);
  if (!season) return base::fail(season.error());
  const auto chart = services::chart_of(context, request.actor(), id_in_path<domain::MeasureId>(request), *known_on, *season);
  if (!chart) return base::fail(chart.error());
  JsonText out(2048 + chart->observations.size() * 32);
  out.object();
  out.key("measure");
  write_measure(out, chart->measure, base::london_date(context.clock.now()));
  out.key("drawing");
  write_drawing(out, chart->measure.measure, chart->observations, chart->ghosts, chart->phases, chart->drawing);
  write_annotations(out, *chart);
  out.date("known_on", chart->known_on);
  write_season(out, *chart);
  out.end('}');
  return reply(200, out);
}

base::Result<Response> get_suggested_phases(const Request& request, const services::Context& context) {
  const auto season = season_in_query(request);
  if (!season) return base::fail(season.error());
  const auto found = services::suggested_phases_of(context, request.actor(), id_in_path<domain::MeasureId>(request), *season);
  if (!found) return base::fail(found.error());
  Json phases = Json::array();
  for (const services::PhaseSuggestion& each : found->phases) {
    Json tests = Json::array();
    for (const services::ChartTest& test : each.tests) tests.push_back({{"id", test.id.value}, {"name", test.name}, {"started_on", base::to_iso(test.started)}});
    phases.push_back({{"starts_on", base::to_iso(each.starts)}, {"mean_before", each.mean_before}, {"mean_after", each.mean_after},
                      {"values_before", each.values_before}, {"values_after", each.values_after}, {"begins_already", each.begins_already}, {"tests", tests}});
  }
  return reply(200, {{"statement", found->statement}, {"phases", phases}});
}

base::Result<Response> post_phase(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Phase phase{.measure = id_in_path<domain::MeasureId>(request)};
  phase.starts = in.date("starts_on");
  phase.reason = in.text("reason");
  phase.cause = in.optional_text("cause");
  phase.cause_test = in.optional_id<domain::TestId>("cause_test_id");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto made = services::add_phase(context, request.actor(), std::move(phase));
  if (!made) return base::fail(made.error());
  return reply(201, {{"id", made->id.value}, {"starts_on", base::to_iso(made->starts)}, {"reason", made->reason},
                     {"cause", made->cause}, {"cause_test_id", to_json(made->cause_test)}});
}

base::Result<Response> delete_phase(const Request& request, const services::Context& context) {
  return done_or(services::remove_phase(context, request.actor(), id_in_path<domain::PhaseId>(request), true));
}

base::Result<Response> restore_phase(const Request& request, const services::Context& context) {
  return done_or(services::remove_phase(context, request.actor(), id_in_path<domain::PhaseId>(request), false));
}

base::Result<Response> post_target(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Target target{.id = {}, .measure = id_in_path<domain::MeasureId>(request)};
  target.starts = in.optional_date("starts_on");
  target.value = in.optional_number("value");
  target.ends = in.optional_date("ends_on");
  target.end_value = in.optional_number("end_value");
  target.reason = in.text("reason");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto made = services::add_target(context, request.actor(), std::move(target));
  if (!made) return base::fail(made.error());
  JsonText out;
  write_target(out, *made);
  return reply(201, out);
}

base::Result<Response> delete_target(const Request& request, const services::Context& context) {
  return done_or(services::remove_target(context, request.actor(), id_in_path<domain::TargetId>(request), true));
}

base::Result<Response> restore_target(const Request& request, const services::Context& context) {
  return done_or(services::remove_target(context, request.actor(), id_in_path<domain::TargetId>(request), false));
}

base::Result<Response> post_ghost(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Ghost ghost{.measure = id_in_path<domain::MeasureId>(request)};
  ghost.on = in.date("on");
  ghost.reason = in.text("reason");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto made = services::add_ghost(context, request.actor(), std::move(ghost));
  if (!made) return base::fail(made.error());
  return reply(201, {{"id", made->id.value}, {"on", base::to_iso(made->on)}, {"reason", made->reason}});
}

base::Result<Response> delete_ghost(const Request& request, const services::Context& context) {
  return done_or(services::remove_ghost(context, request.actor(), id_in_path<domain::GhostId>(request), true));
}

base::Result<Response> restore_ghost(const Request& request, const services::Context& context) {
  return done_or(services::remove_ghost(context, request.actor(), id_in_path<domain::GhostId>(request), false));
}

}  // namespace tributary::http
