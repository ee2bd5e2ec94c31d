// RunSettings: how long, how often, from which seed, and when to stop.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tributary::flow {

// Replications go on until the half-width of the 95 % interval of a measure is small enough.
struct Precision {
  std::string measure;
  double half_width = 0;
  bool relative = false;  // to the mean
  int at_least = 10, at_most = 10'000;
};

inline constexpr std::uint64_t greatest_seed = 9'000'000'000'000'000;  // which whatever reads a file or a report still holds exactly

struct RunSettings {
  // How a replication is run: by the exact recursion where the model is a plain first-come queue and event by event elsewhere, or
  // always by one of them. The draws are the same, and so are the numbers.
  enum class Engine : std::uint8_t { whichever, events, recursion };

  std::optional<double> warm_up;  // found by itself where absent (MSER-5 on the number in the system) [White 1997]
  double length = 365;            // after the warm-up
  int replications = 100;
  std::optional<Precision> precision;
  std::uint64_t seed = 1;
  bool daily_snapshots = false;   // time averages from a count each midnight
  bool until_empty = false;       // go on until all have left, arrivals having ended
  Engine engine = Engine::whichever;
};

}  // namespace tributary::flow
