// [areas], [travel], [sites.NAME] and [segments.NAME]: where people live, where services are, and how far that is.
//
//   [areas]   table = "areas"   id = "lsoa"   locality = "borough"   region = "network"     (table = ["areas", "units"]: joined on id)
//             latitude = "lat"  longitude = "lon"                                           (for maps: without them, or these columns, no points)
//   [travel]  table = "travel"  id = "lsoa"   columns = { salford = "M68HD" }    (without columns: those named as the sites)
#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "exchange/flow/area_tables.hpp"
#include "exchange/flow/model_parts.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr double most_latitude = 90, most_longitude = 180;

// A table of one's own may have no positions: the model then runs as it would, and a report draws no points.
void place_areas(Reader& reader, const Node& node, const AreaTables& table) {
  const Node* names[] = {node.find("latitude"), node.find("longitude")};
  if (names[0] == nullptr && names[1] == nullptr) return;
  if (names[0] == nullptr || names[1] == nullptr) {
    reader.problem(node, "position-incomplete", "A position is latitude and longitude", "Name both columns: latitude = \"lat\", longitude = \"lon\".");
    return;
  }
  std::vector<AreaTables::Column> columns;
  for (const Node* name : names) {
    const std::string wanted = reader.text(*name);
    for (const AreaTables::Column each : table.columns()) {
      if (table.name(each) == wanted) columns.push_back(each);
    }
  }
  if (columns.size() == 1) reader.warn(node, "position-missing", "Areas have no positions", "The tables of areas have one of the columns " + reader.text(*names[0]) + " and " + reader.text(*names[1]) + ", and not the other: a report draws no points.");
  if (columns.size() != 2) return;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto latitude = table.number(row, columns[0]), longitude = table.number(row, columns[1]);
    const bool fine = latitude && longitude && std::fabs(*latitude) <= most_latitude && std::fabs(*longitude) <= most_longitude;
    if (fine) reader.model.areas[row].position = engine::Position{*latitude, *longitude};
  }
}

std::optional<engine::Position> position_of(Reader& reader, const Node& node) {
  const bool north = node.find("latitude") != nullptr, east = node.find("longitude") != nullptr;
  if (!north && !east) return {};
  if (!north || !east) reader.problem(node, "position-incomplete", "A position is latitude and longitude", "Give " + node.path + " both.");
  return engine::Position{reader.number_at(node, "latitude", 0, -most_latitude, most_latitude), reader.number_at(node, "longitude", 0, -most_longitude, most_longitude)};
}

void read_areas(Reader& reader, const Node& node) {
  reader.only(node, {"table", "id", "locality", "region", "latitude", "longitude", "weight", "note", "source"});
  const auto table = AreaTables::read(reader, node);
  if (!table) return;
  std::optional<AreaTables::Column> locality, region;
  if (const Node* name = node.find("locality")) locality = table->column(reader, *name);
  if (const Node* name = node.find("region")) region = table->column(reader, *name);
  std::unordered_map<std::string, int> places;  // place_number walks a list: asked once a name
  const auto place = [&](std::string_view name) {
    const auto [found, fresh] = places.try_emplace(std::string(name), -1);
    if (fresh) found->second = reader.place_number(found->first);
    return found->second;
  };
  for (std::size_t row = 0; row < table->rows(); ++row) {
    engine::Area area;
    area.name = table->area(row);
    if (locality) area.locality = place(table->cell(row, *locality));
    if (region) area.region = place(table->cell(row, *region));
    if (!reader.areas.try_emplace(area.name, static_cast<std::uint32_t>(row)).second && reader.problems.size() < 20) {
      reader.problem(node, "area-twice", "An area is named twice", table->place(row) + ": \"" + area.name + "\" stood before.");
    }
    reader.model.areas.push_back(std::move(area));
  }
  place_areas(reader, node, *table);
  // Columns of numbers are weights that arrivals may name.
  for (const AreaTables::Column column : table->columns()) {
    std::vector<double> values;
    for (std::size_t row = 0; row < table->rows(); ++row) {
      const auto value = table->number(row, column);
      if (!value || *value < 0) {
        const std::string_view cell = table->cell(row, column);
        reader.area_faults.emplace(table->name(column), table->place(row, column) + ": " + (cell.empty() ? "the empty cell" : "\"" + std::string(cell) + "\"") + " under " + std::string(table->name(column)) + " is no number of 0 or more (written plainly, like 1234.5).");
        break;
      }
      values.push_back(*value);
    }
    if (values.size() == table->rows()) reader.area_columns.emplace(std::string(table->name(column)), std::move(values));
  }
}

void read_travel(Reader& reader, const Node& node) {
  reader.only(node, {"table", "id", "columns{}", "note", "source"});
  engine::Model& model = reader.model;
  const auto table = reader.columns(node, reader.text_at(node, "table"));
  if (!table) return;
  const auto id = id_column(reader, node, *table);
  if (!id) return;
  std::vector<std::optional<std::uint32_t>> columns(model.sites.size());
  const Node* named = node.find("columns");
  for (std::size_t site = 0; site < model.sites.size(); ++site) {
    const Node* column = named == nullptr ? nullptr : named->find(model.sites[site].name);
    columns[site] = table->find(column == nullptr ? model.sites[site].name : reader.text(*column));
    if (!columns[site]) reader.problem(node, "site-not-in-travel", "A site is missing from the travel table", "No column of " + reader.text_at(node, "table") + " is for the site " + model.sites[site].name + ".");
  }
  if (!reader.problems.empty()) return;
  model.travel.minutes.assign(model.areas.size() * model.sites.size(), NAN);
  std::vector<bool> found(model.areas.size());
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto area = reader.areas.find(table->cell(row, *id));
    if (area == reader.areas.end()) continue;  // a table for a wider place than the model's
    if (found[area->second] && reader.problems.size() < 20) reader.problem(node, "area-twice", "An area is named twice", table->place(row) + ": \"" + area->first + "\" stood before.");
    found[area->second] = true;
    for (std::size_t site = 0; site < columns.size(); ++site) {
      if (const auto minutes = table->number(row, *columns[site]); minutes && *minutes >= 0) {
        model.travel.minutes[area->second * model.sites.size() + site] = static_cast<float>(*minutes);
      } else if (reader.problems.size() < 20) {
        reader.problem(node, "minutes-wanted", "Minutes are wanted here", table->place(row) + ": \"" + std::string(table->cell(row, *columns[site])) + "\" for " + model.sites[site].name + ".");
      }
    }
  }
  if (const auto missing = static_cast<std::size_t>(std::count(found.begin(), found.end(), false)); missing > 0) {
    const auto one = static_cast<std::size_t>(std::find(found.begin(), found.end(), false) - found.begin());
    reader.problem(node, "area-not-in-travel", "An area is missing from the travel table", first_of(model.areas[one].name, missing) + (missing > 1 ? " have" : " has") + " no row in " + reader.text_at(node, "table") + ".");
  }
}

}  // namespace

void read_geography(Reader& reader, const Node& root) {
  if (const Node* sites = root.find("sites")) {
    std::size_t at = 0;
    for (const auto& [name, node] : sites->members) {
      reader.only(node, {"title", "locality", "region", "latitude", "longitude", "note", "source"}, Reader::Empty::fine);
      engine::Site& site = reader.model.sites[at++];
      site.title = reader.text_at(node, "title");
      site.locality = reader.place_number(reader.text_at(node, "locality"));
      site.region = reader.place_number(reader.text_at(node, "region"));
      site.position = position_of(reader, node);
    }
  }
  if (const Node* areas = root.find("areas")) read_areas(reader, *areas);
  if (const Node* travel = root.find("travel")) read_travel(reader, *travel);
  reader.segment_people.assign(reader.model.segments.size(), 0);
  if (const Node* segments = root.find("segments")) {
    std::size_t at = 0;
    for (const auto& [name, node] : segments->members) {
      reader.only(node, {"title", "people", "note", "source"}, Reader::Empty::fine);
      reader.segment_people[at++] = reader.number_at(node, "people", 0, 0);
    }
  }
}

void read_attributes(Reader& reader, const Node& root) {
  const Node* attributes = root.find("attributes");
  if (attributes == nullptr) return;
  std::size_t at = 0;
  for (const auto& [name, node] : attributes->members) {
    const double unit = reader.attribute_units[at];
    engine::Attribute& attribute = reader.model.attributes[at++];
    const auto one = [&](const Node& item) {
      engine::Attribute::Draw draw{reader.condition(item), {}};
      static const std::vector<Reader::Way> ways{{{"levels"}, {}}, {{"distribution"}, {"unit"}}};
      reader.one_of(item, ways);
      if (const Node* levels = item.find("levels")) {  // { levels = { severe = 0.2, mild = 0.8 } }
        engine::Empirical law;
        for (const auto& [level, share] : levels->members) {
          const auto found = std::find(attribute.levels.begin(), attribute.levels.end(), level);
          if (found == attribute.levels.end()) {
            reader.problem(share, "level-not-known", "There is no such level", "\"" + level + "\" is not among the levels that " + attribute.name + " has first.");
            continue;
          }
          law.values.push_back(static_cast<double>(found - attribute.levels.begin()));
          law.weights.push_back(reader.share(share));
        }
        if (law.weights.size() == levels->members.size()) reader.sum_to_one(*levels, law.weights);
        draw.value.law = std::move(law);
      } else {
        draw.value = reader.distribution(item, unit);
      }
      attribute.draws.push_back(std::move(draw));
    };
    if (node.kind == Node::Kind::list) {
      for (const Node& item : reader.items(node)) one(item);
    } else {
      one(node);
    }
    if (attribute.draws.empty() || !attribute.draws.back().when.everybody()) {
      reader.problem(node, "case-missing", "Somebody would have no value", "The last draw of " + name + " must be for everybody else, without a condition.");
    }
  }
}

}  // namespace tributary::exchange::flow
