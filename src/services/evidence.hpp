// An answer to a table that somebody holds: a method of evidence over cells that are answered and kept nowhere.
//
// Fails     "person-level-data" where the table holds single people; "evidence-busy" while others' questions take the machine; as
//           data_table.hpp and the method do: the problem's `where` is SOURCE:ROW, its field the option ("--outcome")
// See       exchange/evidence/method.hpp
#pragma once

#include "exchange/evidence/method.hpp"

namespace tributary::services {

[[nodiscard]] base::Result<exchange::DataTable> read_evidence_table(exchange::Table cells, const std::string& source);

// `input` names the cells in problems and in the report, with the hash of the bytes that they came from.
[[nodiscard]] base::Result<exchange::EvidenceReport> answer_evidence(const exchange::EvidenceMethod& method, exchange::Table cells, exchange::EvidenceInput input, const exchange::Said& said, exchange::Effort effort);

}  // namespace tributary::services
