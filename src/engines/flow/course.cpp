#include "engines/flow/course.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::flow {

namespace {

constexpr double nobody_to_speak_of = 1e-12;
constexpr int most_terms = 20'000;


}  // namespace

std::uint32_t whole_visits(double drawn, double u) {
  const double below = std::floor(std::min(drawn, most_visits));
  return static_cast<std::uint32_t>(std::max(1.0, below + (u < std::min(drawn, most_visits) - below ? 1 : 0)));
}

double more_visits_than(const Distribution& needs, int n) {
  if (n < 1) return 1;
  const auto part = [&](double x) { return std::clamp(needs.of(x) - n, 0.0, 1.0); };
  if (!needs.truncation) {  // what has atoms, exactly
    if (const auto* fixed = std::get_if<Fixed>(&needs.law)) return part(fixed->value);
    if (const auto* list = std::get_if<Empirical>(&needs.law); list != nullptr && !list->between) {
      double sum = 0, all = 0;
      for (std::size_t i = 0; i < list->values.size(); ++i) {
        const double weight = list->weights.empty() ? 1 : list->weights[i];
        sum += weight * part(list->values[i]), all += weight;
      }
      return sum / all;
    }
  }
  constexpr int pieces = 16;  // Simpson
  double sum = 0;
  for (int i = 0; i <= pieces; ++i) {
    const double weight = i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * (1 - cumulative(needs, n + static_cast<double>(i) / pieces));
  }
  return std::clamp(sum / (3 * pieces), 0.0, 1.0);
}

CourseMoments moments_of_course(const Distribution& needs, const Distribution& gap, double missed) {
  double mean = 1, second = 1;  // of N: E[N²] = Σ (2n + 1) P(N > n), n from 0
  for (int n = 1; n < most_terms; ++n) {
    const double more = more_visits_than(needs, n);
    if (more < nobody_to_speak_of) break;
    mean += more;
    second += (2 * n + 1) * more;
  }
  CourseMoments out;
  out.visits = mean / (1 - missed);
  const double variance = (std::max(0.0, second - mean * mean) + missed * mean) / ((1 - missed) * (1 - missed));
  const double gaps = out.visits - 1;
  const Moments each = moments(gap);
  out.time.mean = gaps > 0 ? gaps * each.mean : 0;
  if (gaps <= 0) out.time.variance = 0;
  else if (each.variance) out.time.variance = gaps * *each.variance + variance * each.mean * each.mean;
  return out;
}

Distribution rest_of_needs(const Distribution& needs, double missed) {
  Empirical out;
  double before = 1;  // P(N >= n)
  for (int n = 1; n < most_terms && before >= nobody_to_speak_of; ++n) {
    const double more = more_visits_than(needs, n);
    const double gaps = more + missed * (before - more);
    before = more;
    if (gaps < nobody_to_speak_of) continue;
    out.values.push_back(n);
    out.weights.push_back(gaps);
  }
  if (out.values.empty()) return {.law = Fixed{1}, .truncation = {}};
  return {.law = std::move(out), .truncation = {}};
}

}  // namespace tributary::flow
