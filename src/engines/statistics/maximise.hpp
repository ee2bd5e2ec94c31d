// The maximum of a smooth function of a few variables, and how sharply it bends there.
//
// Method    Newton's, with derivatives by central differences; where the function doesn't bend downwards, or a step would not climb, the
//           diagonal is raised until it does [Levenberg 1944; Marquardt 1963; Nocedal & Wright 2006, Numerical Optimization, section 3.4]
// Promises  never below f(start); ends after 200 steps at most
#pragma once

#include <functional>
#include <optional>
#include <vector>

namespace tributary::statistics {

using Vector = std::vector<double>;

struct Maximum {
  Vector at;
  double value = 0;
};
[[nodiscard]] Maximum maximise(const std::function<double(const Vector&)>& f, Vector start);

// The inverse of minus the second derivatives, row by row: of a log likelihood at its maximum the estimates' covariances. None where
// the function doesn't bend downwards in every direction, as where a parameter can't be told.
[[nodiscard]] std::optional<Vector> covariances(const std::function<double(const Vector&)>& f, const Vector& at);

}  // namespace tributary::statistics
