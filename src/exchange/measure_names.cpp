#include "exchange/measure_names.hpp"

#include <algorithm>

namespace tributary::exchange {

namespace {

constexpr std::size_t longest_part = 200;
constexpr char between_cells = '\x1F';  // no cell holds it: control characters are refused

}  // namespace

std::size_t MeasureNames::cell_of(std::uint32_t column, std::string title) {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found != columns_.end()) return static_cast<std::size_t>(found - columns_.begin());
  columns_.push_back(column);
  titles_.push_back(std::move(title));
  return columns_.size() - 1;
}

base::Result<MeasureNames> MeasureNames::find(const Recipe& recipe, const HeaderRow& header) {
  MeasureNames names;
  names.fill_down_ = recipe.fill_down;
  for (std::size_t rule = 0; rule < recipe.measures.size(); ++rule) {
    const std::string field = "/measures/" + std::to_string(rule) + "/name";
    const auto pieces = cut_template(recipe.measures[rule].name);
    if (!pieces) return base::fail(pieces.error());
    auto& made = names.templates_.emplace_back();
    for (const NamePiece& piece : *pieces) {
      if (!piece.column) {
        made.push_back({.text = piece.text});
        continue;
      }
      const auto column = header.column(piece.text, field);
      if (!column) return base::fail(column.error());
      made.push_back({.cell = names.cell_of(*column, header.title(*column))});
    }
  }
  names.in_templates_ = names.columns_.size();
  if (!recipe.organisation.empty()) {
    const auto column = header.column(recipe.organisation, "/organisation/column");
    if (!column) return base::fail(column.error());
    names.organisation_ = names.cell_of(*column, header.title(*column));
  }
  names.cells_.resize(names.columns_.size());
  return names;
}

std::optional<Place> MeasureNames::take(const Table& table, std::uint32_t row) {
  key_.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Place place{row, columns_[i]};
    const std::string_view cell = table.cell(place);
    if (cell.size() > longest_part) return place;
    if (!cell.empty() || !fill_down_) cells_[i] = single_spaced(cell);
    if (cells_[i].empty() && i < in_templates_) return place;
    key_ += cells_[i];
    key_ += between_cells;
  }
  return std::nullopt;
}

std::string MeasureNames::name(std::size_t rule) const {
  std::string name;
  for (const Piece& piece : templates_[rule]) name += piece.cell ? cells_[*piece.cell] : piece.text;
  return single_spaced(name);
}

std::vector<std::pair<std::string, std::string>> MeasureNames::named_by(std::size_t rule) const {
  std::vector<std::pair<std::string, std::string>> named;
  for (const Piece& piece : templates_[rule])
    if (piece.cell) named.emplace_back(titles_[*piece.cell], cells_[*piece.cell]);
  return named;
}

std::string MeasureNames::organisation() const { return organisation_ ? cells_[*organisation_] : std::string(); }

}  // namespace tributary::exchange
