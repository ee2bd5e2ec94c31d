// What theory says beside what a run came to.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::exchange::flow {

namespace engine = tributary::flow;

// A run of so few replications doesn't know its own standard error.
inline constexpr std::size_t fewest_to_compare = 10;
// A difference that chance alone makes in one of 370 numbers is told: three standard errors, and more where replications are few.
inline constexpr double by_chance = 0.0027;

// By how many of its standard errors a run lies above theory; absent where theory is not exact, or the run doesn't know them.
[[nodiscard]] std::optional<double> standard_errors(const std::optional<engine::Estimate>& run, const std::optional<engine::Theory>& theory);
[[nodiscard]] bool differs(const std::optional<double>& standard_errors, std::size_t replications);

// The number of a service or of the system by its name in reports; absent where theory has none.
[[nodiscard]] std::optional<engine::Theory> theory_of(const engine::ServiceSolution& service, std::string_view number);

// Of a measure in a period, where theory has one.
[[nodiscard]] std::optional<engine::Theory> in_period(const engine::MeasureSolution& measure, std::size_t period);

// The numbers of a service that theory may know, by those names; and whether one is worth telling: numbers that are nothing by their
// nature are left out, as reports of runs leave them.
inline constexpr const char* numbers_of_theory[] = {"occupied", "occupied_sd", "queue", "wait", "wait_if_waited", "share_delayed", "stay", "active_stay", "arrivals", "in_transition", "placed_out", "turned_away", "reneged", "visits", "slots_used"};
[[nodiscard]] bool worth_telling(std::string_view number, const std::optional<engine::Theory>& value);

}  // namespace tributary::exchange::flow
