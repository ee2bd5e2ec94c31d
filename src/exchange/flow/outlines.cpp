#include "exchange/flow/outlines.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>

#include "base/text.hpp"

namespace tributary::exchange::flow {

namespace {

using Json = nlohmann::json;
using tributary::flow::Position;

constexpr double grid = 1600;              // units that the map is wide or high
constexpr double km_in_degree = 111.195;   // of latitude, on a sphere of 6,371 km
constexpr double margin = 0.04;            // of the map, around what is on it

base::Problem broken(const std::string& file, std::size_t feature, const std::string& detail) {
  return {.code = "outline-broken", .title = "An outline can't be read", .detail = detail, .field = "--outlines", .where = file + ", feature " + std::to_string(feature + 1)};
}

base::Problem no_geojson(const std::string& file, const std::string& detail) {
  return {.code = "outlines-not-geojson", .title = "That is no GeoJSON of areas", .detail = detail, .field = "--outlines", .where = file};
}

std::vector<std::string> names_of(const Json& feature) {
  std::vector<std::string> out;
  const auto add = [&](const Json& value) {
    if (value.is_string()) out.push_back(std::string(base::trim(value.get_ref<const std::string&>())));
    else if (value.is_number_integer()) out.push_back(value.dump());
  };
  if (const auto properties = feature.find("properties"); properties != feature.end() && properties->is_object()) {
    for (const auto& each : *properties) add(each);
  }
  if (const auto id = feature.find("id"); id != feature.end()) add(*id);
  return out;
}

base::Result<Ring> ring_of(const Json& points, const std::string& file, std::size_t feature) {
  if (!points.is_array() || points.size() < 4) return base::fail(broken(file, feature, "A ring has four points or more, of which the last is the first."));
  Ring out;
  for (const Json& point : points) {
    if (!point.is_array() || point.size() < 2 || !point[0].is_number() || !point[1].is_number()) return base::fail(broken(file, feature, "A point is [longitude, latitude]."));
    const Position at{point[1].get<double>(), point[0].get<double>()};
    if (!(std::fabs(at.latitude) <= 90) || !(std::fabs(at.longitude) <= 180)) {
      return base::fail({.code = "outlines-projected", .title = "The outlines are not in degrees", .detail = "A point lies at " + point.dump() + ". GeoJSON has longitude and latitude (WGS 84): export it in EPSG:4326.",
                         .field = "--outlines", .where = file + ", feature " + std::to_string(feature + 1)});
    }
    out.push_back(at);
  }
  return out;
}

base::Done add_polygon(const Json& polygon, Outline& out, const std::string& file, std::size_t feature) {
  if (!polygon.is_array()) return base::fail(broken(file, feature, "A polygon is a list of rings."));
  for (const Json& points : polygon) {
    auto ring = ring_of(points, file, feature);
    if (!ring) return base::fail(ring.error());
    out.rings.push_back(std::move(*ring));
  }
  return {};
}

// A feature without a polygon (a point, a line) is no outline, and left out.
base::Result<Outline> outline_of(const Json& feature, const std::string& file, std::size_t number) {
  Outline out;
  if (!feature.is_object()) return base::fail(broken(file, number, "A feature is an object."));
  const auto geometry = feature.find("geometry");
  if (geometry == feature.end() || !geometry->is_object()) return out;
  const std::string type = geometry->value("type", Json()).is_string() ? geometry->at("type").get<std::string>() : "";
  const auto coordinates = geometry->find("coordinates");
  if (type != "Polygon" && type != "MultiPolygon") return out;
  if (coordinates == geometry->end() || !coordinates->is_array()) return base::fail(broken(file, number, "A " + type + " has coordinates."));
  if (type == "Polygon") {
    if (auto done = add_polygon(*coordinates, out, file, number); !done) return base::fail(done.error());
  } else {
    for (const Json& polygon : *coordinates) {
      if (auto done = add_polygon(polygon, out, file, number); !done) return base::fail(done.error());
    }
  }
  out.names = names_of(feature);
  return out;
}

struct Extent {
  double south = 90, north = -90, west = 180, east = -180;
  void add(const Position& at) {
    south = std::min(south, at.latitude), north = std::max(north, at.latitude);
    west = std::min(west, at.longitude), east = std::max(east, at.longitude);
  }
  [[nodiscard]] bool any() const { return south <= north; }
};

// From degrees to the plane.
class Plane {
 public:
  explicit Plane(Extent extent) {
    constexpr double least = 0.01;  // of a degree: of one point, too, there is a map
    const double middle = (extent.south + extent.north) / 2;
    shrink_ = std::max(0.01, std::cos(middle * std::numbers::pi / 180));
    const double wide = std::max(least, (extent.east - extent.west) * shrink_), high = std::max(least, extent.north - extent.south);
    const double room = margin * std::max(wide, high);
    west_ = (extent.west + extent.east) / 2 - (wide / 2 + room) / shrink_;
    north_ = middle + high / 2 + room;
    step_ = (std::max(wide, high) + 2 * room) / grid;
    width = (wide + 2 * room) / step_, height = (high + 2 * room) / step_, km = step_ * km_in_degree;
  }
  [[nodiscard]] Spot at(const Position& position) const { return {(position.longitude - west_) * shrink_ / step_, (north_ - position.latitude) / step_}; }

  double width = 0, height = 0, km = 0;

 private:
  double shrink_ = 1, west_ = 0, north_ = 0, step_ = 1;
};

// On the grid, without points that fall together: empty where hardly anything is left.
std::vector<int> drawn(const Ring& ring, const Plane& plane) {
  std::vector<int> out;
  int x = 0, y = 0;
  for (const Position& each : ring) {
    const Spot spot = plane.at(each);
    const int right = static_cast<int>(std::lround(spot.x)), down = static_cast<int>(std::lround(spot.y));
    if (!out.empty() && right == x && down == y) continue;
    out.push_back(right - x), out.push_back(down - y);
    x = right, y = down;
  }
  if (out.size() < 8) out.clear();  // a triangle has four points, the last as the first
  return out;
}

double tenth(double value) { return std::round(value * 10) / 10; }

}  // namespace

base::Result<std::vector<Outline>> read_outlines(std::string_view text, const std::string& file) {
  if (text.size() > longest_outlines) {
    return base::fail({.code = "outlines-too-large", .title = "The outlines are too large", .detail = "64 MB is the most; the map needs far less: export them generalised.", .field = "--outlines", .where = file});
  }
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return base::fail({.code = "outlines-not-json", .title = "The outlines can't be read", .detail = "The file is no JSON. A GeoJSON file of areas is wanted.", .field = "--outlines", .where = file});
  const auto features = json.is_object() ? json.find("features") : json.end();
  if (!json.is_object() || features == json.end() || !features->is_array()) return base::fail(no_geojson(file, "It has no features: a FeatureCollection of polygons is wanted."));
  std::vector<Outline> out;
  std::size_t number = 0;
  for (const Json& feature : *features) {
    auto outline = outline_of(feature, file, number++);
    if (!outline) return base::fail(outline.error());
    if (!outline->rings.empty()) out.push_back(std::move(*outline));
  }
  if (out.empty()) return base::fail(no_geojson(file, "None of its " + std::to_string(number) + " features is a Polygon or MultiPolygon."));
  return out;
}

base::Result<FlowMap> map_of(const tributary::flow::Model& model, const std::vector<Outline>& outlines) {
  std::map<std::string, std::size_t, std::less<>> areas, places;
  for (std::size_t i = 0; i < model.areas.size(); ++i) areas.try_emplace(model.areas[i].name, i);
  for (std::size_t i = 0; i < model.places.size(); ++i) places.try_emplace(model.places[i], i);
  const auto among = [](const auto& known, const Outline& outline) -> std::optional<std::size_t> {
    for (const std::string& name : outline.names) {
      if (const auto found = known.find(name); found != known.end()) return found->second;
    }
    return {};
  };
  struct Wanted { const Outline* outline; std::optional<std::size_t> area, place; };
  std::vector<Wanted> wanted;
  Extent extent;
  for (const Outline& outline : outlines) {
    const auto area = among(areas, outline);
    const auto place = area ? std::nullopt : among(places, outline);
    if (!area && !place) continue;
    wanted.push_back({&outline, area, place});
    for (const Ring& ring : outline.rings) for (const Position& at : ring) extent.add(at);
  }
  if (!outlines.empty() && wanted.empty()) {
    std::string example;
    for (const std::string& name : outlines.front().names) example += (example.empty() ? "" : ", ") + base::shorten(name, 40);
    return base::fail({.code = "outlines-not-matched", .title = "The outlines are of other areas",
                       .detail = model.areas.empty() ? "The model has no areas." : "None of them is named as an area or a locality of the model. The first has " + (example.empty() ? "no name" : "\"" + example + "\"") + ", and the model's first area is \"" + base::shorten(model.areas.front().name, 40) + "\".",
                       .field = "--outlines"});
  }
  for (const auto& each : model.areas) if (each.position) extent.add(*each.position);
  for (const auto& each : model.sites) if (each.position) extent.add(*each.position);
  FlowMap out;
  if (!extent.any()) return out;
  const Plane plane(extent);
  out.width = std::ceil(plane.width), out.height = std::ceil(plane.height), out.km = plane.km;
  for (const Wanted& each : wanted) {
    Shape shape{each.area, each.place, {}};
    for (const Ring& ring : each.outline->rings) {
      if (auto points = drawn(ring, plane); !points.empty()) shape.rings.push_back(std::move(points));
    }
    out.shapes.push_back(std::move(shape));
  }
  const auto spot = [&](const std::optional<Position>& at) -> std::optional<Spot> {
    if (!at) return {};
    const Spot exact = plane.at(*at);
    return Spot{tenth(exact.x), tenth(exact.y)};
  };
  for (const auto& each : model.areas) out.areas.push_back(spot(each.position));
  for (const auto& each : model.sites) out.sites.push_back(spot(each.position));
  return out;
}

}  // namespace tributary::exchange::flow
