#include "exchange/flow/area_tables.hpp"

#include <unordered_map>

#include "base/text.hpp"

namespace tributary::exchange::flow {

std::optional<std::uint32_t> id_column(Reader& reader, const Node& node, const Columns& table) {
  if (const Node* id = node.find("id")) return reader.column(*id, table, reader.text(*id));
  return table.find("area").value_or(0);
}

std::string first_of(std::string_view first, std::size_t count) {
  const std::string one = "\"" + base::shorten(first, 60) + "\"";
  return count < 2 ? one : one + " and " + std::to_string(count - 1) + " more";
}

std::optional<AreaTables> AreaTables::read(Reader& reader, const Node& areas) {
  AreaTables out;
  std::vector<std::string> names;
  const Node* table = areas.find("table");
  if (table != nullptr && table->kind == Node::Kind::list) {
    for (const Node& item : table->items) names.push_back(reader.text(item));
  } else {
    names.push_back(reader.text_at(areas, "table"));
  }
  if (names.empty()) reader.problem(areas, "table-missing", "The areas need a table", "Give " + areas.path + ".table a name, or a list of names.");
  for (const std::string& name : names) {
    if (name.empty()) return {};  // told already
    Joined joined{name, reader.columns(areas, name), 0, {}};
    if (!joined.columns) return {};
    const auto id = id_column(reader, areas, *joined.columns);
    if (!id) return {};
    joined.id = *id;
    if (!out.tables_.empty()) join(reader, areas, out.tables_.front(), joined);
    out.tables_.push_back(std::move(joined));
  }
  if (out.tables_.empty()) return {};
  return out;
}

// Where each area of the first table stands in another. That may hold more areas: it may be of a wider place than the model's.
void AreaTables::join(Reader& reader, const Node& areas, const Joined& first, Joined& more) {
  std::unordered_map<std::string_view, std::size_t> at;
  for (std::size_t row = 0; row < more.columns->rows(); ++row) {
    const std::string_view name = more.columns->cell(row, more.id);
    if (!at.try_emplace(name, row).second && reader.problems.size() < 20) {
      reader.problem(areas, "area-twice", "An area is named twice", more.columns->place(row) + ": " + first_of(name, 1) + " stood before.");
    }
  }
  std::size_t missing = 0;
  std::string_view one;
  for (std::size_t row = 0; row < first.columns->rows(); ++row) {
    const std::string_view name = first.columns->cell(row, first.id);
    const auto found = at.find(name);
    if (found == at.end() && missing++ == 0) one = name;
    more.rows.push_back(found == at.end() ? 0 : found->second);
  }
  if (missing > 0) reader.problem(areas, "area-missing", "An area is missing from a table", first_of(one, missing) + " of " + first.name + (missing > 1 ? " have" : " has") + " no row in " + more.name + ". Both must be of the same areas.");
}

std::vector<AreaTables::Column> AreaTables::named(std::string_view name) const {
  std::vector<Column> out;
  for (std::size_t table = 0; table < tables_.size(); ++table) {
    if (const auto column = tables_[table].columns->find(name)) out.push_back({table, *column});
  }
  return out;
}

std::optional<AreaTables::Column> AreaTables::column(Reader& reader, const Node& name) const {
  const std::string wanted = reader.text(name);
  const auto found = named(wanted);
  if (found.size() == 1) return found[0];
  if (found.size() > 1) {
    reader.problem(name, "column-twice", "Two tables have a column of that name",
                   "\"" + wanted + "\" is in " + tables_[found[0].table].name + " and in " + tables_[found[1].table].name + ". Take one of them out, or call it something else.");
    return {};
  }
  std::vector<std::string> known;
  for (std::size_t table = 0; table < tables_.size(); ++table) {
    for (std::uint32_t i = 0; i < tables_[table].columns->count(); ++i) known.emplace_back(tables_[table].columns->name(i));
  }
  reader.no_such_column(name, wanted, known);
  return {};
}

std::vector<AreaTables::Column> AreaTables::columns() const {
  std::vector<Column> out;
  for (std::size_t table = 0; table < tables_.size(); ++table) {
    for (std::uint32_t column = 0; column < tables_[table].columns->count(); ++column) {
      if (column != tables_[table].id && named(tables_[table].columns->name(column)).size() == 1) out.push_back({table, column});
    }
  }
  return out;
}

}  // namespace tributary::exchange::flow
