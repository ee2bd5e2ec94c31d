// What a meta-analysis says, in sentences: the average, how sites differ, and what the next site may expect.
//
// Promises  plain English; ratios are told as ratios, not as logarithms; the same words for the same result
#pragma once

#include <optional>
#include <string>

#include "engines/evidence/finding.hpp"
#include "engines/evidence/meta/effect_size.hpp"
#include "engines/evidence/meta/meta_analysis.hpp"
#include "engines/evidence/prediction_score.hpp"

namespace tributary::evidence::meta {

// What an effect can be at most and least; the method knows of neither.
struct Bounds {
  double least = 0, most = 0;
};

struct MetaWording {
  Measure measure = Measure::as_given;
  bool logarithms = false;  // the effects as given are logarithms of ratios
  Better better = Better::neither;  // down: an effect below 0 (a ratio below 1) is better
  std::optional<Bounds> bounds{};   // of effects as given; a risk difference has its own
  std::size_t corrected = 0;  // studies that the continuity rule changed
  std::string study = "study", studies = "studies";  // what each is called: "place", "places"
  std::string effect = "effect";  // what is put together where it is no ratio: "change"
  std::string unit{};             // after its numbers, with a space before it where there is one: " days"
};

[[nodiscard]] Told tell(const MetaAnalysis& found, const MetaWording& wording);

[[nodiscard]] std::string_view name_of(Method method);

}  // namespace tributary::evidence::meta
