#include "engines/statistics/integrate.hpp"

#include <boost/math/quadrature/gauss_kronrod.hpp>

namespace tributary::statistics {

double integrate(const std::function<double(double)>& f, double a, double b) {
  if (!(a < b)) return 0;
  return boost::math::quadrature::gauss_kronrod<double, 31>::integrate(f, a, b, 12, 1e-11);
}

}  // namespace tributary::statistics
