// The cases of a file for `tributary evidence qca`: which columns are conditions, and how their cells become memberships.
//
// Method    a column is calibrated where an option says so, by what its option names; else its numbers are memberships, or levels where
//           they are whole and one is above 1 (up to 9, or any where --multi-value names the column). Texts are numbers where --code
//           says which. A column that numbers the cases, or names them, is no condition. Cases with a gap in a column that is used are left out, and named in the notes
// Fails     as DataTable does, "option-unreadable", "text-uncoded", "no-conditions", "condition-names-cases", "outcome-level-absent", "no-complete-case",
//           and as calibration does; `where` is FILE:ROW where there is one
#pragma once

#include <string>
#include <vector>

#include "engines/evidence/qca/answer.hpp"
#include "exchange/data_table.hpp"

namespace tributary::exchange {

struct QcaColumns {
  std::string outcome;                  // "SURV", "~SURV", "SURV[2]"
  std::vector<std::string> conditions;  // none: every column of numbers
  std::string cases;                    // the column of names; empty: the first of texts
  std::vector<std::string> direct, indirect, crisp;  // "DEV:400,550,900"
  std::vector<std::string> multi_value;
  std::vector<std::string> codes;       // "Developed=1"
  std::vector<std::string> expected;    // "DEV", "~URB", "IND[1]"
};

struct QcaCases {
  evidence::qca::Cases cases;
  std::vector<std::size_t> rows;        // of each case in the table
  evidence::qca::Expectations expectations;
  std::vector<std::string> notes;
};

[[nodiscard]] base::Result<QcaCases> read_qca_cases(const DataTable& table, const QcaColumns& columns);

}  // namespace tributary::exchange
