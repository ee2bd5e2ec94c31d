#include "engines/measure/runs.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engines/measure/limits.hpp"
#include "engines/statistics/distributions.hpp"

namespace tributary::measure {
namespace {

constexpr double tail = 0.025;

double log_choose(double n, double k) {
  if (k < 0 || k > n) return -std::numeric_limits<double>::infinity();
  return statistics::log_gamma(n + 1) - statistics::log_gamma(k + 1) - statistics::log_gamma(n - k + 1);
}

// The chance of exactly `runs` runs of `above` values of one kind and `below` of the other in random order.
double chance_of_runs(double runs, double above, double below) {
  const double half = std::floor(runs / 2);
  const double all = log_choose(above + below, above);
  if (runs == 2 * half) return 2 * std::exp(log_choose(above - 1, half - 1) + log_choose(below - 1, half - 1) - all);
  return std::exp(log_choose(above - 1, half) + log_choose(below - 1, half - 1) - all) +
         std::exp(log_choose(above - 1, half - 1) + log_choose(below - 1, half) - all);
}

int side_of(double value, const Limits& lines) {
  const double near = nearness * (std::abs(lines.centre) + (lines.upper - lines.centre));
  return (value > lines.centre + near) - (value < lines.centre - near);
}

class RunsTester {
 public:
  RunsTester(std::span<const Point> points, Chart& chart) : points_(points), chart_(chart) {}

  RunsFound look(std::uint32_t first, std::uint32_t count) {
    RunsFound found{.first = first, .points = count};
    int of = 0;
    std::uint32_t length = 0;
    for (std::uint32_t i = first; i < first + count; ++i) {
      const int now = side_at(i);
      if (now == 0) continue;
      ++found.useful;
      found.crossings += of != 0 && now != of ? 1 : 0;
      length = now == of ? length + 1 : 1;
      found.longest = std::max(found.longest, length);
      of = now;
    }
    if (found.useful == 0) return found;
    if (chart_.profile.runs == RunsTest::anhoej) judge_by_anhoej(found);
    if (chart_.profile.runs == RunsTest::runs_table) judge_by_table(found);
    return found;
  }

 private:
  // 0 where the point doesn't count, or lies on the centre.
  [[nodiscard]] int side_at(std::uint32_t i) const {
    if (!points_[i].counts() || chart_.limits_at(i).known == Known::nothing) return 0;
    return side_of(*points_[i].value, chart_.limits_at(i));
  }

  void judge_by_anhoej(RunsFound& found) {
    const AnhoejBounds bounds = anhoej_bounds(found.useful);
    found.longest_allowed = bounds.longest_run;
    found.fewest_crossings = bounds.fewest_crossings;
    found.too_long = found.longest > bounds.longest_run;
    found.too_few = found.crossings < bounds.fewest_crossings;
    if (found.too_long) mark_long_runs(found);
  }

  static void judge_by_table(RunsFound& found) {
    if (found.useful < 10) return;  // where the table begins
    const RunsBounds bounds = runs_bounds(found.useful);
    found.fewest_crossings = bounds.fewest - 1;
    found.most_crossings = bounds.most - 1;
    found.too_few = found.crossings < found.fewest_crossings;
    found.too_many = found.crossings > found.most_crossings;
  }

  void mark_long_runs(const RunsFound& found) {
    std::vector<std::uint32_t> run;
    int of = 0;
    const auto close = [&] {
      if (run.size() <= found.longest_allowed) return;
      for (const std::uint32_t i : run) chart_.readings[i].signals.add(of > 0 ? Rule::shift_high : Rule::shift_low);
    };
    for (std::uint32_t i = found.first; i < found.first + found.points; ++i) {
      const int now = side_at(i);
      if (now == 0) continue;
      if (now != of) {
        close();
        run.clear();
      }
      of = now;
      run.push_back(i);
    }
    close();
  }

  std::span<const Point> points_;
  Chart& chart_;
};

}  // namespace

AnhoejBounds anhoej_bounds(std::uint32_t useful) {
  if (useful == 0) return {};
  const double n = useful;
  return {.longest_run = static_cast<std::uint32_t>(std::lround(std::log2(n))) + 3,
          .fewest_crossings = useful < 2 ? 0 : static_cast<std::uint32_t>(statistics::binomial_quantile(0.05, n - 1, 0.5))};
}

RunsBounds runs_bounds(std::uint32_t useful) {
  if (useful < 2) return {.fewest = useful, .most = useful};
  const double above = useful / 2;
  const double below = useful - above;
  // From each end, as long as what lies beyond has no more than the tail's chance. A limit of steps keeps millions quick: the
  // count of runs lies within ten standard deviations, √n / 2 each, of its mean.
  const double middle = 1 + 2 * above * below / useful;
  const double reach = std::ceil(5 * std::sqrt(useful) + 5);
  RunsBounds bounds;
  double beyond = 0;
  double at = std::max(2.0, std::floor(middle - reach));
  while (beyond + chance_of_runs(at, above, below) <= tail) beyond += chance_of_runs(at++, above, below);
  bounds.fewest = static_cast<std::uint32_t>(at);
  beyond = 0;
  at = std::min<double>(useful, std::ceil(middle + reach));
  while (beyond + chance_of_runs(at, above, below) <= tail) beyond += chance_of_runs(at--, above, below);
  bounds.most = static_cast<std::uint32_t>(at);
  return bounds;
}

void test_runs(std::span<const Point> points, Chart& chart) {
  chart.runs.clear();
  if (chart.profile.runs == RunsTest::none || chart.type == ChartType::moving_range) return;
  RunsTester tester(points, chart);
  for (std::size_t p = 0; p < chart.phases.size(); ++p) {
    if (chart.phases[p].inherits && !chart.profile.baseline_ends_runs) continue;  // looked at with the baseline
    std::uint32_t count = chart.phases[p].points;
    if (p + 1 < chart.phases.size() && chart.phases[p + 1].inherits && !chart.profile.baseline_ends_runs) count += chart.phases[p + 1].points;
    chart.runs.push_back(tester.look(chart.phases[p].first, count));
  }
}

}  // namespace tributary::measure
