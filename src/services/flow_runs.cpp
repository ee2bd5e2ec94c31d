#include "services/flow_runs.hpp"

#include <cmath>

#include "base/check.hpp"
#include "exchange/flow/run_question.hpp"
#include "services/flow_asked.hpp"
#include "services/flow_models.hpp"
#include "services/places.hpp"
#include "services/policy.hpp"
#include "services/ports/flow_store.hpp"
#include "services/ports/job_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

constexpr int most_runs_kept = 20;         // of a person's, of a model
constexpr double short_run_seconds = 10;   // up to here a run doesn't wait for long ones

struct AskedRun {
  OpenFlowModel open;
  std::vector<flow_file::Asked> asked;
};

base::Result<AskedRun> ask(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version, const domain::FlowQuestion& question) {
  std::optional<OpenFlowModel> open;
  {
    const auto tx = context.database.read();
    auto found = open_flow_model(context, *tx, actor, id, version);
    if (!found) return base::fail(found.error());
    if (const auto may = require_write(Thing::flow_run, actor, scope_of_place(*tx, found->model.place)); !may) return base::fail(may.error());
    open = *std::move(found);
  }
  auto asked = asked_of(*open->read, question);
  if (!asked) return base::fail(asked.error());
  return AskedRun{*std::move(open), *std::move(asked)};
}

std::string in_words(double seconds) {
  if (seconds < 90) return std::to_string(static_cast<long>(std::ceil(seconds))) + " seconds";
  if (seconds < 90 * 60) return std::to_string(static_cast<long>(std::ceil(seconds / 60))) + " minutes";
  return std::to_string(static_cast<long>(std::ceil(seconds / 3600))) + " hours";
}

}  // namespace

base::Result<double> estimate_flow_run(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version, const domain::FlowQuestion& question) {
  const auto run = ask(context, actor, id, version, question);
  if (!run) return base::fail(run.error());
  return seconds_of(run->asked);
}

base::Result<FlowRunStarted> start_flow_run(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version, const domain::FlowQuestion& question,
                                            bool sure) {
  base::check(context.jobs != nullptr, "a server has runners of jobs");
  const auto run = ask(context, actor, id, version, question);
  if (!run) return base::fail(run.error());
  FlowRunStarted out;
  out.seconds = seconds_of(run->asked);
  if (out.seconds > long_run_seconds && !sure)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "takes-long", .title = "That run takes a while",
                       .detail = "About " + in_words(out.seconds) + " on this machine. Fewer replications or a shorter time take less; or start it all the same: you can stop it, and what is done is kept.",
                       .field = "/sure"});
  out.run = {.id = {}, .job = {}, .model = id, .version = run->open.version, .question = flow_file::text_of(question), .result = {}, .hash = {}, .stopped = false, .made_by = actor.person, .made = context.clock.now(), .ended = {}};
  {
    const auto tx = context.database.write();
    tx->flows().drop_old_runs(actor.person, id, most_runs_kept);
    out.run.id = tx->flows().add_run(out.run);
    tx->commit();
  }
  out.job = context.jobs->add(actor, out.seconds <= short_run_seconds ? "flow_run" : "flow_run_long", std::to_string(out.run.id.value));
  out.run.job = out.job.id;
  const auto tx = context.database.write();
  tx->flows().set_job(out.run.id, out.job.id);
  tx->commit();
  return out;
}

base::Result<std::vector<FlowRunView>> own_flow_runs(const Context& context, const Actor& actor, domain::FlowModelId id) {
  const auto tx = context.database.read();
  const auto model = tx->flows().find(id);
  if (!model || !may_read(Thing::flow_run, relations_of(actor, scope_of_place(*tx, model->place)))) return base::fail(not_found("flow model"));
  std::vector<FlowRunView> out;
  for (domain::FlowRun& run : tx->flows().runs_of(actor.person, id)) {
    FlowRunView& view = out.emplace_back();
    if (const auto job = tx->jobs().find(run.job)) view.state = job->state;
    view.run = std::move(run);
  }
  return out;
}

base::Done drop_flow_run(const Context& context, const Actor& actor, domain::FlowRunId id) {
  std::optional<domain::FlowRun> run;
  {
    const auto tx = context.database.read();
    run = tx->flows().find_run(id);
  }
  if (!run || run->made_by != actor.person) return base::fail(not_found("run of a flow model"));
  if (!run->ended && context.jobs != nullptr) static_cast<void>(context.jobs->cancel(actor, run->job).has_value());
  const auto tx = context.database.write();
  tx->flows().drop_run(id);
  tx->commit();
  return {};
}

base::Result<FlowRunView> find_flow_run(const Context& context, const Actor& actor, domain::FlowRunId id) {
  const auto tx = context.database.read();
  auto run = tx->flows().find_run(id);
  if (!run) return base::fail(not_found("run of a flow model"));
  const auto model = tx->flows().find(run->model);
  base::check(model.has_value(), "a run is of a model");
  const Relations relations = relations_of(actor, scope_of_place(*tx, model->place));
  if (!may_read(Thing::flow_run, relations)) return base::fail(not_found("run of a flow model"));
  FlowRunView out;
  out.model_title = model->title;
  for (const auto& each : tx->flows().versions(model->id))
    if (each.number == run->version) out.model_title = each.title, out.model_hash = each.hash;
  if (const auto person = tx->people().find(run->made_by); person && may_read(Thing::person, relations)) out.made_by_name = person->name;
  if (const auto job = tx->jobs().find(run->job)) {
    out.state = job->state;
    if (job->state == domain::JobState::failed) out.problem = job->output;
  }
  out.run = *std::move(run);
  return out;
}

}  // namespace tributary::services
