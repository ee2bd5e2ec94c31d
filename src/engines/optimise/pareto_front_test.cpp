// Fronts that are known, found.
#include "engines/optimise/pareto_front.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

namespace tributary::optimise {

TEST_CASE("of choices those stay that none dominates") {
  const auto front = undominated({{{0}, {3, 1}}, {{1}, {1, 3}}, {{2}, {2, 2}}, {{3}, {2, 3}}, {{4}, {2, 2}}});
  REQUIRE(front.size() == 3);
  CHECK(front[0].at == std::vector<double>{1});
  CHECK(front[1].at == std::vector<double>{2});
  CHECK(front[2].at == std::vector<double>{0});
}

TEST_CASE("the front of ZDT1 is found: f2 = 1 − √f1") {
  // [Zitzler, Deb, Thiele 2000, doi 10.1162/106365600568202]: all variables but the first are 0 on the front
  const std::vector<Variable> variables(4, Variable{0, 1, false});
  const auto front = pareto_front(variables, 2, {.population = 40, .generations = 120, .seed = 3}, [](const std::vector<double>& x) -> std::optional<std::vector<double>> {
    const double g = 1 + 9 * (x[1] + x[2] + x[3]) / 3;
    return std::vector{x[0], g * (1 - std::sqrt(x[0] / g))};
  });
  REQUIRE(front.size() > 20);
  double worst = 0;
  for (const auto& each : front) worst = std::max(worst, each.objectives[1] - (1 - std::sqrt(each.objectives[0])));
  CHECK(worst < 0.05);
  CHECK(front.front().objectives[0] < 0.05);
  CHECK(front.back().objectives[0] > 0.9);
}

TEST_CASE("of one objective the front is the best choice") {
  const auto front = pareto_front({{-2, 3, false}}, 1, {.population = 24, .generations = 40, .seed = 2}, [](const std::vector<double>& x) -> std::optional<std::vector<double>> { return std::vector{(x[0] - 1) * (x[0] - 1)}; });
  REQUIRE(front.size() == 1);
  CHECK(front[0].at[0] == doctest::Approx(1).epsilon(0.01));
  CHECK(front[0].objectives.size() == 1);
}

TEST_CASE("whole variables stay whole, what can't be isn't chosen, and nothing is tried twice") {
  std::set<std::vector<double>> seen;
  const auto front = pareto_front({{0, 10, true}, {0, 1, false}, {0, 3, true}}, 2, {.population = 16, .generations = 30, .seed = 1}, [&](const std::vector<double>& x) -> std::optional<std::vector<double>> {
    CHECK(seen.insert(x).second);
    CHECK(x[0] == std::round(x[0]));
    CHECK(x[2] == std::round(x[2]));
    if (x[0] < 2) return std::nullopt;
    return std::vector{x[0], 10 - x[0] + x[1] + x[2]};
  });
  for (const auto& each : front) CHECK(each.at[0] >= 2);
  CHECK(front.front().objectives[0] == 2);
}

}  // namespace tributary::optimise
