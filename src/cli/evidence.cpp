#include "cli/evidence.hpp"

#include <CLI/CLI.hpp>

namespace tributary::cli {

void add_evidence(CLI::App& app, Run& run) {
  CLI::App* evidence = app.add_subcommand("evidence", "Did it work? Methods of evaluation on a CSV file (no data folder needed)");
  evidence->require_subcommand(1);
  evidence->footer("Each method tells its answer in sentences with its uncertainty, and what would make it wrong; --json gives every number.");
  add_evidence_qca(*evidence, run);
  add_evidence_meta(*evidence, run);
  add_evidence_funnel(*evidence, run);
  add_evidence_did(*evidence, run);
  add_evidence_event_study(*evidence, run);
  add_evidence_its(*evidence, run);
  add_evidence_synthetic_control(*evidence, run);
  add_evidence_risk_adjust(*evidence, run);
}

}  // namespace tributary::cli
