// FlowRunner: a run of one model with what stands around it: progress, Ctrl-C, replications kept from before, the share of other
// processes.
#pragma once

#include <functional>
#include <string>

#include "cli/flow_files.hpp"
#include "cli/flow_progress.hpp"

namespace tributary::cli {

class FlowRunner {
 public:
  // `called` is what progress calls the run; `inputs` says all that its replications depend on besides what the model says of its run.
  // `model` is the one whose measures are told of.
  FlowRunner(const FlowOptions& options, std::string called, std::string inputs, const engine::Model& model);

  // The model, or it with more measures. Fails as run_model does, and with "keep-unwritable".
  [[nodiscard]] base::Result<engine::RunResult> run(const engine::Model& model);
  // For other runs beside it: with its progress and Ctrl-C, and nothing kept or shared out.
  [[nodiscard]] engine::Control besides() { return progress_.control(); }
  // The run is over, and told so.
  void over(const engine::RunResult& result) { progress_.over(result); }
  [[nodiscard]] std::string reached(const engine::RunResult& result) const { return progress_.reached(result); }

 private:
  const FlowOptions& options_;
  std::string inputs_;
  FlowProgress progress_;
};

// What its runs keep is there until the command is done: one that was ended, or failed, goes on from it when it is given again.
[[nodiscard]] base::Done kept_until_done(const FlowOptions& options, const std::function<base::Done()>& command);

}  // namespace tributary::cli
