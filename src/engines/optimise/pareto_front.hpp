// Pareto front: the choices of which no other is at least as good in everything and better in something.
//
// Idea      an evolving population of choices: those that others dominate least, and that lie apart, go on
// Method    NSGA-II [Deb, Pratap, Agarwal, Meyarivan 2002, doi 10.1109/4235.996017], by pagmo 2; whole variables stay whole. What is
//           returned are the undominated among all choices that were tried, not those of the last generation alone
// Promises  same seed, same choices; no choice is evaluated twice
// Limits    a heuristic: what it returns is undominated among what it tried; more generations may find better
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace tributary::optimise {

struct Variable {
  double low = 0, high = 1;
  bool whole = false;
};

struct Choice {
  std::vector<double> at;          // by variable
  std::vector<double> objectives;  // all to be as small as can be
};

struct Evolution {
  std::size_t population = 24;  // a multiple of four
  std::size_t generations = 20;
  std::uint64_t seed = 1;
};

// The objectives of a choice; none where it can't be.
using Evaluate = std::function<std::optional<std::vector<double>>(const std::vector<double>&)>;

// In order of the first objective.
[[nodiscard]] std::vector<Choice> pareto_front(const std::vector<Variable>& variables, std::size_t objectives, const Evolution& evolution, const Evaluate& evaluate);

// Of choices with objectives, those that none dominates, in order of the first objective; of equal ones the first.
[[nodiscard]] std::vector<Choice> undominated(std::vector<Choice> choices);

}  // namespace tributary::optimise
