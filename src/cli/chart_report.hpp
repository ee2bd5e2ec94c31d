// A chart as a person, a spreadsheet or a script reads it.
//
// csv    a row a point: date, value, phase, centre, lower, upper, then 0 or 1 for each rule; round-trip digits; a blank
//        cell where there is no value, or no limit. `full` adds sigma lines, target, ghosted, meaning, conflict, icons
// json   everything: the profile, the phases, the points, icons, sentence, cautions, chances
// table  the rows as a page shows them (rounded; no limits on fewer than 12 values), then sentence, icons and cautions
#pragma once

#include <string>
#include <vector>

#include "cli/table.hpp"
#include "engines/measure/cautions.hpp"
#include "engines/measure/chart.hpp"
#include "engines/measure/sentence.hpp"

namespace tributary::cli {

struct ChartReport {
  const measure::Series& series;
  const measure::Chart& chart;
  measure::Wording wording;
  std::string source;              // the file
  std::string value_name;          // what its values are
  std::vector<std::string> notes;  // how it was read
  bool full = false;
};

[[nodiscard]] std::string written(const ChartReport& report, Format format);

}  // namespace tributary::cli
