// Jobs: long work in threads of its own, watched and cancelled from any other.
//
// Idea      a job is a row, so that it survives the process; who asks for it gets its number at once. Work that writes is done by one
//           runner in turn, within one transaction each; computations have runners of their own, so that nothing that writes waits for
//           them, and short ones don't wait for long ones. How far a job is stands in memory
// Promises  work that writes is one transaction: done wholly or not at all. A computation stores in short transactions what it has, and
//           goes on from there. After a restart what was running begins again where repeating it can't store anything twice: after an end
//           in order always, after any other three times, or as often as it came further; else it has failed, in plain words
// See       http/job_handlers.cpp for progress as server-sent events; docs/decisions for why in instalments, and why in lanes
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "domain/job.hpp"
#include "services/context.hpp"
#include "services/watched.hpp"

namespace tributary::services {

// What a computation is given to tell how far it is, and to learn that it should end.
struct Watch {
  std::function<void(double progress, std::string detail)> tell;  // 0 to 1; what is known so far, as JSON
  const std::atomic<bool>& stop;       // end soon: its owner cancelled it, or the server ends
  std::function<bool()> is_cancelled;  // by its owner: keep what is done as the result
};

// What a computation came to.
struct Computed {
  std::string output;    // JSON
  bool stopped = false;  // before its end, by its owner
};

enum class Lane { writing, computing, computing_long };
inline constexpr std::array all_lanes{Lane::writing, Lane::computing, Lane::computing_long};

// What a kind of job does with its input, as whom, giving its output as JSON. One of the two.
struct JobWork {
  std::function<base::Result<std::string>(const Context&, const Actor&, const std::string& input, const Progress&)> run;
  bool repeatable = false;  // running it twice is as running it once
  Lane lane = Lane::writing;
  // Holds no transaction while it computes. Stopped by the server's end it gives Problem "cancelled", and goes on when it is run again.
  std::function<base::Result<Computed>(const Context&, const Actor&, const domain::Job&, const Watch&)> compute;
};

class Jobs {
 public:
  // Problems are kept as `write_problem` makes them.
  using WriteProblem = std::function<std::string(const base::Problem&)>;
  using Works = std::map<std::string, JobWork, std::less<>>;
  // `context` is what work is given.
  Jobs(const Context& context, Works works, WriteProblem write_problem);
  ~Jobs();  // stops the jobs it is at, which the next start settles
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // Settles what an earlier process left, then works until destroyed.
  void start();

  [[nodiscard]] domain::Job add(const Actor& actor, std::string kind, std::string input);
  // One's own alone. Fails with "not-found".
  [[nodiscard]] base::Result<domain::Job> find(const Actor& actor, domain::JobId id);
  // Of one that waits, at once; of one that runs, as soon as it notices. One that has ended stays as it is.
  [[nodiscard]] base::Result<domain::Job> cancel(const Actor& actor, domain::JobId id);

  // Runs the next one that waits, in the caller's thread; false when none does. What the runners do, and tests.
  bool run_next();
  void settle_left_running();

 private:
  // A lane's: one job at a time. What others read of it is under mutex_.
  struct Runner {
    Lane lane = Lane::writing;
    std::vector<std::string> kinds;
    domain::JobId current{};
    domain::PersonId owner{};
    double progress = 0;
    std::string detail;
    bool cancelled = false;
    std::atomic<bool> stop = false;
    std::jthread thread;
  };

  void work(Runner& runner, const std::stop_token& stop);
  bool run_next(Runner& runner);
  [[nodiscard]] base::Result<Computed> outcome_of(Runner& runner, const domain::Job& job);
  void tell(Runner& runner, double progress, std::string detail);
  bool is_cancelled(Runner& runner);
  void finish(Runner& runner, const domain::Job& job, const base::Result<Computed>& outcome);

  Context context_;
  Works works_;
  WriteProblem write_problem_;

  std::mutex mutex_;
  std::condition_variable_any added_;
  std::uint64_t adds_ = 0;
  bool stopping_ = false;
  std::array<Runner, all_lanes.size()> runners_;
};

}  // namespace tributary::services
