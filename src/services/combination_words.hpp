// Words of combinations.hpp: what conditions are called, what is said of success, and what the platform knows that a table doesn't.
#pragma once

#include "services/combinations.hpp"

namespace tributary::services {

struct ConditionNames {
  std::string present, absent;
};
[[nodiscard]] ConditionNames names_of(domain::Condition condition, double days);

// "an improvement of Home before noon by 5 points or more". `slot` is none where success is that it was kept up.
[[nodiscard]] std::string in_words(const SuccessWanted& success, const domain::PackageMeasure* slot);

// The engine's sentences, with the question, when conditions were recorded, how memberships came about, and who is left out.
[[nodiscard]] evidence::Told tell_combinations(const evidence::qca::Analysis& analysis, const Combinations& found, const CombinationsQuestion& asked,
                                               const domain::PackageMeasure* slot);

[[nodiscard]] base::Problem too_few_cases(const Combinations& found);
// An engine's problem, in this page's words.
[[nodiscard]] base::Problem why_not(const base::Problem& problem, const CombinationsQuestion& asked);

// SHA-256 of question, cases, memberships and success.
[[nodiscard]] std::string hash_of(const Combinations& found, const CombinationsQuestion& asked, const domain::PackageMeasure* slot);

}  // namespace tributary::services
