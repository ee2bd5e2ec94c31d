// Difference-in-differences of 1,000 sites over 120 months with clustered errors, beside a loop written by hand for the plain case.
//
// The loop knows a complete panel in order, one date of adoption and CR1 alone; it takes no names, gaps, weights or doubts.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/turns.hpp"
#include "engines/evidence/did.hpp"
#include "engines/random/samplers.hpp"

using namespace tributary;

namespace {

constexpr std::size_t sites = 1'000, months = 120, treated = 400, start = 60;

struct ByHand {
  double effect = 0, error = 0;
};

ByHand by_hand(const std::vector<double>& y) {
  std::vector<double> d(y.size()), left = y;
  for (std::size_t u = 0; u < sites; ++u)
    for (std::size_t t = 0; t < months; ++t) d[u * months + t] = u < treated && t >= start ? 1 : 0;
  for (auto* column : {&d, &left}) {
    std::vector<double> time(months);
    for (std::size_t u = 0; u < sites; ++u) {
      double mean = 0;
      for (std::size_t t = 0; t < months; ++t) mean += (*column)[u * months + t] / months;
      for (std::size_t t = 0; t < months; ++t) time[t] += ((*column)[u * months + t] -= mean) / sites;
    }
    for (std::size_t i = 0; i < column->size(); ++i) (*column)[i] -= time[i % months];
  }
  double product = 0, square = 0, meat = 0;
  for (std::size_t i = 0; i < y.size(); ++i) product += d[i] * left[i], square += d[i] * d[i];
  ByHand out{.effect = product / square};
  for (std::size_t u = 0; u < sites; ++u) {
    double score = 0;
    for (std::size_t i = u * months; i < (u + 1) * months; ++i) score += d[i] * (left[i] - out.effect * d[i]);
    meat += score * score;
  }
  const double n = sites * months, counted = months + 1;
  out.error = std::sqrt(meat / square / square * sites / (sites - 1) * (n - 1) / (n - counted));
  return out;
}

}  // namespace

int main() {
  random::Stream stream(random::replication_key(1, 0), 1);
  std::vector<double> y(sites * months);
  evidence::Panel panel;
  for (std::size_t t = 0; t < months; ++t) panel.time_names.push_back("month " + std::to_string(t));
  for (std::uint32_t u = 0; u < sites; ++u) {
    panel.unit_names.push_back("site " + std::to_string(u));
    for (std::uint32_t t = 0; t < months; ++t) {
      const bool changed = u < treated && t >= start;
      y[u * months + t] = .01 * u + .02 * t + (changed ? -.5 : 0) + random::normal(stream);
      panel.rows.push_back({.unit = u, .time = t, .cluster = u, .outcome = y[u * months + t], .treated = changed});
    }
  }
  panel.cluster_names = panel.unit_names;
  ByHand hand;
  evidence::Did did;
  const auto took = bench::times({[&] { hand = by_hand(y); }, [&] { did = *evidence::difference_in_differences(*evidence::check_panel(panel), {}); }}, 9);
  if (std::abs(did.effect.value / hand.effect - 1) > 1e-9 || std::abs(*did.cr1->standard_error / hand.error - 1) > 1e-9) {
    std::fputs("bench_did: engine and loop differ\n", stderr);
    return 1;
  }
  bench::heading();
  bench::row("difference-in-differences, 1,000 sites, 120 months: loop (CR1)", took[0] * 1e3, "ms");
  bench::row("the same by the engine (checked; CR1, CR2 with degrees of freedom, trends before)", took[1] * 1e3, "ms", "", 0, "200");
}
