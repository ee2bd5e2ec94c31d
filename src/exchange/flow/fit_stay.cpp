#include "exchange/flow/fit_stay.hpp"

#include <algorithm>

#include "exchange/flow/fit_journeys.hpp"

namespace tributary::exchange::flow {

namespace {

// Of the law that is written p is told to a thousandth; of the others it is enough to see whether they are out of the question.
constexpr int samples_of_chosen = 999, samples_of_others = 199;

// A branch that a few people alone make is as good as their stays: one who stayed very long is a branch of one.
bool tells_of_few(const statistics::LifeLaw& law, const statistics::Sample& sample) {
  if (law.family() != statistics::Family::hyperexponential) return false;
  const double weight = law.parameters()[0];
  return std::min(weight, 1 - weight) * static_cast<double>(sample.ended.size() + sample.going_on.size()) < static_cast<double>(fewest_cases);
}

}  // namespace

std::optional<StayFit> fit_stay(const statistics::Sample& sample, const FitWanted& wanted) {
  StayFit out{.ended = sample.ended.size(), .going_on = sample.going_on.size(), .grid = sample.grid, .seen = statistics::seen_mean(sample), .laws = {}, .fixed = {}, .deciles = {}, .furthest = {}};
  const auto [least, most] = std::minmax_element(sample.ended.begin(), sample.ended.end());
  if (*most - *least < 1e-9 * std::max(1.0, *most) && sample.going_on.empty()) {
    out.fixed = *most;
    return out;
  }
  for (const auto family : statistics::families) {
    auto fitted = statistics::fit_law(family, sample);
    if (fitted && !tells_of_few(fitted->law, sample)) out.laws.push_back({std::move(*fitted), {}});
  }
  std::stable_sort(out.laws.begin(), out.laws.end(), [](const TestedLaw& a, const TestedLaw& b) { return a.fitted.aic < b.fitted.aic; });
  const auto asked = std::find_if(out.laws.begin(), out.laws.end(), [&](const TestedLaw& each) { return statistics::name_of(each.fitted.law.family()) == wanted.law; });
  if (!wanted.law.empty() && asked == out.laws.end()) return {};
  if (asked != out.laws.end()) out.chosen = static_cast<std::size_t>(asked - out.laws.begin());
  for (TestedLaw& each : out.laws) each.test = statistics::test_fit(sample, each.fitted.law, wanted.seed, &each == &out.laws[out.chosen] ? samples_of_chosen : samples_of_others);
  const auto& law = out.law().fitted.law;
  const auto seen = statistics::seen_shares(sample);
  for (int i = 1; i < 10; ++i) out.deciles.push_back({i / 10.0, statistics::seen_quantile(seen, i / 10.0), law.quantile(i / 10.0)});
  out.furthest = statistics::furthest(sample, law);
  return out;
}

}  // namespace tributary::exchange::flow
