// Which points belong to which phase.
#pragma once

#include "engines/measure/chart.hpp"

namespace tributary::measure {

// chart.phases from a series that was checked. The baseline is phase 0 and what follows it phase 1; each recalculation starts the next.
void lay_out_phases(const Series& series, Chart& chart);

}  // namespace tributary::measure
