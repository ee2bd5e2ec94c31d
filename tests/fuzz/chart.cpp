// Any values in any order of dates: the chart refuses them, or every number in it is finite and in its place.
#include <cmath>
#include <cstring>
#include <vector>

#include "engines/measure/xmr_chart.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace measure = tributary::measure;

namespace {

// Two bytes of header (direction, and where a new phase starts), then eleven bytes a point: days since the last, what
// sort of point, value.
struct Fuzzed {
  std::vector<measure::Point> points;
  measure::Direction better = measure::Direction::neither;
  std::vector<tributary::base::Date> phase_starts;
};

Fuzzed series_from(const std::uint8_t* bytes, std::size_t size) {
  Fuzzed series;
  if (size < 2) return series;
  series.better = static_cast<measure::Direction>(bytes[0] % 3);
  const std::size_t phase_at = bytes[1];
  tributary::base::Date date{std::chrono::days{15'000}};
  for (std::size_t at = 2; at + 10 <= size; at += 10) {
    date += std::chrono::days{static_cast<std::int8_t>(bytes[at])};
    measure::Point point{.date = date, .ghosted = (bytes[at + 1] & 3U) == 3};
    double value = 0;
    std::memcpy(&value, bytes + at + 2, sizeof value);
    if ((bytes[at + 1] & 3U) != 2) point.value = value;
    if (series.points.size() == phase_at) series.phase_starts.push_back(date);
    series.points.push_back(point);
  }
  return series;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Fuzzed fuzzed = series_from(bytes, size);
  const measure::Series series{.points = fuzzed.points, .better = fuzzed.better, .phase_starts = fuzzed.phase_starts};
  const auto chart = measure::xmr_chart(series, measure::mdc_2022());
  if (!chart) {
    check(!chart.error().code.empty() && !chart.error().title.empty(), "a refusal says why");
    return 0;
  }
  check(chart->readings.size() == fuzzed.points.size(), "one reading a point");
  for (const measure::Limits& limits : chart->limits) {
    for (const double limit : {limits.lower, limits.lower_two_sigma, limits.lower_one_sigma, limits.centre,
                               limits.upper_one_sigma, limits.upper_two_sigma, limits.upper})
      check(std::isfinite(limit), "every limit is finite");
    check(limits.known != measure::Known::limits || (limits.lower <= limits.centre && limits.centre <= limits.upper),
          "the centre lies between the limits");
  }
  for (const measure::Reading& reading : chart->readings) {
    check(reading.limits < chart->limits.size(), "every reading has its limits");
    check(reading.phase < chart->phases.size(), "every reading has its phase");
  }
  return 0;
}
