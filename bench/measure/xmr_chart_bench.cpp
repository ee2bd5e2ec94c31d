// XmR charts with rules and icons: 10,000 series of 90 points, beside a loop written by hand for the plain case.
//
// The loop knows no gaps, ghosts, phases, targets by date, ties within rounding, conflicts or screening, and checks
// nothing; both fill the same kind of output. The engine once more on two threads, by the clock on the wall.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <random>
#include <span>
#include <thread>
#include <vector>

#include "bench/turns.hpp"
#include "engines/measure/xmr_chart.hpp"

using namespace tributary;

namespace {

constexpr std::size_t series_count = 10'000;
constexpr std::size_t length = 90;
constexpr int rounds = 15;

struct ByHand {
  double centre = 0, lower = 0, upper = 0;
  std::vector<std::uint16_t> flags;
  std::vector<std::uint8_t> meaning;
  int variation = 0, assurance = 0;
};

void chart_by_hand(const std::vector<measure::Point>& points, double target, ByHand& out) {
  const std::size_t n = points.size();
  double sum = 0, ranges = 0;
  for (std::size_t i = 0; i < n; ++i) sum += *points[i].value;
  for (std::size_t i = 1; i < n; ++i) ranges += std::abs(*points[i].value - *points[i - 1].value);
  const double mean = sum / static_cast<double>(n);
  const double width = 2.66 * ranges / static_cast<double>(n - 1);
  out.centre = mean;
  out.upper = mean + width;
  out.lower = mean - width;
  const double upper2 = mean + width * 2 / 3, lower2 = mean - width * 2 / 3;
  out.flags.assign(n, 0);
  out.meaning.assign(n, 0);
  int above = 0, below = 0, up = 1, down = 1;
  for (std::size_t i = 0; i < n; ++i) {
    const double x = *points[i].value;
    if (x > out.upper) out.flags[i] |= 1;
    if (x < out.lower) out.flags[i] |= 2;
    above = x > mean ? above + 1 : 0;
    below = x < mean ? below + 1 : 0;
    if (above == 7)
      for (std::size_t k = i - 6; k < i; ++k) out.flags[k] |= 4;
    if (above >= 7) out.flags[i] |= 4;
    if (below == 7)
      for (std::size_t k = i - 6; k < i; ++k) out.flags[k] |= 8;
    if (below >= 7) out.flags[i] |= 8;
    if (i > 0) {
      const double before = *points[i - 1].value;
      up = x > before ? up + 1 : 1;
      down = x < before ? down + 1 : 1;
      if (up == 7)
        for (std::size_t k = i - 6; k < i; ++k) out.flags[k] |= 16;
      if (up >= 7) out.flags[i] |= 16;
      if (down == 7)
        for (std::size_t k = i - 6; k < i; ++k) out.flags[k] |= 32;
      if (down >= 7) out.flags[i] |= 32;
    }
    if (i > 1) {
      const double a = *points[i - 2].value, b = *points[i - 1].value;
      if (a > mean && b > mean && x > mean) {
        const bool ia = a > upper2 && a <= out.upper, ib = b > upper2 && b <= out.upper,
                   ix = x > upper2 && x <= out.upper;
        if (ia + ib + ix >= 2) {
          if (ia) out.flags[i - 2] |= 64;
          if (ib) out.flags[i - 1] |= 64;
          if (ix) out.flags[i] |= 64;
        }
      }
      if (a < mean && b < mean && x < mean) {
        const bool ia = a < lower2 && a >= out.lower, ib = b < lower2 && b >= out.lower,
                   ix = x < lower2 && x >= out.lower;
        if (ia + ib + ix >= 2) {
          if (ia) out.flags[i - 2] |= 128;
          if (ib) out.flags[i - 1] |= 128;
          if (ix) out.flags[i] |= 128;
        }
      }
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    const bool high = (out.flags[i] & 0x55) != 0, low = (out.flags[i] & 0xAA) != 0;
    out.meaning[i] = low ? 2 : high ? 1 : 0;
  }
  out.variation = out.meaning[n - 1];
  out.assurance = target <= out.lower ? 1 : target >= out.upper ? 3 : 2;
}

// How many points of these series are marked; 0 where a chart can't be drawn.
std::size_t marked(std::span<const std::vector<measure::Point>> all) {
  const measure::Target targets[] = {{.value = 75}};
  measure::Chart chart;
  std::size_t out = 0;
  for (const auto& points : all) {
    const measure::Series series{.points = points, .better = measure::Direction::up, .targets = targets};
    if (!measure::draw_xmr_chart(series, measure::mdc_2022(), chart)) return 0;
    for (const auto& reading : chart.readings) out += reading.signals.any();
  }
  return out;
}

}  // namespace

int main() {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::vector<std::vector<measure::Point>> all(series_count, std::vector<measure::Point>(length));
  for (auto& points : all) {
    for (std::size_t i = 0; i < length; ++i) {
      points[i].date = base::Date{} + std::chrono::days{i};
      points[i].value = 70 + 5 * normal(random);
    }
  }
  ByHand hand;
  std::size_t by_hand = 0, by_engine = 0, by_two = 0;
  const auto loop = [&] {
    by_hand = 0;
    for (const auto& points : all) {
      chart_by_hand(points, 75, hand);
      for (const auto flags : hand.flags) by_hand += flags != 0;
    }
  };
  const auto engine = [&] { by_engine = marked(all); };
  const auto two_threads = [&] {
    const auto half = std::span(all).subspan(0, series_count / 2);
    std::size_t first = 0;
    std::thread other([&] { first = marked(half); });
    by_two = marked(std::span(all).subspan(series_count / 2));
    other.join();
    by_two += first;
  };
  const auto took = bench::times({loop, engine}, rounds);
  const auto passed = bench::times({engine, two_threads}, rounds, bench::wall_time);
  if (by_hand != by_engine || by_two != by_engine) {
    std::fputs("bench_measure: engine and loop mark other points\n", stderr);
    return 1;
  }
  bench::heading();
  bench::row("10,000 XmR charts of 90 points: loop", took[0] * 1e3, "ms");
  bench::row("10,000 XmR charts of 90 points: engine", took[1] * 1e3, "ms", "loop", took[1] / took[0], "at most 1.5");
  bench::row("10,000 XmR charts of 90 points: two threads", passed[1] * 1e3, "ms", "one thread, times as fast", passed[0] / passed[1]);
}
