#include "engines/flow/analytic/queues.hpp"

#include "engines/statistics/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/check.hpp"

namespace tributary::flow {

constexpr int most_by_recursion = 10'000;

double erlang_b(int beds, double load) {
  if (load <= 0) return beds == 0 ? 1 : 0;
  // Beyond, the recursion takes long; below, it is exact to the last digits. Far above what the load needs nobody is lost, and far
  // below P(N <= beds) is too small for a double.
  if (beds > most_by_recursion && load < 1.2 * beds) return statistics::poisson_share_of_top(beds, load);
  double b = 1;
  for (int n = 1; n <= beds; ++n) b = load * b / (n + load * b);
  return b;
}

double erlang_c(int beds, double load) {
  base::check(load < beds, "a steady state needs fewer people than beds");
  const double b = erlang_b(beds, load);
  return beds * b / (beds - load * (1 - b));
}

double WaitingLine::waits_longer_than(double time) const {
  return probability_of_wait * std::exp(-(beds - load) * time / mean_stay);
}

WaitingLine mmc(int beds, double arrivals, double mean_stay) {
  WaitingLine line;
  line.beds = beds;
  line.mean_stay = mean_stay;
  line.load = arrivals * mean_stay;
  line.probability_of_wait = erlang_c(beds, line.load);
  line.queue = line.probability_of_wait * line.load / (beds - line.load);
  line.wait = arrivals > 0 ? line.queue / arrivals : 0;
  return line;
}

double mg1_wait(double arrivals, double mean_stay, double stay_variance) {
  const double load = arrivals * mean_stay;
  base::check(load < 1, "a steady state needs fewer people than servers");
  return arrivals * (stay_variance + mean_stay * mean_stay) / (2 * (1 - load));
}

double ggc_wait(int beds, double arrivals, double mean_stay, double stay_variance, double gap_squared_cv) {
  if (!(mean_stay > 0)) return 0;
  const double squared_cv = stay_variance / (mean_stay * mean_stay);
  return mmc(beds, arrivals, mean_stay).wait * (gap_squared_cv + squared_cv) / 2;
}

LimitedLine limited_line(int beds, double arrivals, double mean_stay, std::optional<int> longest, std::optional<double> mean_patience) {
  base::check(longest || mean_patience, "a line that nothing limits is not this one");
  LimitedLine out;
  if (!(arrivals > 0)) return out;
  const double give_up = mean_patience ? 1 / *mean_patience : 0;  // each of those who wait, per time unit
  const auto down = [&](int n) { return std::min(n, beds) / mean_stay + std::max(0, n - beds) * give_up; };
  std::vector<double> logs{0};  // of the chance of n people, but for a factor
  double highest = 0;
  for (int n = 1; !longest || n <= beds + *longest; ++n) {
    logs.push_back(logs.back() + std::log(arrivals / down(n)));
    highest = std::max(highest, logs.back());
    if (n > beds && logs.back() < highest - 45) break;  // e⁻⁴⁵: beyond what a double adds up
  }
  double all = 0;
  for (const double each : logs) all += std::exp(each - highest);
  double served = 0, waited = 0, waits = 0, through = 0;  // `through`: mean wait of whoever gets through from n − c ahead
  for (int n = 0; n < static_cast<int>(logs.size()); ++n) {
    const double chance = std::exp(logs[n] - highest) / all;
    out.occupied += std::min(n, beds) * chance;
    out.queue += std::max(0, n - beds) * chance;
    if (n < beds) {
      served += chance;
      continue;
    }
    out.full += chance;
    if (longest && n == beds + *longest) {
      out.lost = chance;
      break;
    }
    // Those ahead and in beds move on at down(n); whoever comes is next after n − c + 1 such steps, if they don't give up first.
    const double steps = beds / mean_stay + (n - beds + 1) * give_up;
    through += 1 / steps;
    const double gets_in = beds / mean_stay / steps;
    served += chance * gets_in, waited += chance * gets_in, waits += chance * gets_in * through;
  }
  out.given_up = std::max(0.0, 1 - out.lost - served);
  if (!mean_patience) out.given_up = 0;
  if (served > 0) out.wait = waits / served, out.waited = waited / served;
  return out;
}

std::vector<double> priority_waits(const std::vector<PriorityClass>& classes) {
  double residual = 0, load = 0;
  for (const auto& each : classes) residual += each.arrivals * each.second_moment / 2, load += each.arrivals * each.mean_stay;
  base::check(load < 1, "a steady state needs fewer people than servers");
  std::vector<double> waits;
  double before = 0;
  for (const auto& each : classes) {
    const double with = before + each.arrivals * each.mean_stay;
    waits.push_back(residual / ((1 - before) * (1 - with)));
    before = with;
  }
  return waits;
}

std::vector<double> priority_waits(int beds, const std::vector<double>& arrivals, double mean_stay) {
  double load = 0;
  for (double each : arrivals) load += each * mean_stay;
  const double residual = erlang_c(beds, load) * mean_stay / beds;
  std::vector<double> waits;
  double before = 0;
  for (double each : arrivals) {
    const double with = before + each * mean_stay / beds;
    waits.push_back(residual / ((1 - before) * (1 - with)));
    before = with;
  }
  return waits;
}

Overflowing overflow(int beds, double load) {
  const double mean = load * erlang_b(beds, load);
  return {mean, mean * (1 - mean + load / (beds + 1 - load + mean))};
}

namespace {

// aⁿ / n! for n up to `most`, divided by their sum.
std::vector<double> poisson_terms(double load, int most) {
  std::vector<double> out;
  double sum = 0;
  const double highest = std::min(static_cast<double>(most), std::floor(load));  // where the largest term is
  const auto log_term = [&](double n) { return (load > 0 ? n * std::log(load) : 0) - std::lgamma(n + 1); };
  for (int n = 0; n <= most; ++n) {
    out.push_back(load > 0 || n == 0 ? std::exp(log_term(n) - log_term(highest)) : 0);
    sum += out.back();
  }
  for (double& each : out) each /= sum;
  return out;
}

}  // namespace

double overflow_with_return(int beds, double load) {
  // E[N; N > c] = a P(N >= c) for a Poisson N with mean a.
  return load * poisson_at_least(beds, load) - beds * poisson_at_least(beds + 1, load);
}

double poisson_at_least(int count, double mean) {
  if (count <= 0) return 1;
  return mean > 0 ? statistics::gamma_cumulative(count, mean) : 0;
}

std::vector<double> shared_beds_loss(const std::vector<int>& own, int pool, const std::vector<double>& loads) {
  const std::size_t services = own.size();
  const auto width = static_cast<std::size_t>(pool) + 1;
  // States of each service by how many beds of the pool they use: k = 0 holds all within its own beds.
  std::vector<std::vector<double>> terms, inside(services, std::vector<double>(width));
  for (std::size_t i = 0; i < services; ++i) {
    terms.push_back(poisson_terms(loads[i], own[i] + pool));
    for (int n = 0; n <= own[i] + pool; ++n) inside[i][static_cast<std::size_t>(std::max(0, n - own[i]))] += terms[i][n];
  }
  const auto joined = [&](const std::vector<double>& left, const std::vector<double>& right) {
    std::vector<double> out(width);
    for (std::size_t k = 0; k < width; ++k) {
      for (std::size_t l = 0; k + l < width; ++l) out[k + l] += left[k] * right[l];
    }
    return out;
  };
  std::vector<double> losses;
  for (std::size_t i = 0; i < services; ++i) {
    std::vector<double> others(width), up_to(width + 1);
    others[0] = 1;
    for (std::size_t j = 0; j < services; ++j) {
      if (j != i) others = joined(others, inside[j]);
    }
    for (std::size_t k = 0; k < width; ++k) up_to[k + 1] = up_to[k] + others[k];
    // A person of i is turned away where its own beds are full and the others leave nothing of the pool.
    double all = 0, lost = 0;
    for (int n = 0; n <= own[i] + pool; ++n) {
      const auto left = static_cast<std::size_t>(pool - std::max(0, n - own[i]));
      all += terms[i][n] * up_to[left + 1];
      if (n >= own[i]) lost += terms[i][n] * others[left];
    }
    losses.push_back(lost / all);
  }
  return losses;
}

}  // namespace tributary::flow
