#include "services/predictions.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/answer_basis.hpp"
#include "services/flow_runs.hpp"
#include "services/measures.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::Prediction;
using domain::PredictionId;
using domain::Test;

namespace {

// A test that isn't deleted, where it stands, for somebody who may read its open predictions.
struct TestAt {
  Test test;
  Scope scope;
};

base::Result<TestAt> find_predicting(Transaction& tx, const Actor& actor, domain::TestId id, std::string_view what) {
  auto test = tx.tests().find(id);
  if (!test || test->deleted) return base::fail(not_found(what));
  const auto scope = scope_of_text_project(tx, test->project);
  if (!scope) return base::fail(not_found(what));
  if (!may_read(Thing::test, relations_of(actor, *scope))) return base::fail(not_found(what));
  return TestAt{.test = *std::move(test), .scope = *scope};
}

base::Result<TestAt> find_to_predict(Transaction& tx, const Actor& actor, domain::TestId id) {
  auto at = find_predicting(tx, actor, id, "test");
  if (!at) return at;
  if (const auto may = require_write(Thing::open_prediction, actor, at->scope); !may) return base::fail(may.error());
  return at;
}

struct PredictionAt {
  Prediction prediction;
  TestAt at;
};

// To change it: by somebody who may.
base::Result<PredictionAt> find_prediction(Transaction& tx, const Actor& actor, PredictionId id) {
  auto prediction = tx.predictions().find(id);
  if (!prediction) return base::fail(not_found("prediction"));
  auto at = find_predicting(tx, actor, prediction->test, "prediction");
  if (!at) return base::fail(at.error());
  if (!may_read(Thing::open_prediction, relations_of(actor, at->scope))) return base::fail(not_found("prediction"));
  if (const auto may = require_write(Thing::open_prediction, actor, at->scope); !may) return base::fail(may.error());
  return PredictionAt{.prediction = *std::move(prediction), .at = *std::move(at)};
}

// Open, and at the version that the person saw. That it is locked is said first: no other version would help.
base::Done require_open(const Prediction& prediction, int version) {
  if (prediction.deleted) return base::fail(not_found("prediction"));
  if (prediction.lock) return base::fail(prediction_locked(prediction));
  if (prediction.version != version) return base::fail(stale("prediction"));
  return {};
}

// One that may be predicted: the project's own, or a place's, that the person can read.
base::Done check_measure_of(Transaction& tx, const Actor& actor, const Test& test, domain::MeasureId id) {
  const auto standing = find_readable(tx, actor, id);
  if (!standing) return base::fail(unknown_reference("measure", "/measure_id"));
  const domain::Owner& owner = standing->measure.owner;
  if (owner.person)
    return base::fail({.code = "measure-in-sandbox", .title = "That measure is in somebody's sandbox",
                       .detail = "Move it into the project first, so that the team sees what is predicted.", .field = "/measure_id"});
  if (owner.project && *owner.project != test.project) return base::fail(unknown_reference("measure of this project or place", "/measure_id"));
  return {};
}

// It can be predicted of that measure: as the measure is, and the rows.
base::Done check_input(Transaction& tx, const Actor& actor, const Test& test, const PredictionInput& input) {
  if (const auto good = check_measure_of(tx, actor, test, input.measure); !good) return good;
  return domain::check_rows(input.statistic, predicted_measure(tx, input.measure).interval, input.rows);
}

// What this prediction speaks of is known in part already, or its test runs, or later data are in: it locks.
std::optional<domain::LockEvent> locks_at_once(Transaction& tx, const Prediction& prediction, const Test& test) {
  if (seen_already(tx, prediction)) return domain::LockEvent::after_data;
  if (test.started) return domain::LockEvent::test_started;
  return std::nullopt;
}

void lock_if_late(Transaction& tx, const Prediction& prediction, const Test& test, base::Instant now) {
  if (const auto by = locks_at_once(tx, prediction, test)) tx.predictions().lock(prediction.id, *by, now);
  observations_changed(tx, prediction.measure, now);
}

base::Done write_reasoning(Transaction& tx, const Actor& actor, base::Instant now, const Test& test, PredictionId id,
                           const std::optional<TextDraft>& reasoning) {
  if (!reasoning) return {};
  return put_text(tx, actor, now,
                  {.project = test.project, .thing = domain::TextThing::prediction, .thing_id = id.value, .slot = "reasoning"},
                  *reasoning, "/reasoning");
}

Prediction read_back(Transaction& tx, PredictionId id) {
  auto stored = tx.predictions().find(id);
  base::check(stored.has_value(), "what was stored is there");
  return *std::move(stored);
}

struct RunBehind {
  domain::PredictionRun run;
  std::vector<std::vector<double>> samples;  // none of a run that was named before
};

// What repeats the run that a prediction came from, and what it says of the prediction's dates.
base::Result<RunBehind> run_behind(const Context& context, Transaction& tx, const Actor& actor, const domain::RunNumber& number, const PredictionInput& input) {
  auto said = rows_of_run(context, tx, actor, number, input.statistic, input.rows);
  if (!said) return base::fail(said.error());
  auto run = facts_of_run(context, tx, actor, number, predicted_measure(tx, input.measure).interval);
  if (!run) return base::fail(run.error());
  run->said = std::move(said->rows);
  return RunBehind{.run = *std::move(run), .samples = std::move(said->samples)};
}

// Of a prediction whose source is a run: the one that is named now, or else the one before.
base::Result<std::optional<RunBehind>> run_of_input(const Context& context, Transaction& tx, const Actor& actor, const PredictionInput& input,
                                                    std::optional<domain::PredictionRun> before) {
  if (input.source != domain::PredictionSource::flow_run) return std::optional<RunBehind>{};
  if (input.run) {
    auto run = run_behind(context, tx, actor, *input.run, input);
    if (!run) return base::fail(run.error());
    return std::optional(*std::move(run));
  }
  if (before) return std::optional(RunBehind{.run = *std::move(before), .samples = {}});
  return base::fail({.code = "flow-run-missing", .title = "Say which run", .detail = "A prediction from a flow model names the run, its scenario and the model's measure, so that anyone can repeat it.", .field = "/run"});
}

bool says_otherwise(const Prediction& prediction, const PredictionInput& input) {
  return prediction.statistic != input.statistic || prediction.source != input.source || prediction.rows != input.rows;
}

Prediction of_input(const PredictionInput& input, const Test& test, const Actor& actor, base::Instant now) {
  return {.id = {}, .test = test.id, .measure = input.measure, .statistic = input.statistic, .source = input.source,
          .rows = input.rows, .run = {}, .made_by = actor.person, .made = now, .edited_by = {}, .edited = {}, .lock = {}, .after_data = false, .deleted = {}, .version = 1};
}

}  // namespace

base::Problem prediction_locked(const Prediction& prediction) {
  base::check(prediction.lock.has_value(), "a locked prediction has a lock");
  std::string why;
  switch (prediction.lock->by) {
    case domain::LockEvent::test_started:
      why = prediction.lock->at == prediction.said() ? "when it was made, because the test was running" : "when the test started";
      break;
    case domain::LockEvent::observation: why = "when later data arrived"; break;
    case domain::LockEvent::after_data: why = "because the data that it speaks of were there"; break;
  }
  return {.kind = base::ProblemKind::conflict, .code = "prediction-locked", .title = "The prediction is locked",
          .detail = "It locked on " + base::in_words(base::london_date(prediction.lock->at)) + " " + why +
                    ", so that its answer can be trusted. Make another prediction beside it, or in the next test."};
}

base::Result<Prediction> add_prediction(const Context& context, const Actor& actor, domain::TestId test, const PredictionInput& asked) {
  const auto tx = context.database.write();
  const auto at = find_to_predict(*tx, actor, test);
  if (!at) return base::fail(at.error());
  PredictionInput input = asked;
  auto run = run_of_input(context, *tx, actor, input, {});
  if (!run) return base::fail(run.error());
  if (input.as_run && *run) input.rows = (*run)->run.said;
  if (const auto good = check_input(*tx, actor, at->test, input); !good) return base::fail(good.error());
  const base::Instant now = context.clock.now();
  Prediction prediction = of_input(input, at->test, actor, now);
  if (*run) prediction.run = (*run)->run;
  prediction.id = tx->predictions().add(prediction);
  if (*run) tx->predictions().set_samples(prediction.id, (*run)->samples);
  if (const auto written = write_reasoning(*tx, actor, now, at->test, prediction.id, input.reasoning); !written)
    return base::fail(written.error());
  lock_if_late(*tx, prediction, at->test, now);
  prediction = read_back(*tx, prediction.id);
  tx->commit();
  return prediction;
}

base::Result<Prediction> update_prediction(const Context& context, const Actor& actor, PredictionId id, int version,
                                           const PredictionInput& asked) {
  const auto tx = context.database.write();
  auto found = find_prediction(*tx, actor, id);
  if (!found) return base::fail(found.error());
  Prediction& prediction = found->prediction;
  if (const auto open = require_open(prediction, version); !open) return base::fail(open.error());
  PredictionInput input = asked;
  auto run = run_of_input(context, *tx, actor, input, prediction.run);
  if (!run) return base::fail(run.error());
  if (input.as_run && *run) input.rows = (*run)->run.said;
  if (input.measure != prediction.measure)
    return base::fail({.code = "measure-fixed", .title = "A prediction keeps its measure",
                       .detail = "Remove this one and make another for the other measure.", .field = "/measure_id"});
  if (const auto good = domain::check_rows(input.statistic, predicted_measure(*tx, prediction.measure).interval, input.rows); !good)
    return base::fail(good.error());
  const base::Instant now = context.clock.now();
  const auto behind = *run ? std::optional((*run)->run) : std::nullopt;
  const bool otherwise = says_otherwise(prediction, input) || behind != prediction.run;
  if (otherwise) {
    prediction.run = behind;
    prediction.statistic = input.statistic;
    prediction.source = input.source;
    prediction.rows = input.rows;
    prediction.edited_by = actor.person;
    prediction.edited = now;
  }
  if (!tx->predictions().update(prediction, version, otherwise)) return base::fail(stale("prediction"));
  if (!*run || !(*run)->samples.empty()) tx->predictions().set_samples(id, *run ? (*run)->samples : std::vector<std::vector<double>>{});
  if (const auto written = write_reasoning(*tx, actor, now, found->at.test, id, input.reasoning); !written)
    return base::fail(written.error());
  lock_if_late(*tx, prediction, found->at.test, now);
  prediction = read_back(*tx, id);
  tx->commit();
  return prediction;
}

base::Result<Prediction> delete_prediction(const Context& context, const Actor& actor, PredictionId id, int version) {
  const auto tx = context.database.write();
  const auto found = find_prediction(*tx, actor, id);
  if (!found) return base::fail(found.error());
  if (const auto open = require_open(found->prediction, version); !open) return base::fail(open.error());
  if (!tx->predictions().set_deleted(id, context.clock.now(), version)) return base::fail(stale("prediction"));
  Prediction prediction = read_back(*tx, id);
  tx->commit();
  return prediction;
}

base::Result<Prediction> restore_prediction(const Context& context, const Actor& actor, PredictionId id) {
  const auto tx = context.database.write();
  auto found = find_prediction(*tx, actor, id);
  if (!found) return base::fail(found.error());
  if (!found->prediction.deleted) return std::move(found->prediction);
  if (!tx->measures().find(found->prediction.measure))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "measure-removed", .title = "The measure was removed meanwhile",
                       .detail = "Nothing could answer the prediction. Restore \"" + predicted_measure(*tx, found->prediction.measure).name + "\" first."});
  if (!tx->predictions().set_deleted(id, std::nullopt, found->prediction.version)) return base::fail(stale("prediction"));
  lock_if_late(*tx, found->prediction, found->at.test, context.clock.now());
  Prediction prediction = read_back(*tx, id);
  tx->commit();
  return prediction;
}

base::Result<Standing> preview_prediction(const Context& context, const Actor& actor, domain::TestId test, const PredictionInput& input) {
  const auto tx = context.database.read();
  const auto at = find_to_predict(*tx, actor, test);
  if (!at) return base::fail(at.error());
  if (const auto good = check_input(*tx, actor, at->test, input); !good) return base::fail(good.error());
  const base::Instant now = context.clock.now();
  const Prediction typed = of_input(input, at->test, actor, now);
  Standing out = standing_of(*tx, typed, at->test, now);
  out.locks = locks_at_once(*tx, typed, at->test);
  return out;
}

base::Result<domain::Judgement> judge_answer(const Context& context, const Actor& actor, domain::Judgement judgement, int expected,
                                             const std::optional<TextDraft>& learnt) {
  const auto tx = context.database.write();
  const auto answer = tx->predictions().find_answer(judgement.answer);
  if (!answer) return base::fail(not_found("answer"));
  const auto prediction = tx->predictions().find(answer->prediction);
  base::check(prediction.has_value(), "an answer answers a prediction");
  const auto at = find_predicting(*tx, actor, prediction->test, "answer");
  if (!at) return base::fail(at.error());
  if (prediction->deleted || !may_read(Thing::answered_prediction, relations_of(actor, at->scope)))
    return base::fail(not_found("answer"));
  if (const auto may = require_write(Thing::judgement, actor, at->scope); !may) return base::fail(may.error());
  if (answer->verdict == domain::Verdict::no_value)
    return base::fail({.code = "no-value-to-judge", .title = "There is no value to judge", .detail = "None came for what was predicted, or what came was withdrawn. "
                       "What you learnt belongs in the test's Study."});
  const base::Instant now = context.clock.now();
  judgement.judged_by = actor.person;
  judgement.judged_by_name = actor.name;
  judgement.judged = now;
  if (!tx->predictions().set_judgement(judgement, expected)) return base::fail(stale("judgement"));
  judgement.version = expected + 1;
  if (learnt) {
    const domain::TextSubject subject{.project = at->test.project, .thing = domain::TextThing::answer,
                                      .thing_id = answer->id.value, .slot = "learnt"};
    if (const auto put = put_text(*tx, actor, now, subject, *learnt, "/learnt"); !put) return base::fail(put.error());
  }
  tx->commit();
  return judgement;
}

}  // namespace tributary::services
