// Measure names: what the naming columns of a row make of the recipe's templates.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "exchange/header_row.hpp"
#include "exchange/recipe.hpp"

namespace tributary::exchange {

class MeasureNames {
 public:
  // Fails as HeaderRow::column does, for each template and for the organisation's column.
  [[nodiscard]] static base::Result<MeasureNames> find(const Recipe& recipe, const HeaderRow& header);

  [[nodiscard]] const std::vector<std::uint32_t>& columns() const { return columns_; }

  // Takes the row's naming cells, repeating the one above where the recipe fills down. Answers with the place of a cell
  // that is empty, or too long for a name; with nothing where all is well.
  [[nodiscard]] std::optional<Place> take(const Table& table, std::uint32_t row);

  // Of the row that was taken last.
  [[nodiscard]] const std::string& key() const { return key_; }  // the same for rows of the same measures
  [[nodiscard]] std::string name(std::size_t rule) const;
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> named_by(std::size_t rule) const;
  [[nodiscard]] std::string organisation() const;

 private:
  struct Piece {
    std::string text;
    std::optional<std::size_t> cell;  // in cells_
  };
  std::size_t cell_of(std::uint32_t column, std::string title);

  bool fill_down_ = false;
  std::vector<std::uint32_t> columns_;  // each once, those of templates first
  std::vector<std::string> titles_;     // their headers
  std::vector<std::vector<Piece>> templates_;
  std::optional<std::size_t> organisation_;
  std::size_t in_templates_ = 0;    // how many of columns_ templates name
  std::vector<std::string> cells_;  // of the row taken last
  std::string key_;
};

}  // namespace tributary::exchange
