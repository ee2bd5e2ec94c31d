// What a condition comes to while not all is known of somebody.
#pragma once

#include <optional>
#include <vector>

#include "engines/flow/condition.hpp"

namespace tributary::flow {

// `asked` says of a step that compares whether it is true, false, or still open. Open is the whole where an open part decides it
// [Kleene 1952, section 64: the strong three-valued connectives].
template <class Asked>
[[nodiscard]] std::optional<bool> partial_truth(const Condition& condition, Asked asked) {
  std::vector<std::optional<bool>> truths;
  for (const Step& step : condition.steps) {
    if (step.kind == Step::Kind::truth) {
      truths.emplace_back(step.value != 0);
    } else if (step.kind == Step::Kind::compare) {
      truths.push_back(asked(step));
    } else if (step.kind == Step::Kind::negated) {
      if (truths.back()) truths.back() = !*truths.back();
    } else {
      const auto right = truths.back();
      truths.pop_back();
      auto& left = truths.back();
      const bool deciding = step.kind == Step::Kind::either;  // the truth that settles the pair alone
      if (left == deciding || right == deciding) left = deciding;
      else if (left && right) left = !deciding;
      else left = std::nullopt;
    }
  }
  return truths.empty() ? std::optional(true) : truths.back();
}

}  // namespace tributary::flow
