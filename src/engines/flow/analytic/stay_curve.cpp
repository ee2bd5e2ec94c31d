#include "engines/flow/analytic/stay_curve.hpp"

#include <algorithm>
#include <cmath>
#include <variant>

namespace tributary::flow {

namespace {

// ∫ of a smooth function over a short way, by Gauss's three points.
template <class Function>
double gauss(Function f, double from, double to) {
  const double middle = (from + to) / 2, half = (to - from) / 2, off = half * std::sqrt(0.6);
  return half * (5 * f(middle - off) + 8 * f(middle) + 5 * f(middle + off)) / 9;
}

// Where some leave at once, or the law takes a turn: between these it is smooth.
void add_turns(const Distribution& stay, std::vector<double>& out) {
  constexpr std::size_t most = 5'000;
  std::vector<double> turns;
  if (const auto* fixed = std::get_if<Fixed>(&stay.law)) turns = {fixed->value};
  if (const auto* uniform = std::get_if<Uniform>(&stay.law)) turns = {uniform->least, uniform->most};
  if (const auto* triangular = std::get_if<Triangular>(&stay.law)) turns = {triangular->least, triangular->mode, triangular->most};
  if (const auto* empirical = std::get_if<Empirical>(&stay.law); empirical != nullptr && empirical->values.size() <= most) turns = empirical->values;
  if (stay.truncation) {
    turns.push_back(stay.truncation->least);
    if (stay.truncation->most) turns.push_back(*stay.truncation->most);
  }
  for (const double each : turns) {
    if (const double at = stay.of(each); at > 0) out.push_back(at);
  }
  if (const double at = stay.of(0); at > 0) out.push_back(at);
  if (stay.shift_above) {
    for (const double at : {*stay.shift_above, *stay.shift_above + stay.shift}) {
      if (at > 0) out.push_back(at);
    }
  }
}

}  // namespace

StayCurve::StayCurve(const std::vector<std::pair<double, const Distribution*>>& mixture) {
  double all = 0, mean = 0;
  for (const auto& [weight, stay] : mixture) all += weight, mean += weight * moments(*stay).mean;
  mean /= all;
  const auto survival = [&](double x) {
    double out = 0;
    for (const auto& [weight, stay] : mixture) out += weight / all * (1 - cumulative(*stay, x));
    return out;
  };
  // Points ever farther apart, until nobody to speak of stays longer, and the law's turns.
  double x = 0, step = mean / 64;
  for (int i = 0; i < 600 && survival(x) >= 1e-9; ++i) at_.push_back(x), x += step, step *= 1.02;
  at_.push_back(x);
  const std::size_t points = at_.size();
  for (const auto& [weight, stay] : mixture) add_turns(*stay, at_);
  turns_ = at_.size() > points;
  std::sort(at_.begin(), at_.end());
  at_.erase(std::unique(at_.begin(), at_.end()), at_.end());
  for (const double each : at_) survival_.push_back(survival(each)), just_before_.push_back(survival(each * (1 - 1e-13)));
  once_.push_back(0);
  for (std::size_t i = 1; i < at_.size(); ++i) once_.push_back(once_.back() + gauss(survival, at_[i - 1], at_[i]));
  // Of the whole the mean is known exactly.
  if (const double off = mean / once_.back(); std::fabs(off - 1) < 1e-4) {
    for (double& each : once_) each *= off;
  }
  twice_.push_back(0);
  for (std::size_t i = 1; i < at_.size(); ++i) {  // the cubic that has the values and slopes of both ends, integrated
    const double width = at_[i] - at_[i - 1];
    twice_.push_back(twice_.back() + width * (once_[i] + once_[i - 1]) / 2 + width * width * (survival_[i - 1] - just_before_[i]) / 12);
  }
}

// By parts, with H = once: t ∫ P(S > s) / s² ds = 2 t ∫ H(s) / s³ ds − H(t) / t, both from t on.
double StayCurve::uniform_rest(double t) const {
  if (t <= 0) return 1;
  double tail = 0;
  const double end = at_.back();
  for (double from = t; from < end;) {
    const double to = std::min(end, from * 1.2);
    tail += gauss([&](double s) { return once(s) / (s * s * s); }, from, to);
    from = to;
  }
  const double beyond = std::max(t, end);
  tail += once_.back() / (2 * beyond * beyond);
  return std::clamp(2 * t * tail - once(t) / t, 0.0, 1.0);
}

double StayCurve::once(double x) const {
  if (x <= 0) return 0;
  if (x >= at_.back()) return once_.back();
  const auto i = static_cast<std::size_t>(std::upper_bound(at_.begin(), at_.end(), x) - at_.begin());
  const double width = at_[i] - at_[i - 1], t = (x - at_[i - 1]) / width;
  const double a = once_[i - 1], b = once_[i], p = survival_[i - 1] * width, q = just_before_[i] * width;
  return a + t * (p + t * ((3 * (b - a) - 2 * p - q) + t * (p + q - 2 * (b - a))));
}

double StayCurve::twice(double x) const {
  if (x <= 0) return 0;
  if (x >= at_.back()) return twice_.back() + once_.back() * (x - at_.back());
  const auto i = static_cast<std::size_t>(std::upper_bound(at_.begin(), at_.end(), x) - at_.begin());
  const double width = at_[i] - at_[i - 1], t = (x - at_[i - 1]) / width;
  const double a = once_[i - 1], b = once_[i], p = survival_[i - 1] * width, q = just_before_[i] * width;
  return twice_[i - 1] + width * t * (a + t * (p / 2 + t * ((3 * (b - a) - 2 * p - q) / 3 + t * (p + q - 2 * (b - a)) / 4)));
}

double StayCurve::still_there(double t) const {
  if (t < 0) return 1;
  if (t >= at_.back()) return 0;
  const auto i = static_cast<std::size_t>(std::upper_bound(at_.begin(), at_.end(), t) - at_.begin());
  return survival_[i - 1] + (just_before_[i] - survival_[i - 1]) * (t - at_[i - 1]) / (at_[i] - at_[i - 1]);
}

// A whole stay is there with P(S > t); the rest of one that is under way with 1 − once(t) / E[S]; what is uniform on a whole stay with
// E[(1 − t / S)⁺].
double StayCurve::rest_is_longer(Start::Rest rest, double t) const {
  switch (rest) {
    case Start::Rest::whole: return still_there(t);
    case Start::Rest::equilibrium: return 1 - once(t) / mean();
    case Start::Rest::uniform: break;
  }
  return uniform_rest(t);
}

}  // namespace tributary::flow
