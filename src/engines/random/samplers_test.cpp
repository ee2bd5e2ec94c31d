#include "engines/random/samplers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "engines/statistics/distributions.hpp"

namespace tributary::random {

namespace {

// Kolmogorov and Smirnov's distance of a sample from a law, times the root of its size: above 1.95 once in a thousand.
template <class Draw, class Cumulative>
double distance(Draw draw, Cumulative cumulative) {
  constexpr int size = 200'000;
  std::vector<double> values;
  for (int i = 0; i < size; ++i) {
    Stream stream(person_key(source_key(replication_key(7, 3), 1), static_cast<Bits>(i)), 5);  // a person each: what the simulator does
    values.push_back(draw(stream));
  }
  std::sort(values.begin(), values.end());
  double worst = 0;
  for (int i = 0; i < size; ++i) {
    const double p = cumulative(values[static_cast<std::size_t>(i)]);
    worst = std::max({worst, std::fabs(p - static_cast<double>(i) / size), std::fabs(p - static_cast<double>(i + 1) / size)});
  }
  return worst * std::sqrt(size);
}

}  // namespace

TEST_CASE("the layers of the ziggurats have one area each and close at the top") {
  for (const Ziggurat* each : {&exponential_ziggurat, &normal_ziggurat}) {
    const double area = each->edge[1] * (each->height[2] - each->height[1]);
    for (int i = 1; i < ziggurat_layers; ++i) {
      const auto at = static_cast<std::size_t>(i);
      CHECK(each->edge[at] * (each->height[at + 1] - each->height[at]) == doctest::Approx(area).epsilon(1e-9));
    }
  }
}

TEST_CASE("draws of one person each follow their laws") {
  CHECK(distance([](Stream& s) { return s.unit(); }, [](double x) { return x; }) < 1.95);
  CHECK(distance([](Stream& s) { return exponential(s); }, [](double x) { return -std::expm1(-x); }) < 1.95);
  CHECK(distance([](Stream& s) { return normal(s); }, [](double x) { return statistics::normal_cumulative(x); }) < 1.95);
  for (const double shape : {.3, 1.0, 4.5}) {
    CHECK(distance([&](Stream& s) { return gamma(s, shape); }, [&](double x) { return statistics::gamma_cumulative(shape, x); }) < 1.95);
  }
}

TEST_CASE("a draw belongs to seed, replication, person and purpose, and to nothing else") {
  const auto draw = [](Bits seed, Bits replication, Bits person, Bits purpose) { return Stream(person_key(source_key(replication_key(seed, replication), 0), person), purpose).next(); };
  CHECK(draw(1, 2, 3, 4) == draw(1, 2, 3, 4));
  CHECK(draw(1, 2, 3, 4) != draw(2, 2, 3, 4));
  CHECK(draw(1, 2, 3, 4) != draw(1, 3, 3, 4));
  CHECK(draw(1, 2, 3, 4) != draw(1, 2, 4, 4));
  CHECK(draw(1, 2, 3, 4) != draw(1, 2, 3, 5));
}

TEST_CASE("neighbours in person, purpose and replication are as unlike as strangers") {
  // Bits that differ between neighbours: 32 of 64 on average, with a standard deviation of 4 / sqrt(pairs).
  const auto differing = [](auto neighbour) {
    long bits = 0;
    constexpr int pairs = 100'000;
    for (int i = 0; i < pairs; ++i) bits += __builtin_popcountll(neighbour(static_cast<Bits>(i)));
    return std::fabs(static_cast<double>(bits) / pairs - 32) * std::sqrt(pairs) / 4;
  };
  CHECK(differing([](Bits i) { return Stream(person_key(source_key(1, 0), i), 2).next() ^ Stream(person_key(source_key(1, 0), i + 1), 2).next(); }) < 4.5);
  CHECK(differing([](Bits i) { return Stream(person_key(source_key(1, 0), i), 2).next() ^ Stream(person_key(source_key(1, 0), i), 3).next(); }) < 4.5);
  CHECK(differing([](Bits i) { return Stream(person_key(source_key(replication_key(1, i), 0), 0), 2).next() ^ Stream(person_key(source_key(replication_key(1, i + 1), 0), 0), 2).next(); }) < 4.5);
}

TEST_CASE("draws that a run sets side by side are independent") {
  // Pearson's chi-square of pairs over 16 × 16 cells: 255 degrees of freedom, with a standard deviation of 22.6.
  const auto chi_square = [](auto pair) {
    constexpr int pairs = 100'000, side = 16;
    std::vector<int> cells(side * side);
    for (int i = 0; i < pairs; ++i) {
      const auto [a, b] = pair(static_cast<Bits>(i));
      ++cells[(a >> 60) * side + (b >> 60)];
    }
    double out = 0;
    for (const int each : cells) out += (each - pairs / 256.0) * (each - pairs / 256.0) / (pairs / 256.0);
    return out;
  };
  const Bits source = source_key(replication_key(1, 0), 0);
  const auto of = [](Bits replication, Bits person, Bits purpose) { return Stream(person_key(source_key(replication_key(1, replication), 0), person), purpose).next(); };
  CHECK(chi_square([&](Bits i) { return std::pair(of(0, i, 1), of(0, i, 2)); }) < 255 + 4 * 22.6);      // a person's gap and stay
  CHECK(chi_square([&](Bits i) { return std::pair(of(0, i, 1), of(0, i + 1, 1)); }) < 255 + 4 * 22.6);  // a person's and the next one's
  CHECK(chi_square([&](Bits i) { return std::pair(of(i, 0, 1), of(i + 1, 0, 1)); }) < 255 + 4 * 22.6);  // in one replication and the next
  CHECK(chi_square([&](Bits i) {
          Stream draws(person_key(source, i), 1);
          const Bits first = draws.next();
          return std::pair(first, draws.next());
        }) < 255 + 4 * 22.6);  // a person's, one after the other
}

}  // namespace tributary::random
