// Queues that theory solves: what a service of c beds does to a Poisson stream of people.
//
// Notation  c beds or servers; a = λ · E[S] the offered load, in beds that would be used if there were enough;
//           λ arrivals per time unit; S a stay
// Given     finite numbers, c >= 0, a >= 0; where a steady state is promised, a < c
// Promises  stable recursions: relative 1e-12 for c up to a million
// See       published figures in queues_test.cpp; docs/guide/reference/flow-solvers.md
#pragma once

#include <optional>
#include <vector>

namespace tributary::flow {

// Share of people who find all c beds taken and go away; whatever the law of S.
// Erlang B: B(0) = 1, B(n) = a B(n−1) / (n + a B(n−1)).                            [Jagerman 1974]
[[nodiscard]] double erlang_b(int beds, double load);

// Share of people who wait, exponential stays, a < c. Erlang C = c B / (c − a (1 − B)).
[[nodiscard]] double erlang_c(int beds, double load);

// M/M/c in the steady state, a < c.
struct WaitingLine {
  double probability_of_wait = 0;
  double queue = 0;            // people waiting, mean: C a / (c − a)
  double wait = 0;             // of all, mean: queue / λ                              (Little)
  double mean_stay = 0;
  int beds = 0;
  double load = 0;

  // P(W > t) = C exp(−(c − a) t / E[S])
  [[nodiscard]] double waits_longer_than(double time) const;
};
[[nodiscard]] WaitingLine mmc(int beds, double arrivals, double mean_stay);

// M/G/1, one server: mean wait = λ E[S²] / (2 (1 − ρ)).                                [Pollaczek, Khinchine]
[[nodiscard]] double mg1_wait(double arrivals, double mean_stay, double stay_variance);

// G/G/c approximately: the wait of M/M/c times (cv² of the times between arrivals + cv² of the stays) / 2. [Allen 1990]
[[nodiscard]] double ggc_wait(int beds, double arrivals, double mean_stay, double stay_variance, double gap_squared_cv);

// M/M/c/c+K with patience, as far as either is given: a birth and death process whose rates are λ up to c + K people, and down
// min(n, c) / E[S] + max(0, n − c) / E[patience].       [Palm 1957; Garnett, Mandelbaum, Reiman 2002] One of the two must be given.
struct LimitedLine {
  double full = 0;           // share of those who come who find all beds taken
  double lost = 0;           // who find no place in the line either
  double given_up = 0;       // who wait in vain
  double occupied = 0;       // beds, mean
  double queue = 0;          // people waiting, mean
  double wait = 0;           // of those who get a bed, mean
  double waited = 0;         // of those who get a bed, the share who waited
};
[[nodiscard]] LimitedLine limited_line(int beds, double arrivals, double mean_stay, std::optional<int> longest, std::optional<double> mean_patience);

// One server, non-pre-emptive priorities, class k's rate, mean and second moment of the stay: mean wait of each class,
// first = most urgent. W_k = W_0 / ((1 − σ_{k−1}) (1 − σ_k)), W_0 = Σ λ_i E[S_i²] / 2. [Cobham 1954]
struct PriorityClass { double arrivals = 0, mean_stay = 0, second_moment = 0; };
[[nodiscard]] std::vector<double> priority_waits(const std::vector<PriorityClass>& classes);
// c servers, the same exponential stay for all: W_0 = C(c, a) / (c μ).                 [Cobham 1954, eq. 6]
[[nodiscard]] std::vector<double> priority_waits(int beds, const std::vector<double>& arrivals, double mean_stay);

// What flows over from c full beds to enough others: mean m = a B and variance m (1 − m + a / (c + 1 − a + m)) of how
// many are there; the mean holds for any law of S, the variance for exponential stays. [Kosten 1937; Riordan in Wilkinson 1956]
struct Overflowing { double mean = 0, variance = 0; };
[[nodiscard]] Overflowing overflow(int beds, double load);

// People elsewhere when all beds are taken, who are brought back the moment a bed is free: E[(N − c)⁺], N ~ Poisson(a), whatever the
// law of S. Who comes finds all taken with the chance P(N >= c).
[[nodiscard]] double overflow_with_return(int beds, double load);
[[nodiscard]] double poisson_at_least(int count, double mean);

// Services with beds of their own and a pool between them; whoever finds neither is turned away. Shares turned away, by
// service; exact for any law of S by the product form over Σ max(0, n_i − own_i) <= pool. [Kaufman 1981; Kelly 1991]
[[nodiscard]] std::vector<double> shared_beds_loss(const std::vector<int>& own, int pool, const std::vector<double>& loads);

}  // namespace tributary::flow
