// A chart as JSON: everything that there is to know of it.
#pragma once

#include <string>

#include "cli/chart_report.hpp"

namespace tributary::cli {

[[nodiscard]] std::string chart_json(const ChartReport& report);

}  // namespace tributary::cli
