#include "engines/statistics/distributions.hpp"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

namespace tributary::statistics {

double normal_cumulative(double z) { return boost::math::cdf(boost::math::normal(), z); }
double normal_quantile(double p) { return boost::math::quantile(boost::math::normal(), p); }

// Where the series would take millions of terms the cube root is normal, to 1 / shape. [Wilson, Hilferty 1931]
double gamma_cumulative(double shape, double x) {
  if (x <= 0) return 0;
  if (shape < 1e8) return boost::math::gamma_p(shape, x);
  return normal_cumulative(3 * std::sqrt(shape) * (std::expm1(std::log(x / shape) / 3) + 1 / (9 * shape)));
}
double gamma_quantile(double shape, double p) { return boost::math::gamma_p_inv(shape, p); }

double poisson_share_of_top(int n, double mean) { return boost::math::gamma_p_derivative(n + 1.0, mean) / boost::math::gamma_q(n + 1.0, mean); }

double log_gamma(double x) { return boost::math::lgamma(x); }
double beta_quantile(double a, double b, double p) { return boost::math::ibeta_inv(a, b, p); }

double digamma(double x) { return boost::math::digamma(x); }
double trigamma(double x) { return boost::math::trigamma(x); }

double chi_square_beyond(double x, double degrees) { return x <= 0 ? 1 : boost::math::gamma_q(degrees / 2, x / 2); }

double student_two_sided(double t, double degrees) {
  if (std::isinf(t)) return 0;
  if (degrees > 1e9) return std::erfc(std::abs(t) / std::sqrt(2.));
  return 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(degrees), std::abs(t)));
}

double fisher_beyond(double f, double above, double below) {
  return f <= 0 ? 1 : boost::math::cdf(boost::math::complement(boost::math::fisher_f(above, below), f));
}

double student_quantile(double p, double degrees) { return boost::math::quantile(boost::math::students_t(degrees), p); }

double binomial_quantile(double p, double trials, double chance) {
  if (trials <= 0 || chance <= 0) return 0;
  if (chance >= 1) return trials;
  using Upwards = boost::math::policies::policy<boost::math::policies::discrete_quantile<boost::math::policies::integer_round_up>>;
  const boost::math::binomial_distribution<double, Upwards> successes(trials, chance);
  return std::max(0.0, boost::math::quantile(successes, p));
}

}  // namespace tributary::statistics
