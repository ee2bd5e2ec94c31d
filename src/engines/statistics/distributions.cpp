#include "engines/statistics/distributions.hpp"

#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

namespace tributary::statistics {

double normal_cumulative(double z) { return boost::math::cdf(boost::math::normal(), z); }
double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

double gamma_cumulative(double shape, double x) { return x <= 0 ? 0 : boost::math::gamma_p(shape, x); }
double gamma_quantile(double shape, double p) { return boost::math::gamma_p_inv(shape, p); }

double student_quantile(double p, double degrees) { return boost::math::quantile(boost::math::students_t(degrees), p); }

}  // namespace tributary::statistics
