// What repeats a run: what services/flow_runs.hpp declares of it.
#include <algorithm>

#include "exchange/flow/run_question.hpp"
#include "services/flow_asked.hpp"
#include "services/flow_models.hpp"
#include "services/flow_runs.hpp"
#include "services/ports/flow_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

// A measure has its values by week, month, quarter or year; of a run by other periods counts would be too small or too large.
base::Done require_period(const std::optional<domain::Interval>& by, domain::Interval of) {
  if (by == of || of == domain::Interval::day || of == domain::Interval::irregular) return {};
  return base::fail({.code = "period-differs", .title = "The run tells of other periods than the measure",
                     .detail = (by ? "It was run by " + std::string(base::word(*by)) : std::string("It tells of no periods")) + ", and the measure has a value each " +
                               std::string(base::word(of)) + ". Run it by that.", .field = "/run_id"});
}

}  // namespace

base::Result<domain::PredictionRun> facts_of_run(const Context& context, Transaction& tx, const Actor& actor, const domain::RunNumber& number, domain::Interval of) {
  const auto run = tx.flows().find_run(number.run);
  if (!run) return base::fail(unknown_reference("run of a flow model", "/run_id"));
  const auto open = open_flow_model(context, tx, actor, run->model, run->version);
  if (!open) return base::fail(open.error());
  const auto question = flow_file::question_in(run->question);
  if (!question) return base::fail(question.error());
  if (const auto good = require_period(question->by, of); !good) return base::fail(good.error());
  const auto asked = asked_of(*open->read, *question);
  if (!asked) return base::fail(asked.error());
  if (number.scenario < 0 || static_cast<std::size_t>(number.scenario) >= asked->size()) return base::fail(unknown_reference("scenario of that run", "/scenario"));
  const flow_file::Asked& scenario = (*asked)[static_cast<std::size_t>(number.scenario)];
  const auto measure = std::ranges::find(scenario.model.measures, number.measure, &flow_file::engine::Measure::name);
  if (measure == scenario.model.measures.end()) return base::fail({.code = "measure-not-known", .title = "The model has no such measure", .detail = "See the model for those that it has.", .field = "/measure"});
  return domain::PredictionRun{.model = run->model, .model_version = run->version, .model_title = scenario.model.title.empty() ? scenario.model.name : scenario.model.title,
                               .model_hash = open->read->hash(), .question = run->question, .scenario = number.scenario, .scenario_title = scenario.title, .measure = measure->name,
                               .measure_title = measure->title.empty() ? measure->name : measure->title, .times = number.times, .result_hash = run->hash,
                               .program = flow_file::facts_of(run->result).version, .said = {}};
}

}  // namespace tributary::services
