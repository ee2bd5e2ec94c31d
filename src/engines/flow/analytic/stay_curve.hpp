// StayCurve: how many of those who came at one time are there still, for a mixture of stays; tabulated, cubic in between.
#pragma once

#include <utility>
#include <vector>

#include "engines/flow/distribution.hpp"
#include "engines/flow/service.hpp"

namespace tributary::flow {

class StayCurve {
 public:
  StayCurve() = default;
  explicit StayCurve(const std::vector<std::pair<double, const Distribution*>>& mixture);
  [[nodiscard]] double once(double x) const;   // ∫₀ˣ P(S > u) du
  [[nodiscard]] double twice(double x) const;  // ∫₀ˣ once(u) du
  [[nodiscard]] bool turns() const { return turns_; }  // some leave at once, or the law isn't smooth
  [[nodiscard]] double longest() const { return at_.back(); }
  [[nodiscard]] double mean() const { return once_.back(); }
  [[nodiscard]] double still_there(double t) const;                    // P(S > t)
  [[nodiscard]] double rest_is_longer(Start::Rest rest, double t) const;  // of who is there at the start: what is left is more than t

 private:
  [[nodiscard]] double uniform_rest(double t) const;  // E[(1 − t / S)⁺]: what is uniform on a stay lasts longer than t

  std::vector<double> at_, survival_, just_before_, once_, twice_;  // P(S > x) falls at once where some leave at once
  bool turns_ = false;
};

}  // namespace tributary::flow
