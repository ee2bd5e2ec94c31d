#include "engines/statistics/arrival_fit.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "engines/statistics/distributions.hpp"

namespace tributary::statistics {

namespace {

// Whole days, each with how many came and where it stands in week and year.
struct Day {
  double count = 0;
  std::size_t weekday = 0, month = 0;  // Monday is 0, January is 0
};

std::vector<Day> whole_days(const std::vector<double>& comings) {
  const double first = std::floor(comings.front()) + 1, last = std::floor(comings.back());
  if (last - first < few_days) return {};
  std::vector<Day> out(static_cast<std::size_t>(last - first));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::chrono::sys_days date{std::chrono::days(static_cast<int>(first) + static_cast<int>(i))};
    out[i].weekday = std::chrono::weekday(date).iso_encoding() - 1;
    out[i].month = static_cast<unsigned>(std::chrono::year_month_day(date).month()) - 1;
  }
  for (const double each : comings) {
    if (each >= first && each < last) ++out[static_cast<std::size_t>(each - first)].count;
  }
  return out;
}

// Blocks of a cycle with how many came in each, and for how long it was there.
struct Blocks {
  std::vector<std::size_t> of;  // by hour, weekday or month: its block
  std::vector<double> counts, exposure;

  Blocks(std::vector<std::size_t> into, const std::vector<double>& counted, const std::vector<double>& exposed) : of(std::move(into)) {
    const std::size_t n = *std::max_element(of.begin(), of.end()) + 1;
    counts.assign(n, 0), exposure.assign(n, 0);
    for (std::size_t i = 0; i < of.size(); ++i) counts[of[i]] += counted[i], exposure[of[i]] += exposed[i];
  }
  [[nodiscard]] bool enough() const { return std::all_of(counts.begin(), counts.end(), [](double each) { return each >= fewest; }); }
};

std::vector<std::size_t> every(std::size_t n, std::size_t width) {
  std::vector<std::size_t> out(n);
  for (std::size_t i = 0; i < n; ++i) out[i] = i / width;
  return out;
}

// The first of these ways to cut the cycle in which enough came in every block.
std::optional<Blocks> finest(const std::vector<std::vector<std::size_t>>& ways, const std::vector<double>& counts, const std::vector<double>& exposure) {
  for (const auto& way : ways) {
    Blocks blocks(way, counts, exposure);
    if (blocks.enough()) return blocks;
  }
  return {};
}

// `weights`: how much of the cycle each hour, weekday or month is.
ProfileTest tested(const std::optional<Blocks>& blocks, const std::vector<double>& weights, double dispersion) {
  ProfileTest out;
  if (!blocks) {
    out.untested = "too few came to tell";
    return out;
  }
  const double all = std::accumulate(blocks->counts.begin(), blocks->counts.end(), 0.0), exposed = std::accumulate(blocks->exposure.begin(), blocks->exposure.end(), 0.0);
  for (std::size_t i = 0; i < blocks->counts.size(); ++i) out.statistic += 2 * blocks->counts[i] * std::log(blocks->counts[i] / (all * blocks->exposure[i] / exposed));
  out.statistic = std::max(0.0, out.statistic / std::max(1.0, dispersion));
  out.degrees = static_cast<double>(blocks->counts.size()) - 1;
  out.p = chi_square_beyond(out.statistic, out.degrees);
  out.shown = out.p < profile_level;
  double mean = 0, weight = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    out.factors.push_back(blocks->counts[blocks->of[i]] / blocks->exposure[blocks->of[i]]);
    mean += weights[i] * out.factors.back(), weight += weights[i];
  }
  for (double& each : out.factors) each /= mean / weight;
  return out;
}

double two_sided(double statistic, double degrees) {
  const double beyond = chi_square_beyond(statistic, degrees);
  return std::min(1.0, 2 * std::min(beyond, 1 - beyond));
}

// Σ (n − m)² / m of daily counts against means, by day.
template <class Mean>
double pearson(const std::vector<Day>& days, Mean mean) {
  double out = 0;
  for (const Day& each : days) {
    const double m = mean(each);
    if (m > 0) out += (each.count - m) * (each.count - m) / m;
  }
  return out;
}

void test_week_and_year(ArrivalFit& out, const std::vector<Day>& days) {
  std::vector<double> by_weekday(7, 0), weekdays(7, 0), by_month(12, 0), months(12, 0);
  for (const Day& each : days) {
    by_weekday[each.weekday] += each.count, ++weekdays[each.weekday];
    by_month[each.month] += each.count, ++months[each.month];
  }
  const auto n = static_cast<double>(days.size());
  const auto left = [&](const auto& counts, const auto& exposure, std::size_t Day::* where) {
    return pearson(days, [&](const Day& each) { return counts[each.*where] / exposure[each.*where]; }) / std::max(1.0, n - static_cast<double>(counts.size()));
  };
  out.by_weekday = tested(finest({every(7, 1), {0, 0, 0, 0, 0, 1, 1}}, by_weekday, weekdays), std::vector<double>(7, 1), left(by_weekday, weekdays, &Day::weekday));
  if (n <= 730) out.by_month.untested = "that takes over two years";
  else out.by_month = tested(finest({every(12, 1), every(12, 3)}, by_month, months), {31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}, left(by_month, months, &Day::month));
}

void test_hours(ArrivalFit& out, const std::vector<double>& comings, bool clock) {
  std::vector<double> counts(24, 0);
  bool midnight = true;
  for (const double each : comings) {
    const double hour = (each - std::floor(each)) * 24;
    midnight = midnight && hour == 0;
    ++counts[std::min<std::size_t>(23, static_cast<std::size_t>(hour + 1e-9))];
  }
  if (!clock || midnight) out.by_hour.untested = "no times of day are known";
  else out.by_hour = tested(finest({every(24, 1), every(24, 2), every(24, 3), every(24, 4), every(24, 6), every(24, 12)}, counts, std::vector<double>(24, 1)), std::vector<double>(24, 1), 1);
}

}  // namespace

ArrivalFit fit_arrivals(std::vector<double> comings, bool clock) {
  std::sort(comings.begin(), comings.end());
  ArrivalFit out{.comings = comings.size()};
  test_hours(out, comings, clock);
  const std::vector<Day> days = whole_days(comings);
  const double n = std::accumulate(days.begin(), days.end(), 0.0, [](double sum, const Day& each) { return sum + each.count; });
  if (n < fewest) {
    out.by_weekday.untested = out.by_month.untested = "that takes over two weeks, and ten people or more within them";
    out.days = comings.back() - comings.front();
    const auto gaps = static_cast<double>(comings.size() - 1);
    out.rate = gaps / out.days, out.error = std::sqrt(gaps) / out.days;
  } else {
    test_week_and_year(out, days);
    out.days = static_cast<double>(days.size());
    double mean = n / out.days;
    const double statistic = pearson(days, [&](const Day&) { return mean; }), degrees = out.days - 1;
    out.dispersion = statistic / degrees, out.dispersion_p = two_sided(statistic, degrees);
    const auto expected = [&](const Day& each) {
      return mean * (out.by_weekday.shown ? out.by_weekday.factors[each.weekday] : 1) * (out.by_month.shown ? out.by_month.factors[each.month] : 1);
    };
    // A period that is no whole number of weeks or years holds more of some of them: the rate is that of a whole cycle.
    mean *= n / std::accumulate(days.begin(), days.end(), 0.0, [&](double sum, const Day& each) { return sum + expected(each); });
    const double within = pearson(days, expected), left = degrees - (out.by_weekday.shown ? out.by_weekday.degrees : 0) - (out.by_month.shown ? out.by_month.degrees : 0);
    out.dispersion_within = within / left, out.dispersion_within_p = two_sided(within, left);
    const double spread = std::max(1.0, *out.dispersion_within);
    out.rate = mean, out.error = mean * std::sqrt(spread / n);
    // The middle of all comings lies in the middle of the period, unless the rate rises or falls.
    double first = 0, middle = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
      middle += days[i].count * (static_cast<double>(i) + .5);
      if (static_cast<double>(i) + .5 < out.days / 2) first += days[i].count;
    }
    const double half = std::floor(out.days / 2);
    out.first_half = first / half, out.second_half = (n - first) / (out.days - half);
    const double z = (middle / n - out.days / 2) / (out.days * std::sqrt(spread / (12 * n)));
    out.trend_p = std::erfc(std::fabs(z) / std::sqrt(2.0));
  }
  out.low = std::max(0.0, out.rate - normal_95 * out.error), out.high = out.rate + normal_95 * out.error;
  return out;
}

}  // namespace tributary::statistics
