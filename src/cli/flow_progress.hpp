// What is told on standard error while a flow model runs, and how Ctrl-C ends it early.
//
// Idea      a run that will take over a minute says so as soon as its first replications tell; on a terminal one line that counts replications and goes when it is done; for a page one JSON object a line, with what is
//           known so far. The first Ctrl-C ends the run and keeps the replications that are done; the second ends at once
// See       docs/guide/reference/flow-command.md, "Progress"
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engines/flow/experiment.hpp"

namespace tributary::cli {

namespace engine = tributary::flow;

enum class ProgressShown { as_fits, bar, events, none };  // as fits: a bar where standard error is a terminal

class FlowProgress {
 public:
  FlowProgress(ProgressShown shown, std::string scenario, const engine::Model& model, unsigned threads);
  FlowProgress(const FlowProgress&) = delete;
  FlowProgress& operator=(const FlowProgress&) = delete;

  // What the run is to be given; holds while this object lives.
  [[nodiscard]] engine::Control control();
  // The run is over, or was stopped.
  void over(const engine::RunResult& result);
  // How far it came: "37 of 100 replications of base".
  [[nodiscard]] std::string reached(const engine::RunResult& result) const;

 private:
  void tell(const engine::Progress& progress);
  void tell_time(const engine::Progress& progress);

  ProgressShown shown_;
  std::string scenario_;
  std::vector<std::string> measures_;
  std::size_t hoped_;
  unsigned threads_;
  bool says_time_;  // before a long run, once
  std::chrono::steady_clock::time_point began_, told_;
};

}  // namespace tributary::cli
