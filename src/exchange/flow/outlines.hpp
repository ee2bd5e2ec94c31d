// Outlines of areas, for a map: from GeoJSON [RFC 7946] to rings on a plane.
//
// Idea      a shape belongs to the area that one of its properties names, or else to the locality; nobody needs to say by which property.
//           What the map doesn't need is left away: all points are snapped to one grid, so that neighbours still touch
// Method    plate carrée with the middle latitude as its standard parallel: true to scale there, and within 1 % over 150 km of England
//           [Snyder 1987, USGS Professional Paper 1395, p. 90]
// Fails     "outlines-not-json", "outlines-not-geojson", "outline-broken", "outlines-projected" (no degrees), "outlines-too-large",
//           "outlines-not-matched" (none is named as an area or locality of the model); with file and feature
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"

namespace tributary::exchange::flow {

using Ring = std::vector<tributary::flow::Position>;

struct Outline {
  std::vector<std::string> names;  // its properties that are text, or whole numbers
  std::vector<Ring> rings;         // of all its polygons, holes among them: to be filled by the even-odd rule
};

inline constexpr std::size_t longest_outlines = 64 << 20;

[[nodiscard]] base::Result<std::vector<Outline>> read_outlines(std::string_view text, const std::string& file);

// A shape of an area or, where no area is so called, of a locality.
struct Shape {
  std::optional<std::size_t> area, place;
  std::vector<std::vector<int>> rings;  // x, y, and from then on how far to the next point
};
struct Spot { double x = 0, y = 0; };

// Everything of a model that has a place, on one plane: x to the east, y to the south.
struct FlowMap {
  double width = 0, height = 0, km = 0;  // how large it is, and what a unit of it is on the ground
  std::vector<Shape> shapes;
  std::vector<std::optional<Spot>> areas, sites;
  bool empty() const { return shapes.empty() && areas.empty() && sites.empty(); }
};

[[nodiscard]] base::Result<FlowMap> map_of(const tributary::flow::Model& model, const std::vector<Outline>& outlines);

}  // namespace tributary::exchange::flow
