#include "engines/statistics/clustered_fit.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "engines/random/samplers.hpp"
#include "engines/statistics/wild_cluster.hpp"

namespace tributary::statistics {
namespace {

struct Rows {
  std::vector<std::uint32_t> unit, time, cluster;
  std::vector<double> outcome, treated, other;
};

Rows rows_of(unsigned units, unsigned times, unsigned clusters, bool gaps) {
  random::Stream stream(random::replication_key(3, 0), 1);
  Rows out;
  for (unsigned u = 0; u < units; ++u)
    for (unsigned t = 0; t < times; ++t) {
      if (gaps && (u * 7 + t * 3) % 11 == 0) continue;
      out.unit.push_back(u);
      out.time.push_back(t);
      out.cluster.push_back(u % clusters);
      out.treated.push_back(u % clusters < clusters / 2 && t >= times / 2 ? 1 : 0);
      out.other.push_back(random::normal(stream));
      out.outcome.push_back(random::normal(stream) + u + .3 * t);
    }
  return out;
}

}  // namespace

TEST_CASE("a complete panel, one with all but equal weights and one with units and times swapped give the same errors") {
  const Rows rows = rows_of(9, 7, 9, false);
  std::vector<double> weight(rows.unit.size(), 1);
  weight[3] = 1 + 1e-13;  // takes the way of panels in general
  const Columns terms{rows.treated, rows.other};
  const auto complete = fit_clustered(TwoWayEffects(rows.unit, rows.time), rows.outcome, terms, rows.cluster);
  const auto general = fit_clustered(TwoWayEffects(rows.unit, rows.time, weight), rows.outcome, terms, rows.cluster);
  const auto swapped = fit_clustered(TwoWayEffects(rows.time, rows.unit, weight), rows.outcome, terms, rows.cluster);
  for (std::size_t j = 0; j < 2; ++j) {
    CHECK(general.cr2.at(j, j) == doctest::Approx(complete.cr2.at(j, j)).epsilon(1e-9));
    CHECK(swapped.cr2.at(j, j) == doctest::Approx(complete.cr2.at(j, j)).epsilon(1e-9));
    CHECK(general.degrees[j] == doctest::Approx(complete.degrees[j]).epsilon(1e-8));
    CHECK(swapped.degrees[j] == doctest::Approx(complete.degrees[j]).epsilon(1e-8));
  }
}

TEST_CASE("clusters of several units, with gaps: large clusters by low rank and by whole blocks agree") {
  const Rows rows = rows_of(24, 6, 4, true);  // some 33 rows a cluster, 8 columns
  const auto nested = fit_clustered(TwoWayEffects(rows.unit, rows.time), rows.outcome, {rows.treated, rows.other}, rows.cluster);
  const auto whole = fit_clustered(TwoWayEffects(rows.time, rows.unit), rows.outcome, {rows.treated, rows.other}, rows.cluster);
  CHECK(nested.coefficients[0] == doctest::Approx(whole.coefficients[0]).epsilon(1e-10));
  CHECK(nested.cr2.at(0, 0) == doctest::Approx(whole.cr2.at(0, 0)).epsilon(1e-8));
  CHECK(nested.degrees[0] == doctest::Approx(whole.degrees[0]).epsilon(1e-7));
}

TEST_CASE("a term that the effects explain, and a copy of another, are left out") {
  const Rows rows = rows_of(6, 5, 6, false);
  std::vector<double> level;
  for (const auto u : rows.unit) level.push_back(u * 3.5);
  const auto fit = fit_clustered(TwoWayEffects(rows.unit, rows.time), rows.outcome, {level, rows.treated, rows.treated}, rows.cluster);
  CHECK(fit.kept == std::vector<std::size_t>{1});
}

TEST_CASE("the exact wild bootstrap is what fitting every turned panel gives") {
  for (const bool gaps : {false, true}) {
    const Rows rows = rows_of(gaps ? 10 : 6, 5, gaps ? 5 : 6, gaps);
    const TwoWayEffects effects(rows.unit, rows.time);
    const auto boot = wild_bootstrap(effects, rows.outcome, rows.treated, {rows.other}, rows.cluster, 1);
    REQUIRE(boot);
    CHECK(boot->exact);
    const auto t_of = [&](const std::vector<double>& y) {
      const auto fit = fit_clustered(effects, y, {rows.treated, rows.other}, rows.cluster, false);
      return std::abs(fit.coefficients[0]) / std::sqrt(fit.cr1.at(0, 0));
    };
    const auto restricted = fit_clustered(effects, rows.outcome, {rows.other}, rows.cluster, false);
    const unsigned clusters = gaps ? 5 : 6;
    const double seen = t_of(rows.outcome);
    int beyond = 0;
    for (unsigned pattern = 0; pattern < (1U << clusters); ++pattern) {
      std::vector<double> y = rows.outcome;
      for (std::size_t i = 0; i < y.size(); ++i) y[i] += (((pattern >> rows.cluster[i]) & 1U) != 0 ? -2 : 0) * restricted.residuals[i];
      beyond += t_of(y) >= seen * (1 - 1e-9);
    }
    CHECK(boot->p == doctest::Approx(beyond / static_cast<double>(1U << clusters)).epsilon(1e-12));
  }
}

TEST_CASE("no effect outside the bootstrap's interval is believed, none inside is denied") {
  const Rows rows = rows_of(7, 6, 7, false);
  const TwoWayEffects effects(rows.unit, rows.time);
  const auto boot = wild_bootstrap(effects, rows.outcome, rows.treated, {}, rows.cluster, 1);
  REQUIRE(boot);
  REQUIRE(boot->low);
  REQUIRE(boot->high);
  const auto p_less = [&](double effect) {
    std::vector<double> y = rows.outcome;
    for (std::size_t i = 0; i < y.size(); ++i) y[i] -= effect * rows.treated[i];
    return wild_bootstrap(effects, y, rows.treated, {}, rows.cluster, 1)->p;
  };
  CHECK(p_less(*boot->low - .01) <= .05);
  CHECK(p_less(*boot->low + .01) > .05);
  CHECK(p_less(*boot->high + .01) <= .05);
  CHECK(p_less(*boot->high - .01) > .05);
}

}  // namespace tributary::statistics
