#include "engines/measure/rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engines/measure/limits.hpp"

namespace tributary::measure {
namespace {

// The lines of a phase, moved outwards by what counts as lying on them; beyond every value where there are none.
struct Lines {
  double lower = -unreachable, lower_two_sigma = -unreachable, below;
  double above, upper_two_sigma = unreachable, upper = unreachable;

  explicit Lines(const Limits& limits) {
    const double near = nearness * (std::abs(limits.centre) + (limits.upper - limits.centre));
    below = limits.centre - near;
    above = limits.centre + near;
    if (limits.known != Known::limits) return;
    lower = limits.lower - near;
    lower_two_sigma = limits.lower_two_sigma - near;
    upper_two_sigma = limits.upper_two_sigma + near;
    upper = limits.upper + near;
  }

  // +3 beyond the upper limit, +2 between two and three sigma, +1 above the centre, 0 on it, and so on down.
  [[nodiscard]] int zone(double value) const {
    return (value > above) + (value > upper_two_sigma) + (value > upper) - (value < below) - (value < lower_two_sigma) -
           (value < lower);
  }

 private:
  static constexpr double unreachable = std::numeric_limits<double>::infinity();
};

// Goes along the values that count. Written without branches where neighbours decide, for they follow no pattern.
class Marker {
 public:
  Marker(std::span<const Point> points, const Profile& profile, std::span<Reading> readings)
      : points_(points),
        readings_(readings),
        shift_points_(static_cast<std::uint32_t>(profile.shift_points)),
        trend_points_(static_cast<std::uint32_t>(profile.trend_points)),
        trend_crosses_phases_(profile.trend_crosses_phases) {}

  void start_phase() {
    above_ = below_ = 0;
    zone_before_ = zone_two_before_ = 0;
    if (!trend_crosses_phases_) before_ = nothing;
  }

  void gap() {
    start_phase();
    before_ = nothing;
  }

  void value(std::uint32_t at, double value, const Lines& lines) {
    const int zone = lines.zone(value);
    if (zone == 3) readings_[at].signals.add(Rule::point_high);
    if (zone == -3) readings_[at].signals.add(Rule::point_low);

    above_ = zone > 0 ? above_ + 1 : 0;
    below_ = zone < 0 ? below_ + 1 : 0;
    if (above_ >= shift_points_) mark_run(at, above_, shift_points_, Rule::shift_high);
    if (below_ >= shift_points_) mark_run(at, below_, shift_points_, Rule::shift_low);

    // A run that ends leaves its last point to begin the next. Nothing before compares as neither.
    const double step = value - before_;
    const double near = nearness * (std::abs(value) + std::abs(before_));
    rising_ = step > near ? rising_ + 1 : 1;
    falling_ = step < -near ? falling_ + 1 : 1;
    before_ = value;
    if (rising_ >= trend_points_) mark_run(at, rising_, trend_points_, Rule::trend_up);
    if (falling_ >= trend_points_) mark_run(at, falling_, trend_points_, Rule::trend_down);

    two_of_three(at, zone);
  }

 private:
  // A run that has just become long enough is marked from its first point, one that goes on at its last.
  void mark_run(std::uint32_t at, std::uint32_t length, std::uint32_t enough, Rule rule) {
    readings_[at].signals.add(rule);
    if (length > enough) return;
    for (std::uint32_t left = enough - 1; left > 0;) {
      --at;
      if (points_[at].ghosted) continue;
      readings_[at].signals.add(rule);
      --left;
    }
  }

  void two_of_three(std::uint32_t at, int zone) {
    const int high = (zone == 2) + (zone_before_ == 2) + (zone_two_before_ == 2);
    const int low = (zone == -2) + (zone_before_ == -2) + (zone_two_before_ == -2);
    if (high >= 2 && std::min({zone, zone_before_, zone_two_before_}) > 0) {
      mark_band(at, zone, 2, Rule::two_of_three_high);
    }
    if (low >= 2 && std::max({zone, zone_before_, zone_two_before_}) < 0) {
      mark_band(at, zone, -2, Rule::two_of_three_low);
    }
    zone_two_before_ = zone_before_;
    zone_before_ = zone;
    at_two_before_ = at_before_;
    at_before_ = at;
  }

  void mark_band(std::uint32_t at, int zone, int band, Rule rule) {
    if (zone == band) readings_[at].signals.add(rule);
    if (zone_before_ == band) readings_[at_before_].signals.add(rule);
    if (zone_two_before_ == band) readings_[at_two_before_].signals.add(rule);
  }

  static constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

  std::span<const Point> points_;
  std::span<Reading> readings_;
  std::uint32_t shift_points_, trend_points_;
  bool trend_crosses_phases_;

  std::uint32_t above_ = 0, below_ = 0;        // values in a row on a side of the centre
  std::uint32_t rising_ = 0, falling_ = 0;     // values in a row each beyond the one before, the first included
  double before_ = nothing;                    // the value before, for trends
  int zone_before_ = 0, zone_two_before_ = 0;  // 0 where there is none in this phase
  std::uint32_t at_before_ = 0, at_two_before_ = 0;
};

}  // namespace

void apply_the_four_rules(std::span<const Point> points, Chart& chart) {
  chart.readings.assign(points.size(), Reading{});
  chart.last.reset();
  Marker marker(points, chart.profile, chart.readings);
  for (std::uint32_t p = 0; p < chart.phases.size(); ++p) {
    const Phase& phase = chart.phases[p];
    const Lines lines(chart.limits[p]);
    marker.start_phase();
    for (std::uint32_t i = phase.first; i < phase.first + phase.points; ++i) {
      chart.readings[i].limits = p;
      chart.readings[i].phase = p;
      if (points[i].ghosted) continue;
      if (!points[i].value) {
        marker.gap();
        continue;
      }
      marker.value(i, *points[i].value, lines);
      chart.last = i;
    }
  }
}

void read_meanings(Direction better, Chart& chart) {
  const auto settled = chart.profile.conflict == ConflictRule::improvement ? Meaning::improvement : Meaning::concern;
  const auto high = better == Direction::up ? Meaning::improvement : Meaning::concern;
  const auto low = better == Direction::up ? Meaning::concern : Meaning::improvement;
  for (Reading& reading : chart.readings) {
    if (!reading.signals.any()) continue;
    if (better == Direction::neither || (!reading.signals.high() && !reading.signals.low())) {
      reading.meaning = Meaning::neither;
    } else if (reading.signals.high() && reading.signals.low()) {
      reading.meaning = settled;
      reading.conflict = true;
    } else {
      reading.meaning = reading.signals.high() ? high : low;
    }
  }
}

}  // namespace tributary::measure
