// The result of a method of evidence, as values: what a person reads of it and what a script does.
//
// JSON      {method, version, inputs: [{file, sha256}], options, answer, estimates, tables: {name: [{column: cell}]}, assumptions,
//           warnings, notes}; numbers in round-trip digits, what can't be known null, and no NaN
// See       docs/guide/reference/evidence.md
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engines/evidence/finding.hpp"
#include "exchange/data_table.hpp"

namespace tributary::exchange {

// Nothing, a number, a word, a truth, or several words.
using EvidenceCell = std::variant<std::monostate, double, std::string, bool, std::vector<std::string>>;

[[nodiscard]] inline EvidenceCell cell_of(const std::optional<double>& value) { return value ? EvidenceCell(*value) : EvidenceCell(); }

struct EvidenceTable {
  std::string name;   // of the list in JSON: "truth_table"
  std::string title;  // above it where a person reads; empty: the table is for scripts and drawings alone
  std::vector<std::string> columns;
  std::vector<std::vector<EvidenceCell>> rows;
};

struct EvidenceInput {
  std::string file, sha256;
};

struct EvidenceReport {
  std::string method;
  std::vector<EvidenceInput> inputs;
  std::vector<std::pair<std::string, EvidenceCell>> options;  // those that were used, told or not
  evidence::Told told;
  std::vector<evidence::Estimate> estimates;
  std::vector<EvidenceTable> tables;
  std::vector<std::string> notes;  // how the table was read, what was left out
};

// An engine's word for it: "cannot_tell".
[[nodiscard]] std::string_view word(evidence::Holds holds);

// Whether every number in it is one that can be written.
[[nodiscard]] bool all_finite(const EvidenceReport& report);

[[nodiscard]] std::string evidence_json(const EvidenceReport& report);

}  // namespace tributary::exchange
