#include "services/jobs.hpp"

#include <chrono>

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
constexpr const char* begun_again = "Begun again after the server stopped.";

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
          .detail = "Nothing of it was stored. Ask for it again."};
}

base::Problem broken() {
  return {.kind = base::ProblemKind::unavailable, .code = "our-mistake", .title = "Something went wrong here",
          .detail = "It is our mistake, not yours, and nothing was stored. The server's log says more."};
}

}  // namespace

Jobs::Jobs(Database& database, const base::Clock& clock, std::map<std::string, JobWork, std::less<>> works, WriteProblem write_problem)
    : context_{.database = database, .clock = clock}, works_(std::move(works)), write_problem_(std::move(write_problem)) {}

Jobs::~Jobs() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  if (runner_.joinable()) {
    runner_.request_stop();
    runner_.join();
  }
}

void Jobs::start() {
  settle_left_running();
  runner_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

Job Jobs::add(const Actor& actor, std::string kind, std::string input) {
  base::check(works_.contains(kind), "a job is of a known kind");
  Job job{.kind = std::move(kind), .input = std::move(input), .made_by = actor.person, .made = context_.clock.now()};
  const auto tx = context_.database.write();
  job.id = tx->jobs().add(job);
  tx->commit();
  added_.notify_all();
  return job;
}

base::Result<Job> Jobs::find(const Actor& actor, JobId id) {
  auto job = context_.database.read()->jobs().find(id);
  if (!job || job->made_by != actor.person) return base::fail(not_found("job"));
  const std::lock_guard lock(mutex_);
  if (job->state == JobState::running && current_ == id) job->progress = progress_;
  return *std::move(job);
}

base::Result<Job> Jobs::cancel(const Actor& actor, JobId id) {
  {
    const std::lock_guard lock(mutex_);
    if (current_ == id && current_owner_ == actor.person) cancelled_ = true;
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
    const bool again = work != works_.end() && work->second.repeatable && job.message != begun_again;
    if (again) tx->jobs().put_back(job.id, begun_again);
    else tx->jobs().end(job.id, JobState::failed, write_problem_(interrupted()), interrupted().title, context_.clock.now());
  }
  tx->commit();
}

bool Jobs::run_next() {
  if (!context_.database.read()->jobs().any_waiting()) return false;
  std::optional<Job> job;
  {
    const auto tx = context_.database.write();
    job = tx->jobs().begin_next(context_.clock.now());
    tx->commit();
  }
  if (!job) return false;
  {
    const std::lock_guard lock(mutex_);
    current_ = job->id;
    current_owner_ = job->made_by;
    progress_ = 0;
    cancelled_ = false;
  }
  const base::Result<std::string> outcome = [&]() -> base::Result<std::string> {
    try {
      const auto actor = actor_of_job(context_.database, job->made_by);
      if (!actor) return base::fail(actor.error());
      const auto work = works_.find(job->kind);
      if (work == works_.end()) return base::fail(interrupted());  // of another version of this program
      return work->second.run(context_, *actor, job->input, [this](double done) { return note(done); });
    } catch (const std::exception& error) {
      base::log_error("job " + std::to_string(job->id.value) + ": " + error.what());
      return base::fail(broken());
    }
  }();
  finish(*job, outcome);
  return true;
}

bool Jobs::note(double progress) {
  const std::lock_guard lock(mutex_);
  progress_ = progress;
  return !cancelled_ && !stopping_;
}

void Jobs::finish(const Job& job, const base::Result<std::string>& outcome) {
  const bool stopped = !outcome && outcome.error().code == "cancelled";
  {
    const std::lock_guard lock(mutex_);
    current_ = {};
    if (stopped && !cancelled_) return;  // by the server's end: still running, for the next start to settle
  }
  const auto tx = context_.database.write();
  const base::Instant now = context_.clock.now();
  if (outcome) tx->jobs().end(job.id, JobState::done, *outcome, "", now);
  else if (stopped) tx->jobs().end(job.id, JobState::cancelled, "", "Cancelled; nothing of it was stored.", now);
  else tx->jobs().end(job.id, JobState::failed, write_problem_(outcome.error()), outcome.error().title, now);
  tx->commit();
}

void Jobs::work(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      if (run_next()) continue;
    } catch (const std::exception& error) {
      base::log_error(std::string("jobs: ") + error.what());  // the world broke: try again later
    }
    std::unique_lock lock(mutex_);
    added_.wait_for(lock, stop, look_every, [] { return false; });
  }
}

}  // namespace tributary::services
