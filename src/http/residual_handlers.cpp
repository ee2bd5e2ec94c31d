#include "http/residual_handlers.hpp"

#include <charconv>
#include <cmath>

#include "http/drawing_json.hpp"
#include "http/json.hpp"
#include "services/residuals.hpp"

namespace tributary::http {

namespace {

base::Problem unreadable(std::string name, std::string what) {
  return {.kind = base::ProblemKind::malformed, .code = "query-unreadable", .title = "The address can't be read", .detail = name + " is " + std::move(what) + ".", .field = name};
}

template <class Number>
base::Result<Number> read_number(const Request& request, const std::string& name, Number absent, const char* what) {
  const auto found = request.query.find(name);
  if (found == request.query.end()) return absent;
  Number value{};
  const auto& text = found->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(static_cast<double>(value))) return base::fail(unreadable(name, what));
  return value;
}

// Which number of which run.
base::Result<domain::RunNumber> run_in_query(const Request& request) {
  const auto run = number_in_query(request, "run");
  if (!run) return base::fail(run.error());
  if (!*run) return base::fail(unreadable("run", "the number of a run of a flow model"));
  const auto scenario = read_number<int>(request, "scenario", 0, "a number from 0 on");
  if (!scenario) return base::fail(scenario.error());
  const auto times = read_number<double>(request, "times", 1, "a number other than 0");
  if (!times) return base::fail(times.error());
  const auto measure = request.query.find("measure");
  if (measure == request.query.end()) return base::fail(unreadable("measure", "the name of one of the model's measures"));
  return domain::RunNumber{.run = domain::FlowRunId{**run}, .scenario = *scenario, .measure = measure->second, .times = *times};
}

void write_run(JsonText& out, const domain::PredictionRun& run) {
  out.object();
  out.whole("model_id", run.model.value);
  out.whole("model_version", run.model_version);
  out.text("model_title", run.model_title);
  out.text("model_hash", run.model_hash);
  out.key("question");
  out.raw(run.question);
  out.whole("scenario", run.scenario);
  out.text("scenario_title", run.scenario_title);
  out.text("measure", run.measure);
  out.text("measure_title", run.measure_title);
  out.number("times", run.times);
  out.text("result_hash", run.result_hash);
  out.text("program", run.program);
  out.end('}');
}

}  // namespace

base::Result<Response> get_residuals(const Request& request, const services::Context& context) {
  const auto number = run_in_query(request);
  if (!number) return base::fail(number.error());
  const auto from = date_in_query(request, "from");
  if (!from) return base::fail(from.error());
  const auto found = services::residuals_of(context, request.actor(), id_in_path<domain::MeasureId>(request), *number, *from);
  if (!found) return base::fail(found.error());
  JsonText out(4096 + found->observations.size() * 64);
  out.object();
  out.key("drawing");
  write_drawing(out, found->drawn, found->observations, found->ghosts, {}, found->drawing);
  out.key("actual");
  out.array();
  for (const auto& each : found->actual) out.number(each);
  out.end(']');
  out.key("predicted");
  out.array();
  for (const double each : found->predicted) out.number(each);
  out.end(']');
  out.whole("outside", found->outside);
  out.key("run");
  write_run(out, found->run);
  out.end('}');
  return reply(200, out);
}

}  // namespace tributary::http
