#include "engines/flow/analytic/queues.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "base/check.hpp"

namespace tributary::flow {

double erlang_b(int beds, double load) {
  if (load <= 0) return beds == 0 ? 1 : 0;
  double b = 1;
  for (int n = 1; n <= beds; ++n) b = load * b / (n + load * b);
  return b;
}

double erlang_c(int beds, double load) {
  base::check(load < beds, "a steady state needs fewer people than beds");
  const double b = erlang_b(beds, load);
  return beds * b / (beds - load * (1 - b));
}

double load_for_loss(int beds, double share) {
  double low = 0, high = beds + 1.0;
  while (erlang_b(beds, high) < share) high *= 2;
  for (int i = 0; i < 200 && high - low > 1e-13 * high; ++i) {
    const double middle = 0.5 * (low + high);
    (erlang_b(beds, middle) < share ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

int beds_for_loss(double load, double share) {
  double b = 1;
  for (int n = 1;; ++n) {
    b = load * b / (n + load * b);
    if (b <= share) return n;
  }
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

double mgc_wait(int beds, double arrivals, double mean_stay, double stay_variance) {
  const double squared_cv = stay_variance / (mean_stay * mean_stay);
  return mmc(beds, arrivals, mean_stay).wait * (1 + squared_cv) / 2;
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

double overflow_with_return(int beds, double load) {
  // E[(N − c)⁺] = a − E[min(N, c)] = a − Σ_{k<c} P(N > k); Poisson terms from the logarithm, so that none overflows
  double below = 0, expected = load;
  double log_term = -load;  // of P(N = 0)
  for (int k = 0; k < beds; ++k) {
    below += std::exp(log_term);
    expected -= 1 - below;
    log_term += std::log(load) - std::log(k + 1.0);
  }
  return std::max(0.0, expected);
}

std::vector<double> shared_beds_loss(const std::vector<int>& own, int pool, const std::vector<double>& loads) {
  const std::size_t services = own.size();
  const auto width = static_cast<std::size_t>(pool) + 1;
  // inside[i][k]: weight of service i's states that use k beds of the pool; k = 0 holds all states within its own beds.
  std::vector<std::vector<double>> inside(services, std::vector<double>(width));
  for (std::size_t i = 0; i < services; ++i) {
    double term = 1, sum = 1;  // a^n / n!, divided by its own sum so that large loads don't overflow
    std::vector<double> terms{1};
    for (int n = 1; n <= own[i] + pool; ++n) terms.push_back(term *= loads[i] / n), sum += term;
    for (int n = 0; n <= own[i] + pool; ++n) inside[i][static_cast<std::size_t>(std::max(0, n - own[i]))] += terms[n] / sum;
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
    std::vector<double> others(width);
    others[0] = 1;
    for (std::size_t j = 0; j < services; ++j) {
      if (j != i) others = joined(others, inside[j]);
    }
    // A person of i is turned away where its own beds are full and the others leave nothing of the pool.
    double term = 1, sum = 1;
    std::vector<double> terms{1};
    for (int n = 1; n <= own[i] + pool; ++n) terms.push_back(term *= loads[i] / n), sum += term;
    double all = 0, lost = 0;
    for (int n = 0; n <= own[i] + pool; ++n) {
      const int mine = std::max(0, n - own[i]);
      for (std::size_t k = 0; k + static_cast<std::size_t>(mine) < width; ++k) {
        const double weight = terms[n] / sum * others[k];
        all += weight;
        if (n >= own[i] && static_cast<int>(k) + mine == pool) lost += weight;
      }
    }
    losses.push_back(lost / all);
  }
  return losses;
}

Cheapest cheapest_beds(double arrivals, double mean_stay, double bed_cost, double waiting_cost) {
  Cheapest best;
  for (int beds = static_cast<int>(std::floor(arrivals * mean_stay)) + 1;; ++beds) {
    const auto line = mmc(beds, arrivals, mean_stay);
    const double cost = bed_cost * beds + waiting_cost * line.queue;
    if (best.beds != 0 && cost >= best.cost) return best;  // convex in the number of servers [Dyer, Proll 1977]
    best = {beds, line.probability_of_wait, line.queue, cost};
  }
}

}  // namespace tributary::flow
