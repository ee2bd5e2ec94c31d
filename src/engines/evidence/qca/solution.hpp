// Solutions of a truth table: which combinations go with the outcome, told with three degrees of trust in what no case shows.
//
// Method    conservative: from positive rows alone. Parsimonious: remainders may be used wherever that makes it shorter. Intermediate:
//           between the two; of a conservative term that lies in a parsimonious one, a condition that only the former names is dropped
//           where it runs against what is expected (an easy counterfactual), kept where it agrees or nothing is expected; the union of
//           those terms and the positive rows is then minimised. For every pair of a conservative and a parsimonious model
// Given     a truth table of these cases; expectations: by condition the levels that should help, none where nothing is expected
// Promises  every model of the fewest terms, and how many there are; a term's unique coverage is its solution's less that without it
// Fails     as minimum_models does
// Source    Ragin 2008, chapters 8 and 9; models: Baumgartner and Thiem 2017, Sociological Methods and Research 46
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/evidence/qca/minimum_models.hpp"
#include "engines/evidence/qca/truth_table.hpp"

namespace tributary::evidence::qca {

struct TermFit {
  Term term;
  Sufficiency fit;                        // its coverage is the raw one
  std::optional<double> unique;           // coverage
  std::vector<std::size_t> with, without; // cases that it holds for (above .5) and that have the outcome; that haven't
};

struct Model {
  std::vector<TermFit> terms;
  Sufficiency fit;
  std::vector<std::size_t> unexplained;   // cases with the outcome that none of its terms holds for
  double assumed = 0;                     // combinations, without enough cases, of which it says that they would have the outcome
};

struct Solution {
  std::vector<Model> models;   // those with the fewest conditions first; none where no row is positive
  std::uint64_t count = 0;     // of models that fit equally well
  bool counted = true;         // false: there are more than `count`
  std::size_t implicants = 0;
};

struct Intermediate {
  std::vector<std::pair<std::size_t, std::size_t>> between;  // conservative and parsimonious models, by place, that lead to it
  Solution solution;
};

struct Solutions {
  Solution conservative;
  std::optional<Solution> parsimonious;     // absent where no row is negative: nothing need be named then
  std::vector<Intermediate> intermediate;   // none without expectations
  bool every_pair = true;                   // false: only the first `most_pairs` were looked at
};

inline constexpr std::size_t most_pairs = 100;

using Expectations = std::vector<std::vector<unsigned>>;  // one a condition, or empty

[[nodiscard]] base::Result<Solutions> solve(const Cases& cases, const TruthTable& table, const Expectations& expectations, const Effort& effort);

}  // namespace tributary::evidence::qca
