// Hand-written loops for the benchmark's three models: what the engine's time is a multiple of.
//
// Idea      the tightest loop that a person would write for that one model: no tables, no keyed draws, one statistic. The draws
//           come from the engine's own generator and samplers, and the recursion keeps its servers as the engine does, which of the ways
//           tried was the fastest: so only the loop differs
// See       docs/guide/reference/benchmarks.md; models/mm1.toml, mmc.toml, hospital.toml
#pragma once

#include <cstddef>
#include <vector>

namespace tributary::bench {

// Mean wait of `people` at `servers` alike, first come first served, from empty until all have left.
double queue_on_heap(long people, int servers, double rate, double mean_stay);
// The same by the recursion, without events: Lindley 1952 for one server, Kiefer and Wolfowitz 1955 for several (32 at most).
double queue_by_recursion(long people, int servers, double rate, double mean_stay);

struct Stage {
  int beds = 0;
  double mean_stay = 0;
};
// Mean time in the system of people who go through all stages in a row, keeping the bed while the next has none free.
double row_on_heap(long people, const std::vector<Stage>& stages, double rate);
double row_on_winner_tree(long people, const std::vector<Stage>& stages, double rate);

}  // namespace tributary::bench
