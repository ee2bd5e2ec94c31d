// Any bytes as outlines: refused with a reason, or every ring of them is drawn on the map.
#include "exchange/flow/outlines.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto outlines = tributary::exchange::flow::read_outlines(tributary::fuzz::text_of(bytes, size), "a.geojson");
  if (!outlines) {
    check(!outlines.error().code.empty() && !outlines.error().detail.empty() && !outlines.error().where.empty(), "a refusal says what and where");
    return 0;
  }
  tributary::flow::Model model;
  for (const auto& each : *outlines) {
    for (const auto& name : each.names) model.areas.push_back({name, -1, -1, {}});
  }
  if (model.areas.empty()) model.areas.push_back({"nowhere", -1, -1, {}});
  const auto map = tributary::exchange::flow::map_of(model, *outlines);
  if (!map) {
    check(map.error().code == "outlines-not-matched", "outlines that were read lie somewhere");
    return 0;
  }
  check(map->width > 0 && map->height > 0 && map->km > 0, "a map has a size");
  for (const auto& shape : map->shapes) {
    check(shape.area.has_value() && *shape.area < model.areas.size(), "a shape is of an area");
    for (const auto& ring : shape.rings) {
      check(ring.size() >= 8 && ring.size() % 2 == 0, "a ring has points");
      int x = 0, y = 0;
      for (std::size_t i = 0; i < ring.size(); i += 2) {
        x += ring[i], y += ring[i + 1];
        check(x >= 0 && y >= 0 && x <= map->width && y <= map->height, "everything lies on the map");
      }
    }
  }
  return 0;
}
