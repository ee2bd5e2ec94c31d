// What stands on a measure's chart beside its points: tests of change that have started, and what was predicted of it.
#pragma once

#include "services/charts.hpp"

namespace tributary::services {

// Adds them to the chart of a measure that the reader may see: open predictions for team and mentor only.
void add_tests_and_predictions(Transaction& tx, const Actor& actor, ChartView& chart);

}  // namespace tributary::services
