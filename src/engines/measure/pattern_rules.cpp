#include "engines/measure/pattern_rules.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engines/measure/limits.hpp"

namespace tributary::measure {
namespace {

// Zones: 0 on the centre; 1 within one sigma, 2 to one and a half, 3 to two, 4 to the limit, 5 beyond; negative below.
constexpr int beyond_limit = 5;
constexpr int beyond_two_sigma = 4;
constexpr int beyond_one_and_a_half = 3;
constexpr int beyond_one_sigma = 2;

struct Seen {
  std::uint32_t at;
  double value;
  int zone;
  bool alone;        // what stands before it is of another phase, or beyond a gap
  bool trend_anew;   // the same for a trend
  bool has_limits;
};

int zone_of(double value, const Limits& lines) {
  const double near = nearness * (std::abs(lines.centre) + (lines.upper - lines.centre));
  if (lines.known != Known::limits) return (value > lines.centre + near) - (value < lines.centre - near);
  const double upper_half = (lines.upper_one_sigma + lines.upper_two_sigma) / 2;
  const double lower_half = (lines.lower_one_sigma + lines.lower_two_sigma) / 2;
  return (value > lines.centre + near) + (value > lines.upper_one_sigma + near) + (value > upper_half + near) +
         (value > lines.upper_two_sigma + near) + (value > lines.upper + near) - (value < lines.centre - near) -
         (value < lines.lower_one_sigma - near) - (value < lower_half - near) - (value < lines.lower_two_sigma - near) -
         (value < lines.lower - near);
}

int side(int zone) { return (zone > 0) - (zone < 0); }

class Patterns {
 public:
  Patterns(std::span<const Point> points, Chart& chart) : chart_(chart), profile_(chart.profile) { look(points); }

  void apply() {
    for (const Rule rule : rules_of(profile_, chart_.type)) {
      switch (rule) {
        case Rule::point_high: points_beyond(); break;
        case Rule::shift_high:
          if (profile_.shift_points > 0) shifts();
          break;
        case Rule::trend_up: trends(); break;
        case Rule::two_of_three_high:
          k_of_m({2, 3, beyond_two_sigma, profile_.two_of_three == TwoOfThree::in_band ? beyond_two_sigma : beyond_limit,
                  profile_.two_of_three_one_side},
                 rule);
          break;
        case Rule::four_of_five_high: k_of_m({4, 5, beyond_one_sigma, beyond_limit, false}, rule); break;
        case Rule::three_of_four_high: k_of_m({3, 4, beyond_one_and_a_half, beyond_limit, false}, rule); break;
        case Rule::alternating: alternating(); break;
        case Rule::within_one_sigma: within_one_sigma(); break;
        case Rule::outside_one_sigma: outside_one_sigma(); break;
        default: break;  // the low ones were found with the high ones
      }
    }
  }

 private:
  void look(std::span<const Point> points) {
    bool gap = true;
    std::uint32_t phase = 0;
    for (std::uint32_t i = 0; i < points.size(); ++i) {
      if (points[i].ghosted) continue;
      if (!points[i].value) {
        gap = gap || profile_.gap_ends_runs;
        continue;
      }
      const std::uint32_t own = chart_.readings[i].phase;
      const bool joins = own == phase || (chart_.phases[own].inherits && !profile_.baseline_ends_runs);
      const Limits& lines = chart_.limits_at(i);
      seen_.push_back({.at = i, .value = *points[i].value, .zone = zone_of(*points[i].value, lines), .alone = gap || !joins,
                       .trend_anew = gap || (!joins && !profile_.trend_crosses_phases), .has_limits = lines.known == Known::limits});
      gap = false;
      phase = own;
    }
  }

  void mark(std::size_t i, Rule rule) { chart_.readings[seen_[i].at].signals.add(rule); }

  // The values of a run, of which this is the last: marked when it has become long enough, and one by one from then on.
  void mark_run(const std::vector<std::size_t>& run, int enough, Rule rule) {
    if (static_cast<int>(run.size()) < enough) return;
    mark(run.back(), rule);
    if (static_cast<int>(run.size()) > enough || profile_.marking == Marking::from_completion) return;
    for (const std::size_t i : run) mark(i, rule);
  }

  void points_beyond() {
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i].zone == beyond_limit) mark(i, Rule::point_high);
      if (seen_[i].zone == -beyond_limit) mark(i, Rule::point_low);
    }
  }

  void shifts() {
    std::vector<std::size_t> run;
    int of = 0;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      const int now = side(seen_[i].zone);
      if (now == 0 && profile_.shift_tie == Tie::is_skipped && !seen_[i].alone) continue;
      if (seen_[i].alone || now != of) run.clear();
      of = now;
      if (now == 0) continue;
      run.push_back(i);
      mark_run(run, profile_.shift_points, now > 0 ? Rule::shift_high : Rule::shift_low);
    }
  }

  [[nodiscard]] int step(std::size_t from, std::size_t to) const {
    const double difference = seen_[to].value - seen_[from].value;
    const double near = nearness * (std::abs(seen_[to].value) + std::abs(seen_[from].value));
    return (difference > near) - (difference < -near);
  }

  void trends() {
    std::vector<std::size_t> run;
    int way = 0;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i].trend_anew || run.empty()) {
        run.assign(1, i);
        way = 0;
        continue;
      }
      const int now = step(run.back(), i);
      if (now == 0 && profile_.trend_tie == Tie::is_skipped) continue;
      if (now != way) run.erase(run.begin(), run.end() - 1);  // the last of one run begins the next
      if (now == 0) run.clear();
      way = now;
      run.push_back(i);
      mark_run(run, profile_.trend_points, now > 0 ? Rule::trend_up : Rule::trend_down);
    }
  }

  struct Window {
    int k, m, least, most;  // k of m in the zones from least to most
    bool one_side;          // and the others on the same side of the centre
  };

  void k_of_m(const Window& window, Rule high) {
    int length = 0;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      length = seen_[i].alone || !seen_[i].has_limits ? (seen_[i].has_limits ? 1 : 0) : length + 1;
      if (length < window.m) continue;
      for (const int way : {1, -1}) {
        const auto counts = [&](std::size_t j) { return seen_[j].zone * way >= window.least && seen_[j].zone * way <= window.most; };
        int in_zones = 0, on_side = 0;
        const std::size_t first = i + 1 - static_cast<std::size_t>(window.m);
        for (std::size_t j = first; j <= i; ++j) {
          in_zones += counts(j) ? 1 : 0;
          on_side += side(seen_[j].zone) == way ? 1 : 0;
        }
        if (in_zones < window.k || (window.one_side && on_side < window.m)) continue;
        const auto rule = static_cast<Rule>(static_cast<unsigned>(high) + (way > 0 ? 0U : 1U));
        for (std::size_t j = profile_.marking == Marking::from_completion ? i : first; j <= i; ++j)
          if (counts(j)) mark(j, rule);
      }
    }
  }

  void alternating() {
    std::vector<std::size_t> run;
    int way = 0;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      const int now = seen_[i].alone || i == 0 ? 0 : step(i - 1, i);
      if (now == 0) {
        run.assign(1, i);
      } else if (way != 0 && now == -way) {
        run.push_back(i);
      } else {
        run.assign({i - 1, i});
      }
      way = now;
      mark_run(run, profile_.alternating_points, Rule::alternating);
    }
  }

  void within_one_sigma() {
    std::vector<std::size_t> run;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i].alone) run.clear();
      if (std::abs(seen_[i].zone) >= beyond_one_sigma || !seen_[i].has_limits) {
        run.clear();
        continue;
      }
      run.push_back(i);
      mark_run(run, profile_.within_one_sigma_points, Rule::within_one_sigma);
    }
  }

  // On both sides within the last so many: else it is a shift.
  void outside_one_sigma() {
    const auto enough = static_cast<std::size_t>(profile_.outside_one_sigma_points);
    std::size_t length = 0;
    for (std::size_t i = 0; i < seen_.size(); ++i) {
      if (seen_[i].alone) length = 0;
      length = std::abs(seen_[i].zone) >= beyond_one_sigma ? length + 1 : 0;
      if (length < enough) continue;
      bool above = false, below = false;
      for (std::size_t j = i + 1 - enough; j <= i; ++j) {
        above = above || seen_[j].zone > 0;
        below = below || seen_[j].zone < 0;
      }
      if (!above || !below) continue;
      for (std::size_t j = profile_.marking == Marking::from_completion ? i : i + 1 - enough; j <= i; ++j) mark(j, Rule::outside_one_sigma);
    }
  }

  Chart& chart_;
  const Profile& profile_;
  std::vector<Seen> seen_;
};

}  // namespace

void apply_patterns(std::span<const Point> points, Chart& chart) {
  chart.readings.assign(points.size(), Reading{});
  chart.last.reset();
  const bool by_point = needs_sizes(chart.type);
  for (std::uint32_t p = 0; p < chart.phases.size(); ++p) {
    const Phase& phase = chart.phases[p];
    for (std::uint32_t i = phase.first; i < phase.first + phase.points; ++i) {
      chart.readings[i].limits = by_point ? i : p;
      chart.readings[i].phase = p;
      if (points[i].counts()) chart.last = i;
    }
  }
  Patterns(points, chart).apply();
}

}  // namespace tributary::measure
