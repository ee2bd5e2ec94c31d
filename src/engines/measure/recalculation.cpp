#include "engines/measure/recalculation.hpp"

#include <cmath>

#include "engines/measure/limits.hpp"

namespace tributary::measure {
namespace {

int side(double value, const Limits& lines) {
  const double near = nearness * (std::abs(lines.centre) + (lines.upper - lines.centre));
  return (value > lines.centre + near) - (value < lines.centre - near);
}

}  // namespace

std::optional<SustainedShift> sustained_shift(const Series& series, const Chart& chart) {
  if (!chart.last) return std::nullopt;
  const Signals last = chart.readings[*chart.last].signals;
  if (!last.has(Rule::shift_high) && !last.has(Rule::shift_low)) return std::nullopt;
  SustainedShift shift{.high = last.has(Rule::shift_high)};
  const bool skips_ties = chart.profile.shift_tie == Tie::is_skipped || chart.profile.runs == RunsTest::anhoej;
  const Phase& phase = chart.phase_at(*chart.last);
  const bool goes_on = phase.inherits && !chart.profile.baseline_ends_runs;
  const std::uint32_t bound = goes_on ? chart.phases.front().first : phase.first;
  double total = 0;
  for (auto i = static_cast<std::uint32_t>(*chart.last) + 1; i > bound;) {
    --i;
    const Point& point = series.points[i];
    if (point.ghosted) continue;
    if (!point.value && chart.profile.gap_ends_runs) break;
    if (!point.value) continue;
    const int now = side(*point.value, chart.limits_at(i));
    if (now == 0 && skips_ties) continue;
    if (now != (shift.high ? 1 : -1)) break;
    shift.first = i;
    ++shift.values;
    total += *point.value;
  }
  shift.mean = total / shift.values;
  return shift;
}

RecalculationOffer offer_recalculation(const RecalculationFacts& facts) {
  RecalculationOffer offer;
  const auto needs = [&](bool holds, const char* why_not) {
    if (!holds) offer.why_not.emplace_back(why_not);
  };
  needs(facts.sustained_shift, "No shift goes on at the latest value: there is no new level to draw limits about.");
  needs(facts.cause_known, "The cause isn't known: link the test of change or the event that made the shift.");
  needs(facts.desired_or_accepted, "The shift isn't in the better direction and hasn't been accepted: limits about it would hide the concern.");
  needs(facts.expected_to_last, "The shift isn't expected to last: wait until it is.");
  offer.offered = offer.why_not.empty();
  return offer;
}

}  // namespace tributary::measure
