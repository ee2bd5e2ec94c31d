#include "cli/evidence_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "cli/table.hpp"
#include "engines/evidence/figures.hpp"

namespace tributary::cli {
namespace {

using exchange::EvidenceCell;
using exchange::EvidenceReport;
using exchange::EvidenceTable;

// Four figures that mean something; a person reads no more.
std::string rounded(double value) {
  if (std::trunc(value) == value && std::fabs(value) < 1e9) return base::with_minus(base::to_text(value == 0 ? 0 : value));
  std::array<char, 32> out{};
  const double size = std::fabs(value);
  const bool plain = size >= 1e-4 && size < 1e9;
  const int places = plain ? std::max(0, std::min(7, 3 - static_cast<int>(std::floor(std::log10(size))))) : 3;
  const auto end = std::to_chars(out.data(), out.data() + out.size(), value, plain ? std::chars_format::fixed : std::chars_format::scientific, places).ptr;
  return base::with_minus({out.data(), end});
}

std::string rounded(const std::optional<double>& value) { return value ? rounded(*value) : ""; }

std::string cell_text(const EvidenceCell& cell, std::string_view column) {
  if (std::holds_alternative<std::monostate>(cell)) return "";
  const bool degrees = column == "df" || column == "degrees_of_freedom";
  if (const auto* number = std::get_if<double>(&cell)) return degrees ? evidence::degrees_figure(*number) : rounded(*number);
  if (const auto* truth = std::get_if<bool>(&cell)) return *truth ? "yes" : "no";
  if (const auto* words = std::get_if<std::vector<std::string>>(&cell)) {
    std::string all;
    for (const std::string& word : *words) all += (all.empty() ? "" : ", ") + word;
    return all;
  }
  return std::get<std::string>(cell);
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

void add_estimates(const EvidenceReport& report, std::string& out) {
  if (report.estimates.empty()) return;
  Table table({"", "estimate", "from", "to", "se", "df", "p"});
  for (const evidence::Estimate& each : report.estimates) {
    const std::string p = !each.p ? "" : *each.p < 0.0001 ? "<.0001" : rounded(*each.p);
    table.add({each.name, rounded(each.value), rounded(each.low), rounded(each.high), rounded(each.standard_error), each.degrees_of_freedom ? evidence::degrees_figure(*each.degrees_of_freedom) : "", p});
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
      for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(cell_text(row[i], each.columns[i]));
      table.add(std::move(cells));
    }
    out += "\n" + each.title + "\n" + table.in(Format::table);
  }
}

}  // namespace

std::string evidence_text(const EvidenceReport& report) {
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

}  // namespace tributary::cli
