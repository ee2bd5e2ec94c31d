#include "cli/evidence_report.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "base/text.hpp"
#include "cli/read_file.hpp"
#include "cli/table.hpp"
#include "exchange/patient_level.hpp"
#include "services/passwords.hpp"

namespace tributary::cli {
namespace {

using nlohmann::ordered_json;

ordered_json finite(double value) {
  base::check(std::isfinite(value), "a method of evidence gives finite numbers");
  return value;
}

ordered_json optional_json(const std::optional<double>& value) { return value ? finite(*value) : ordered_json(); }

ordered_json cell_json(const EvidenceCell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return nullptr;
  if (const auto* number = std::get_if<double>(&cell)) {
    // Counts read as counts.
    if (std::trunc(*number) == *number && std::fabs(*number) < 1e15) return static_cast<long long>(*number);
    return finite(*number);
  }
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth;
  if (const auto* words = std::get_if<std::vector<std::string>>(&cell)) return *words;
  return std::get<std::string>(cell);
}

// Four figures that mean something; a person reads no more.
std::string rounded(double value) {
  if (std::trunc(value) == value && std::fabs(value) < 1e9) return base::to_text(value == 0 ? 0 : value);
  std::array<char, 32> out{};
  const double size = std::fabs(value);
  const bool plain = size >= 1e-4 && size < 1e9;
  const int places = plain ? std::max(0, std::min(7, 3 - static_cast<int>(std::floor(std::log10(size))))) : 3;
  const auto end = std::to_chars(out.data(), out.data() + out.size(), value, plain ? std::chars_format::fixed : std::chars_format::scientific, places).ptr;
  return {out.data(), end};
}

std::string rounded(const std::optional<double>& value) { return value ? rounded(*value) : ""; }

std::string cell_text(const EvidenceCell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) return "";
  if (const auto* number = std::get_if<double>(&cell)) return rounded(*number);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "yes" : "no";
  if (const auto* words = std::get_if<std::vector<std::string>>(&cell)) {
    std::string all;
    for (const std::string& word : *words) all += (all.empty() ? "" : ", ") + word;
    return all;
  }
  return std::get<std::string>(cell);
}

std::string_view word(evidence::Holds holds) {
  switch (holds) {
    case evidence::Holds::yes: return "yes";
    case evidence::Holds::doubtful: return "doubtful";
    case evidence::Holds::no: return "no";
    case evidence::Holds::cannot_tell: return "cannot_tell";
  }
  return "";
}

std::string_view mark(evidence::Holds holds) {
  switch (holds) {
    case evidence::Holds::yes: return "Holds";
    case evidence::Holds::doubtful: return "Doubtful";
    case evidence::Holds::no: return "Doesn't hold";
    case evidence::Holds::cannot_tell: return "The data can't tell";
  }
  return "";
}

std::string as_json(const EvidenceReport& report) {
  ordered_json out{{"method", report.method}, {"version", TRIBUTARY_VERSION}, {"inputs", ordered_json::array()}, {"options", ordered_json::object()}};
  for (const EvidenceInput& input : report.inputs) out["inputs"].push_back({{"file", input.file}, {"sha256", input.sha256}});
  for (const auto& [name, value] : report.options) out["options"][name] = cell_json(value);
  out["answer"] = report.told.answer;
  out["estimates"] = ordered_json::array();
  for (const evidence::Estimate& each : report.estimates) {
    out["estimates"].push_back({{"name", each.name},
                                {"value", finite(each.value)},
                                {"standard_error", optional_json(each.standard_error)},
                                {"low", optional_json(each.low)},
                                {"high", optional_json(each.high)},
                                {"degrees_of_freedom", optional_json(each.degrees_of_freedom)},
                                {"p", optional_json(each.p)}});
  }
  out["tables"] = ordered_json::object();
  for (const EvidenceTable& table : report.tables) {
    ordered_json rows = ordered_json::array();
    for (const auto& row : table.rows) {
      base::check(row.size() == table.columns.size(), "a row has a cell a column");
      ordered_json object;
      for (std::size_t i = 0; i < row.size(); ++i) object[table.columns[i]] = cell_json(row[i]);
      rows.push_back(std::move(object));
    }
    out["tables"][table.name] = std::move(rows);
  }
  out["assumptions"] = ordered_json::array();
  for (const evidence::Assumption& each : report.told.assumptions) {
    out["assumptions"].push_back({{"code", each.code}, {"holds", word(each.holds)}, {"found", each.found}, {"would_make_wrong", each.would_make_wrong}});
  }
  out["warnings"] = report.told.warnings;
  out["notes"] = report.notes;
  return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

void add_estimates(const EvidenceReport& report, std::string& out) {
  if (report.estimates.empty()) return;
  Table table({"", "estimate", "from", "to", "se", "df", "p"});
  for (const evidence::Estimate& each : report.estimates) {
    const std::string p = !each.p ? "" : *each.p < 0.0001 ? "<.0001" : rounded(*each.p);
    table.add({each.name, rounded(each.value), rounded(each.low), rounded(each.high), rounded(each.standard_error), rounded(each.degrees_of_freedom), p});
  }
  out += "\n" + table.in(Format::table);
}

void add_tables(const EvidenceReport& report, std::string& out) {
  for (const EvidenceTable& each : report.tables) {
    if (each.title.empty() || each.rows.empty()) continue;
    std::vector<std::string> columns = each.columns;
    for (std::string& column : columns) std::ranges::replace(column, '_', ' ');
    Table table(columns);
    for (const auto& row : each.rows) {
      std::vector<std::string> cells;
      for (const EvidenceCell& cell : row) cells.push_back(cell_text(cell));
      table.add(std::move(cells));
    }
    out += "\n" + each.title + "\n" + table.in(Format::table);
  }
}

std::string as_text(const EvidenceReport& report) {
  std::string out;
  for (const std::string& sentence : report.told.answer) out += sentence + "\n";
  add_estimates(report, out);
  add_tables(report, out);
  if (!report.told.assumptions.empty()) out += "\nWhat it rests on\n";
  for (const evidence::Assumption& each : report.told.assumptions) {
    out += "- " + std::string(mark(each.holds)) + ": " + each.found + (each.would_make_wrong.empty() ? "" : " " + each.would_make_wrong) + "\n";
  }
  if (!report.told.warnings.empty() || !report.notes.empty()) out += "\nKeep in mind\n";
  for (const std::string& warning : report.told.warnings) out += "- " + warning + "\n";
  for (const std::string& note : report.notes) out += "- " + note + "\n";
  return out;
}

}  // namespace

std::string written(const EvidenceReport& report, bool json) { return json ? as_json(report) : as_text(report); }

base::Result<exchange::DataTable> read_evidence(const std::string& file, EvidenceReport& report) {
  std::string bytes;
  if (file == "-") {
    bytes.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    auto read = read_file(file);
    if (!read) return base::fail(read.error());
    bytes = std::move(*read);
  }
  const std::string source = file == "-" ? "standard input" : file;
  auto cells = exchange::read_cells(bytes, source);
  if (!cells) return base::fail(cells.error());
  if (auto allowed = exchange::refuse_patient_level(*cells); !allowed) {
    auto problem = allowed.error();
    if (problem.where.empty()) problem.where = source;
    return base::fail(std::move(problem));
  }
  auto table = exchange::DataTable::read(std::move(*cells), source);
  if (!table) return base::fail(table.error());
  report.inputs.push_back({.file = source, .sha256 = services::sha256_hex(bytes)});
  report.notes.insert(report.notes.end(), table->notes().begin(), table->notes().end());
  return table;
}

}  // namespace tributary::cli
