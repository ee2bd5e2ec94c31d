// Samplers: one draw of a standard distribution from a Stream.
//
// Idea      a sampler takes bits of its own stream only, and as few as it can; means, scales and shifts are applied outside,
//           so that the same person with a shorter mean stay has the same draw, scaled
// Promises  same stream, same value on any machine with IEEE doubles and a correctly rounded log and exp; always finite
// See       distribution_sample.hpp in flow for the named ones; samplers_test.cpp for their moments and goodness of fit
#pragma once

#include <cmath>

#include "engines/random/draws.hpp"
#include "engines/random/ziggurat.hpp"

namespace tributary::random {

// What was drawn, and the stream after it.
struct Drawn { double value; Stream after; };

// The rest of an exponential draw whose first bits fell on the edge of their layer or into the tail: one in fifty or so.
[[nodiscard, gnu::cold]] Drawn exponential_on_the_edge(Bits first, Stream stream);

// Mean 1, by bits that were taken of the stream before. [Marsaglia, Tsang 2000; ziggurat.hpp]
[[gnu::always_inline]] inline double exponential(Bits first, Stream& stream) {
  const unsigned layer = first & 0xff;
  const double x = static_cast<double>(first >> 11) * 0x1p-53 * exponential_ziggurat.edge[layer];
  if (x < exponential_ziggurat.edge[layer + 1]) [[likely]] return x;
  const Drawn drawn = exponential_on_the_edge(first, stream);
  stream = drawn.after;
  return drawn.value;
}

[[gnu::always_inline]] inline double exponential(Stream& stream) { return exponential(stream.next(), stream); }

// Mean 0, standard deviation 1. [the same; its tail by Marsaglia 1964]
inline double normal(Stream& stream) {
  for (;;) {
    const Bits bits = stream.next();
    const unsigned layer = bits & 0xff;
    const double sign = (bits & 0x100) != 0 ? -1 : 1;
    const double x = static_cast<double>(bits >> 11) * 0x1p-53 * normal_ziggurat.edge[layer];
    if (x < normal_ziggurat.edge[layer + 1]) return sign * x;
    if (layer == 0) {
      for (;;) {
        const double beyond = exponential(stream) / normal_ziggurat.edge[1];
        if (2 * exponential(stream) > beyond * beyond) return sign * (normal_ziggurat.edge[1] + beyond);
      }
    }
    const auto& height = normal_ziggurat.height;
    if (height[layer] + stream.unit() * (height[layer + 1] - height[layer]) < std::exp(-0.5 * x * x)) return sign * x;
  }
}

// Gamma with this shape (> 0) and scale 1. [Marsaglia, Tsang 2000, doi 10.1145/358407.358414; below shape 1 by
// gamma(a) = gamma(a + 1) · U^(1/a)]
inline double gamma(Stream& stream, double shape) {
  if (shape < 1) {
    const double above = gamma(stream, shape + 1);
    return above * std::pow(stream.unit(), 1 / shape);
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double z = normal(stream);
    const double root = 1 + c * z;
    if (root <= 0) continue;
    const double cube = root * root * root;
    const double u = stream.unit();
    if (u < 1 - 0.0331 * z * z * z * z || std::log(u) < 0.5 * z * z + d * (1 - cube + std::log(cube))) return d * cube;
  }
}

}  // namespace tributary::random
