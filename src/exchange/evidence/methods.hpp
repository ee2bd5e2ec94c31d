// A function for each method of evidence, in its own file: its options, and its answer.
#pragma once

#include "exchange/evidence/method.hpp"

namespace tributary::exchange {

[[nodiscard]] EvidenceMethod qca_method();
[[nodiscard]] EvidenceMethod meta_method();
[[nodiscard]] EvidenceMethod funnel_method();
[[nodiscard]] EvidenceMethod did_method();
[[nodiscard]] EvidenceMethod event_study_method();
[[nodiscard]] EvidenceMethod its_method();
[[nodiscard]] EvidenceMethod synthetic_control_method();
[[nodiscard]] EvidenceMethod risk_adjust_method();

}  // namespace tributary::exchange
