// Runs of flow models: how long one will take, starting it, and what came of it.
//
// Idea      a run is a job that computes outside any transaction: what it tells while it goes is in memory, replications that are done
//           are kept every second, and the result is stored in one short write
// Promises  a run that would take over a minute is asked for twice ("sure"); one that the server's end cut short goes on from the
//           replications that are kept, to the same bytes; one that a person stops keeps what is done; the same question of the same
//           version gives the same bytes
// See       engines/flow/experiment.hpp; jobs.hpp for lanes and progress
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/flow_model.hpp"
#include "domain/job.hpp"
#include "domain/prediction.hpp"
#include "services/context.hpp"
#include "services/jobs.hpp"

namespace tributary::services {

inline constexpr double long_run_seconds = 60;  // from here on a page asks first

struct FlowRunStarted {
  domain::FlowRun run;
  domain::Job job;
  double seconds = 0;  // about how long it will take
};

struct FlowRunView {
  domain::FlowRun run;
  std::string model_title, model_hash, made_by_name;
  domain::JobState state = domain::JobState::waiting;
  std::string problem;  // JSON, why it failed
};

// About how many seconds it will take on this machine, from a pilot of at most a replication.
[[nodiscard]] base::Result<double> estimate_flow_run(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version,
                                                     const domain::FlowQuestion& question);
// Fails with "not-found", "forbidden", "scenario-twice", "takes-long" (unless `sure`), or as the model does.
[[nodiscard]] base::Result<FlowRunStarted> start_flow_run(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version,
                                                          const domain::FlowQuestion& question, bool sure);
[[nodiscard]] base::Result<FlowRunView> find_flow_run(const Context& context, const Actor& actor, domain::FlowRunId id);
// One's own of a model, the newest first, without results.
[[nodiscard]] base::Result<std::vector<FlowRunView>> own_flow_runs(const Context& context, const Actor& actor, domain::FlowModelId id);
// Forgets one's own run, and stops it where it is on its way. Fails with "not-found".
[[nodiscard]] base::Done drop_flow_run(const Context& context, const Actor& actor, domain::FlowRunId id);

// What the job of a run does; its input is the run's number.
[[nodiscard]] JobWork flow_run_work(Lane lane);

// What the run says of those dates: of each row's period, what nine replications in ten show, half of them, and the middle. Only the
// rows' dates are read. The first row's period is the run's first, or the model's dates say which. Fails with "not-found",
// "run-not-ended", "run-stopped", "run-failed", "run-without-periods", "measure-not-known", "outside-the-run", "number-absent".
struct RowsOfRun {
  std::vector<domain::PredictionRow> rows;
  std::vector<std::vector<double>> samples;  // of each row what every replication said, ascending; at most `most_in_sample` of it
};
inline constexpr std::size_t most_in_sample = 1000;  // beyond, as many of them evenly apart

[[nodiscard]] base::Result<RowsOfRun> rows_of_run(const Context& context, Transaction& tx, const Actor& actor, const domain::RunNumber& number, domain::Statistic statistic,
                                                  const std::vector<domain::PredictionRow>& dates);

// The same of those of the dates that lie within the run, for a chart: what lies outside is left out. Where the model has no dates of its
// own, the run's first period is that of the first date.
[[nodiscard]] base::Result<std::vector<domain::PredictionRow>> rows_within_run(const Context& context, Transaction& tx, const Actor& actor, const domain::RunNumber& number,
                                                                              const std::vector<domain::PredictionRow>& dates);

// All that repeats a run, without what it says. `of` is how often the measure has a value that it is held against. Fails as rows_of_run,
// and with "period-differs".
[[nodiscard]] base::Result<domain::PredictionRun> facts_of_run(const Context& context, Transaction& tx, const Actor& actor, const domain::RunNumber& number, domain::Interval of);

// The rows alone, in a transaction of its own.
[[nodiscard]] base::Result<std::vector<domain::PredictionRow>> rows_of_run(const Context& context, const Actor& actor, const domain::RunNumber& number,
                                                                          domain::Statistic statistic, const std::vector<domain::PredictionRow>& dates);

}  // namespace tributary::services
