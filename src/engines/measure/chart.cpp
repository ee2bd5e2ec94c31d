#include "engines/measure/chart.hpp"

#include <algorithm>

namespace tributary::measure {

Standing Chart::standing(const Phase& phase) const {
  const auto made_from = static_cast<int>(std::min<std::uint32_t>(phase.made_from, 1'000'000));
  if (made_from < profile.least_points_for_limits || phase.ranges == 0) return Standing::run_chart;
  return made_from < profile.settled_points ? Standing::trial : Standing::settled;
}

bool Chart::show_limits(std::size_t point) const {
  return limits_at(point).known == Known::limits && standing(phase_at(point)) != Standing::run_chart;
}

}  // namespace tributary::measure
