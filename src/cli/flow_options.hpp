// The options that flow commands share, alike everywhere.
#pragma once

#include "cli/flow_files.hpp"

namespace tributary::cli {

// MODEL, --scenarios, --table.
void add_model_options(CLI::App& command, FlowOptions& options);
// --format, and --json with what it says there.
void add_output_options(CLI::App& command, FlowOptions& options, const char* json);
// --seed, --warm-up, --length.
void add_draw_options(CLI::App& command, FlowOptions& options);
// How a model is run: --replications, those of its draws, --threads, --engine, --progress.
void add_run_options(CLI::App& command, FlowOptions& options);
// --report, --outlines.
// What is wrong with the text of a number, for an option's check: it is finite and above 0, or from 0 on. Empty where nothing is; the
// library's own checks let "nan" pass.
[[nodiscard]] std::string not_above_zero(const std::string& text);
[[nodiscard]] std::string below_zero(const std::string& text);

void add_set_option(CLI::App& command, FlowOptions& options, const char* what);
void add_report_options(CLI::App& command, FlowOptions& options);

}  // namespace tributary::cli
