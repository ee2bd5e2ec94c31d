// Which conditions does the outcome hardly ever come without?
//
// Method    each condition at each of its levels (present and absent), and with `pairs` each disjunction of two of different conditions
//           ("A or not B": the greater membership), by consistency, coverage and relevance of necessity (fit.hpp)
// Promises  in the order of conditions and levels, then pairs; of pairs only those whose consistency and relevance reach the cuts
//           and neither of whose parts is consistent enough alone
// Source    Schneider and Wagemann 2012, sections 3.2 and 9.3 (SUIN conditions)
#pragma once

#include <vector>

#include "engines/evidence/qca/fit.hpp"
#include "engines/evidence/qca/cases.hpp"

namespace tributary::evidence::qca {

struct Literal {
  std::size_t condition = 0;
  unsigned level = 1;
};

struct Needed {
  std::vector<Literal> any_of;  // one or two
  Necessity fit;
};

struct NecessityCuts {
  double consistency = 0.9;
  double relevance = 0.6;
  bool pairs = false;
};

// Of cases that check_cases accepts.
[[nodiscard]] std::vector<Needed> necessity(const Cases& cases, const NecessityCuts& cuts);

[[nodiscard]] std::string name_of(const Cases& cases, const Needed& needed);  // "DEV+~URB"

}  // namespace tributary::evidence::qca
