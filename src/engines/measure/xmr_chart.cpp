#include "engines/measure/xmr_chart.hpp"

#include "engines/measure/draw_chart.hpp"

namespace tributary::measure {

base::Result<Chart> xmr_chart(const Series& series, const Profile& profile) { return draw_chart(series, ChartType::xmr, profile); }

base::Done draw_xmr_chart(const Series& series, const Profile& profile, Chart& chart) {
  return draw_chart_into(series, ChartType::xmr, profile, chart);
}

}  // namespace tributary::measure
