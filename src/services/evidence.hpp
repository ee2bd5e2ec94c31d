// An answer to a table that somebody holds: a method of evidence over cells that are answered and kept nowhere.
//
// Fails     "person-level-data" where the table holds single people; as data_table.hpp and the method do: the problem's `where` is
//           SOURCE:ROW, its field the option ("--outcome")
// See       exchange/evidence/method.hpp
#pragma once

#include <memory>

#include "exchange/evidence/method.hpp"

namespace tributary::services {

// Some questions take seconds, and reading a large table does: those of a few people must not keep others from their pages. On a server
// a turn is taken before a table is read, and lasts as long as the value. Fails with "evidence-busy".
using EvidenceTurn = std::unique_ptr<void, void (*)(void*)>;
[[nodiscard]] base::Result<EvidenceTurn> take_evidence_turn();
// What is read of a table on a server: its header, and as many rows as are answered.
inline constexpr exchange::Limits evidence_limits{.rows = exchange::most_rows_shared + 1};

[[nodiscard]] base::Result<exchange::DataTable> read_evidence_table(exchange::Table cells, const std::string& source);

// `input` names the cells in problems and in the report, with the hash of the bytes that they came from.
[[nodiscard]] base::Result<exchange::EvidenceReport> answer_evidence(const exchange::EvidenceMethod& method, exchange::Table cells, exchange::EvidenceInput input, const exchange::Said& said, exchange::Effort effort);

}  // namespace tributary::services
