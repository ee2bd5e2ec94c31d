// Sobol indices of functions whose own are known, and the cubes that sweeps use.
#include "engines/statistics/sobol_indices.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <set>

#include "engines/statistics/latin_hypercube.hpp"

namespace tributary::statistics {

namespace {

template <class F>
std::vector<double> at_points(std::size_t n, std::size_t inputs, std::uint64_t seed, F f) {
  std::vector<double> out;
  for (const auto& point : sobol_points(n, inputs, seed)) out.push_back(f(point));
  return out;
}

}  // namespace

TEST_CASE("Sobol indices of Ishigami's function are what theory says") {
  // f = sin x1 + 7 sin² x2 + 0.1 x3⁴ sin x1 on (−π, π)³: V = a²/8 + bπ⁴/5 + b²π⁸/18 + 1/2 [Ishigami and Homma 1990]
  const double a = 7, b = 0.1, pi = std::numbers::pi;
  const double v1 = 0.5 * std::pow(1 + b * std::pow(pi, 4) / 5, 2), v2 = a * a / 8, v13 = b * b * std::pow(pi, 8) * 8 / 225, v = v1 + v2 + v13;
  const auto answers = at_points(4096, 3, 1, [&](const std::vector<double>& u) {
    const auto x = [&](int i) { return -pi + 2 * pi * u[i]; };
    return std::sin(x(0)) + a * std::pow(std::sin(x(1)), 2) + b * std::pow(x(2), 4) * std::sin(x(0));
  });
  const auto indices = *sobol_indices(answers, 3, 1);
  CHECK(indices[0].first.value == doctest::Approx(v1 / v).epsilon(0.01));
  CHECK(indices[1].first.value == doctest::Approx(v2 / v).epsilon(0.01));
  CHECK(std::fabs(indices[2].first.value) < 0.01);
  CHECK(indices[0].total.value == doctest::Approx((v1 + v13) / v).epsilon(0.01));
  CHECK(indices[1].total.value == doctest::Approx(v2 / v).epsilon(0.01));
  CHECK(indices[2].total.value == doctest::Approx(v13 / v).epsilon(0.01));
  CHECK(indices[0].first.low < v1 / v);
  CHECK(v1 / v < indices[0].first.high);
}

TEST_CASE("of a sum each input explains its own share alone, and a large mean of the answer hides nothing") {
  const auto answers = at_points(256, 2, 7, [](const std::vector<double>& u) { return 1e6 + 3 * u[0] + u[1]; });
  const auto indices = *sobol_indices(answers, 2, 7);
  CHECK(indices[0].first.value == doctest::Approx(0.9).epsilon(0.02));
  CHECK(indices[1].total.value == doctest::Approx(0.1).epsilon(0.05));
}

TEST_CASE("an answer that doesn't vary has no indices") {
  CHECK_FALSE(sobol_indices(at_points(64, 2, 1, [](const auto&) { return 5.0; }), 2, 1));
}

TEST_CASE("a Latin hypercube has one point in each cell of each dimension, and another seed another cube") {
  const auto cube = latin_hypercube(17, 3, 5);
  for (std::size_t i = 0; i < 3; ++i) {
    std::set<int> cells;
    for (const auto& point : cube) {
      CHECK(point[i] > 0);
      CHECK(point[i] < 1);
      cells.insert(static_cast<int>(point[i] * 17));
    }
    CHECK(cells.size() == 17);
  }
  CHECK(cube == latin_hypercube(17, 3, 5));
  CHECK(cube != latin_hypercube(17, 3, 6));
}

}  // namespace tributary::statistics
