#include "engines/evidence/randomisation.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "engines/random/draws.hpp"

namespace tributary::evidence {

std::optional<RandomisationTest> randomisation_test(const Adoption& adopted, const std::function<std::optional<double>(const Adoption&)>& effect,
                                                    std::uint64_t seed, std::size_t most_ways, std::size_t draws) {
  const auto seen = effect(adopted);
  if (!seen) return {};
  std::map<std::optional<std::uint32_t>, std::size_t> alike;
  for (const auto& each : adopted) ++alike[each];
  double ways = 1;  // n! / Π m!
  std::size_t place = 0;
  for (const auto& [when, count] : alike)
    for (std::size_t i = 1; i <= count; ++i) ways *= static_cast<double>(++place) / static_cast<double>(i);

  RandomisationTest out{.exact = ways <= static_cast<double>(most_ways) + .5};
  const double bound = std::abs(*seen) * (1 - 1e-9);
  std::size_t beyond = 0;
  const auto look = [&](const Adoption& way) {
    const auto other = effect(way);
    if (!other) return;
    ++out.ways;
    beyond += std::abs(*other) >= bound;
  };
  Adoption way = adopted;
  if (out.exact) {
    std::ranges::sort(way);
    do look(way);
    while (std::ranges::next_permutation(way).found);
    out.p = static_cast<double>(beyond) / static_cast<double>(out.ways);
    out.smallest_p = 1 / static_cast<double>(out.ways);
    return out;
  }
  random::Stream stream(random::replication_key(seed, 0), random::name_key("randomisation"));
  for (std::size_t draw = 0; draw < draws; ++draw) {
    for (std::size_t i = way.size() - 1; i > 0; --i) std::swap(way[i], way[static_cast<std::size_t>(stream.unit() * static_cast<double>(i + 1))]);
    look(way);
  }
  out.p = static_cast<double>(beyond + 1) / static_cast<double>(out.ways + 1);
  out.smallest_p = 1 / static_cast<double>(out.ways + 1);
  return out;
}

}  // namespace tributary::evidence
