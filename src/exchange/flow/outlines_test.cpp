// Outlines of areas: joined by any name, drawn on one grid, and refused with where they are wrong.
#include <doctest/doctest.h>

#include "exchange/flow/outlines.hpp"

namespace tributary::exchange::flow {

namespace {

std::string collection(const std::string& features) { return R"({"type": "FeatureCollection", "features": [)" + features + "]}"; }

std::string square(const std::string& name, double west, double south) {
  const auto point = [](double x, double y) { return "[" + std::to_string(x) + "," + std::to_string(y) + "]"; };
  return R"({"type": "Feature", "properties": {"code": "E1", "name": ")" + name + R"("}, "geometry": {"type": "Polygon", "coordinates": [[)" + point(west, south) + "," + point(west + 0.1, south) + "," +
         point(west + 0.1, south + 0.1) + "," + point(west, south + 0.1) + "," + point(west, south) + "]]}}";
}

tributary::flow::Model two_areas() {
  tributary::flow::Model out;
  out.areas = {{"North", 0, -1, tributary::flow::Position{53.65, -2.25}}, {"South", 0, -1, {}}};
  out.places = {"County"};
  out.sites = {{"unit", "Unit", -1, -1, tributary::flow::Position{53.55, -2.25}}};
  return out;
}

TEST_CASE("outlines are joined on whatever property names an area, or else a locality") {
  const auto outlines = read_outlines(collection(square("South", -2.3, 53.5) + "," + square("County", -2.3, 53.6) + "," + square("Elsewhere", 0, 0)), "a.geojson");
  REQUIRE(outlines);
  const auto map = map_of(two_areas(), *outlines);
  REQUIRE(map);
  REQUIRE(map->shapes.size() == 2);
  CHECK(map->shapes[0].area == 1);
  CHECK(map->shapes[1].place == 0);
  CHECK_FALSE(map->shapes[1].area);
  CHECK(map->areas[0]);
  CHECK_FALSE(map->areas[1]);
  // North lies above the site, and both between the left and the right.
  CHECK(map->areas[0]->y < map->sites[0]->y);
  CHECK(map->areas[0]->x > 0);
  CHECK(map->areas[0]->x < map->width);
  // 0.1 degrees of latitude between them, in km on the ground.
  CHECK((map->sites[0]->y - map->areas[0]->y) * map->km == doctest::Approx(11.12).epsilon(0.01));
  // A square is five points on the grid, and ends where it began.
  const auto& ring = map->shapes[0].rings[0];
  REQUIRE(ring.size() == 10);
  CHECK(ring[2] + ring[4] + ring[6] + ring[8] == 0);
  CHECK(ring[3] + ring[5] + ring[7] + ring[9] == 0);
}

TEST_CASE("without outlines areas and sites are points; without positions there is no map") {
  CHECK(map_of(two_areas(), {})->shapes.empty());
  CHECK(map_of(two_areas(), {})->width > 0);
  tributary::flow::Model nowhere;
  nowhere.areas = {{"North", -1, -1, {}}};
  CHECK(map_of(nowhere, {})->width == 0);
}

TEST_CASE("outlines that can't be drawn are refused, with what is wrong") {
  const auto code = [](const std::string& text) {
    const auto outlines = read_outlines(text, "a.geojson");
    return outlines ? std::string() : outlines.error().code;
  };
  CHECK(code("no json") == "outlines-not-json");
  CHECK(code("{}") == "outlines-not-geojson");
  CHECK(code(collection(R"({"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 1]}})")) == "outlines-not-geojson");
  CHECK(code(collection(R"({"geometry": {"type": "Polygon", "coordinates": [[[0, 1], [1, 1]]]}})")) == "outline-broken");
  CHECK(code(collection(R"({"geometry": {"type": "Polygon", "coordinates": [[[0, "1"], [1, 1], [1, 2], [0, 1]]]}})")) == "outline-broken");
  CHECK(code(collection(R"({"geometry": {"type": "Polygon", "coordinates": 3}})")) == "outline-broken");
  CHECK(code(collection(R"({"geometry": {"type": "Polygon", "coordinates": [[[383200, 411579], [383300, 411579], [383300, 411600], [383200, 411579]]]}})")) == "outlines-projected");
  const auto other = read_outlines(collection(square("Elsewhere", 0, 0)), "a.geojson");
  const auto map = map_of(two_areas(), *other);
  REQUIRE_FALSE(map);
  CHECK(map.error().code == "outlines-not-matched");
  CHECK(map.error().detail.find("Elsewhere") != std::string::npos);
}

}  // namespace

}  // namespace tributary::exchange::flow
