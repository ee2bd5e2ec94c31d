// Ziggurat tables: a density cut into 256 layers of equal area, so that nearly every draw costs one multiplication and one
// comparison [Marsaglia, Tsang 2000, doi 10.18637/jss.v005.i08; with layer and position from different bits of one 64-bit
// draw, as Doornik 2005 asks].
#pragma once

#include <array>

namespace tributary::random {

inline constexpr int ziggurat_layers = 256;

// Layer i covers positions [0, edge[i]) and heights [height[i], height[i + 1]); layer 0 holds the tail beyond edge[1].
struct Ziggurat {
  std::array<double, ziggurat_layers + 1> edge;
  std::array<double, ziggurat_layers + 1> height;
};

extern const Ziggurat exponential_ziggurat;  // of exp(-x), x >= 0; edge[1] is where its tail begins
extern const Ziggurat normal_ziggurat;       // of exp(-x² / 2), x >= 0

}  // namespace tributary::random
