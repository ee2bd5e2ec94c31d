// Result<T>: a value, or the Problem that stopped it. See base/problem.hpp for when to use which kind of failure.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "base/problem.hpp"

namespace tributary::base {

template <class T>
using Result = tl::expected<T, Problem>;

// Success without a value.
using Done = Result<void>;

// `return fail({...})` reads as what it does, and converts to any Result.
[[nodiscard]] inline tl::unexpected<Problem> fail(Problem problem) {
  return tl::unexpected<Problem>(std::move(problem));
}

}  // namespace tributary::base
