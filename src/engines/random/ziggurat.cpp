#include "engines/random/ziggurat.hpp"

#include <cmath>

namespace tributary::random {

namespace {

// Where the tail of 256 equal layers begins, and the area of each: the solution of the closing condition (the topmost layer ends
// at height 1), found with 40 digits; a test sees that the layers do close.
constexpr double exponential_tail = 7.69711747013104972;
constexpr double exponential_area = 0.0039496598225815571993;
constexpr double normal_tail = 3.6541528853610087963519472518;
constexpr double normal_area = 0.0049286732339746519;

template <class Density, class Inverse>
Ziggurat cut(double tail, double area, Density density, Inverse inverse) {
  Ziggurat table{};
  table.edge[0] = area / density(tail);  // the tail's area, as a rectangle of the lowest layer's height
  table.edge[1] = tail;
  table.height[0] = 0;
  table.height[1] = density(tail);
  for (int i = 2; i < ziggurat_layers; ++i) {
    table.edge[i] = inverse(table.height[i - 1] + area / table.edge[i - 1]);
    table.height[i] = density(table.edge[i]);
  }
  table.edge[ziggurat_layers] = 0;
  table.height[ziggurat_layers] = 1;
  return table;
}

}  // namespace

const Ziggurat exponential_ziggurat = cut(
    exponential_tail, exponential_area, [](double x) { return std::exp(-x); }, [](double y) { return -std::log(y); });

const Ziggurat normal_ziggurat = cut(
    normal_tail, normal_area, [](double x) { return std::exp(-0.5 * x * x); },
    [](double y) { return std::sqrt(-2 * std::log(y)); });

}  // namespace tributary::random
