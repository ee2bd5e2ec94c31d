#include "engines/flow/distribution_sample.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "engines/flow/ids.hpp"
#include "engines/flow/match.hpp"
#include "engines/statistics/distributions.hpp"

namespace tributary::flow {

namespace {

// Truncated to so unlikely a range that a million draws miss it: a mistake of the model, refused by check_distribution.
constexpr int most_tries = 1'000'000;

// The first position whose cumulative weight exceeds u.
std::size_t position(const double* cumulative, std::size_t count, double u) {
  return std::min<std::size_t>(std::upper_bound(cumulative, cumulative + count, u) - cumulative, count - 1);
}

}  // namespace

std::vector<double> cumulated(const std::vector<double>& weights) {
  std::vector<double> out(weights.size());
  std::partial_sum(weights.begin(), weights.end(), out.begin());
  for (double& each : out) each /= out.back();
  return out;
}

Sampler::Sampler(const Distribution& distribution) : shift_(distribution.shift), scale_(distribution.scale), shift_above_(distribution.shift_above.value_or(-HUGE_VAL)) {
  std::visit(Match{
                 [&](const Fixed& law) { kind_ = Kind::fixed, a_ = law.value; },
                 [&](const Uniform& law) { kind_ = Kind::uniform, a_ = law.least, b_ = law.most - law.least; },
                 [&](const Exponential& law) { kind_ = Kind::moved_exponential, a_ = law.mean; },
                 [&](const Gamma& law) { kind_ = Kind::gamma, a_ = law.shape, b_ = law.scale; },
                 [&](const Lognormal& law) { kind_ = Kind::lognormal, a_ = law.log_mean, b_ = law.log_sd; },
                 [&](const Weibull& law) { kind_ = Kind::weibull, a_ = 1 / law.shape, b_ = law.scale; },
                 [&](const Triangular& law) { kind_ = Kind::triangular, a_ = law.least, b_ = law.mode, c_ = law.most; },
                 [&](const Normal& law) { kind_ = Kind::normal, a_ = law.mean, b_ = law.sd; },
                 [&](const Hyperexponential& law) {
                   kind_ = Kind::hyperexponential, table_ = cumulated(law.weights), states_ = count_of(law.weights);
                   table_.insert(table_.end(), law.means.begin(), law.means.end());
                 },
                 [&](const PhaseType& law) {  // cumulative beginnings, mean times, then each state's cumulative nexts
                   kind_ = Kind::phase_type, states_ = count_of(law.rate), table_ = cumulated(law.begin);
                   for (double rate : law.rate) table_.push_back(1 / rate);
                   for (std::uint32_t state = 0; state < states_; ++state) {
                     double sum = 0;
                     for (std::uint32_t to = 0; to < states_; ++to) table_.push_back(sum += law.next[state * states_ + to]);
                   }
                 },
                 [&](const Empirical& law) {
                   kind_ = Kind::empirical, table_ = cumulated(law.weights), states_ = count_of(law.values), between_ = law.between;
                   table_.insert(table_.end(), law.values.begin(), law.values.end());
                 },
                 [&](const SplicedLognormalPareto& law) {
                   kind_ = Kind::spliced, a_ = law.splice, b_ = law.tail_shape, c_ = law.tail_scale;
                   const double z = statistics::normal_quantile(law.splice);
                   table_ = {law.body.log_mean, law.body.log_sd, std::exp(law.body.log_mean + z * law.body.log_sd)};
                 },
             },
             distribution.law);
  if (distribution.truncation) truncated_ = true, truncation_ = *distribution.truncation;
  const bool plain = !truncated_ && shift_ == 0;
  if (plain && kind_ == Kind::moved_exponential) kind_ = Kind::exponential, a_ *= scale_, scale_ = 1;
  if (kind_ == Kind::fixed) {
    if (truncated_) a_ = std::clamp(a_, truncation_.least, truncation_.most.value_or(HUGE_VAL));
    a_ = distribution.of(a_), shift_ = 0, scale_ = 1;
  }
}

double Sampler::draw_law(random::Stream& stream) const {
  const double* const table = table_.data();
  switch (kind_) {
    case Kind::fixed: return a_;
    case Kind::exponential:
    case Kind::moved_exponential: return a_ * random::exponential(stream);
    case Kind::uniform: return a_ + b_ * stream.unit();
    case Kind::gamma: return b_ * random::gamma(stream, a_);
    case Kind::lognormal: return std::exp(a_ + b_ * random::normal(stream));
    case Kind::weibull: return b_ * std::pow(random::exponential(stream), a_);
    case Kind::triangular: {
      const double u = stream.unit();
      const double width = c_ - a_;
      return width <= 0 ? a_ : u * width < b_ - a_ ? a_ + std::sqrt(u * width * (b_ - a_)) : c_ - std::sqrt((1 - u) * width * (c_ - b_));
    }
    case Kind::normal: return a_ + b_ * random::normal(stream);
    case Kind::hyperexponential: {
      const std::size_t branch = position(table, states_, stream.unit());
      return table[states_ + branch] * random::exponential(stream);
    }
    case Kind::phase_type: {
      double time = 0;
      std::size_t state = position(table, states_, stream.unit());
      for (;;) {
        time += table[states_ + state] * random::exponential(stream);
        const double* const next = table + 2 * std::size_t{states_} + state * states_;
        const double u = stream.unit();
        const std::size_t to = std::upper_bound(next, next + states_, u) - next;
        if (to >= states_) return time;
        state = to;
      }
    }
    case Kind::empirical: {
      const double u = stream.unit();
      const std::size_t at = position(table, states_, u);
      const double value = table[states_ + at];
      if (!between_ || at == 0) return value;
      const double share = (u - table[at - 1]) / (table[at] - table[at - 1]);
      return table[states_ + at - 1] + share * (value - table[states_ + at - 1]);
    }
    case Kind::spliced: {
      const double threshold = table[2];
      if (stream.unit() >= a_) {  // [Coles 2001, eq. 4.2, inverted]
        const double excess = random::exponential(stream);
        return threshold + c_ * (b_ == 0 ? excess : std::expm1(b_ * excess) / b_);
      }
      for (;;) {
        const double x = std::exp(table[0] + table[1] * random::normal(stream));
        if (x <= threshold) return x;
      }
    }
  }
  return 0;
}

double Sampler::draw_other(random::Stream& stream) const {
  double x = draw_law(stream);
  if (truncated_) {
    const double most = truncation_.most.value_or(HUGE_VAL);
    if (truncation_.rule == Outside::absolute) x = std::fabs(x);
    if (truncation_.rule == Outside::resample) {
      for (int tries = 0; x < truncation_.least || x > most; x = draw_law(stream)) {
        base::check(++tries < most_tries, "a truncated distribution has room for some draws");
      }
    }
    x = std::clamp(x, truncation_.least, most);
  }
  const double scaled = scale_ * x;
  return std::max(0.0, scaled > shift_above_ ? scaled + shift_ : scaled);
}

}  // namespace tributary::flow
