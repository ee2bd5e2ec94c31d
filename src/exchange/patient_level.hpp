// Patient-level data are refused: this is a place for counts and rates, not for people's records.
//
// Idea      a sheet about people gives itself away by NHS numbers, dates of birth, or headers that name them
// Method    NHS number: ten digits whose last is the check digit (modulus 11: weights 10 to 2 on the first nine; 11 − remainder;
//           11 counts as 0; 10 is no NHS number); alone, as 3-3-4 with spaces, dashes or dots of any kind, with thousands
//           commas, or with ".0" as tables of numbers write it. One in eleven ten-digit numbers passes by chance, so what
//           stands around decides: one is enough where it is written 3-3-4, headed as an identifier ("ID", "patient", "NHS"),
//           beside such a word in its cell, or itself the head of a column of numbers; two, where they are all that the column
//           holds and its head names no amount; else three, and half of the column's ten-digit numbers
//           date of birth: a column of days headed "born" or "birth" beside another of dates or in no order; five or more days
//           in no order over more than thirty years and not all the first of a month (series of measures are in order, or start
//           with months); or over more than five years beside a column of later dates that lie close together
//           headers: exactly such words as "NHS number", "DOB", "surname", "hospital number" over a filled column, whosever
//           they are ("NHS number of patient") and however written ("DOB (dd/mm/yyyy)")
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
