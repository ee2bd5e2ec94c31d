#include "services/jobs.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "services/ports/job_store.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using domain::JobState;
using test::MeasuredPlace;

namespace {

std::string code_of(const base::Problem& problem) { return "\"" + problem.code + "\""; }

// Doubles text; "bad" is refused, "worse" is our mistake.
Jobs jobs_at(const MeasuredPlace& at, bool repeatable = true) {
  const auto work = [](const Context&, const Actor& actor, const std::string& input, const Progress& progress) -> base::Result<std::string> {
    if (input == "worse") throw std::runtime_error("worse");
    if (input == "bad" || !progress(0.5)) return base::fail({.code = input == "bad" ? "refused" : "cancelled", .title = "No"});
    return input + input + actor.name;
  };
  return {at.context, {{"double", {.run = work, .repeatable = repeatable}}}, code_of};
}

}  // namespace

TEST_CASE("a job runs as whom it was asked by, keeps its output and forgets its input") {
  const MeasuredPlace at;
  Jobs jobs = jobs_at(at);
  const auto job = jobs.add(at.lead, "double", "ab");
  CHECK(jobs.find(at.lead, job.id)->state == JobState::waiting);
  CHECK(jobs.find(at.analyst, job.id).error().code == "not-found");
  CHECK(jobs.run_next());
  CHECK_FALSE(jobs.run_next());
  const auto done = jobs.find(at.lead, job.id);
  CHECK(done->state == JobState::done);
  CHECK(done->output == "abablead");
  CHECK(done->progress == 1);
}

TEST_CASE("a refusal and a mistake of ours fail the job, not the runner") {
  const MeasuredPlace at;
  Jobs jobs = jobs_at(at);
  const auto bad = jobs.add(at.lead, "double", "bad");
  const auto worse = jobs.add(at.lead, "double", "worse");
  const auto good = jobs.add(at.lead, "double", "x");
  while (jobs.run_next()) {}
  CHECK(jobs.find(at.lead, bad.id)->output == "\"refused\"");
  CHECK(jobs.find(at.lead, worse.id)->output == "\"our-mistake\"");
  CHECK(jobs.find(at.lead, good.id)->state == JobState::done);
}

TEST_CASE("a job that waits can be cancelled, by its owner alone") {
  const MeasuredPlace at;
  Jobs jobs = jobs_at(at);
  const auto job = jobs.add(at.lead, "double", "ab");
  CHECK_FALSE(jobs.cancel(at.analyst, job.id).has_value());
  CHECK(jobs.cancel(at.lead, job.id)->state == JobState::cancelled);
  CHECK_FALSE(jobs.run_next());
}

TEST_CASE("what a killed server left running begins again three times where that is safe, and else has failed") {
  const MeasuredPlace at;
  const auto left_running = [&](Jobs& jobs) {
    const auto job = jobs.add(at.lead, "double", "ab");
    const auto tx = at.database->write();
    tx->jobs().begin_next({"double"}, at.clock.now());
    tx->commit();
    return job.id;
  };
  Jobs safe = jobs_at(at);
  const auto again = left_running(safe);
  for (int time = 0; time < 3; ++time) {
    safe.settle_left_running();
    CHECK(safe.find(at.lead, again)->state == JobState::waiting);
    const auto tx = at.database->write();
    tx->jobs().begin_next({"double"}, at.clock.now());
    tx->commit();
  }
  safe.settle_left_running();
  CHECK(safe.find(at.lead, again)->state == JobState::failed);

  Jobs unsafe = jobs_at(at, false);
  const auto lost = left_running(unsafe);
  unsafe.settle_left_running();
  CHECK(unsafe.find(at.lead, lost)->output == "\"interrupted\"");
}

TEST_CASE("a computation that its owner stops keeps what it has, and nothing that writes waits for it") {
  const MeasuredPlace at;
  std::atomic<bool> began = false;
  const auto count = [&](const Context&, const Actor&, const domain::Job&, const Watch& watch) -> base::Result<Computed> {
    watch.tell(0.25, "{\"so_far\":1}");
    began = true;
    while (!watch.stop) std::this_thread::sleep_for(std::chrono::milliseconds{1});
    if (!watch.is_cancelled()) return base::fail({.code = "cancelled", .title = "Cancelled"});
    return Computed{.output = "1", .stopped = true};
  };
  const auto write = [](const Context&, const Actor&, const std::string&, const Progress&) -> base::Result<std::string> { return "2"; };
  const auto until = [](const auto& there) {
    for (int i = 0; i < 500 && !there(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    return there();
  };
  const Jobs::Works works{{"count", {.repeatable = true, .lane = Lane::computing, .compute = count}}, {"write", {.run = write}}};
  domain::JobId left;
  {
    Jobs jobs(at.context, works, code_of);
    jobs.start();
    const auto counting = jobs.add(at.lead, "count", "");
    REQUIRE(until([&] { return began.load(); }));
    CHECK(jobs.find(at.lead, counting.id)->detail == "{\"so_far\":1}");
    const auto writing = jobs.add(at.analyst, "write", "");
    CHECK(until([&] { return jobs.find(at.analyst, writing.id)->state == JobState::done; }));
    CHECK(jobs.find(at.lead, counting.id)->state == JobState::running);
    REQUIRE(jobs.cancel(at.lead, counting.id));
    REQUIRE(until([&] { return jobs.find(at.lead, counting.id)->state == JobState::cancelled; }));
    CHECK(jobs.find(at.lead, counting.id)->output == "1");
    began = false;
    left = jobs.add(at.lead, "count", "").id;
    REQUIRE(until([&] { return began.load(); }));
  }  // the server ends
  // However often a server ends in order: that is nothing the job has done.
  for (int time = 0; time < 5; ++time) {
    Jobs next(at.context, works, code_of);
    next.settle_left_running();
    CHECK(next.find(at.lead, left)->state == JobState::waiting);
    began = false;
    next.start();
    REQUIRE(until([&] { return began.load(); }));
  }
}

TEST_CASE("the runner works by itself") {
  const MeasuredPlace at;
  Jobs jobs = jobs_at(at);
  jobs.start();
  const auto job = jobs.add(at.lead, "double", "ab");
  for (int i = 0; i < 200 && jobs.find(at.lead, job.id)->state != JobState::done; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  CHECK(jobs.find(at.lead, job.id)->state == JobState::done);
}

}  // namespace tributary::services
