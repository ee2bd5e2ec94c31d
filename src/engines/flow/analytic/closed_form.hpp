// ClosedForm: what theory says of one service, by the formula that is exact for it, or by one that comes near, or not at all.
//
// Idea      which formula holds is settled by two questions: do people come to the service independently of one another (from outside,
//           or from services that let such a stream through unchanged), and does it wait, lose or pass on whom it has no bed for
// See       network.hpp (who comes independently), queues.hpp (the formulas), docs/guide/reference/flow-solvers.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/flow/analytic/formula.hpp"
#include "engines/flow/analytic/load.hpp"
#include "engines/flow/analytic/network.hpp"
#include "engines/flow/analytic/queues.hpp"

namespace tributary::flow {

struct ClosedForm {
  const Formula* formula = nullptr;  // none: `why` says why
  bool exact = false;                // false with a formula: `why` says what it takes for granted that isn't so
  std::string why;
  Fullness fullness;                 // shares by group; empty: everybody is served
  bool line_known = false;           // the four that follow
  std::vector<double> wait;          // by level of priority: mean of those who get a bed
  std::vector<double> waited;        // by level: the share of those who get a bed who waited
  std::vector<double> in_line;       // by level: mean time in the line of those who come
  std::optional<WaitingLine> line;   // where the whole law of the wait is known
  double away = 0;                   // people in beds elsewhere who are brought back, mean
  double placed = 0;                 // of those who come, the share who are placed elsewhere
};

// One a service. `independent` as network.hpp finds it.
[[nodiscard]] std::vector<ClosedForm> closed_forms(const Model& model, const std::vector<Coming>& comings, const std::vector<PersonKind>& kinds, const Traffic& traffic,
                                                   const std::vector<Load>& loads, const Network& network);

}  // namespace tributary::flow
