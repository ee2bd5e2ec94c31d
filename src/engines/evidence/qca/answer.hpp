// What a qualitative comparative analysis says, in sentences; and what would make it wrong.
//
// Idea      "which combinations of people, context and complexity went with success?" is answered by a sentence, with the cases under
//           each combination, how many answers fit equally well, and how much rests on combinations that nobody has seen
// Method    the intermediate solution leads where expectations were given, else the parsimonious one
//           Too many conditions for the cases: above 5 for 15 cases and 7 for 50, between and beyond by the logarithm of their number;
//           with more, chance alone makes perfect solutions [Marx and Dusa 2011, Methodological Innovations Online 6]
// Promises  plain English; the same words for the same result
#pragma once

#include "engines/evidence/finding.hpp"
#include "engines/evidence/qca/necessity.hpp"
#include "engines/evidence/qca/solution.hpp"

namespace tributary::evidence::qca {

struct Analysis {
  Cases cases;
  Cuts cuts;
  TruthTable table;
  std::vector<Needed> necessity;
  Expectations expectations;
  Solutions solutions;
};

struct Wanted {
  Cuts cuts;
  NecessityCuts necessity;
  Expectations expectations;
  Effort effort;
};

[[nodiscard]] base::Result<Analysis> analyse(Cases cases, const Wanted& wanted);

// The solution that an answer leads with; null where no row is positive.
[[nodiscard]] const Solution* leading(const Analysis& analysis);

[[nodiscard]] Told tell(const Analysis& analysis);

[[nodiscard]] double most_conditions_for(std::size_t cases);

// "DEV and not IND", "DEV at level 2".
[[nodiscard]] std::string in_words(const Cases& cases, const Term& term);

}  // namespace tributary::evidence::qca
