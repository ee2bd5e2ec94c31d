// `tributary evidence METHOD FILE`: did it work? A file per method declares its options and says what to run.
#pragma once

#include "cli/command.hpp"

namespace tributary::cli {

void add_evidence_qca(CLI::App& evidence, Run& run);
void add_evidence_meta(CLI::App& evidence, Run& run);
void add_evidence_funnel(CLI::App& evidence, Run& run);
void add_evidence_did(CLI::App& evidence, Run& run);
void add_evidence_event_study(CLI::App& evidence, Run& run);
void add_evidence_its(CLI::App& evidence, Run& run);
void add_evidence_synthetic_control(CLI::App& evidence, Run& run);
void add_evidence_risk_adjust(CLI::App& evidence, Run& run);

}  // namespace tributary::cli
