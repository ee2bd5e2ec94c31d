#include "engines/random/samplers.hpp"

namespace tributary::random {

Drawn exponential_on_the_edge(Bits bits, Stream stream) {
  const auto& [edge, height] = exponential_ziggurat;
  for (double tail = 0;; bits = stream.next()) {
    const unsigned layer = bits & 0xff;
    const double x = static_cast<double>(bits >> 11) * 0x1p-53 * edge[layer];
    if (x < edge[layer + 1]) return {tail + x, stream};
    if (layer == 0) {  // memoryless: beyond the tail's beginning it is an exponential again
      tail += edge[1];
      continue;
    }
    if (height[layer] + stream.unit() * (height[layer + 1] - height[layer]) < std::exp(-x)) return {tail + x, stream};
  }
}

}  // namespace tributary::random
