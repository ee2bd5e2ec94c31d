// The truth table: which combinations of conditions occur, and whether each goes with the outcome.
//
// Idea      a case belongs to the one combination in which its membership exceeds .5; how consistently a combination goes with the
//           outcome is asked of all cases, by their membership in it
// Method    a row is positive when it has enough cases, and its consistency and PRI reach their cuts; a row with enough cases that is
//           not positive is negative; one with fewer is a remainder, as are all that no case belongs to (they aren't listed)
// Promises  rows in the order of their levels, the first condition slowest; a case with a membership of exactly .5 in a condition
//           belongs to no row, and is listed as between
// Source    Ragin 2008, chapter 7; PRI: Schneider and Wagemann 2012, section 9.2
#pragma once

#include <cstdint>
#include <vector>

#include "engines/evidence/qca/cases.hpp"
#include "engines/evidence/qca/fit.hpp"

namespace tributary::evidence::qca {

struct Cuts {
  double consistency = 0.8;
  double pri = 0;
  std::size_t cases = 1;
};

enum class Standing : std::uint8_t { positive, negative, remainder };

struct TruthRow {
  Term levels;                      // none of them any
  std::vector<std::size_t> cases;   // that belong to it
  Sufficiency fit;
  Standing standing = Standing::remainder;
  bool contradictory = false;       // some of its cases have the outcome (above .5) and others don't (below .5)
};

struct TruthTable {
  std::vector<TruthRow> rows;        // those that a case belongs to
  std::vector<std::size_t> between;  // cases that belong to none
  double possible = 0;               // combinations that there could be
};

// Fails as check_cases does, and with "cut-out-of-range".
[[nodiscard]] base::Result<TruthTable> truth_table(const Cases& cases, const Cuts& cuts);

}  // namespace tributary::evidence::qca
