// What the adopters of a package show together: the change on average, how places differ, and what the next one may expect.
//
// Idea      the range says what happened at each place; together they say how much of it was chance. The average is of where it was
//           tried; the prediction interval is what the next place goes by
// Method    random effects by restricted maximum likelihood, interval by Hartung and Knapp; beside it the same by DerSimonian and Laird,
//           and by the normal distribution (engines/evidence/meta). A place's own error: engines/evidence/meta/site_change.hpp
// Given     one change a place with its standard error, in the order of adoption; those who stopped, and whose project was removed since,
//           among them, and the place that the package comes from not: it was published because it went well
// Promises  the same places, the same words and hash; the order of places is never that of their results
// See       docs/guide/reference/packages.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/package.hpp"
#include "engines/evidence/finding.hpp"
#include "engines/evidence/meta/meta_analysis.hpp"

namespace tributary::services {

inline constexpr std::size_t fewest_together = 3;

struct SiteResult {
  std::size_t at = 0;  // of the range's places
  std::string name;
  double change = 0, standard_error = 0;
};

// The same places put together otherwise.
struct OtherWay {
  std::string_view method;  // "restricted maximum likelihood", "DerSimonian–Laird"
  bool hartung_knapp = false;
  evidence::Estimate average;
  std::optional<evidence::meta::Prediction> prediction;
  double tau2 = 0;
};

struct Together {
  evidence::meta::MetaAnalysis found;
  std::vector<std::size_t> at;      // of each row of its forest: which of the range's places
  evidence::Told told;              // in the measure's unit, of places
  std::vector<OtherWay> ways;       // the first is what is told
  std::string inputs_hash;          // SHA-256 of measure, places, changes and errors
  std::string version;              // of the program
};

// None with fewer than `fewest_together` sites, or where they can't be put together.
[[nodiscard]] std::optional<Together> put_together(const std::vector<SiteResult>& sites, const domain::PackageMeasure& measure);

}  // namespace tributary::services
