#include "engines/measure/rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/measure/limits.hpp"

namespace tributary::measure {
namespace {

// The lines of a phase, moved outwards by what counts as lying on them.
struct Lines {
  bool drawn = false;
  double lower, lower_two_sigma, below, above, upper_two_sigma, upper;

  explicit Lines(const Limits& limits) : drawn(limits.known == Known::limits) {
    const double near = nearness * (std::abs(limits.centre) + (limits.upper - limits.centre));
    lower = limits.lower - near;
    lower_two_sigma = limits.lower_two_sigma - near;
    below = limits.centre - near;
    above = limits.centre + near;
    upper_two_sigma = limits.upper_two_sigma + near;
    upper = limits.upper + near;
  }

  // +3 beyond the upper limit, +2 between two and three sigma, +1 above the centre, 0 on it, and so on down.
  [[nodiscard]] int zone(double value) const {
    const int up = (value > above) + (drawn && value > upper_two_sigma) + (drawn && value > upper);
    const int down = (value < below) + (drawn && value < lower_two_sigma) + (drawn && value < lower);
    return up - down;
  }
};

// Marks a run's points when it becomes long enough, and each one that follows in it.
struct Run {
  std::uint32_t first = 0;
  int length = 0;

  void end() { length = 0; }
  void extend(std::uint32_t at) {
    if (length == 0) first = at;
    if (length < 8) ++length;  // no rule asks for more
  }
  void mark(std::uint32_t at, int enough, Rule rule, std::span<const Point> points, std::span<Reading> readings) {
    if (length < enough) return;
    readings[at].signals.add(rule);
    for (std::uint32_t i = first; i < at; ++i) {
      if (!points[i].ghosted) readings[i].signals.add(rule);
    }
    first = at;  // those are done
  }
};

class Marker {
 public:
  Marker(std::span<const Point> points, const Profile& profile, std::span<Reading> readings)
      : points_(points), profile_(profile), readings_(readings) {}

  void start_phase() {
    end_shift();
    side_[0] = side_[1] = 0;
    if (!profile_.trend_crosses_phases) end_trend();
  }

  void gap() {
    end_shift();
    side_[0] = side_[1] = 0;
    end_trend();
  }

  void value(std::uint32_t at, double value, const Lines& lines) {
    const int zone = lines.zone(value);
    if (zone == 3) readings_[at].signals.add(Rule::point_high);
    if (zone == -3) readings_[at].signals.add(Rule::point_low);
    shift(at, zone);
    trend(at, value);
    two_of_three(at, zone);
  }

 private:
  void end_shift() {
    high_.end();
    low_.end();
  }

  void end_trend() {
    rising_.end();
    falling_.end();
  }

  void shift(std::uint32_t at, int zone) {
    if (zone > 0) {
      low_.end();
      high_.extend(at);
      high_.mark(at, profile_.shift_points, Rule::shift_high, points_, readings_);
    } else if (zone < 0) {
      high_.end();
      low_.extend(at);
      low_.mark(at, profile_.shift_points, Rule::shift_low, points_, readings_);
    } else {
      end_shift();
    }
  }

  // A rising run that ends leaves its last point to begin the next one, of either kind.
  void trend(std::uint32_t at, double value) {
    if (rising_.length == 0) {
      rising_.extend(at);
      falling_.extend(at);
    } else {
      const double near = nearness * std::max(std::abs(value), std::abs(before_));
      const double step = value - before_;
      if (!(step > near)) rising_.end();
      if (!(step < -near)) falling_.end();
      rising_.extend(at);
      falling_.extend(at);
      rising_.mark(at, profile_.trend_points, Rule::trend_up, points_, readings_);
      falling_.mark(at, profile_.trend_points, Rule::trend_down, points_, readings_);
    }
    before_ = value;
  }

  void two_of_three(std::uint32_t at, int zone) {
    const std::array<int, 3> zones = {side_[0], side_[1], zone};
    const std::array<std::uint32_t, 3> where = {where_[0], where_[1], at};
    if (std::ranges::count(zones, 2) >= 2 && std::ranges::min(zones) > 0) {
      mark_band(zones, where, 2, Rule::two_of_three_high);
    }
    if (std::ranges::count(zones, -2) >= 2 && std::ranges::max(zones) < 0) {
      mark_band(zones, where, -2, Rule::two_of_three_low);
    }
    side_ = {zones[1], zones[2]};
    where_ = {where[1], where[2]};
  }

  void mark_band(const std::array<int, 3>& zones, const std::array<std::uint32_t, 3>& where, int band, Rule rule) {
    for (std::size_t i = 0; i < 3; ++i) {
      if (zones[i] == band) readings_[where[i]].signals.add(rule);
    }
  }

  std::span<const Point> points_;
  const Profile& profile_;
  std::span<Reading> readings_;
  Run high_, low_, rising_, falling_;
  double before_ = 0;
  std::array<int, 2> side_{};            // the zones of the two values before, 0 where there are none
  std::array<std::uint32_t, 2> where_{};  // and where they are
};

}  // namespace

void apply_rules(std::span<const Point> points, Chart& chart) {
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
    if (better == Direction::neither) {
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
