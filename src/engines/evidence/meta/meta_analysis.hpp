// Meta-analysis: what studies, or sites that took on the same change, say together; and what the next one may expect.
//
// Idea      sites differ, so there is no single effect: there is an average, and a spread around it. The average answers "did it work
//           where it was tried?"; the prediction interval answers "what will it do at the next site?"
// Method    weights 1/(variance + τ²); mean Σwy/Σw, standard error 1/√Σw, normal interval; Hartung–Knapp: √(Σw(y−mean)²/((k−1)Σw))
//           on Student's distribution with k − 1 degrees of freedom [Hartung and Knapp 2001; Sidik and Jonkman 2002]
//           sentences speak of the wider of the two where studies are few: from 2 to 20 of them the normal one misses the average too
//           often [IntHout, Ioannidis, Borm 2014; never the narrower: Röver, Knapp, Friede 2015, doi 10.1186/s12874-015-0091-1]
//           prediction: mean ± t √(τ² + error²) with k − 2 degrees of freedom [Higgins, Thompson, Spiegelhalter 2009]; by the normal
//           distribution, and with k − 1, beside it
//           leaving one out: the same without each study in turn
// Given     two studies or more, finite effects (of ratios logarithms) with variances above 0; heterogeneity.hpp has the methods
// Promises  no NaN and no infinity; prediction absent where fewer than three studies are there, or with equal effects
// Fails     "too-few-studies", "study-unusable", "study-out-of-range", "studies-too-uneven", "level-out-of-range"; field "/studies/4"
// See       docs/guide/reference/evidence.md; the BCG trials in meta_analysis_golden_test.cpp
#pragma once

#include <vector>

#include "base/result.hpp"
#include "engines/evidence/finding.hpp"
#include "engines/evidence/meta/heterogeneity.hpp"

namespace tributary::evidence::meta {

struct Choices {
  Method method = Method::reml;
  bool hartung_knapp = false;
  double level = 0.95;
};

struct ForestRow {
  Study study;
  double low = 0, high = 0;  // its own interval, by the normal distribution
  double weight = 0;         // a share
};

struct Prediction {
  double low = 0, high = 0;
  std::optional<double> degrees_of_freedom;  // absent: the normal distribution
};

struct LeftOut {
  std::string name;
  Estimate average;  // as chosen
  Estimate told;     // as below
  Heterogeneity heterogeneity;
};

struct MetaAnalysis {
  Choices choices;
  std::vector<ForestRow> forest;
  Estimate average;                       // as chosen
  Estimate by_normal, by_hartung_knapp;   // both
  Estimate told;                          // of which sentences speak: where studies are few, the wider of both
  Heterogeneity heterogeneity;
  std::optional<Prediction> prediction;   // with k − 2 degrees of freedom
  std::vector<Prediction> predictions;    // by the normal distribution, k − 1, k − 2
  std::optional<double> chance_below;     // that the next study's true effect lies below 0, by the prediction
  std::vector<LeftOut> left_out;          // one a study; none of two studies, or of more than `most_left_out`
};

inline constexpr std::size_t most_left_out = 1000;
inline constexpr std::size_t few_for_normal = 20;  // up to these the normal interval is too narrow

[[nodiscard]] base::Result<MetaAnalysis> meta_analysis(const std::vector<Study>& studies, const Choices& choices);

}  // namespace tributary::evidence::meta
