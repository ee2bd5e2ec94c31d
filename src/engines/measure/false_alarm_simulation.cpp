#include "engines/measure/false_alarm_simulation.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engines/measure/draw_chart.hpp"
#include "engines/measure/shewhart_constants.hpp"
#include "engines/random/samplers.hpp"

namespace tributary::measure {
namespace {

constexpr random::Bits seed = 20221108;
constexpr std::size_t most_trials = 2'000, least_trials = 200, most_values = 400'000;
constexpr std::size_t longest = 2'000;
constexpr double large_variance = 100;

// A longer chart is quiet when each of its stretches is.
double extended(double chance, std::size_t length) {
  return length <= longest ? chance : -std::expm1(std::log1p(-std::min(chance, 1 - 1e-9)) * static_cast<double>(length) / longest);
}

double count_from(random::Stream& stream, double first_chance, auto next_chance) {
  double left = stream.unit();
  double chance = first_chance;
  double count = 0;
  while (left > chance && chance > 0) {
    left -= chance;
    count += 1;
    chance = next_chance(chance, count);
    if (count > 4 * large_variance) break;  // beyond what can be told from rounding
  }
  return count;
}

double poisson(random::Stream& stream, double mean) {
  if (mean > large_variance) return std::max(0.0, std::round(mean + std::sqrt(mean) * random::normal(stream)));
  return count_from(stream, std::exp(-mean), [&](double chance, double count) { return chance * mean / count; });
}

double binomial(random::Stream& stream, double trials, double share) {
  trials = std::round(trials);
  if (share > 0.5) return trials - binomial(stream, trials, 1 - share);
  const double variance = trials * share * (1 - share);
  if (variance > large_variance) return std::clamp(std::round(trials * share + std::sqrt(variance) * random::normal(stream)), 0.0, trials);
  return std::min(trials, count_from(stream, std::exp(trials * std::log1p(-share)), [&](double chance, double count) {
                    return chance * (trials - count + 1) / count * share / (1 - share);
                  }));
}

// What the chart supposes about a point, and a draw from it.
struct Law {
  ChartType type = ChartType::xmr;
  double centre = 0;
  double sigma = 0;   // of p′, u′, i′ and xbar: at this point; of s: in a subgroup
  double size = 0;
};

double draw(const Law& law, random::Stream& stream) {
  switch (law.type) {
    case ChartType::run:
    case ChartType::xmr: return random::normal(stream);
    case ChartType::moving_range: return std::abs(random::normal(stream));
    case ChartType::p: return binomial(stream, law.size, law.centre) / std::max(1.0, std::round(law.size));
    case ChartType::np: return binomial(stream, law.size, law.centre / law.size);
    case ChartType::u: return poisson(stream, law.centre * law.size) / law.size;
    case ChartType::c: return poisson(stream, law.centre);
    case ChartType::p_prime: return std::clamp(law.centre + law.sigma * random::normal(stream), 0.0, 1.0);
    case ChartType::u_prime: return std::max(0.0, law.centre + law.sigma * random::normal(stream));
    case ChartType::i_prime:
    case ChartType::xbar: return law.centre + law.sigma * random::normal(stream);
    case ChartType::s:
      if (law.size < 2) return 0;
      return law.sigma * std::sqrt(random::gamma(stream, (law.size - 1) / 2) * 2 / (law.size - 1));
    case ChartType::t: return law.centre * random::exponential(stream);
    case ChartType::g: {
      const double share = 1 / (1 + law.centre);  // of cases that end a gap
      return law.centre > 0 ? std::floor(std::log(stream.unit()) / std::log1p(-share)) : 0;
    }
  }
  return 0;
}

// Charts are drawn into the same memory; dates only need to differ.
double share_of_alarms(const Profile& asked, ChartType type, const std::vector<Law>& laws, std::span<const double> spreads) {
  Profile profile = asked;
  profile.fix_after_points = profile.fix_after_points > static_cast<int>(laws.size()) ? 0 : profile.fix_after_points;
  const std::size_t trials = std::clamp(most_values / laws.size(), least_trials, most_trials);
  std::vector<Point> points(laws.size());
  std::vector<double> sizes(laws.size());
  std::vector<double> own_spreads(spreads.begin(), spreads.end());
  for (std::size_t i = 0; i < laws.size(); ++i) {
    points[i].date = base::Date{} + std::chrono::days{i};
    sizes[i] = type == ChartType::p || type == ChartType::np ? std::max(1.0, std::round(laws[i].size)) : laws[i].size;
  }
  Chart chart;
  std::size_t alarms = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    random::Stream stream(random::replication_key(seed, trial), 0);
    double before = 0;
    for (std::size_t i = 0; i < laws.size(); ++i) {
      if (type == ChartType::moving_range) {  // of values, so that neighbours share one
        const double value = random::normal(stream);
        points[i].value = std::abs(value - before);
        before = value;
        if (i == 0) points[i].value.reset();
        continue;
      }
      points[i].value = draw(laws[i], stream);
      if (type == ChartType::xbar)
        own_spreads[i] = draw({.type = ChartType::s, .sigma = laws[i].sigma * std::sqrt(laws[i].size), .size = laws[i].size}, stream);
    }
    const Series series{.points = points, .sizes = sizes, .spreads = own_spreads};
    if (draw_chart_into(series, type, profile, chart)) alarms += has_signal(chart) ? 1 : 0;
  }
  return static_cast<double>(alarms) / static_cast<double>(trials);
}

}  // namespace

double simulated_false_alarm(const Profile& profile, ChartType type, std::uint32_t length) {
  const std::vector<Law> laws(std::min<std::size_t>(length, longest), Law{.type = type});
  return extended(share_of_alarms(profile, type, laws, {}), length);
}

double simulated_false_alarm(const Series& series, const Chart& chart, std::size_t first, std::size_t points) {
  std::vector<Law> laws;
  double total = 0;
  std::size_t length = 0;
  for (std::size_t i = first; i < first + points; ++i) {
    const auto size = i < series.sizes.size() ? series.sizes[i] : 0;
    const bool counts = i < series.points.size() ? series.points[i].counts() : true;
    if (!counts || ++length > longest) continue;
    const Limits& lines = chart.limits_at(i);
    Law law{.type = chart.type, .centre = lines.centre, .sigma = (lines.upper - lines.centre) / 3, .size = size};
    if (chart.type == ChartType::s) law.sigma = size >= 2 ? lines.centre / c4(size) : 0;
    if (chart.type == ChartType::t || chart.type == ChartType::g) total += *series.points[i].value;
    laws.push_back(law);
  }
  if (laws.size() < 3) return 0;
  // The centre of a t or g chart is no mean.
  if (chart.type == ChartType::t || chart.type == ChartType::g)
    for (Law& law : laws) law.centre = total / static_cast<double>(laws.size());
  std::vector<double> spreads;
  if (chart.type == ChartType::xbar) spreads.assign(laws.size(), 0);
  return extended(share_of_alarms(chart.profile, chart.type, laws, spreads), length);
}

}  // namespace tributary::measure
