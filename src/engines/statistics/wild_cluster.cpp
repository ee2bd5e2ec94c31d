#include "engines/statistics/wild_cluster.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engines/random/draws.hpp"
#include "engines/statistics/cluster_footprint.hpp"
#include "engines/statistics/independent_columns.hpp"

namespace tributary::statistics {
namespace {

double dot(const std::vector<double>& a, const std::vector<double>& b) { return std::inner_product(a.begin(), a.end(), b.begin(), 0.); }

std::vector<double> without(std::vector<double> column, const Columns& directions) {
  for (const auto& each : directions) {
    const double along = dot(each, column);
    for (std::size_t i = 0; i < column.size(); ++i) column[i] -= along * each[i];
  }
  return column;
}

// Every cluster's score and what all clusters' signs do to it.
struct Scores {
  Matrix share;               // score of cluster h in a draw = Σ_g share(h, g) · sign(g)
  std::vector<double> score;  // the coefficient of a draw is in proportion to Σ_g score(g) · sign(g)
};

class Geometry {
 public:
  Geometry(const TwoWayEffects& effects, const Clustering& clusters, std::vector<double> tested, Columns directions)
      : effects_(effects), clusters_(clusters), tested_(std::move(tested)), directions_(std::move(directions)) {
    prints_ = prints_of(tested_);
    norm_ = dot(tested_, tested_);
    weighted_ = prints_;
    const Matrix& inverse = effects_.time_inverse();
    const std::size_t first = footprint_size(effects_, clusters_.nested) - effects_.times();
    for (std::size_t g = 0; g < prints_.size(); ++g)
      for (std::size_t s = 0; s < effects_.times(); ++s) {
        double sum = 0;
        for (std::size_t t = 0; t < effects_.times(); ++t) sum += inverse.at(s, t) * prints_[g][first + t];
        weighted_[g][first + s] = sum;
      }
  }

  [[nodiscard]] Scores of(const std::vector<double>& residuals) const {
    const std::size_t n = clusters_.count();
    Scores out{.share = Matrix(n, n), .score = std::vector<double>(n)};
    const auto prints = prints_of(residuals);
    std::vector<double> weight(n);
    for (std::size_t g = 0; g < n; ++g)
      for (const auto row : clusters_.rows(g)) {
        out.score[g] += tested_[row] * residuals[row];
        weight[g] += tested_[row] * tested_[row] / norm_;
      }
    for (std::size_t h = 0; h < n; ++h)
      for (std::size_t g = 0; g < n; ++g)
        out.share.at(h, g) = (h == g ? out.score[g] : 0) - dot(weighted_[h], prints[g]) - weight[h] * out.score[g];
    return out;
  }

 private:
  [[nodiscard]] Columns prints_of(const std::vector<double>& values) const {
    Columns out;
    const std::size_t plain = footprint_size(effects_, clusters_.nested);
    for (std::size_t g = 0; g < clusters_.count(); ++g) {
      const auto rows = clusters_.rows(g);
      std::vector<double> print(plain + directions_.size());
      add_footprint(effects_, rows, clusters_.nested, [&](std::size_t i) { return values[rows[i]]; }, std::span(print).first(plain));
      for (std::size_t j = 0; j < directions_.size(); ++j)
        for (const auto row : rows) print[plain + j] += directions_[j][row] * values[row];
      out.push_back(std::move(print));
    }
    return out;
  }

  const TwoWayEffects& effects_;
  const Clustering& clusters_;
  std::vector<double> tested_;
  Columns directions_;
  Columns prints_, weighted_;
  double norm_ = 0;
};

double squared_t(const Scores& scores, const std::vector<double>& signs) {
  double sum = 0, squares = 0;
  for (std::size_t h = 0; h < signs.size(); ++h) {
    sum += scores.score[h] * signs[h];
    double each = 0;
    for (std::size_t g = 0; g < signs.size(); ++g) each += scores.share.at(h, g) * signs[g];
    squares += each * each;
  }
  // Signs that leave no variance: a coefficient of nothing is nothing, any other is beyond all.
  if (!(squares > 1e-24 * sum * sum)) return sum == 0 ? 0 : 1e24;
  return sum * sum / squares;
}

double p_of(const Scores& scores, std::uint64_t seed, std::size_t draws, bool exact) {
  const std::size_t n = scores.score.size();
  std::vector<double> signs(n, 1);
  const double seen = squared_t(scores, signs) * (1 - 1e-9);
  std::size_t beyond = 0;
  if (exact) {  // a pattern and its mirror have the same t: half of them are enough
    const std::size_t half = std::size_t{1} << (n - 1);
    for (std::size_t pattern = 0; pattern < half; ++pattern) {
      for (std::size_t g = 1; g < n; ++g) signs[g] = ((pattern >> (g - 1)) & 1U) != 0 ? -1 : 1;
      beyond += squared_t(scores, signs) >= seen;
    }
    return static_cast<double>(beyond) / static_cast<double>(half);
  }
  random::Stream stream(random::replication_key(seed, 0), random::name_key("wild cluster bootstrap"));
  for (std::size_t draw = 0; draw < draws; ++draw) {
    for (double& sign : signs) sign = (stream.next() >> 63U) != 0 ? -1 : 1;
    beyond += squared_t(scores, signs) >= seen;
  }
  return static_cast<double>(beyond + 1) / static_cast<double>(draws + 1);
}

}  // namespace

std::optional<WildBootstrap> wild_bootstrap(const TwoWayEffects& effects, std::span<const double> outcome, const std::vector<double>& tested,
                                            const Columns& others, std::span<const std::uint32_t> cluster, std::uint64_t seed, std::size_t draws) {
  const Clustering clusters(effects, cluster);
  if (clusters.count() < 2) return {};
  Columns swept;
  for (const auto& each : others) swept.push_back(effects.residual(each));
  const Columns directions = independent_columns(swept).directions;
  const std::vector<double> d = without(effects.residual(tested), directions);
  const std::vector<double> y = without(effects.residual(outcome), directions);
  const double norm = dot(d, d), size = dot(tested, tested);
  if (!(norm > 1e-16 * size)) return {};
  const double effect = dot(d, y) / norm;
  double left = 0;
  for (std::size_t i = 0; i < y.size(); ++i) left += std::pow(y[i] - effect * d[i], 2);
  if (!(left > 1e-20 * dot(y, y))) return {};

  const Geometry geometry(effects, clusters, d, directions);
  const Scores of_outcome = geometry.of(y), of_term = geometry.of(d);
  WildBootstrap out{.exact = clusters.count() <= most_signs_enumerated};
  out.draws = out.exact ? std::size_t{1} << clusters.count() : draws;
  // Whether the effect `null` is rejected: the residuals, and with them all that follows, are linear in it.
  const auto p_at = [&](double null) {
    Scores scores = of_outcome;
    for (std::size_t i = 0; i < scores.share.values.size(); ++i) scores.share.values[i] -= null * of_term.share.values[i];
    for (std::size_t i = 0; i < scores.score.size(); ++i) scores.score[i] -= null * of_term.score[i];
    return p_of(scores, seed, out.draws, out.exact);
  };
  out.p = p_at(0);
  const std::size_t work = (out.exact ? out.draws / 2 : out.draws) * clusters.count() * clusters.count();
  if (work > 2'000'000) return out;  // the interval takes some sixty such rounds
  const double scale = std::sqrt(left / norm);
  for (const double side : {-1., 1.}) {
    double inside = 0, outside = scale;
    int doublings = 0;
    for (; doublings < 24 && p_at(effect + side * outside) > .05; ++doublings) inside = outside, outside *= 2;
    if (doublings == 24) continue;
    for (int turn = 0; turn < 30; ++turn) (p_at(effect + side * (inside + outside) / 2) > .05 ? inside : outside) = (inside + outside) / 2;
    (side < 0 ? out.low : out.high) = effect + side * inside;
  }
  return out;
}

}  // namespace tributary::statistics
