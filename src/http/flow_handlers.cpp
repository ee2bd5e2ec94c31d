#include "http/flow_handlers.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>

#include "exchange/flow/report_json.hpp"
#include "http/flow_json.hpp"
#include "http/job_handlers.hpp"
#include "http/json_text.hpp"
#include "services/flow_runs.hpp"

namespace tributary::http {

namespace {

constexpr std::size_t most_tables = 20, most_levels = 64, most_rows = 60;

std::optional<int> version_in(Fields& in) {
  const auto version = in.optional_integer("version");
  return version ? std::optional(static_cast<int>(std::clamp<std::int64_t>(*version, 0, 1'000'000))) : std::nullopt;
}

base::Result<std::optional<int>> version_in_query(const Request& request) {
  const auto version = number_in_query(request, "version");
  if (!version) return base::fail(version.error());
  return *version ? std::optional(static_cast<int>(std::clamp<std::int64_t>(**version, 0, 1'000'000))) : std::nullopt;
}

services::FlowModelInput read_model(Fields& in) {
  services::FlowModelInput out;
  out.shipped = in.optional_text("shipped");
  out.text = in.optional_text("text");
  if (in.has("tables")) {
    out.tables.emplace();
    for (Fields& each : in.objects("tables", most_tables)) out.tables->push_back({.name = each.text("name"), .text = each.text("text")});
  }
  out.note = in.optional_text("note");
  if (out.shipped.empty() && out.text.empty())
    in.note({.code = "field-missing", .title = "Give a model", .detail = "Its text (TOML), or the name of one that ships with the program.", .field = "/text"});
  return out;
}

// {"scenario": "base", "levels": {"beds": 96}}
domain::FlowScenario read_scenario(Fields& in) {
  domain::FlowScenario out;
  if (in.has("scenario")) out.scenario = in.text("scenario");
  const Json levels = in.raw("levels");
  if (levels.is_null()) return out;
  if (!levels.is_object() || levels.size() > most_levels) {
    in.note({.code = "wrong-type", .title = "An object is wanted here", .detail = "Give levels by factor: {\"beds\": 96}.", .field = "/levels"});
    return out;
  }
  for (const auto& [factor, level] : levels.items()) {
    if (!level.is_number()) in.note({.code = "wrong-type", .title = "A number is wanted here", .detail = "Give a level as a number.", .field = "/levels"});
    else out.levels.push_back({factor, level.get<double>()});
  }
  return out;
}

struct AskedQuestion {
  std::optional<int> version;
  domain::FlowQuestion question;
  bool sure = false;
};

AskedQuestion read_question(Fields& in) {
  AskedQuestion out;
  out.version = version_in(in);
  for (Fields& each : in.objects("scenarios", domain::most_flow_scenarios)) out.question.scenarios.push_back(read_scenario(each));
  if (const auto replications = in.optional_integer("replications")) out.question.replications = static_cast<int>(std::clamp<std::int64_t>(*replications, -1, 1'000'000));
  if (const auto seed = in.optional_integer("seed")) {
    if (*seed < 0) in.note({.code = "out-of-range", .title = "The number is out of range", .detail = "A seed is 0 or more.", .field = "/seed"});
    out.question.seed = static_cast<std::uint64_t>(std::max<std::int64_t>(0, *seed));
  }
  out.question.length = in.optional_number("length");
  out.question.by = in.optional_word<domain::Interval>("by");
  return out;
}

base::Result<Response> answer(int status, const base::Result<services::FlowModelPage>& page) {
  if (!page) return base::fail(page.error());
  return reply(status, flow_model_json(*page), page->model.latest);
}

}  // namespace

base::Result<Response> list_flow_models(const Request& request, const services::Context& context) {
  const auto list = services::list_flow_models(context, request.actor(), id_in_path<domain::PlaceId>(request));
  if (!list) return base::fail(list.error());
  return reply(200, flow_models_json(*list));
}

base::Result<Response> post_flow_model(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto input = read_model(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return answer(201, services::add_flow_model(context, request.actor(), id_in_path<domain::PlaceId>(request), input));
}

base::Result<Response> get_flow_model(const Request& request, const services::Context& context) {
  const auto version = version_in_query(request);
  if (!version) return base::fail(version.error());
  return answer(200, services::flow_model_page(context, request.actor(), id_in_path<domain::FlowModelId>(request), *version));
}

base::Result<Response> post_flow_version(const Request& request, const services::Context& context) {
  const auto expected = expected_version(request);
  if (!expected) return base::fail(expected.error());
  Fields in(request);
  const auto input = read_model(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return answer(201, services::add_flow_version(context, request.actor(), id_in_path<domain::FlowModelId>(request), *expected, input));
}

base::Result<Response> post_flow_adoption(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto place = in.id<domain::PlaceId>("place_id");
  const auto version = version_in(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return answer(201, services::adopt_flow_model(context, request.actor(), id_in_path<domain::FlowModelId>(request), version, place));
}

base::Result<Response> get_flow_table(const Request& request, const services::Context& context) {
  const auto version = version_in_query(request);
  if (!version) return base::fail(version.error());
  auto text = services::flow_table_text(context, request.actor(), id_in_path<domain::FlowModelId>(request), *version, request.params[1]);
  if (!text) return base::fail(text.error());
  return Response{.status = 200, .type = "text/csv; charset=utf-8", .body = *std::move(text)};
}

base::Result<Response> post_flow_analytic(const Request& request, const services::Context& context) {
  Fields in(request);
  const auto version = version_in(in);
  const auto scenario = read_scenario(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto theory = services::solve_flow_model(context, request.actor(), id_in_path<domain::FlowModelId>(request), version, scenario);
  if (!theory) return base::fail(theory.error());
  return Response{.status = 200, .body = exchange::flow::json_of(*theory).dump()};
}

base::Result<Response> post_flow_estimate(const Request& request, const services::Context& context) {
  Fields in(request);
  const AskedQuestion asked = read_question(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto seconds = services::estimate_flow_run(context, request.actor(), id_in_path<domain::FlowModelId>(request), asked.version, asked.question);
  if (!seconds) return base::fail(seconds.error());
  return reply(200, {{"seconds", *seconds}, {"asks_first", *seconds > services::long_run_seconds}});
}

base::Result<Response> post_flow_run(const Request& request, const services::Context& context) {
  Fields in(request);
  AskedQuestion asked = read_question(in);
  asked.sure = in.flag("sure");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto started = services::start_flow_run(context, request.actor(), id_in_path<domain::FlowModelId>(request), asked.version, asked.question, asked.sure);
  if (!started) return base::fail(started.error());
  return reply(202, {{"run_id", started->run.id.value}, {"job_id", started->job.id.value}, {"seconds", started->seconds}});
}

base::Result<Response> list_flow_runs(const Request& request, const services::Context& context) {
  const auto runs = services::own_flow_runs(context, request.actor(), id_in_path<domain::FlowModelId>(request));
  if (!runs) return base::fail(runs.error());
  JsonText out;
  out.object();
  out.key("runs");
  out.array();
  for (const auto& view : *runs) {
    const domain::FlowRun& run = view.run;
    out.object();
    out.whole("id", run.id.value);
    out.whole("job_id", run.job.value);
    out.whole("model_version", run.version);
    out.key("question");
    out.raw(run.question);
    out.text("state", base::word(view.state));
    out.flag("stopped", run.stopped);
    out.text("made_at", base::to_iso(run.made));
    out.end('}');
  }
  out.end(']');
  out.end('}');
  return reply(200, out);
}

base::Result<Response> delete_flow_run(const Request& request, const services::Context& context) {
  if (const auto gone = services::drop_flow_run(context, request.actor(), id_in_path<domain::FlowRunId>(request)); !gone) return base::fail(gone.error());
  return nothing();
}

base::Result<Response> get_flow_run(const Request& request, const services::Context& context) {
  const auto view = services::find_flow_run(context, request.actor(), id_in_path<domain::FlowRunId>(request));
  if (!view) return base::fail(view.error());
  const domain::FlowRun& run = view->run;
  JsonText out(run.result.size() + 1024);
  out.object();
  out.whole("id", run.id.value);
  out.whole("model_id", run.model.value);
  out.whole("model_version", run.version);
  out.text("model_title", view->model_title);
  out.text("model_hash", view->model_hash);
  out.key("question");
  out.raw(run.question);
  out.text("state", base::word(view->state));
  out.flag("stopped", run.stopped);
  out.key("problem");
  view->problem.empty() ? out.null() : out.raw(view->problem);
  out.text("result_hash", run.hash);
  out.key("result");
  run.result.empty() ? out.null() : out.raw(run.result);
  out.text("made_by_name", view->made_by_name);
  out.text("made_at", base::to_iso(run.made));
  out.end('}');
  return reply(200, out);
}

base::Result<Response> post_flow_run_rows(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::RunNumber number{.run = id_in_path<domain::FlowRunId>(request)};
  number.scenario = static_cast<int>(std::clamp<std::int64_t>(in.integer("scenario"), -1, 1000));
  number.measure = in.text("measure");
  number.times = in.optional_number("times").value_or(1);
  const auto statistic = in.word<domain::Statistic>("statistic");
  std::vector<domain::PredictionRow> dates;
  for (Fields& row : in.objects("rows", most_rows)) dates.push_back({.from = row.optional_date("from_on"), .on = row.date("on_date")});
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto rows = services::rows_of_run(context, request.actor(), number, statistic, dates);
  if (!rows) return base::fail(rows.error());
  Json out = Json::array();
  for (const domain::PredictionRow& row : *rows)
    out.push_back({{"from_on", to_json(row.from)}, {"on_date", base::to_iso(row.on)}, {"median", row.median}, {"low50", row.low50}, {"high50", row.high50},
                   {"low90", row.low90}, {"high90", row.high90}});
  return reply(200, {{"rows", out}});
}

}  // namespace tributary::http
