// Kept shares: where a guessed sheet meets a measure that is how many of how many, it is read as that. Used by imports.cpp alone.
//
// Idea      a share that was once read from two columns is in next month's sheet too: its first column alone, taken for the
//           percentage, would be a false value that nobody sees
// Method    a column of whole numbers whose measure is there, and is a share, is its numerator; the denominator is the column that the
//           measure's definition names, or whose numbers are the ones stored already, or the only one that can be the whole
// Fails     where none of these tells the denominator nothing is changed, and check_parts refuses what the guess says
#pragma once

#include "services/imports.hpp"

namespace tributary::services {

[[nodiscard]] base::Done read_as_kept(Transaction& tx, const Sheet& sheet, Understood& understood);

// Plain whole numbers may be the numerators alone, where the measure keeps how many of how many, or has no values yet and the sheet has other
// columns too. Fails with "share-needs-whole", naming the rule's kind.
[[nodiscard]] base::Done check_parts(const domain::Measure& measure, const std::vector<domain::Observation>& now, const exchange::Recipe& recipe,
                                     const exchange::MeasureRead& series);

// In a sentence, what a person must agree to before it is stored: that most of the values that both have would become others, or
// that how many of how many would be lost. Empty where there is nothing.
[[nodiscard]] std::string contradiction(const domain::Measure& measure, const std::vector<domain::Observation>& now,
                                        const std::vector<domain::Observation>& said);

// "14 of 21", or empty.
[[nodiscard]] std::string parts_in_words(const domain::Observation& observation);

}  // namespace tributary::services
