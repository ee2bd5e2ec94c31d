#include "engines/statistics/goodness_of_fit.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace tributary::statistics {

namespace {

constexpr int enough_further = 20;
constexpr std::size_t most_stays = 1'000;
constexpr double never = 1e-15;  // as near to 0 and 1 as shares of a law are taken

// ∫ (c − u)² / (u (1 − u)) du from `low` to `high`, while the seen share is c.
double between(double c, double low, double high) {
  double out = -(high - low);
  if (c > 0) out += c * c * std::log(high / low);
  if (c < 1) out -= (1 - c) * (1 - c) * std::log((1 - high) / (1 - low));
  return out;
}

double inside(double share) { return std::clamp(share, never, 1 - never); }

// Exact stays: Fₙ is a step function.
double by_steps(const std::vector<Step>& seen, const LifeLaw& law) {
  double out = 0, low = 0, share = 0;
  for (const Step& each : seen) {
    const double high = std::max(low, inside(law.cumulative(each.at)));
    if (high > low) out += low == 0 ? -high - std::log1p(-high) : between(share, low, high);
    low = high, share = each.share;
  }
  return share >= 1 - 1e-12 && low > 0 ? out - (1 - low) - std::log(low) : out;
}

// Rounded ones are compared at the ends of steps.
double by_grid(const std::vector<Step>& seen, const LifeLaw& law, double grid) {
  double out = 0, before = 0, share = 0;
  std::size_t next = 0;
  const auto last = static_cast<long long>(std::llround(seen.back().at / grid));
  for (long long k = 0; k <= last; ++k) {
    while (next < seen.size() && std::llround(seen[next].at / grid) <= k) share = seen[next++].share;
    const double high = inside(law.cumulative((static_cast<double>(k) + .5) * grid));
    out += (share - high) * (share - high) * std::max(0.0, high - before) / (high * (1 - high));
    before = high;
  }
  return share >= 1 - 1e-12 && before > 0 ? out - (1 - before) - std::log(before) : out;
}

Sample drawn_from(const LifeLaw& law, const Sample& like, std::size_t size, random::Stream& stream) {
  Sample out;
  out.grid = like.grid;
  const double least = 1e-12 * law.mean();
  for (std::size_t i = 0; i < size; ++i) {
    const double limit = like.limits.empty() ? HUGE_VAL : like.limits[static_cast<std::size_t>(stream.unit() * static_cast<double>(like.limits.size()))];
    const double stay = std::max(least, law.draw(stream));
    if (stay > limit) out.going_on.push_back(limit);
    else out.ended.push_back(like.grid > 0 ? std::round(stay / like.grid) * like.grid : stay);
  }
  return out;
}

}  // namespace

std::vector<Step> seen_shares(const Sample& sample) {
  std::vector<double> ended(sample.ended), open(sample.going_on);
  std::sort(ended.begin(), ended.end());
  std::sort(open.begin(), open.end());
  std::vector<Step> out;
  double beyond = 1;
  const std::size_t all = ended.size() + open.size();
  std::size_t gone = 0;
  for (std::size_t i = 0; i < ended.size();) {
    std::size_t j = i;
    while (j < ended.size() && ended[j] == ended[i]) ++j;
    while (gone < open.size() && open[gone] < ended[i]) ++gone;
    // Without open stays as a plain share, to the last digit.
    if (open.empty()) beyond = static_cast<double>(all - j) / static_cast<double>(all);
    else beyond *= 1 - static_cast<double>(j - i) / static_cast<double>(all - i - gone);
    out.push_back({ended[i], 1 - beyond});
    i = j;
  }
  return out;
}

SeenMean seen_mean(const Sample& sample) {
  const auto seen = seen_shares(sample);
  std::vector<double> ended(sample.ended), open(sample.going_on);
  std::sort(ended.begin(), ended.end());
  std::sort(open.begin(), open.end());
  const auto sooner = [](const std::vector<double>& of, double than) { return static_cast<double>(std::lower_bound(of.begin(), of.end(), than) - of.begin()); };
  std::vector<double> area(seen.size() + 1, 0);  // under the survival curve, from each step on
  for (std::size_t i = seen.size(); i-- > 0;) area[i] = area[i + 1] + (i + 1 < seen.size() ? (1 - seen[i].share) * (seen[i + 1].at - seen[i].at) : 0);
  SeenMean out;
  out.mean = seen.empty() ? 0 : seen.front().at + area[0];
  double variance = 0, before = 0;
  const auto all = static_cast<double>(sample.size());
  for (std::size_t i = 0; i < seen.size(); ++i) {
    // Greenwood's terms d / (r (r − d)), by the shares before and after a step.
    const double ratio = (1 - seen[i].share) / (1 - before);
    const double at_risk = all - sooner(open, seen[i].at) - sooner(ended, seen[i].at);
    if (ratio > 1e-12 && at_risk > 0) variance += area[i] * area[i] * (1 - ratio) / (ratio * at_risk);
    before = seen[i].share;
    if (open.empty()) break;
  }
  if (open.empty()) {
    variance = 0;
    for (const double each : sample.ended) variance += (each - out.mean) * (each - out.mean);
    variance /= std::max(1.0, all * (all - 1));
  }
  out.error = std::sqrt(variance);
  return out;
}

double seen_quantile(const std::vector<Step>& seen, double p) {
  if (seen.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto found = std::find_if(seen.begin(), seen.end(), [&](const Step& each) { return each.share >= p - 1e-12; });
  return found == seen.end() ? seen.back().at : found->at;
}

double anderson_darling(const Sample& sample, const LifeLaw& law) {
  const auto seen = seen_shares(sample);
  if (seen.empty()) return 0;
  return static_cast<double>(sample.size()) * (sample.grid > 0 ? by_grid(seen, law, sample.grid) : by_steps(seen, law));
}

GoodnessOfFit test_fit(const Sample& sample, const LifeLaw& law, std::uint64_t seed, int most) {
  GoodnessOfFit out{.anderson_darling = anderson_darling(sample, law)};
  const std::size_t size = std::min(sample.size(), most_stays);
  while (out.samples < most && out.further < enough_further) {
    random::Stream stream(random::replication_key(seed, static_cast<random::Bits>(out.samples)), static_cast<random::Bits>(law.family()));
    ++out.samples;
    const Sample drawn = drawn_from(law, sample, size, stream);
    const auto refitted = drawn.ended.size() < 2 ? std::nullopt : likeliest(law.family(), drawn, &law);
    if (refitted && anderson_darling(drawn, *refitted) >= out.anderson_darling) ++out.further;
  }
  out.p = out.further == enough_further ? static_cast<double>(out.further) / out.samples : (out.further + 1.0) / (out.samples + 1.0);
  return out;
}

Furthest furthest(const Sample& sample, const LifeLaw& law) {
  Furthest out;
  double most = -1, before = 0;
  for (const Step& each : seen_shares(sample)) {
    const double at = each.at + sample.grid / 2, share = law.cumulative(at);
    const double above = std::fabs(each.share - share), below = sample.grid > 0 ? 0 : std::fabs(before - share);
    if (above > most) most = above, out = {at, each.share, share};
    if (below > most) most = below, out = {at, before, share};
    before = each.share;
  }
  return out;
}

}  // namespace tributary::statistics
