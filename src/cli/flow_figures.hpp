// What the reports of flow models share: figures and words.
#pragma once

#include <string>

#include "cli/flow_report.hpp"

namespace tributary::cli {

// Four figures for people, or whole thousands (262,080) below 10^15; all that there are for files.
[[nodiscard]] std::string figure(double value, Format format);
// "exact" or "near", which people see as ≈.
[[nodiscard]] std::string how_near(const engine::Theory& theory, Format format);
[[nodiscard]] std::string title_of(const ModelNote& note);
// The first line of a report; none of a model without title and name.
[[nodiscard]] std::string title_line(const ModelNote& note);

}  // namespace tributary::cli
