// Known answers of other tools, read where they stand beside the repository. Not used outside tests.
#pragma once

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engines/measure/series.hpp"

namespace tributary::measure::testing {

namespace fs = std::filesystem;

// The folder of known answers, beside the repository; empty when it is absent.
inline fs::path golden_folder() {
  const char* given = std::getenv("TRIBUTARY_ROOT");
  fs::path root = given ? fs::path(given) : fs::current_path();
  while (!given && !fs::exists(root / "CMakePresets.json") && root.has_relative_path()) root = root.parent_path();
  const fs::path folder = root / ".." / "shared" / "golden" / "spc";
  return fs::exists(folder) ? folder : fs::path();
}

struct GoldenRow {
  std::map<std::string, std::string> cells;

  [[nodiscard]] const std::string& text(const std::string& column) const { return cells.at(column); }
  [[nodiscard]] std::optional<double> number(const std::string& column) const {
    const std::string& cell = text(column);
    if (cell.empty() || cell == "NA" || cell == "NaN") return std::nullopt;
    return std::strtod(cell.c_str(), nullptr);
  }
  [[nodiscard]] bool flag(const std::string& column) const { return text(column) == "1" || text(column) == "TRUE"; }
};

// The files are plain: no commas within a cell; quotes, where a program wrote them, are dropped.
inline std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == ',') {
      cells.emplace_back();
    } else if (c != '\r' && c != '"') {
      cells.back() += c;
    }
  }
  return cells;
}

inline std::map<std::string, std::vector<GoldenRow>> read_golden(const fs::path& path, const std::string& key = "case") {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const auto columns = split(line);
  std::map<std::string, std::vector<GoldenRow>> cases;
  while (std::getline(file, line)) {
    const auto cells = split(line);
    GoldenRow row;
    for (std::size_t i = 0; i < columns.size(); ++i) row.cells[columns[i]] = cells.at(i);
    cases[row.text(key)].push_back(std::move(row));
  }
  return cases;
}

inline Direction direction_of(const std::string& word) {
  if (word == "Up") return Direction::up;
  return word == "Down" ? Direction::down : Direction::neither;
}

// What one case gave and what it should have: the differences, in words.
class Comparison {
 public:
  explicit Comparison(std::string name) : name_(std::move(name)) {}

  void number(std::size_t row, const char* what, const std::optional<double>& want, std::optional<double> got) {
    ++compared;
    if (!want && !got) return;
    if (want && got && std::abs(*want - *got) <= 1e-9 * std::max(std::abs(*want), std::abs(*got))) return;
    differ(row, what, want ? std::to_string(*want) : "nothing", got ? std::to_string(*got) : "nothing");
  }
  void flag(std::size_t row, const char* what, bool want, bool got) {
    ++compared;
    if (want != got) differ(row, what, want ? "1" : "0", got ? "1" : "0");
  }
  void text(std::size_t row, const char* what, const std::string& want, std::string_view got) {
    ++compared;
    if (want != got) differ(row, what, want, std::string(got));
  }

  std::size_t compared = 0;
  std::string differences;

 private:
  void differ(std::size_t row, const char* what, const std::string& want, const std::string& got) {
    differences += name_ + " row " + std::to_string(row + 1) + " " + what + ": want " + want + ", got " + got + "\n";
  }
  std::string name_;
};

}  // namespace tributary::measure::testing
