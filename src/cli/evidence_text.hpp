// A method's result as a person reads it on a terminal: the answer in sentences; estimates with their intervals; the method's tables;
// what it rests on; what to keep in mind.
#pragma once

#include <string>

#include "exchange/evidence/report.hpp"

namespace tributary::cli {

[[nodiscard]] std::string evidence_text(const exchange::EvidenceReport& report);

}  // namespace tributary::cli
