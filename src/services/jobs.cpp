#include "services/jobs.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>
#include <utility>

#include "base/check.hpp"
#include "base/log.hpp"
#include "services/ports/job_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::Job;
using domain::JobId;
using domain::JobState;

namespace {

// Another process (the command line) may add one too; so the runner also looks by itself.
constexpr auto look_every = std::chrono::milliseconds{500};
// What a job says that was running when the server ended, by how often that was without its coming further.
constexpr std::array<std::string_view, 3> begun_again{"Begun again after the server stopped.", "Begun again, twice, after the server stopped.", "Begun again, three times, after the server stopped."};

base::Result<Actor> actor_of_job(Database& database, domain::PersonId id) {
  const auto tx = database.read();
  const auto person = tx->people().find(id);
  if (!person || person->disabled)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "person-disabled", .title = "The account is closed",
                       .detail = "Whoever asked for this can no longer act."});
  return Actor{.person = id, .name = person->name, .grants = tx->people().grants_of(id)};
}

base::Problem interrupted() {
  return {.kind = base::ProblemKind::unavailable, .code = "interrupted", .title = "The server stopped while this ran",
          .detail = "It has no result. Ask for it again."};
}

base::Problem broken() {
  return {.kind = base::ProblemKind::unavailable, .code = "our-mistake", .title = "Something went wrong here",
          .detail = "It is our mistake, not yours, and nothing was stored. The server's log says more."};
}

}  // namespace

Jobs::Jobs(const Context& context, Works works, WriteProblem write_problem)
    : context_(context), works_(std::move(works)), write_problem_(std::move(write_problem)) {
  context_.jobs = this;
  for (std::size_t i = 0; i < runners_.size(); ++i) {
    runners_[i].lane = all_lanes[i];
    for (const auto& [kind, work] : works_)
      if (work.lane == all_lanes[i]) runners_[i].kinds.push_back(kind);
  }
}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (Runner& each : runners_) each.stop = true;
  }
  for (Runner& each : runners_) each.thread.request_stop();
  for (Runner& each : runners_)
    if (each.thread.joinable()) each.thread.join();
}

void Jobs::start() {
  settle_left_running();
  for (Runner& each : runners_)
    if (!each.kinds.empty()) each.thread = std::jthread([this, &each](const std::stop_token& stop) { work(each, stop); });
}

Job Jobs::add(const Actor& actor, std::string kind, std::string input) {
  base::check(works_.contains(kind), "a job is of a known kind");
  Job job{.kind = std::move(kind), .input = std::move(input), .made_by = actor.person, .made = context_.clock.now()};
  const auto tx = context_.database.write();
  job.id = tx->jobs().add(job);
  tx->commit();
  {
    const std::lock_guard lock(mutex_);
    ++adds_;
  }
  added_.notify_all();
  return job;
}

base::Result<Job> Jobs::find(const Actor& actor, JobId id) {
  auto job = context_.database.read()->jobs().find(id);
  if (!job || job->made_by != actor.person) return base::fail(not_found("job"));
  const std::lock_guard lock(mutex_);
  for (const Runner& each : runners_)
    if (job->state == JobState::running && each.current == id) job->progress = each.progress, job->detail = each.detail;
  return *std::move(job);
}

base::Result<Job> Jobs::cancel(const Actor& actor, JobId id) {
  {
    const std::lock_guard lock(mutex_);
    for (Runner& each : runners_)
      if (each.current == id && each.owner == actor.person) each.cancelled = each.stop = true;
  }
  const auto tx = context_.database.write();
  auto job = tx->jobs().find(id);
  if (!job || job->made_by != actor.person) return base::fail(not_found("job"));
  if (job->state == JobState::waiting) {
    tx->jobs().end(id, JobState::cancelled, "", "Cancelled before it began.", context_.clock.now());
    job = tx->jobs().find(id);
    tx->commit();
  }
  return *std::move(job);
}

void Jobs::settle_left_running() {
  const auto tx = context_.database.write();
  for (const Job& job : tx->jobs().running()) {
    const auto work = works_.find(job.kind);
    // A computation that came further takes the words back (flow_run_work.cpp); one that never does may be what ends the server.
    const auto said = std::ranges::find(begun_again, job.message);
    const auto next = said == begun_again.end() ? begun_again.begin() : said + 1;
    if (work != works_.end() && work->second.repeatable && next != begun_again.end()) tx->jobs().put_back(job.id, std::string(*next));
    else tx->jobs().end(job.id, JobState::failed, write_problem_(interrupted()), interrupted().title, context_.clock.now());
  }
  tx->commit();
}

bool Jobs::run_next() {
  for (Runner& each : runners_)
    if (run_next(each)) return true;
  return false;
}

bool Jobs::run_next(Runner& runner) {
  if (!context_.database.read()->jobs().any_waiting(runner.kinds)) return false;
  std::optional<Job> job;
  {
    const auto tx = context_.database.write();
    job = tx->jobs().begin_next(runner.kinds, context_.clock.now());
    // Under the lock before anybody can see that it runs: who cancels it from then on finds it here.
    const std::lock_guard lock(mutex_);
    if (!job || stopping_) return false;
    runner.current = job->id;
    runner.owner = job->made_by;
    runner.progress = 0;
    runner.detail.clear();
    runner.cancelled = runner.stop = false;
    tx->commit();
  }
  const auto outcome = [&]() -> base::Result<Computed> {
    try {
      return outcome_of(runner, *job);
    } catch (const std::exception& error) {
      base::log_error("job " + std::to_string(job->id.value) + ": " + error.what());
      return base::fail(broken());
    }
  }();
  finish(runner, *job, outcome);
  return true;
}

base::Result<Computed> Jobs::outcome_of(Runner& runner, const Job& job) {
  const auto actor = actor_of_job(context_.database, job.made_by);
  if (!actor) return base::fail(actor.error());
  const auto work = works_.find(job.kind);
  if (work == works_.end()) return base::fail(interrupted());  // of another version of this program
  if (work->second.compute)
    return work->second.compute(context_, *actor, job, {.tell = [&](double progress, std::string detail) { tell(runner, progress, std::move(detail)); },
                                                        .stop = runner.stop, .is_cancelled = [&] { return is_cancelled(runner); }});
  auto done = work->second.run(context_, *actor, job.input, [&](double progress) {
    tell(runner, progress, {});
    return !runner.stop;
  });
  if (!done) return base::fail(done.error());
  return Computed{.output = *std::move(done)};
}

void Jobs::tell(Runner& runner, double progress, std::string detail) {
  const std::lock_guard lock(mutex_);
  runner.progress = progress;
  runner.detail = std::move(detail);
}

bool Jobs::is_cancelled(Runner& runner) {
  const std::lock_guard lock(mutex_);
  return runner.cancelled;
}

void Jobs::finish(Runner& runner, const Job& job, const base::Result<Computed>& outcome) {
  const bool stopped = !outcome && outcome.error().code == "cancelled";
  bool by_server = false;
  {
    const std::lock_guard lock(mutex_);
    runner.current = {};
    by_server = stopped && !runner.cancelled;
  }
  const auto tx = context_.database.write();
  if (by_server) {  // still running, for the next start to settle; an end in order is none that the job might have caused
    tx->jobs().say(job.id, "");
    tx->commit();
    return;
  }
  const base::Instant now = context_.clock.now();
  if (outcome && outcome->stopped) tx->jobs().end(job.id, JobState::cancelled, outcome->output, "Stopped; what was done by then is kept.", now);
  else if (outcome) tx->jobs().end(job.id, JobState::done, outcome->output, "", now);
  else if (stopped) tx->jobs().end(job.id, JobState::cancelled, "", "Cancelled; nothing of it was stored.", now);
  else tx->jobs().end(job.id, JobState::failed, write_problem_(outcome.error()), outcome.error().title, now);
  tx->commit();
}

void Jobs::work(Runner& runner, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::uint64_t seen = 0;
    {
      const std::lock_guard lock(mutex_);
      seen = adds_;
    }
    try {
      if (run_next(runner)) continue;
    } catch (const std::exception& error) {
      base::log_error(std::string("jobs: ") + error.what());  // the world broke: try again later
    }
    std::unique_lock lock(mutex_);
    added_.wait_for(lock, stop, look_every, [&] { return adds_ != seen; });
  }
}

}  // namespace tributary::services
