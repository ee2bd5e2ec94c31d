// What the options of `tributary chart` set: the type, the profile, and what is added to the file's points.
#pragma once

#include <optional>
#include <vector>

#include "base/result.hpp"
#include "cli/chart.hpp"
#include "engines/measure/chart.hpp"
#include "engines/measure/seasonality.hpp"

namespace tributary::cli {

[[nodiscard]] base::Result<measure::ChartType> chart_type_of(const ChartOptions& options);

// The named profile (`anhoej` for a run chart, `mdc-2022` else) with the settings that are given one by one.
[[nodiscard]] base::Result<measure::Profile> profile_of(const ChartOptions& options, measure::ChartType type);

// Fails with "columns-missing" or "columns-unused" where the columns named aren't those that the type takes.
[[nodiscard]] base::Done check_columns(const ChartColumns& columns, measure::ChartType type);

// Targets, phases, ghosts and the baseline; a Series looks at it.
class ChartSetting {
 public:
  [[nodiscard]] static base::Result<ChartSetting> read(const ChartOptions& options, std::vector<measure::Point>& points);
  [[nodiscard]] measure::Series over(const std::vector<measure::Point>& points, const ChartRows& rows, const ChartOptions& options,
                                     measure::ChartType type) const;

 private:
  base::Done read_baseline(const std::string& text, const std::vector<measure::Point>& points);

  std::vector<measure::Target> targets_;
  std::vector<base::Date> phase_starts_;
  std::optional<base::Date> baseline_end_;
};

}  // namespace tributary::cli
