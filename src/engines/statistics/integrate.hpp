// Integrals of smooth functions over an interval, by Gauss–Kronrod of Boost.Math.
#pragma once

#include <functional>

namespace tributary::statistics {

// ∫ from a to b of f, adaptively, to a relative error of about 1e-10; a <= b, either may be infinite.
[[nodiscard]] double integrate(const std::function<double(double)>& f, double a, double b);

}  // namespace tributary::statistics
