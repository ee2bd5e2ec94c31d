#include <doctest/doctest.h>

#include <cmath>

#include "engines/random/samplers.hpp"
#include "engines/statistics/general_linear.hpp"
#include "engines/statistics/least_squares.hpp"
#include "engines/statistics/simplex_fit.hpp"

namespace tributary::statistics {

TEST_CASE("least squares, and the Newey-West error of a mean, by hand") {
  const std::vector<double> y{1, 3, 2, 6};
  const Columns mean{{1, 1, 1, 1}};
  const auto fit = fit_least_squares(mean, y);
  CHECK(fit.coefficients[0] == doctest::Approx(3));
  CHECK(fit.residual_variance == doctest::Approx(14. / 3));
  // e = −2 0 −1 3: Σe² = 14, neighbours 0 + 0 − 3 = −3 with weight ½ twice; / 4² · 4/3.
  CHECK(newey_west(fit, mean, 1).at(0, 0) == doctest::Approx((14 - 3) / 16. * 4 / 3));
  CHECK(newey_west(fit, mean, 0).at(0, 0) == doctest::Approx(14 / 16. * 4 / 3));
}

TEST_CASE("a Poisson rate ratio of two periods is the ratio of rates, its error √(1/a + 1/b)") {
  const auto fit = fit_general_linear(Family::poisson, {{1, 1}, {0, 1}}, std::vector<double>{30, 50}, std::vector<double>{std::log(100.), std::log(120.)});
  CHECK(fit.converged);
  CHECK(fit.coefficients[1] == doctest::Approx(std::log(50 / 120. / (30 / 100.))).epsilon(1e-10));
  CHECK(std::sqrt(fit.covariance.at(1, 1)) == doctest::Approx(std::sqrt(1 / 30. + 1 / 50.)).epsilon(1e-10));
}

TEST_CASE("a logistic odds ratio of a table of four is ad / bc, its error √(1/a + 1/b + 1/c + 1/d)") {
  const auto fit = fit_general_linear(Family::binomial, {{1, 1}, {0, 1}}, std::vector<double>{8, 15}, std::vector<double>{40, 35});
  CHECK(fit.coefficients[1] == doctest::Approx(std::log(15. * 32 / (20 * 8))).epsilon(1e-10));
  CHECK(std::sqrt(fit.covariance.at(1, 1)) == doctest::Approx(std::sqrt(1 / 8. + 1 / 32. + 1 / 15. + 1 / 20.)).epsilon(1e-10));
}

TEST_CASE("Firth's remedy on a table of four adds a half to each cell, also where one is empty") {
  const auto fit = fit_general_linear(Family::binomial, {{1, 1}, {0, 1}}, std::vector<double>{8, 12}, std::vector<double>{40, 12}, true);
  CHECK(fit.converged);
  CHECK(fit.coefficients[1] == doctest::Approx(std::log(12.5 * 32.5 / (.5 * 8.5))).epsilon(1e-8));
}

TEST_CASE("a term that separates is named, and the one that doesn't is not") {
  random::Stream stream(random::replication_key(1, 0), 1);
  std::vector<double> one(200, 1), parts(200), other(200), y(200);
  for (std::size_t i = 0; i < 200; ++i) {
    other[i] = random::normal(stream);
    parts[i] = i < 12 ? 1 : 0;
    y[i] = i < 12 || stream.unit() < .3;
  }
  const auto fit = fit_general_linear(Family::binomial, {one, parts, other}, y, {});
  CHECK(fit.separated == std::vector<std::size_t>{1});
  const auto whole = fit_general_linear(Family::binomial, {one, other}, y, {});
  CHECK(whole.separated.empty());
  CHECK(whole.converged);
}

TEST_CASE("weights on the simplex: the mixture that made the target is found, and what helps nothing has none") {
  random::Stream stream(random::replication_key(2, 0), 1);
  Columns columns(12, std::vector<double>(30));
  for (auto& column : columns)
    for (double& each : column) each = 100 + 10 * random::normal(stream);
  std::vector<double> target(30);
  for (std::size_t t = 0; t < 30; ++t) target[t] = .5 * columns[2][t] + .3 * columns[7][t] + .2 * columns[9][t];
  const auto w = simplex_fit(columns, target);
  CHECK(w[2] == doctest::Approx(.5).epsilon(1e-6));
  CHECK(w[7] == doctest::Approx(.3).epsilon(1e-6));
  CHECK(w[0] < 1e-7);
}

TEST_CASE("weights on the simplex satisfy the conditions of an optimum, with more columns than rows too") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    random::Stream stream(random::replication_key(10 + seed, 0), 1);
    const std::size_t n = 3 + seed, rows = 4 + seed % 7;
    Columns columns(n, std::vector<double>(rows));
    std::vector<double> target(rows);
    for (auto& column : columns)
      for (double& each : column) each = random::normal(stream);
    for (double& each : target) each = 2 * random::normal(stream);
    const auto w = simplex_fit(columns, target, .01);
    double sum = 0, level = 0;
    std::vector<double> left(rows), gradient(n);
    for (std::size_t i = 0; i < rows; ++i) {
      left[i] = -target[i];
      for (std::size_t j = 0; j < n; ++j) left[i] += w[j] * columns[j][i];
    }
    for (std::size_t j = 0; j < n; ++j) {
      sum += w[j];
      gradient[j] = .01 * w[j];
      for (std::size_t i = 0; i < rows; ++i) gradient[j] += columns[j][i] * left[i];
      level += w[j] * gradient[j];
    }
    CHECK(sum == doctest::Approx(1));
    for (std::size_t j = 0; j < n; ++j) {
      CHECK(w[j] >= 0);
      CHECK(gradient[j] >= level - 1e-8);
      if (w[j] > 1e-9) CHECK(gradient[j] == doctest::Approx(level).epsilon(1e-7));
    }
  }
}

}  // namespace tributary::statistics
