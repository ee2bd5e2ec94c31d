// How scenarios differ from the first of a report, number by number, with the same people in all.
#pragma once

#include <string>

#include "cli/flow_report.hpp"

namespace tributary::cli {

// A row a number: scenario, of (system, service or measure), name, number, period (empty: the whole run), before (in the first
// scenario), after, difference, half_width, low and high (of its 95 % interval, paired replication by replication), replications.
[[nodiscard]] std::string differences_in(const FlowReport& report, Format format);
// What a run says of each scenario, and the same differences.
[[nodiscard]] std::string differences_as_json(const FlowReport& report);

}  // namespace tributary::cli
