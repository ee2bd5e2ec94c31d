#include "engines/statistics/maximise.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::statistics {

namespace {

using Function = std::function<double(const Vector&)>;

struct Bend {
  Vector slope;
  Vector curve;  // minus the second derivatives, n · n
};

double step_at(double x, double relative) { return relative * std::max(1.0, std::fabs(x)); }

Bend bend_of(const Function& f, Vector at) {
  const std::size_t n = at.size();
  Bend out{Vector(n), Vector(n * n)};
  const double middle = f(at);
  const auto moved = [&](std::size_t i, double by, std::size_t j, double other) {
    Vector to = at;
    to[i] += by, to[j] += other;
    return f(to);
  };
  for (std::size_t i = 0; i < n; ++i) {
    const double h = step_at(at[i], 1e-4);
    const double up = moved(i, h, i, 0), down = moved(i, -h, i, 0);
    out.slope[i] = (up - down) / (2 * h);
    out.curve[i * n + i] = -(up - 2 * middle + down) / (h * h);
    for (std::size_t j = 0; j < i; ++j) {
      const double k = step_at(at[j], 1e-4);
      out.curve[i * n + j] = out.curve[j * n + i] = -(moved(i, h, j, k) - moved(i, h, j, -k) - moved(i, -h, j, k) + moved(i, -h, j, -k)) / (4 * h * k);
    }
  }
  return out;
}

// The lower triangle L of A = L·Lᵀ, or none where A isn't positive definite. [Cholesky]
std::optional<Vector> root_of(const Vector& a, std::size_t n) {
  Vector out(n * n, 0);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a[i * n + j];
      for (std::size_t k = 0; k < j; ++k) sum -= out[i * n + k] * out[j * n + k];
      if (i != j) out[i * n + j] = sum / out[j * n + j];
      else if (sum > 0 && std::isfinite(sum)) out[i * n + i] = std::sqrt(sum);
      else return {};
    }
  }
  return out;
}

Vector solved(const Vector& root, Vector b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) b[i] -= root[i * n + k] * b[k];
    b[i] /= root[i * n + i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) b[i] -= root[k * n + i] * b[k];
    b[i] /= root[i * n + i];
  }
  return b;
}

}  // namespace

Maximum maximise(const Function& f, Vector start) {
  const std::size_t n = start.size();
  Maximum best{start, f(start)};
  double raise = 1e-3;
  for (int turn = 0; turn < 200; ++turn) {
    const Bend bend = bend_of(f, best.at);
    bool climbed = false;
    double gain = 0;
    for (int attempt = 0; attempt < 40 && !climbed; ++attempt) {
      Vector curve = bend.curve;
      for (std::size_t i = 0; i < n; ++i) curve[i * n + i] += raise * std::max(1e-6, std::fabs(bend.curve[i * n + i]));
      const auto root = root_of(curve, n);
      Vector to = best.at;
      if (root) {
        const Vector step = solved(*root, bend.slope);
        for (std::size_t i = 0; i < n; ++i) to[i] += std::clamp(step[i], -2.0, 2.0);
      }
      const double value = root ? f(to) : -HUGE_VAL;
      climbed = value > best.value;
      if (climbed) gain = value - best.value, best = {std::move(to), value};
      raise = climbed ? std::max(1e-12, raise / 10) : raise * 10;
    }
    if (!climbed || gain < 1e-10 * (1 + std::fabs(best.value))) break;
  }
  return best;
}

std::optional<Vector> covariances(const Function& f, const Vector& at) {
  const std::size_t n = at.size();
  const auto root = root_of(bend_of(f, at).curve, n);
  if (!root) return {};
  Vector out(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    Vector unit(n, 0);
    unit[i] = 1;
    const Vector column = solved(*root, unit);
    for (std::size_t j = 0; j < n; ++j) out[j * n + i] = column[j];
  }
  return out;
}

}  // namespace tributary::statistics
