// The result of a method of evidence, as a person or a script reads it.
//
// terminal  the answer in sentences; estimates with their intervals; the method's tables; what it rests on; what to keep in mind
// json      {method, version, inputs: [{file, sha256}], options, answer, estimates, tables: {name: [{column: cell}]}, assumptions,
//           warnings, notes}; numbers in round-trip digits, what can't be known null, and no NaN
// See       docs/guide/reference/evidence.md
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engines/evidence/finding.hpp"
#include "exchange/data_table.hpp"

namespace tributary::cli {

// Nothing, a number, a word, a truth, or several words.
using EvidenceCell = std::variant<std::monostate, double, std::string, bool, std::vector<std::string>>;

[[nodiscard]] inline EvidenceCell cell_of(const std::optional<double>& value) { return value ? EvidenceCell(*value) : EvidenceCell(); }

struct EvidenceTable {
  std::string name;   // of the list in JSON: "truth_table"
  std::string title;  // above it on a terminal; empty: the table is for scripts alone
  std::vector<std::string> columns;
  std::vector<std::vector<EvidenceCell>> rows;
};

struct EvidenceInput {
  std::string file, sha256;
};

struct EvidenceReport {
  std::string method;  // as the command calls it
  std::vector<EvidenceInput> inputs;
  std::vector<std::pair<std::string, EvidenceCell>> options;  // those that were used, told or not
  evidence::Told told;
  std::vector<evidence::Estimate> estimates;
  std::vector<EvidenceTable> tables;
  std::vector<std::string> notes;  // how the file was read, what was left out
};

[[nodiscard]] std::string written(const EvidenceReport& report, bool json);

// The file as a table of cases, its hash and notes kept in the report; "-" is standard input. What identifies single people is refused.
[[nodiscard]] base::Result<exchange::DataTable> read_evidence(const std::string& file, EvidenceReport& report);

}  // namespace tributary::cli
