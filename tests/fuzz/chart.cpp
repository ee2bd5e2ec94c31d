// Any values in any order of dates, on any type of chart by any profile: they are refused, or every number is finite and in its place.
#include <cmath>
#include <cstring>
#include <vector>

#include "engines/measure/dispersion.hpp"
#include "engines/measure/draw_chart.hpp"
#include "engines/measure/sentence.hpp"
#include "engines/measure/suggest_phases.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace measure = tributary::measure;

namespace {

// Two bytes of header (direction, type and profile; and where a new phase starts), then eleven bytes a point: days since the last, what
// sort of point, value.
struct Fuzzed {
  std::vector<measure::Point> points;
  std::vector<double> sizes, spreads;
  measure::Direction better = measure::Direction::neither;
  measure::ChartType type = measure::ChartType::xmr;
  measure::Profile profile;
  std::vector<tributary::base::Date> phase_starts;
};

Fuzzed series_from(const std::uint8_t* bytes, std::size_t size) {
  Fuzzed series;
  if (size < 2) return series;
  series.better = static_cast<measure::Direction>(bytes[0] % 3);
  const std::size_t type = bytes[0] / 3 + 1;  // the first is xmr
  series.type = measure::every_chart_type[type % measure::every_chart_type.size()];
  series.profile = *measure::profile_named(measure::every_profile[bytes[1] % measure::every_profile.size()]);
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
    series.sizes.push_back(bytes[at + 1] >> 2U);
    series.spreads.push_back(std::abs(value));
  }
  return series;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const Fuzzed fuzzed = series_from(bytes, size);
  const measure::Series series{.points = fuzzed.points, .better = fuzzed.better, .phase_starts = fuzzed.phase_starts,
                               .sizes = fuzzed.sizes, .spreads = fuzzed.spreads};
  const auto chart = measure::draw_chart(series, fuzzed.type, fuzzed.profile);
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
  check(!measure::sentence(series, *chart, {}).empty(), "every chart has a sentence");
  if (const auto dispersion = measure::dispersion_of(series, *chart)) check(std::isfinite(dispersion->ratio), "how much counts vary is finite");
  if (const auto suggested = measure::suggest_phases(series, 4))
    for (const auto& phase : suggested->phases)
      check(std::isfinite(phase.mean_before) && std::isfinite(phase.mean_after), "a suggested phase has finite means");
  return 0;
}
