// A funnel's answer as a report, from sites that are in hand already.
#pragma once

#include <optional>
#include <vector>

#include "engines/evidence/funnel/funnel_answer.hpp"
#include "exchange/evidence/report.hpp"

namespace tributary::exchange {

// Adds its words, options and tables to the report. Limits as fit where none are said. Fails as the engine does, with its fields.
[[nodiscard]] base::Done report_funnel(const std::vector<evidence::funnel::Site>& sites, const evidence::funnel::Choices& choices,
                                       std::optional<evidence::funnel::Limits> limits, EvidenceReport& report);

}  // namespace tributary::exchange
