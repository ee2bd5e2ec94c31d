// Jobs: long work in one thread of its own, watched and cancelled from any other.
//
// Idea      a job is a row, so that it survives the process; who asks for it gets its number at once. One runner takes jobs
//           in turn; how far it is stands in memory, since the runner holds the only writer while it works
// Promises  a job's work is one transaction: done wholly or not at all. After a restart what was running begins again, once,
//           where repeating it can't store anything twice; else it has failed, in plain words
// See       http/job_handlers.cpp for progress as server-sent events; docs/decisions for why in instalments
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "domain/job.hpp"
#include "services/context.hpp"
#include "services/watched.hpp"

namespace tributary::services {

// What a kind of job does with its input, as whom, giving its output as JSON.
struct JobWork {
  std::function<base::Result<std::string>(const Context&, const Actor&, const std::string& input, const Progress&)> run;
  bool repeatable = false;  // running it twice is as running it once
};

class Jobs {
 public:
  // Problems are kept as `write_problem` makes them.
  using WriteProblem = std::function<std::string(const base::Problem&)>;
  Jobs(Database& database, const base::Clock& clock, std::map<std::string, JobWork, std::less<>> works, WriteProblem write_problem);
  ~Jobs();  // stops the job it is at, which the next start settles
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // Settles what an earlier process left, then works until destroyed.
  void start();

  [[nodiscard]] domain::Job add(const Actor& actor, std::string kind, std::string input);
  // One's own alone. Fails with "not-found".
  [[nodiscard]] base::Result<domain::Job> find(const Actor& actor, domain::JobId id);
  // Of one that waits, at once; of one that runs, as soon as it notices. One that has ended stays as it is.
  [[nodiscard]] base::Result<domain::Job> cancel(const Actor& actor, domain::JobId id);

  // Runs the next one that waits, in the caller's thread; false when none does. What the runner does, and tests.
  bool run_next();
  void settle_left_running();

 private:
  void work(const std::stop_token& stop);
  bool note(double progress);  // of the current job; false when it has been cancelled
  void finish(const domain::Job& job, const base::Result<std::string>& outcome);

  Context context_;
  std::map<std::string, JobWork, std::less<>> works_;
  WriteProblem write_problem_;

  std::mutex mutex_;
  std::condition_variable_any added_;
  domain::JobId current_{};
  domain::PersonId current_owner_{};
  double progress_ = 0;
  bool cancelled_ = false;
  bool stopping_ = false;
  std::jthread runner_;
};

}  // namespace tributary::services
