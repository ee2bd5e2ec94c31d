// Table: rows for a person (aligned), for a spreadsheet (CSV, RFC 4180) or for a script (JSON).
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tributary::cli {

enum class Format { table, csv, json };

// --format table|csv|json, alike everywhere.
void add_format_option(CLI::App& command, Format& format);

class Table {
 public:
  // `words` are the columns of what people wrote: never a number in JSON ("1e5" is a name), nor a formula in a spreadsheet.
  explicit Table(std::vector<std::string> columns, std::vector<std::string> words = {})
      : columns_(std::move(columns)), words_(std::move(words)) {}

  // As many cells as there are columns. Numbers are given in round-trip digits (base::to_text).
  void add(std::vector<std::string> cells);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  // JSON: a list of objects; a cell that reads as a JSON number is one, but for words; an empty cell is null.
  [[nodiscard]] std::string in(Format format) const;

 private:
  [[nodiscard]] std::string as_csv() const;
  [[nodiscard]] std::string as_json() const;
  [[nodiscard]] bool is_words(std::size_t column) const;

  std::vector<std::string> columns_;
  std::vector<std::string> words_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tributary::cli
