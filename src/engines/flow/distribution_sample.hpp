// Sampler: a Distribution made ready to be drawn from millions of times.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "engines/flow/distribution.hpp"
#include "engines/random/samplers.hpp"

namespace tributary::flow {

// Weights as shares of what stands up to each of them; the last is 1.
[[nodiscard]] std::vector<double> cumulated(const std::vector<double>& weights);

class Sampler {
 public:
  Sampler() = default;
  // A checked distribution (check_distribution).
  explicit Sampler(const Distribution& distribution);

  // One draw; takes what bits it needs of the stream. Never negative, never infinite.
  [[nodiscard, gnu::always_inline]] double draw(random::Stream& stream) const {
    // Profile: two in three stays of the models that ship are exponential or fixed; the call for the rest costs 2 ns. Left to choose, the
    // compiler calls this too.
    if (kind_ == Kind::exponential) return a_ * random::exponential(stream);
    if (kind_ == Kind::fixed) return a_;
    random::Stream apart = stream;  // whose address is taken, so that the other stays in a register
    const double drawn = draw_other(apart);
    stream = apart;
    return drawn;
  }

  // The mean of an exponential, which is drawn by nothing else; 0 of others.
  [[nodiscard]] double exponential_mean() const { return kind_ == Kind::exponential ? a_ : 0; }

 private:
  enum class Kind : std::uint8_t {
    fixed, exponential, uniform, gamma, lognormal, weibull, triangular, normal, hyperexponential, phase_type, empirical, spliced,
    moved_exponential,
  };
  [[nodiscard]] double draw_other(random::Stream& stream) const;
  [[nodiscard]] double draw_law(random::Stream& stream) const;

  Kind kind_ = Kind::fixed;
  double a_ = 0, b_ = 0, c_ = 0;  // the law's parameters, as draw_law takes them
  std::vector<double> table_;             // cumulative weights, values, rates …
  std::uint32_t states_ = 0;
  bool between_ = false;
  Truncation truncation_;
  bool truncated_ = false;
  double shift_ = 0, scale_ = 1, shift_above_ = -HUGE_VAL;
};

}  // namespace tributary::flow
