// Patient-level data are refused: this is a place for counts and rates, not for people's records.
//
// Idea      a sheet about people gives itself away by NHS numbers, dates of birth, or headers that name them
// Method    NHS number: ten digits, alone or as 3-3-4 with spaces or dashes, whose last is the check digit (modulus 11:
//           weights 10 to 2 on the first nine; 11 − remainder; 11 counts as 0; 10 is no NHS number). About one in eleven
//           ten-digit numbers passes by chance, so a column is refused when three or more pass and they are at least
//           half of its ten-digit numbers; one is enough where it is written 3-3-4
//           date of birth: five or more different days in one column, out of order, more than thirty years from first
//           to last, and not all the first of a month (series of measures are in order, or start with months)
//           headers: exactly such words as "NHS number", "DOB", "surname", "hospital number" over a filled column
// Promises  the problem tells reason, row and column, and never repeats a value; O(bytes)
// Fails     "patient-level-data"
#pragma once

#include <string_view>

#include "exchange/cells.hpp"

namespace tributary::exchange {

[[nodiscard]] base::Done refuse_patient_level(const Table& table);

// Ten digits with a right check digit; not ten times the same digit, which nobody has.
[[nodiscard]] bool is_nhs_number(std::string_view ten_digits);

}  // namespace tributary::exchange
