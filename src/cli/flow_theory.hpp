// What theory says beside what a run came to.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::cli {

namespace engine = tributary::flow;

// A run of so few replications doesn't know its own standard error.
inline constexpr std::size_t fewest_to_compare = 10;
// A difference beyond so many standard errors is told: chance alone makes one in 370 numbers.
inline constexpr double most_standard_errors = 3;

// By how many of its standard errors a run lies above theory; absent where theory is not exact, or the run doesn't know them.
[[nodiscard]] std::optional<double> standard_errors(const std::optional<engine::Estimate>& run, const std::optional<engine::Theory>& theory);
[[nodiscard]] bool differs(const std::optional<double>& standard_errors);

// The number of a service or of the system by its name in reports; absent where theory has none.
[[nodiscard]] std::optional<engine::Theory> theory_of(const engine::ServiceSolution& service, std::string_view number);

}  // namespace tributary::cli
