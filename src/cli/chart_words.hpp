// The words and numbers that every form of a chart's report writes.
#pragma once

#include <optional>
#include <string>

#include "cli/chart_report.hpp"

namespace tributary::cli {

[[nodiscard]] std::string word(measure::Meaning meaning);
[[nodiscard]] std::optional<double> centre_of(const measure::Limits& limits);
[[nodiscard]] std::optional<double> line_of(const measure::Limits& limits, double line);

// Signals are shown where limits are; a run chart has none, and shows its own.
[[nodiscard]] bool shows_signals(const ChartReport& report, std::size_t point);
[[nodiscard]] bool shows_signals(const ChartReport& report);

}  // namespace tributary::cli
