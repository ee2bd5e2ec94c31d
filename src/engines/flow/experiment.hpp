// Experiment: replications of a model, on as many threads as there are, and what they say together.
//
// Idea      a replication depends on seed, number and model alone, so any thread may run it; results are put in order of the
//           replication before anything is added up
// Promises  the same seed gives the same bytes on any number of threads; cancelling keeps the replications that are done
// See       estimate.hpp, warm_up.hpp
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/estimate.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

// What one replication came to, in plain numbers.
struct ServiceNumbers {
  double occupied = 0, queue = 0, blocked = 0, in_transition = 0, beds = 0;  // time averages, or of daily snapshots; beds always of time
  double arrivals = 0, starts = 0, departures = 0, turned_away = 0, reneged = 0, placed_out = 0, overflowed = 0;
  Observed wait, wait_if_waited, share_delayed, stay, active_stay;
  Observed visits, slots_used, visit_delay;  // of a team that gives visits: count; share; mean over those after the first
};
struct Replication {
  std::vector<ServiceNumbers> services;
  std::vector<std::vector<Observed>> measures;              // the whole run first, then periods
  double present = 0;                                        // the same of people in the system
  Observed time_in_system;
  std::uint64_t arrived = 0, left = 0, timers = 0;
  std::vector<double> trend;                                 // people in the system in each twelfth of the run
  bool by_recursion = false;                                 // and not event by event

  // Of a measure over the whole run (0), or in one of its periods; none where this replication hasn't it.
  [[nodiscard]] Observed measure(std::size_t at, std::size_t period) const { return period < measures[at].size() ? measures[at][period] : Observed(); }
};

struct ServiceEstimates {
  std::string name, title;
  std::optional<Estimate> occupied, queue, blocked, in_transition, wait, wait_if_waited, share_delayed, stay, active_stay, arrivals, placed_out,
      turned_away, reneged, visits, slots_used, visit_delay;
  double beds = 0;
  bool unlimited = false;
};

struct MeasureEstimates {
  std::string name, title, unit;
  std::optional<Estimate> whole;
  double period = 0;
  std::vector<std::optional<Estimate>> periods;
};

// A run that isn't stationary: its mean depends on when one looks.
struct Drift {
  double first_third = 0, last_third = 0;  // people in the system, mean
  double standard_errors = 0;              // how many the difference is worth
  [[nodiscard]] bool grows() const { return standard_errors > 3 && last_third > 1.05 * first_third; }
  [[nodiscard]] bool falls() const { return standard_errors < -3 && first_third > 1.05 * last_third; }
  [[nodiscard]] bool drifts() const { return grows() || falls(); }
};

struct RunResult {
  std::vector<ServiceEstimates> services;
  std::vector<MeasureEstimates> measures;
  std::optional<Estimate> present, time_in_system;
  Drift drift;
  double warm_up = 0, length = 0;
  bool warm_up_found = false;       // by itself
  std::uint64_t seed = 0, people = 0, timers = 0;
  std::size_t by_recursion = 0;     // replications that were run by the exact recursion; the others event by event
  std::vector<Replication> replications;
  bool cancelled = false;
  bool precise = true;              // the wanted half-width was reached, where one was wanted
};

// How far a run is, and what the replications that are done say of its measures, in their order, over the whole run.
struct Progress {
  std::size_t done = 0, of = 0;
  std::vector<RunningMean> measures;
};

// What a replication failed with.
struct ProblemAt {
  std::size_t replication = 0;
  base::Problem problem;
};

struct Control {
  unsigned threads = 0;             // 0: as many as the machine has
  const std::atomic<bool>* cancel = nullptr;
  std::function<void(const Progress&)> progress;  // called from one thread at a time, after each replication
  // A replication that an earlier run of the same model, seed and length did, by its number; and what is done with one that this run
  // did. Both are called from one thread at a time.
  std::function<std::optional<Replication>(std::size_t)> known;
  std::function<void(std::size_t, const Replication&)> keep;
  // Where several processes run one experiment together: which replications are this one's; and how all come to have all from `begin`
  // on, with the first problem that any of them met. Every process calls it, in the same order.
  std::function<bool(std::size_t)> mine;
  std::function<void(std::size_t begin, std::vector<Replication>& done, std::optional<ProblemAt>& problem)> gather;
};

// Runs a checked model. Fails with "measure-not-known" where the precision names none, and with "recursion-not-possible" where it is
// asked for and the model is no plain queue.
[[nodiscard]] base::Result<RunResult> run_model(const Model& model, const Control& control = {});

// A number in two runs of the same people, and after − before replication by replication: with common random numbers the difference is
// surer than either. All three are of the replications that both have; the difference is none where none of them has both numbers.
struct Compared {
  std::optional<Estimate> before, after, difference;
};
[[nodiscard]] Compared compare(const RunResult& before, const RunResult& after, const std::function<Observed(const Replication&)>& number_before,
                               const std::function<Observed(const Replication&)>& number_after);

// Whether a checked model is one that the exact recursion can run.
[[nodiscard]] bool fits_recursion(const Model& model);

}  // namespace tributary::flow
