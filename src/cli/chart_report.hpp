// A chart as a person, a spreadsheet or a script reads it.
//
// csv    a row a point: date, value, phase, centre, lower, upper, then 0 or 1 for each rule of the profile; round-trip digits; a blank
//        cell where there is no value, or no limit. `full` adds sigma lines, target, ghosted, meaning, conflict, icons
// json   everything: the profile, the phases, the points, icons, sentence, cautions, chances
// table  the rows as a page shows them (rounded; no limits on fewer than 12 values), then sentence, icons and cautions
#pragma once

#include <string>
#include <vector>

#include "cli/table.hpp"
#include "engines/measure/cautions.hpp"
#include "engines/measure/chart.hpp"
#include "engines/measure/recalculation.hpp"
#include "engines/measure/seasonality.hpp"
#include "engines/measure/sentence.hpp"
#include "engines/measure/suggest_phases.hpp"

namespace tributary::cli {

struct ChartReport {
  measure::Series series;
  measure::Chart chart;
  measure::Wording wording;
  std::string source;              // the file
  std::string value_name;          // what its values are
  std::vector<std::string> notes;  // how it was read
  bool full = false;
  std::vector<measure::Point> observed = {};  // what the file says, where what is charted was made from it
  std::optional<measure::Deseasoned> deseasoned = {};
  std::optional<measure::SuggestedPhases> suggested = {};
  std::optional<measure::RecalculationOffer> recalculation = {};
};

// What is to be known before it is believed; a strong season too, that wasn't taken out and can be.
[[nodiscard]] measure::Appraisal appraisal_of(const ChartReport& report);

[[nodiscard]] std::string written(const ChartReport& report, Format format);

}  // namespace tributary::cli
