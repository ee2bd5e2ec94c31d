#include "exchange/evidence/report.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/check.hpp"

namespace tributary::exchange {
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

}  // namespace

std::string_view word(evidence::Holds holds) {
  switch (holds) {
    case evidence::Holds::yes: return "yes";
    case evidence::Holds::doubtful: return "doubtful";
    case evidence::Holds::no: return "no";
    case evidence::Holds::cannot_tell: return "cannot_tell";
  }
  return "";
}

bool all_finite(const EvidenceReport& report) {
  const auto fine = [](const std::optional<double>& value) { return !value || std::isfinite(*value); };
  const auto cell_fine = [](const EvidenceCell& cell) { return !std::holds_alternative<double>(cell) || std::isfinite(std::get<double>(cell)); };
  return std::ranges::all_of(report.estimates, [&](const evidence::Estimate& each) {
           return fine(each.value) && fine(each.standard_error) && fine(each.low) && fine(each.high) && fine(each.degrees_of_freedom) && fine(each.p);
         }) &&
         std::ranges::all_of(report.tables, [&](const EvidenceTable& table) {
           return std::ranges::all_of(table.rows, [&](const std::vector<EvidenceCell>& row) { return std::ranges::all_of(row, cell_fine); });
         }) &&
         std::ranges::all_of(report.options, cell_fine, &std::pair<std::string, EvidenceCell>::second);
}

std::string evidence_json(const EvidenceReport& report) {
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

}  // namespace tributary::exchange
