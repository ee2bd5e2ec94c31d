// `tributary chart FILE`: the control chart of a file's values, without a database.
//
// chart_rows.hpp reads the rows, chart_settings.hpp the settings, engines/measure draws, chart_report.hpp writes; this file holds the
// options.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "cli/chart_rows.hpp"
#include "cli/table.hpp"

namespace tributary::cli {

struct ChartOptions {
  std::string file;  // "-" is standard input
  std::string chart = "xmr";  // as measure::name_of writes types
  ChartColumns columns;
  std::string better = "neither";    // up, down
  std::vector<std::string> targets;  // "95", "95@2024-04-01..2025-03-31", "95@2024-04-01.."
  std::string baseline;              // a date, or a number of values
  std::vector<std::string> phases;   // dates
  std::vector<std::string> ghosts;   // dates
  std::string profile;               // as measure::profile_named has them; anhoej for a run chart, else mdc-2022
  std::optional<bool> screen;        // else the profile's own, as what follows
  std::optional<int> shift, trend, fix_after;
  std::string conflict;  // concern, improvement
  std::string duplicates = "refuse";  // keep
  std::string season;                 // month, quarter, weekday: taken out before the chart is drawn
  std::string season_method = "multiplicative";  // additive
  bool suggest_phases = false;
  std::optional<std::vector<std::string>> recalculate;  // of what is known: cause, wanted, lasting
  std::string unit;
  bool share = false;  // values are shares of 1: write them in per cent
  bool rate = false;   // a numerator may be above its denominator
  bool full = false;
  Format format = Format::table;
};

struct Charted {
  std::string text;                // in the format asked for
  std::vector<std::string> notes;  // how it was read, where the text has no room for that (csv)
};

// What the file's bytes give. `where` of a problem is FILE:ROW.
[[nodiscard]] base::Result<Charted> chart_bytes(const std::string& bytes, const ChartOptions& options);

}  // namespace tributary::cli
