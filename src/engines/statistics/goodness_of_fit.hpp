// Does a fitted law look like the stays that it was fitted to?
//
// Idea      the distance between the law and the stays is compared with that of samples which are drawn from the law and fitted anew: whoever
//           estimates parameters from the same data comes nearer than a table of critical values takes for granted [Lilliefors 1967]
// Method    Anderson–Darling: n ∫ (Fₙ − F)² / (F (1 − F)) dF, which weighs the tails; Fₙ by Kaplan and Meier where stays are going on, up
//           to the last that ended; of rounded stays the sum over the steps [Choulakian, Lockhart, Stephens 1994]. p by parametric
//           bootstrap [Stute, González Manteiga, Presedo Quindimil 1993], which ends after 20 samples that lie further off or `most` in all
//           [Besag, Clifford 1991]. Samples have 1,000 stays at most: the statistic's law hardly depends on how many beyond
// Promises  same sample, law and seed: the same p
#pragma once

#include <cstdint>
#include <vector>

#include "engines/statistics/fit_law.hpp"

namespace tributary::statistics {

// P(stay <= at) as seen, just after each stay that ended, ascending. [Kaplan, Meier 1958]
struct Step {
  double at = 0, share = 0;
};
[[nodiscard]] std::vector<Step> seen_shares(const Sample& sample);

// The mean of the stays as seen, up to the longest that ended; and its standard error. [Klein, Moeschberger 2003, section 4.5]
struct SeenMean {
  double mean = 0, error = 0;
};
[[nodiscard]] SeenMean seen_mean(const Sample& sample);

// The stay that this share of people doesn't exceed, as seen; the longest where it isn't known.
[[nodiscard]] double seen_quantile(const std::vector<Step>& seen, double p);

[[nodiscard]] double anderson_darling(const Sample& sample, const LifeLaw& law);

struct GoodnessOfFit {
  double anderson_darling = 0;
  double p = 1;
  int further = 0, samples = 0;  // of so many samples of the law, those that lay further off
};
[[nodiscard]] GoodnessOfFit test_fit(const Sample& sample, const LifeLaw& law, std::uint64_t seed, int most = 999);

// Where law and stays lie furthest apart: that share was seen to stay no longer than `at`, and the law says that one.
struct Furthest {
  double at = 0, seen = 0, law = 0;
};
[[nodiscard]] Furthest furthest(const Sample& sample, const LifeLaw& law);

}  // namespace tributary::statistics
