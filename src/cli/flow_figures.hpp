// What the reports of flow models share: figures, words and JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "cli/flow_report.hpp"

namespace tributary::cli {

[[nodiscard]] const char* unit_words(engine::TimeUnit unit);
// Four figures for people, all that there are for files.
[[nodiscard]] std::string figure(double value, Format format);
// "exact" or "near", which people see as ≈.
[[nodiscard]] std::string how_near(const engine::Theory& theory, Format format);
[[nodiscard]] std::string title_of(const ModelNote& note);

// Which model, from what and by which version; where its numbers come from.
[[nodiscard]] nlohmann::ordered_json json_of(const ModelNote& note);
[[nodiscard]] nlohmann::ordered_json json_of(const FlowReport& report);
[[nodiscard]] nlohmann::ordered_json json_of(const std::optional<engine::Theory>& theory);
[[nodiscard]] nlohmann::ordered_json json_of_formula(const engine::ServiceSolution& service);
[[nodiscard]] nlohmann::ordered_json json_of_load(const engine::ServiceSolution& service);

}  // namespace tributary::cli
