#include "engines/flow/distribution.hpp"
#include "engines/flow/match.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>

#include "engines/statistics/distributions.hpp"
#include "engines/statistics/integrate.hpp"

namespace tributary::flow {

namespace {

constexpr double forever = HUGE_VAL;

// P(time to leave <= x) by uniformisation: a Poisson number of steps of a chain with one rate. [Jensen 1953]
double phase_type_cumulative(const PhaseType& law, double x) {
  const std::size_t n = law.rate.size();
  const double rate = *std::max_element(law.rate.begin(), law.rate.end());
  std::vector<double> in(law.begin), after(n);
  double log_weight = -rate * x, still = 0, seen = 0;
  for (int step = 0; seen < 1 - 1e-13 && step < 1'000'000; ++step) {
    const double weight = std::exp(log_weight);
    still += weight * std::accumulate(in.begin(), in.end(), 0.0);
    seen += weight;
    if (step > rate * x && weight < 1e-17) break;
    std::fill(after.begin(), after.end(), 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      const double leaving = law.rate[i] / rate;
      after[i] += in[i] * (1 - leaving);
      for (std::size_t j = 0; j < n; ++j) after[j] += in[i] * leaving * law.next[i * n + j];
    }
    in.swap(after);
    log_weight += std::log(rate * x) - std::log(step + 1.0);
  }
  return std::clamp(1 - still, 0.0, 1.0);
}

// First two moments by m = (I − N)^-1 applied to times: expected and squared time from each state, by Gauss–Seidel, which
// converges because every state leads out.
Moments phase_type_moments(const PhaseType& law) {
  const std::size_t n = law.rate.size();
  std::vector<double> first(n), second(n);
  for (auto* out : {&first, &second}) {
    for (int sweep = 0; sweep < 100'000; ++sweep) {
      double change = 0;
      for (std::size_t i = 0; i < n; ++i) {
        double to = 0;
        for (std::size_t j = 0; j < n; ++j) to += law.next[i * n + j] * (*out)[j];
        const double own = out == &first ? 1 / law.rate[i] + to : 2 * first[i] / law.rate[i] + to;
        change = std::max(change, std::fabs(own - (*out)[i]) / own);
        (*out)[i] = own;
      }
      if (change < 1e-14) break;
    }
  }
  double mean = 0, square = 0;
  for (std::size_t i = 0; i < n; ++i) mean += law.begin[i] * first[i], square += law.begin[i] * second[i];
  return {mean, square - mean * mean};
}

struct Tail { double threshold, at; };  // of a spliced law: where the body ends
Tail tail_of(const SplicedLognormalPareto& law) {
  return {std::exp(law.body.log_mean + law.body.log_sd * statistics::normal_quantile(law.splice)), law.splice};
}

double law_cumulative(const Law& law, double x) {
  if (const auto* normal = std::get_if<Normal>(&law)) return statistics::normal_cumulative((x - normal->mean) / normal->sd);
  if (x < 0) return 0;
  return std::visit(
      Match{
          [&](const Fixed& f) { return x >= f.value ? 1.0 : 0.0; },
          [&](const Uniform& f) { return f.most <= f.least ? (x >= f.least ? 1.0 : 0.0) : std::clamp((x - f.least) / (f.most - f.least), 0.0, 1.0); },
          [&](const Exponential& f) { return -std::expm1(-x / f.mean); },
          [&](const Gamma& f) { return statistics::gamma_cumulative(f.shape, x / f.scale); },
          [&](const Lognormal& f) {
            if (x <= 0) return 0.0;
            if (f.log_sd == 0) return std::log(x) >= f.log_mean ? 1.0 : 0.0;
            return statistics::normal_cumulative((std::log(x) - f.log_mean) / f.log_sd);
          },
          [&](const Weibull& f) { return -std::expm1(-std::pow(x / f.scale, f.shape)); },
          [&](const Triangular& f) {
            if (x <= f.least) return f.most <= f.least && x >= f.least ? 1.0 : 0.0;
            if (x >= f.most) return 1.0;
            const double width = f.most - f.least;
            return x < f.mode ? (x - f.least) * (x - f.least) / (width * (f.mode - f.least))
                              : 1 - (f.most - x) * (f.most - x) / (width * (f.most - f.mode));
          },
          [&](const Normal&) { return 0.0; },  // above
          [&](const Hyperexponential& f) {
            double sum = 0;
            for (std::size_t i = 0; i < f.weights.size(); ++i) sum -= f.weights[i] * std::expm1(-x / f.means[i]);
            return sum;
          },
          [&](const PhaseType& f) { return phase_type_cumulative(f, x); },
          [&](const Empirical& f) {
            const double all = std::accumulate(f.weights.begin(), f.weights.end(), 0.0);
            double sum = 0;
            for (std::size_t i = 0; i < f.values.size(); ++i) {
              if (f.values[i] <= x) {
                sum += f.weights[i];
                continue;
              }
              if (f.between && i > 0) sum += f.weights[i] * (x - f.values[i - 1]) / (f.values[i] - f.values[i - 1]);
              break;
            }
            return sum / all;
          },
          [&](const SplicedLognormalPareto& f) {
            const Tail tail = tail_of(f);
            if (x <= tail.threshold) return law_cumulative(f.body, x);
            const double excess = (x - tail.threshold) / f.tail_scale;
            const double beyond = f.tail_shape == 0 ? std::exp(-excess) : std::pow(std::max(0.0, 1 + f.tail_shape * excess), -1 / f.tail_shape);
            return 1 - (1 - f.splice) * beyond;
          },
      },
      law);
}

// Of the draw, truncation included.
double drawn_cumulative(const Distribution& of, double x) {
  if (!of.truncation) return law_cumulative(of.law, x);
  const Truncation& cut = *of.truncation;
  const double most = cut.most.value_or(forever);
  if (x < cut.least) return 0;
  if (x >= most) return 1;
  switch (cut.rule) {
    case Outside::clip: return law_cumulative(of.law, x);
    case Outside::absolute: return law_cumulative(of.law, x) - law_cumulative(of.law, -x);
    case Outside::resample: {
      const double low = law_cumulative(of.law, std::nextafter(cut.least, -forever));
      const double high = std::isinf(most) ? 1 : law_cumulative(of.law, most);
      return (law_cumulative(of.law, x) - low) / (high - low);
    }
  }
  return 0;
}

Moments law_moments(const Law& law) {
  return std::visit(
      Match{
          [](const Fixed& f) { return Moments{f.value, 0.0}; },
          [](const Uniform& f) { return Moments{(f.least + f.most) / 2, (f.most - f.least) * (f.most - f.least) / 12}; },
          [](const Exponential& f) { return Moments{f.mean, f.mean * f.mean}; },
          [](const Gamma& f) { return Moments{f.shape * f.scale, f.shape * f.scale * f.scale}; },
          [](const Lognormal& f) {
            const double v = f.log_sd * f.log_sd;
            const double mean = std::exp(f.log_mean + v / 2);
            return Moments{mean, mean * mean * std::expm1(v)};
          },
          [](const Weibull& f) {
            const double mean = f.scale * std::tgamma(1 + 1 / f.shape);
            return Moments{mean, f.scale * f.scale * std::tgamma(1 + 2 / f.shape) - mean * mean};
          },
          [](const Triangular& f) {
            const double a = f.least, b = f.most, c = f.mode;
            return Moments{(a + b + c) / 3, (a * a + b * b + c * c - a * b - a * c - b * c) / 18};
          },
          [](const Normal& f) { return Moments{f.mean, f.sd * f.sd}; },
          [](const Hyperexponential& f) {
            double mean = 0, square = 0;
            for (std::size_t i = 0; i < f.weights.size(); ++i) {
              mean += f.weights[i] * f.means[i];
              square += 2 * f.weights[i] * f.means[i] * f.means[i];
            }
            return Moments{mean, square - mean * mean};
          },
          [](const PhaseType& f) { return phase_type_moments(f); },
          [](const Empirical& f) {
            const double all = std::accumulate(f.weights.begin(), f.weights.end(), 0.0);
            double mean = 0, square = 0;
            for (std::size_t i = 0; i < f.values.size(); ++i) {
              const double weight = f.weights[i] / all, high = f.values[i];
              const double low = f.between && i > 0 ? f.values[i - 1] : high;  // uniform from one value to the next
              mean += weight * (low + high) / 2;
              square += weight * (low * low + low * high + high * high) / 3;
            }
            return Moments{mean, square - mean * mean};
          },
          [](const SplicedLognormalPareto& f) {
            const Tail tail = tail_of(f);
            const double s = f.body.log_sd, m = f.body.log_mean, z = statistics::normal_quantile(f.splice);
            const auto body = [&](int power) {  // E[X^power; X <= threshold]
              return std::exp(power * m + power * power * s * s / 2) * statistics::normal_cumulative(z - power * s);
            };
            const double excess = f.tail_scale / (1 - f.tail_shape);
            const double mean = body(1) + (1 - f.splice) * (tail.threshold + excess);
            Moments out{mean, {}};
            if (f.tail_shape < 0.5) {
              const double square = 2 * f.tail_scale * f.tail_scale / ((1 - f.tail_shape) * (1 - 2 * f.tail_shape));
              out.variance = body(2) + (1 - f.splice) * (tail.threshold * tail.threshold + 2 * tail.threshold * excess + square) - mean * mean;
            }
            return out;
          },
      },
      law);
}

}  // namespace

namespace {

// ∫ of a function of the survival over [from, to], in pieces that double in length: the rule's points then fall where the
// law's mass is, however far the interval goes on.
double over_pieces(const Distribution& of, double from, double to, const std::function<double(double)>& f) {
  constexpr int at_least = 6;  // pieces: some sixteen means, before nothing more is taken for the end
  const Moments whole = law_moments(of.law);
  double sum = 0, length = std::max(1e-9, of.scale * (std::fabs(whole.mean) + (whole.mean > 0 ? 0 : std::sqrt(whole.variance.value_or(0)))) / 4);
  int pieces = 0;
  for (double begin = from; begin < to; length *= 2) {
    const double end = std::min(to, begin + length);
    const double piece = statistics::integrate(f, begin, end);
    sum += piece;
    if (++pieces >= at_least && piece <= 1e-14 * sum) break;
    begin = end;
  }
  return sum;
}

}  // namespace

double cumulative(const Distribution& distribution, double x) {
  if (x < 0) return 0;
  const auto scaled = [&](double y) { return drawn_cumulative(distribution, y / distribution.scale); };
  if (!distribution.shift_above) return scaled(x - distribution.shift);
  const double above = *distribution.shift_above;
  return scaled(std::min(x, above)) + std::max(0.0, scaled(x - distribution.shift) - scaled(above));
}

Moments moments(const Distribution& distribution) {
  if (const auto* fixed = std::get_if<Fixed>(&distribution.law)) {
    const auto& cut = distribution.truncation;
    return {distribution.of(cut ? std::clamp(fixed->value, cut->least, cut->most.value_or(forever)) : fixed->value), 0.0};
  }
  const bool cut = distribution.truncation || distribution.shift_above || std::holds_alternative<Normal>(distribution.law);
  const Moments drawn = law_moments(distribution.law);
  const double mean = distribution.shift + distribution.scale * drawn.mean;
  if (!cut && distribution.shift >= 0) {
    Moments out{mean, {}};
    if (drawn.variance) out.variance = *drawn.variance * distribution.scale * distribution.scale;
    return out;
  }
  // Cut at zero or elsewhere: E[X] = ∫ P(X > u) du, E[X²] = ∫ 2 u P(X > u) du.
  const auto survival = [&](double u) { return 1 - cumulative(distribution, u); };
  double end = forever;
  if (distribution.truncation && distribution.truncation->most) end = distribution.scale * *distribution.truncation->most + (distribution.shift_above ? std::max(0.0, distribution.shift) : distribution.shift);
  const double cut_mean = over_pieces(distribution, 0, std::max(0.0, end), survival);
  Moments out{cut_mean, {}};
  if (drawn.variance) {
    out.variance = over_pieces(distribution, 0, std::max(0.0, end), [&](double u) { return 2 * u * survival(u); }) - cut_mean * cut_mean;
  }
  return out;
}

namespace {

constexpr double most_mean = 1e15;

// The law's own parameters; `no` makes the problem of one of them.
template <class No>
base::Done check_law(const Distribution& distribution, No no) {
  const auto real = [](double x) { return std::isfinite(x); };
  const auto above = [](double x) { return x > 0 && std::isfinite(x); };
  return std::visit(
      Match{
          [&](const Fixed& f) -> base::Done { return real(f.value) && f.value >= 0 ? base::Done{} : no("value", "A fixed value is 0 or more."); },
          [&](const Uniform& f) -> base::Done {
            return real(f.least) && real(f.most) && 0 <= f.least && f.least <= f.most ? base::Done{} : no("most", "0 <= least <= most.");
          },
          [&](const Exponential& f) -> base::Done { return above(f.mean) ? base::Done{} : no("mean", "The mean is above 0."); },
          [&](const Gamma& f) -> base::Done { return above(f.shape) && above(f.scale) && f.shape > 1e-6 ? base::Done{} : no("shape", "Shape and scale are above 0."); },
          [&](const Lognormal& f) -> base::Done {
            return real(f.log_mean) && real(f.log_sd) && f.log_sd >= 0 && f.log_sd < 10 ? base::Done{} : no("log_sd", "The log SD lies from 0 to 10.");
          },
          [&](const Weibull& f) -> base::Done {
            return above(f.shape) && above(f.scale) && f.shape > 0.05 ? base::Done{} : no("shape", "The shape is above .05 and the scale above 0.");
          },
          [&](const Triangular& f) -> base::Done {
            return real(f.most) && 0 <= f.least && f.least <= f.mode && f.mode <= f.most ? base::Done{} : no("mode", "0 <= least <= mode <= most.");
          },
          [&](const Normal& f) -> base::Done {
            if (!real(f.mean) || !above(f.sd)) return no("sd", "The standard deviation is above 0.");
            return distribution.truncation ? base::Done{} : no("truncation", "A normal may be negative: say resample, clip or absolute.");
          },
          [&](const Hyperexponential& f) -> base::Done {
            const double all = std::accumulate(f.weights.begin(), f.weights.end(), 0.0);
            const bool fine = !f.weights.empty() && f.weights.size() == f.means.size() && std::all_of(f.means.begin(), f.means.end(), above) &&
                              std::all_of(f.weights.begin(), f.weights.end(), [](double w) { return w >= 0; }) && std::fabs(all - 1) < 1e-6;
            return fine ? base::Done{} : no("weights", "As many weights as means, weights that sum to 1, means above 0.");
          },
          [&](const PhaseType& f) -> base::Done {
            const std::size_t n = f.rate.size();
            if (n == 0 || n > 1000 || f.begin.size() != n || f.next.size() != n * n) return no("rate", "n rates, n beginnings and n times n nexts.");
            if (!std::all_of(f.rate.begin(), f.rate.end(), above)) return no("rate", "Rates are above 0.");
            if (std::fabs(std::accumulate(f.begin.begin(), f.begin.end(), 0.0) - 1) > 1e-6) return no("begin", "Beginnings sum to 1.");
            // Every state must lead out, or nobody ever leaves: walk back from those that do.
            std::vector<bool> out(n);
            for (bool more = true; more;) {
              more = false;
              for (std::size_t i = 0; i < n; ++i) {
                double sum = 0;
                bool leads = false;
                for (std::size_t j = 0; j < n; ++j) {
                  const double p = f.next[i * n + j];
                  if (!(p >= 0)) return no("next", "Shares are 0 or more.");
                  sum += p;
                  leads = leads || (p > 0 && out[j]);
                }
                if (sum > 1 + 1e-9) return no("next", "The shares that go on from a phase sum to 1 at most.");
                if (!out[i] && (leads || sum < 1 - 1e-9)) out[i] = more = true;
              }
            }
            return std::find(out.begin(), out.end(), false) == out.end() ? base::Done{} : no("next", "From some phase nobody ever leaves.");
          },
          [&](const Empirical& f) -> base::Done {
            const bool fine = !f.values.empty() && f.values.size() == f.weights.size() && f.values.front() >= 0 && real(f.values.back()) &&
                              std::is_sorted(f.values.begin(), f.values.end(), std::less_equal<>()) &&
                              std::all_of(f.weights.begin(), f.weights.end(), [](double w) { return w >= 0 && std::isfinite(w); }) &&
                              std::accumulate(f.weights.begin(), f.weights.end(), 0.0) > 0;
            return fine ? base::Done{} : no("values", "Values of 0 or more that ascend, each with a weight, not all weights 0.");
          },
          [&](const SplicedLognormalPareto& f) -> base::Done {
            if (!(f.splice > 0 && f.splice < 1)) return no("splice", "The splice lies between 0 and 1.");
            if (!real(f.tail_shape) || f.tail_shape >= 1 || !above(f.tail_scale)) return no("tail_shape", "The tail's shape is below 1, so that there is a mean; its scale above 0.");
            return real(f.body.log_mean) && above(f.body.log_sd) && f.body.log_sd < 10 ? base::Done{} : no("log_sd", "The log SD lies between 0 and 10.");
          },
      },
      distribution.law);
}

}  // namespace

base::Done check_distribution(const Distribution& distribution) {
  const auto no = [](std::string field, std::string detail) -> base::Done {
    base::Problem problem;
    problem.code = "distribution-not-possible";
    problem.title = "That distribution can't be";
    problem.detail = std::move(detail);
    problem.field = std::move(field);
    return base::fail(std::move(problem));
  };
  const auto real = [](double x) { return std::isfinite(x); };
  const auto above = [](double x) { return x > 0 && std::isfinite(x); };
  if (!real(distribution.shift)) return no("shift", "A shift is a number.");
  if (!above(distribution.scale)) return no("scale", "A scale is above 0.");
  if (distribution.shift_above) {
    if (!(*distribution.shift_above >= 0)) return no("shift_above", "What is above shift_above is moved: it is a time of 0 or more.");
    if (std::holds_alternative<Fixed>(distribution.law) || std::holds_alternative<Empirical>(distribution.law)) return no("shift_above", "Of a fixed value, and of values of a list, write them as they are to be.");
  }
  if (auto done = check_law(distribution, no); !done) return done;
  if (const auto& cut = distribution.truncation) {
    if (!real(cut->least) || cut->least < 0) return no("least", "The least of a truncation is 0 or more: times are never negative.");
    if (cut->most && !(*cut->most > cut->least)) return no("most", "The most of a truncation lies above its least.");
    if (cut->rule == Outside::resample) {
      const double inside = (cut->most ? law_cumulative(distribution.law, *cut->most) : 1) - law_cumulative(distribution.law, cut->least);
      if (!(inside > 1e-4)) return no("least", "Less than one draw in ten thousand lies inside the truncation. Widen it, or use clip.");
    }
  }
  const Moments drawn = law_moments(distribution.law);
  if (!real(drawn.mean) || std::fabs(drawn.mean) > most_mean || (drawn.variance && !real(*drawn.variance))) {
    return no("mean", "Its mean is beyond all measure. Is the logarithm of a number written as the number, or a rate as 0?");
  }
  return {};
}

}  // namespace tributary::flow
