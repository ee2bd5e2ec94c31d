#include "engines/statistics/sobol_indices.hpp"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "engines/random/draws.hpp"

namespace tributary::statistics {

namespace {

constexpr std::size_t resamples = 1000;

struct Answers {
  std::span<const double> all;
  std::size_t n;
  [[nodiscard]] double a(std::size_t at) const { return all[at]; }
  [[nodiscard]] double b(std::size_t at) const { return all[n + at]; }
  [[nodiscard]] double mixed(std::size_t input, std::size_t at) const { return all[(2 + input) * n + at]; }
};

// Over the points of a sample, which may hold one several times.
double variance_of(const Answers& answers, std::span<const std::size_t> sample) {
  double mean = 0, squares = 0;
  for (const std::size_t at : sample) mean += answers.a(at) + answers.b(at);
  mean /= 2.0 * static_cast<double>(sample.size());
  for (const std::size_t at : sample) squares += (answers.a(at) - mean) * (answers.a(at) - mean) + (answers.b(at) - mean) * (answers.b(at) - mean);
  return squares / (2.0 * static_cast<double>(sample.size()));
}

std::pair<double, double> indices_of(const Answers& answers, std::size_t input, std::span<const std::size_t> sample, double centre) {
  const double variance = variance_of(answers, sample);
  if (!(variance > 0)) return {0, 0};
  double first = 0, total = 0;
  for (const std::size_t at : sample) {
    const double change = answers.mixed(input, at) - answers.a(at);
    first += (answers.b(at) - centre) * change;  // centred: the product's own mean adds noise and nothing else
    total += change * change;
  }
  const auto count = static_cast<double>(sample.size());
  return {first / count / variance, total / count / 2 / variance};
}

Index with_interval(double value, std::vector<double>& resampled) {
  std::sort(resampled.begin(), resampled.end());
  const auto at = [&](double share) { return resampled[static_cast<std::size_t>(share * static_cast<double>(resampled.size() - 1))]; };
  return {value, at(0.025), at(0.975)};
}

}  // namespace

std::vector<std::vector<double>> sobol_points(std::size_t n, std::size_t inputs, std::uint64_t seed) {
  base::check(inputs > 0 && inputs <= most_inputs, "Sobol points have some inputs");
  boost::random::sobol sequence(2 * inputs);
  std::vector<double> shift(2 * inputs);
  random::Stream stream(random::replication_key(seed, 0), random::name_key("sobol shift"));
  for (double& each : shift) each = stream.unit();
  std::vector<std::vector<double>> out((2 + inputs) * n, std::vector<double>(inputs));
  const double span = static_cast<double>(boost::random::sobol::max()) + 1;
  for (std::size_t at = 0; at < n; ++at) {
    for (std::size_t i = 0; i < 2 * inputs; ++i) {
      double share = static_cast<double>(sequence()) / span + shift[i];
      share -= std::floor(share);
      out[i < inputs ? at : n + at][i % inputs] = std::clamp(share, 0x1p-53, 1 - 0x1p-53);
    }
  }
  for (std::size_t input = 0; input < inputs; ++input) {
    for (std::size_t at = 0; at < n; ++at) {
      auto& mixed = out[(2 + input) * n + at];
      mixed = out[at];
      mixed[input] = out[n + at][input];
    }
  }
  return out;
}

std::optional<std::vector<SobolIndices>> sobol_indices(std::span<const double> answers, std::size_t inputs, std::uint64_t seed) {
  base::check(inputs > 0 && answers.size() % (inputs + 2) == 0 && answers.size() > inputs + 2, "there is an answer for each Sobol point");
  const Answers by{answers, answers.size() / (inputs + 2)};
  std::vector<std::size_t> all(by.n);
  std::iota(all.begin(), all.end(), std::size_t{0});
  const double scale = std::fabs(*std::max_element(answers.begin(), answers.end(), [](double a, double b) { return std::fabs(a) < std::fabs(b); }));
  if (variance_of(by, all) <= 1e-24 * scale * scale) return std::nullopt;
  double centre = 0;
  for (std::size_t at = 0; at < 2 * by.n; ++at) centre += answers[at] / static_cast<double>(2 * by.n);

  std::vector<std::vector<double>> firsts(inputs), totals(inputs);
  random::Stream stream(random::replication_key(seed, 0), random::name_key("sobol bootstrap"));
  std::vector<std::size_t> sample(by.n);
  for (std::size_t turn = 0; turn < resamples; ++turn) {
    for (std::size_t& each : sample) each = static_cast<std::size_t>(stream.unit() * static_cast<double>(by.n));
    for (std::size_t input = 0; input < inputs; ++input) {
      const auto [first, total] = indices_of(by, input, sample, centre);
      firsts[input].push_back(first), totals[input].push_back(total);
    }
  }
  std::vector<SobolIndices> out;
  for (std::size_t input = 0; input < inputs; ++input) {
    const auto [first, total] = indices_of(by, input, all, centre);
    out.push_back({with_interval(first, firsts[input]), with_interval(total, totals[input])});
  }
  return out;
}

}  // namespace tributary::statistics
