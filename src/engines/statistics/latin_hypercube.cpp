#include "engines/statistics/latin_hypercube.hpp"

#include <algorithm>
#include <numeric>

#include "engines/random/draws.hpp"

namespace tributary::statistics {

std::vector<std::vector<double>> latin_hypercube(std::size_t points, std::size_t dimensions, std::uint64_t seed) {
  std::vector<std::vector<double>> out(points, std::vector<double>(dimensions));
  std::vector<std::size_t> cells(points);
  for (std::size_t i = 0; i < dimensions; ++i) {
    random::Stream stream(random::replication_key(seed, i), random::name_key("latin hypercube"));
    std::iota(cells.begin(), cells.end(), std::size_t{0});
    for (std::size_t at = points; at > 1; --at) {  // Fisher and Yates, as Durstenfeld has it: doi 10.1145/364520.364540
      std::swap(cells[at - 1], cells[static_cast<std::size_t>(stream.unit() * static_cast<double>(at))]);
    }
    for (std::size_t at = 0; at < points; ++at) out[at][i] = (static_cast<double>(cells[at]) + stream.unit()) / static_cast<double>(points);
  }
  return out;
}

}  // namespace tributary::statistics
