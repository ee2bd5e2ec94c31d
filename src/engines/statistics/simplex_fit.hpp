// Weights that add up to 1, none below 0, whose mixture of columns comes nearest a target: least squares on the simplex, solved exactly.
//
// Method    minimises |A w − b|² + ridge |w|² by an active set: the weights above 0 solve their equations exactly, one joins while its
//           gradient says that it lowers the sum, those that would go below 0 leave on the way [Lawson and Hanson 1974, chapter 23;
//           Nocedal and Wright 2006, algorithm 16.3]. Where many weights fit alike, those of the least sum of squares
// Promises  the optimality conditions hold to 1e-9 of the scale; ends after 10 turns a column at most
#pragma once

#include <span>
#include <vector>

#include "engines/statistics/matrix.hpp"

namespace tributary::statistics {

// At least one column, each as long as the target.
[[nodiscard]] std::vector<double> simplex_fit(const Columns& columns, std::span<const double> target, double ridge = 0);

}  // namespace tributary::statistics
