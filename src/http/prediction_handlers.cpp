#include "http/prediction_handlers.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "http/test_json.hpp"
#include "http/text_json.hpp"
#include "services/predictions.hpp"

namespace tributary::http {

namespace {

constexpr std::size_t most_predicted_rows = 60;

services::PredictionInput read_prediction(Fields& in) {
  services::PredictionInput out;
  out.measure = in.id<domain::MeasureId>("measure_id");
  out.statistic = in.word<domain::Statistic>("statistic");
  out.source = in.optional_word<domain::PredictionSource>("source").value_or(domain::PredictionSource::judgement);
  auto run = in.object("run");
  for (Fields& row : in.objects("rows", most_predicted_rows)) {
    domain::PredictionRow read{.from = row.optional_date("from_on"), .on = row.date("on_date")};
    // Dates alone, where a run says the rest: of all rows, or of none.
    const bool as_run = run.has_value() && !row.has("median");
    if (!out.rows.empty() && as_run != out.as_run)
      in.note({.code = "rows-mixed", .title = "Some rows have numbers and some don't", .detail = "Give all rows dates alone, and the run says the rest; or give each its numbers.", .field = "/rows"});
    out.as_run = as_run;
    if (!as_run)
      read.median = row.number("median"), read.low50 = row.number("low50"), read.high50 = row.number("high50"), read.low90 = row.number("low90"), read.high90 = row.number("high90");
    out.rows.push_back(read);
  }
  if (run)
    out.run = domain::RunNumber{.run = run->id<domain::FlowRunId>("run_id"), .scenario = static_cast<int>(std::clamp<std::int64_t>(run->integer("scenario"), -1, 1000)),
                                .measure = run->text("measure"), .times = run->optional_number("times").value_or(1)};
  out.reasoning = read_draft(in, "reasoning");
  return out;
}

base::Result<Response> then_prediction(const Request& request, const services::Context& context,
                                       const base::Result<domain::Prediction>& prediction, int status = 200) {
  if (!prediction) return base::fail(prediction.error());
  const auto view = services::prediction_view(context, request.actor(), prediction->id);
  if (!view) return base::fail(view.error());
  return reply(status, prediction_json(*view), view->prediction.version);
}

}  // namespace

base::Result<Response> post_prediction(const Request& request, const services::Context& context) {
  Fields in(request);
  const services::PredictionInput input = read_prediction(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return then_prediction(request, context,
                         services::add_prediction(context, request.actor(), id_in_path<domain::TestId>(request), input), 201);
}

base::Result<Response> post_prediction_preview(const Request& request, const services::Context& context) {
  Fields in(request);
  const services::PredictionInput input = read_prediction(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto standing = services::preview_prediction(context, request.actor(), id_in_path<domain::TestId>(request), input);
  if (!standing) return base::fail(standing.error());
  return reply(200, standing_json(*standing));
}

base::Result<Response> get_prediction(const Request& request, const services::Context& context) {
  const auto view = services::prediction_view(context, request.actor(), id_in_path<domain::PredictionId>(request));
  if (!view) return base::fail(view.error());
  return reply(200, prediction_json(*view), view->prediction.version);
}

base::Result<Response> put_prediction(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const services::PredictionInput input = read_prediction(in);
  if (const auto problem = in.problem()) return base::fail(*problem);
  return then_prediction(request, context,
                         services::update_prediction(context, request.actor(), id_in_path<domain::PredictionId>(request),
                                                     *version, input));
}

base::Result<Response> delete_prediction(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto done = services::delete_prediction(context, request.actor(), id_in_path<domain::PredictionId>(request), *version);
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_prediction(const Request& request, const services::Context& context) {
  return then_prediction(request, context,
                         services::restore_prediction(context, request.actor(), id_in_path<domain::PredictionId>(request)));
}

base::Result<Response> put_judgement(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Judgement judgement;
  judgement.answer = id_in_path<domain::AnswerId>(request);
  judgement.as_expected = in.required_flag("as_expected");
  judgement.anything_changed = in.required_flag("anything_changed");
  judgement.our_change = in.word<domain::OurChange>("our_change");
  const auto learnt = read_draft(in, "learnt");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto said = services::judge_answer(context, request.actor(), judgement, *version, learnt);
  if (!said) return base::fail(said.error());
  return reply(200, judgement_json(*said), said->version);
}

}  // namespace tributary::http
