// Another program, run with bounds: it can't outlive us, nor take more time or memory than it is given.
//
// Idea      it leads a process group of its own, which is killed as one: when time is up, when we are told to stop, and after its end,
//           so that none of its children stays. Should we be killed ourselves, the kernel ends it
// Given     a program's path and its words; what it has for an environment, and no more; where its complaints go
// Promises  of ours it has no open file, no input and no blocked signal
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace tributary::print {

struct BoundedRun {
  std::vector<std::string> command;      // the program's path first
  std::vector<std::string> environment;  // "NAME=value"
  std::filesystem::path complaints;      // a file for its standard error
  std::chrono::milliseconds time{};
  std::uint64_t memory = 0;              // bytes that each of its processes may write to
};

enum class HowEnded { by_itself, too_long, stopped, not_started };

struct Ended {
  HowEnded how = HowEnded::not_started;
  int status = 0;  // its exit code, or 128 and the signal that ended it
};

// Returns when it has ended, some 20 ms after `stop` at the latest.
[[nodiscard]] Ended run_bounded(const BoundedRun& run, const std::atomic<bool>& stop);

}  // namespace tributary::print
