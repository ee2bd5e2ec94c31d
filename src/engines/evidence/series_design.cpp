#include "engines/evidence/series_design.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "engines/evidence/figures.hpp"

namespace tributary::evidence {
namespace {

base::Problem unfit(const char* code, const char* title, std::string detail, std::string field = {}) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = std::move(field)};
}

base::Done take_points(const std::vector<SeriesPoint>& points, const std::vector<Interruption>& interruptions, const SeriesOptions& options, SeriesDesign& out) {
  const bool counts = options.family != SeriesFamily::value;
  const bool controlled = std::ranges::any_of(points, [](const SeriesPoint& each) { return each.control.has_value(); });
  if (controlled && counts)
    return base::fail(unfit("control-of-counts", "A control series needs values", "Counts can't be compared by their difference. Give rates, as values.", "/control"));
  for (std::size_t i = 0; i < points.size(); ++i) {
    const SeriesPoint& point = points[i];
    const std::string field = "/points/" + std::to_string(i);
    if (!std::isfinite(point.time) || (i > 0 && !(point.time > points[i - 1].time)))
      return base::fail(unfit("time-out-of-order", "The periods are not in order", "Each row is a period of its own, later than the one before it.", field));
    // Only a period that no row stands for: one that stands aside is told by itself.
    if (i > 0 && point.time - points[i - 1].time > 1.5) out.gaps = true;
    if (point.aside) continue;
    if (!point.outcome || (controlled && !point.control)) {
      ++out.left_out;
      continue;
    }
    const double y = *point.outcome - (controlled ? *point.control : 0);
    if (!std::isfinite(y)) return base::fail(unfit("value-not-finite", "A value is no number", "Leave out what was not measured.", field));
    if (std::abs(y) > 1e15) return base::fail(unfit("values-too-large", "A value is too large", "Values may go up to 10^15 in size. Use a larger unit.", field));
    if (counts && (y < 0 || y != std::floor(y)))
      return base::fail(unfit("count-negative", "A count is no count", "Counts are whole numbers from 0 on. Give rates as values, without counts.", field));
    if (counts && !(point.at_risk > 0 && std::isfinite(point.at_risk)))
      return base::fail(unfit("offset-not-positive", "Those at risk are missing", "A count stands for a number at risk above 0.", field));
    if (std::ranges::any_of(interruptions, [&](const Interruption& each) { return point.time >= each.time && point.time < each.time + each.phase_in; })) {
      ++out.phased;
      continue;
    }
    out.time.push_back(point.time);
    out.outcome.push_back(y);
    out.at_risk.push_back(point.at_risk);
    out.row_names.push_back(point.name);
  }
  return {};
}

void add(SeriesDesign& out, std::string name, bool of_interruption, const auto& value) {
  std::vector<double> column;
  for (const double t : out.time) column.push_back(value(t));
  out.columns.push_back(std::move(column));
  out.names.push_back(std::move(name));
  out.of_interruption.push_back(of_interruption);
}

void add_season(SeriesDesign& out, const SeriesOptions& options) {
  if (options.season == Season::harmonics)
    for (unsigned k = 1; k <= options.harmonics; ++k) {
      const double turn = 2 * std::numbers::pi * k / options.cycle;
      if (2 * k < options.cycle) add(out, "sine " + std::to_string(k), false, [&](double t) { return std::sin(turn * t); });
      if (2 * k <= options.cycle) add(out, "cosine " + std::to_string(k), false, [&](double t) { return std::cos(turn * t); });
    }
  if (options.season == Season::months)
    for (unsigned k = 1; k < static_cast<unsigned>(options.cycle); ++k)
      add(out, "place " + std::to_string(k + 1) + " in the cycle", false, [&](double t) {
        const double place = std::fmod(std::fmod(std::floor(t + .5), options.cycle) + options.cycle, options.cycle);
        return place == k ? 1. : 0.;
      });
}

}  // namespace

base::Result<SeriesDesign> design_series(const std::vector<SeriesPoint>& points, const std::vector<Interruption>& interruptions, const SeriesOptions& options) {
  SeriesDesign out;
  if (interruptions.empty()) return base::fail(unfit("interruption-outside", "There is no interruption", "Say when the change came.", "/interruptions"));
  if (options.season != Season::none && !(options.cycle >= 2 && options.cycle <= 366))
    return base::fail(unfit("cycle-out-of-range", "The cycle is out of range", "A cycle is 2 to 366 periods long: 12 for months of a year.", "/cycle"));
  if (options.season == Season::months && options.cycle != std::floor(options.cycle))
    return base::fail(unfit("cycle-not-whole", "The cycle has no whole number of places", "A level for each place in the cycle takes a whole number of periods: 12 for months of a year, 52 for weeks. Harmonics take 52.18.", "/cycle"));
  if (auto done = take_points(points, interruptions, options, out); !done) return base::fail(done.error());
  if (out.time.size() < 4)
    return base::fail(unfit("too-few-values", "There are too few values", counted(out.time.size(), "value counts.", "values count.") + " A line before and one after take 6 at least, and convince from 24 on."));
  // Squares of values so near to 0 leave what a number can hold.
  const double largest = std::abs(*std::ranges::max_element(out.outcome, {}, [](double y) { return std::abs(y); }));
  if (largest > 0 && largest < 1e-100)
    return base::fail(unfit("values-too-small", "The values are too small to be worked with", "All are nearer to 0 than 10^−100. Use a smaller unit.", "/outcome"));
  for (std::size_t i = 0; i < interruptions.size(); ++i) {
    const Interruption& each = interruptions[i];
    if (i > 0 && !(each.time > interruptions[i - 1].time))
      return base::fail(unfit("interruptions-out-of-order", "The interruptions are not in order", "Give each its own period, in order of time.", "/interruptions/" + std::to_string(i)));
    const double from = i == 0 ? -1e300 : interruptions[i - 1].time;
    const bool before = std::ranges::any_of(out.time, [&](double t) { return t < each.time && t >= from; });
    const double until = i + 1 < interruptions.size() ? interruptions[i + 1].time : 1e300;
    const bool after = std::ranges::any_of(out.time, [&](double t) { return t >= each.time + each.phase_in && t < until; });
    if (!before || !after)
      return base::fail(unfit("interruption-outside", "An interruption has no values on both sides", each.name + " needs values before it and after it that count.", "/interruptions/" + std::to_string(i)));
  }
  if (std::ranges::all_of(out.outcome, [&](double y) { return y == out.outcome.front(); }) && options.family == SeriesFamily::value)
    return base::fail(unfit("no-variation", "All values are alike", "A series that never varies says nothing of a change, nor of chance.", "/outcome"));
  add(out, "level at the start", false, [](double) { return 1.; });
  const double origin = out.time.front();
  add(out, "slope", false, [&](double t) { return t - origin; });
  for (const Interruption& each : interruptions) {
    const double from = each.time + each.phase_in;
    add(out, "step at " + each.name, true, [&](double t) { return t >= from ? 1. : 0.; });
    if (options.slopes) add(out, "further slope from " + each.name, true, [&](double t) { return t >= from ? t - from : 0.; });
  }
  add_season(out, options);
  return out;
}

}  // namespace tributary::evidence
