// What the job of a run does: a few replications of each scenario first, so that all are seen early, then more of each in turn.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <mutex>
#include <utility>

#include "base/check.hpp"
#include "exchange/flow/replication_bytes.hpp"
#include "exchange/flow/report_json.hpp"
#include "exchange/flow/run_question.hpp"
#include "services/flow_asked.hpp"
#include "services/flow_models.hpp"
#include "services/flow_runs.hpp"
#include "services/passwords.hpp"
#include "services/ports/flow_store.hpp"
#include "services/ports/job_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace engine = flow_file::engine;

namespace {

constexpr int first_look = 8;  // replications of each scenario, before more of any
constexpr std::chrono::milliseconds between_tellings{100}, between_keepings{1000};
using Clock = std::chrono::steady_clock;

base::Problem ended_by_server() { return {.code = "cancelled", .title = "Cancelled", .detail = "The server ended while it ran."}; }

// A run on its way.
class Going {
 public:
  Going(const Context& context, const domain::Job& job, domain::FlowRun run, std::vector<flow_file::Asked> asked, const Watch& watch)
      : context_(context), job_(job), run_(std::move(run)), asked_(std::move(asked)), watch_(watch), known_(asked_.size()) {
    for (const flow_file::Asked& each : asked_) {
      std::vector<std::string> measures;
      for (const auto& measure : each.model.measures) measures.push_back(measure.name);
      told_.push_back({each.name, each.title, std::move(measures), {.done = 0, .of = hoped(each.model), .measures = {}}});
    }
  }

  // What an earlier start of it kept; bytes of another version of the program are done again.
  void take_kept() {
    for (const KeptReplication& each : context_.database.read()->flows().kept(run_.id)) {
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(each.bytes.data());
      auto read = flow_file::replication_in({bytes, each.bytes.size()});
      if (read && static_cast<std::size_t>(each.scenario) < known_.size()) known_[static_cast<std::size_t>(each.scenario)].insert_or_assign(static_cast<std::size_t>(each.number), *std::move(read));
    }
  }

  base::Result<flow_file::FlowReport> run() {
    // In rounds, each twice as long: whenever it is stopped, the scenarios have come about as far as one another.
    int most = 0;
    for (const auto& each : asked_) most = std::max(most, each.model.run.replications);
    for (int round = first_look; asked_.size() > 1 && round < most && !watch_.stop; round = round > most / 2 ? most : 2 * round) {
      for (std::size_t i = 0; i < asked_.size() && !watch_.stop; ++i) {
        if (asked_[i].model.run.precision || !asked_[i].model.run.warm_up) continue;
        const auto looked = reach(i, std::min(round, asked_[i].model.run.replications), true);
        if (!looked) return base::fail(looked.error());
      }
    }
    flow_file::FlowReport report;
    std::string reached;
    bool stopped = false;
    for (std::size_t i = 0; i < asked_.size(); ++i) {
      auto result = watch_.stop ? what_is_done(i) : reach(i, {}, true);
      if (result && result->cancelled) result = what_is_done(i);
      if (!result) return base::fail(result.error());
      const std::size_t of = hoped(asked_[i].model), done = result->replications.size();
      reached += (reached.empty() ? "" : ", ") + std::to_string(done) + " of " + std::to_string(of) + " replications of " + asked_[i].name;
      if (done == 0) break;
      stopped = stopped || result->cancelled;
      report.runs.push_back(flow_file::beside_theory(asked_[i], *std::move(result)));
    }
    if (stopped || report.runs.size() < asked_.size()) report.stopped = reached;
    return report;
  }

  // Stores what isn't yet: all but what is in the database already.
  void flush() {
    const std::scoped_lock lock(keeping_);
    if (unkept_.empty()) return;
    const auto tx = context_.database.write();
    if (!tx->flows().find_run(run_.id)) return;  // nobody wants it any more
    for (const KeptReplication& each : unkept_) tx->flows().keep(run_.id, each);
    tx->jobs().say(job_.id, "");  // it came further, and so may begin again after the next end of the server
    tx->commit();
    unkept_.clear();
    kept_at_ = Clock::now();
  }

 private:
  static std::size_t hoped(const engine::Model& model) { return static_cast<std::size_t>(model.run.precision ? model.run.precision->at_most : model.run.replications); }

  base::Result<engine::RunResult> reach(std::size_t scenario, std::optional<int> replications, bool may_stop) {
    engine::Model some;
    const engine::Model* model = &asked_[scenario].model;
    if (replications) {
      some = *model;
      some.run.replications = *replications;
      some.run.precision.reset();
      model = &some;
    }
    engine::Control control;
    if (may_stop) control.cancel = &watch_.stop;
    control.progress = [&](const engine::Progress& progress) { tell(scenario, progress); };
    control.known = [&](std::size_t number) -> std::optional<engine::Replication> {
      const auto found = known_[scenario].find(number);
      return found == known_[scenario].end() ? std::nullopt : std::optional(found->second);
    };
    control.keep = [&](std::size_t number, const engine::Replication& replication) { keep(scenario, number, replication); };
    return engine::run_model(*model, control);
  }

  // Of those in a row from the first.
  base::Result<engine::RunResult> what_is_done(std::size_t scenario) {
    int count = 0;
    while (known_[scenario].contains(static_cast<std::size_t>(count))) ++count;
    auto out = count == 0 ? base::Result<engine::RunResult>(engine::RunResult{}) : reach(scenario, count, false);
    if (out) out->cancelled = static_cast<std::size_t>(count) < hoped(asked_[scenario].model);
    return out;
  }

  void keep(std::size_t scenario, std::size_t number, const engine::Replication& replication) {
    known_[scenario].insert_or_assign(number, replication);
    {
      const std::scoped_lock lock(keeping_);
      const auto bytes = flow_file::bytes_of(replication);
      unkept_.push_back({static_cast<int>(scenario), static_cast<std::int64_t>(number), std::string(bytes.begin(), bytes.end())});
    }
    if (Clock::now() - kept_at_ > between_keepings) flush();
  }

  void tell(std::size_t scenario, const engine::Progress& progress) {
    auto& so_far = told_[scenario].so_far;
    if (progress.done < so_far.done) return;  // going over those that are known
    const std::size_t of = so_far.of;
    so_far = progress;
    so_far.of = of;
    const auto now = Clock::now();
    if (now - told_at_ < between_tellings && progress.done < of) return;
    told_at_ = now;
    double done = 0, all = 0;
    for (const auto& each : told_) done += static_cast<double>(each.so_far.done), all += static_cast<double>(each.so_far.of);
    watch_.tell(done / all, flow_file::text_of(told_));
  }

  const Context& context_;
  const domain::Job& job_;
  domain::FlowRun run_;
  std::vector<flow_file::Asked> asked_;
  const Watch& watch_;
  std::vector<std::map<std::size_t, engine::Replication>> known_;  // by scenario
  std::vector<flow_file::ScenarioProgress> told_;
  Clock::time_point told_at_, kept_at_ = Clock::now();
  std::mutex keeping_;
  std::vector<KeptReplication> unkept_;
};

base::Result<Computed> compute(const Context& context, const Actor& actor, const domain::Job& job, const Watch& watch) {
  domain::FlowRunId id;
  std::from_chars(job.input.data(), job.input.data() + job.input.size(), id.value);
  std::optional<domain::FlowRun> run;
  std::optional<OpenFlowModel> open;
  {
    const auto tx = context.database.read();
    run = tx->flows().find_run(id);
    if (!run) return base::fail(not_found("run of a flow model"));
    auto found = open_flow_model(context, *tx, actor, run->model, run->version);
    if (!found) return base::fail(found.error());
    open = *std::move(found);
  }
  const auto question = flow_file::question_in(run->question);
  if (!question) return base::fail(question.error());
  auto asked = asked_of(*open->read, *question);
  if (!asked) return base::fail(asked.error());
  flow_file::ModelNote note;
  for (const flow_file::Asked& each : *asked) flow_file::note(note, each.model);

  Going going(context, job, *run, *std::move(asked), watch);
  going.take_kept();
  auto report = going.run();
  if (!report) return base::fail(report.error());
  if (watch.stop && !watch.is_cancelled() && !report->stopped.empty()) {
    going.flush();
    return base::fail(ended_by_server());
  }
  if (report->runs.empty()) return base::fail(ended_by_server());
  static_cast<flow_file::ModelNote&>(*report) = std::move(note);
  report->hash = open->read->hash();
  report->version = TRIBUTARY_VERSION;
  const bool stopped = !report->stopped.empty();
  const std::string result = flow_file::differences_text(*report);
  if (question->by) going.flush();  // predictions are read off them (flow_run_rows.cpp)
  const auto tx = context.database.write();
  if (!tx->flows().find_run(id)) return base::fail(base::Problem{.code = "cancelled", .title = "Cancelled", .detail = "Nobody wants the run any more."});
  tx->flows().end_run(id, result, sha256_hex(flow_file::differences_lines(*report)), stopped, context.clock.now());
  if (!question->by) tx->flows().forget_replications(id);
  tx->commit();
  return Computed{.output = "{\"run_id\":" + std::to_string(id.value) + "}", .stopped = stopped};
}

}  // namespace

JobWork flow_run_work(Lane lane) { return {.run = {}, .repeatable = true, .lane = lane, .compute = compute}; }

}  // namespace tributary::services
