// Team: the processes that run one experiment together, each its share of the replications.
//
// Idea      all processes do the same with the same files; only replications are shared out, by number, and then given to all. So every
//           process has what one alone would have, and goes on from there; the first alone prints
// Promises  the same bytes for any number of processes
// See       mpi/main.cpp, where a team is the ranks of OpenMPI
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engines/flow/experiment.hpp"

namespace tributary::cli {

using Bytes = std::vector<std::uint8_t>;

struct Team {
  std::size_t rank = 0, size = 1;
  // Everybody's bytes, by rank, to everybody. All must call it as often.
  std::function<std::vector<Bytes>(const Bytes&)> exchange;

  [[nodiscard]] bool prints() const { return rank == 0; }
};

// A run with this control is shared out among the team.
void share(tributary::flow::Control& control, const Team& team);

// This process has ended its command, with what it had to say if that failed; others that still run replications then fail, as their
// team is gone. The exit code of the team, and in the first process what others alone had to say is printed.
[[nodiscard]] int end(const Team& team, int code, const std::string& said);

}  // namespace tributary::cli
