// Where might a phase begin? For analysts: what the values alone say, marked as a suggestion. Nothing is redrawn by it.
//
// Method    engines/measure/suggest_phases.hpp, over the values as the measure's chart draws them; its own phases aren't looked at
// Promises  a suggestion comes with what speaks for it: the values and means at its two sides, and the tests of change that began near it.
//           A phase is begun by a person, with a reason and a cause (charts.hpp: add_phase)
#pragma once

#include <string>
#include <vector>

#include "services/charts.hpp"

namespace tributary::services {

struct PhaseSuggestion {
  base::Date starts{};                           // the date of its first point
  double mean_before = 0, mean_after = 0;        // in the measure's unit
  int values_before = 0, values_after = 0;       // that these are the means of
  bool begins_already = false;                   // a phase was begun there
  std::vector<ChartTest> tests;                  // of its project, that began between the value before and the first after, or then
};

struct PhaseSuggestions {
  std::vector<PhaseSuggestion> phases;
  std::string statement;
};

// With a method, of values without their season. Fails with "not-found", "too-many-values", or as without_season.
[[nodiscard]] base::Result<PhaseSuggestions> suggested_phases_of(const Context& context, const Actor& actor, domain::MeasureId id,
                                                                 std::optional<measure::SeasonalMethod> season = std::nullopt);

}  // namespace tributary::services
