// Minimum models: the fewest terms that hold wherever the outcome is explained, and nowhere that it must not be.
//
// Idea      a term that holds at a positive row and at no negative one must differ from every negative row in one of the conditions
//           that it names. So the prime implicants at a positive row are the minimal hitting sets of its differences from the negative
//           ones, which are few where cases are, however many combinations there could be
// Method    minimal hitting sets by depth-first search with critical sets [Murakami and Uno 2014, Discrete Applied Mathematics 170;
//           the sets themselves: Berge 1989, Hypergraphs]; then minimum cover of the positive rows: rows that another implies are
//           dropped, dominated implicants only while the size is sought; the size by iterative deepening with independent rows as
//           the lower bound; at last every cover of that size, those that merely exchange implicants of equal rows counted together
// Given     positive: rows with every level told. off: where no term may hold, as terms themselves (of a negative row every level is
//           told). No positive row lies in an off term
// Promises  every model of the fewest terms, none twice: those with fewest conditions first. `count` is exact where `counted`; the
//           list holds `most_models` at most. Same input, same answer
// Fails     "too-many-rows", "too-many-implicants", "search-too-long", each with the limit; "stopped-early"
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "engines/evidence/qca/cases.hpp"

namespace tributary::evidence::qca {

struct Effort {
  std::size_t most_models = 1000;           // that are listed
  std::size_t most_implicants = 500'000;
  std::uint64_t most_steps = 50'000'000;    // of any one search, by 64 rows: some seconds
  std::function<bool()> stop;               // asked now and then; empty: never
};

struct Models {
  std::vector<Term> terms;                        // that occur in a listed model
  std::vector<std::vector<std::size_t>> models;   // each its terms, ascending
  std::uint64_t count = 0;                        // of models, listed or not
  bool counted = true;                            // false: there are more than that; the count was ended
  std::size_t implicants = 0;                     // prime implicants among which they were chosen
};

[[nodiscard]] base::Result<Models> minimum_models(const std::vector<Term>& positive, const std::vector<Term>& off, const Effort& effort);

// Terms that together hold exactly where none of the given ones does. `levels`: how many each condition has.
[[nodiscard]] std::vector<Term> complement(const std::vector<Term>& terms, const std::vector<unsigned>& levels);

}  // namespace tributary::evidence::qca
