// What flow models came to, as JSON: what `tributary flow … --json` prints and what the API answers.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "exchange/flow/report.hpp"

namespace tributary::exchange::flow {

// Which model, from what and by which version; where its numbers come from.
[[nodiscard]] nlohmann::ordered_json json_of(const ModelNote& note);
// A date of a model that begins on one; else a number.
[[nodiscard]] nlohmann::ordered_json json_of_moment(const ModelNote& note, double time);
// What a run says of each scenario, each number with its interval and with what theory says.
[[nodiscard]] nlohmann::ordered_json json_of(const FlowReport& report);
// The same, and how each scenario differs from the first.
[[nodiscard]] nlohmann::ordered_json differences_json(const FlowReport& report);
[[nodiscard]] std::string differences_text(const FlowReport& report);   // the same on one line, the same bytes for the same report
[[nodiscard]] std::string differences_lines(const FlowReport& report);  // as the command line prints it
// What theory says of each scenario, by which formula, or why none holds.
[[nodiscard]] nlohmann::ordered_json json_of(const TheoryReport& report);
[[nodiscard]] nlohmann::ordered_json json_of(const std::optional<engine::Theory>& theory);
[[nodiscard]] nlohmann::ordered_json json_of_formula(const engine::ServiceSolution& service);
[[nodiscard]] nlohmann::ordered_json json_of_load(const engine::ServiceSolution& service);

}  // namespace tributary::exchange::flow
