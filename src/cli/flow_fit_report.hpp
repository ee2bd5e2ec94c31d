// What a fit came to, as a table with sentences, as CSV or as JSON.
#pragma once

#include <string>

#include "cli/table.hpp"
#include "exchange/flow/fit_journeys.hpp"

namespace tributary::cli {

struct FitReport {
  std::string source;                     // the file
  std::string written;                    // the model's file; empty: none
  std::string model;                      // its text
  std::uint64_t seed = 1;
  std::vector<std::string> read_as, notes;
  std::vector<exchange::flow::LeftOut> left_out;
  std::size_t rows = 0;
  exchange::flow::FlowFit fit;
};

// A row a law: service, class, law, parameters, mean, aic, bic, anderson_darling, p. The table says below of arrivals, laws and what
// was left out in words; CSV has the rows alone.
[[nodiscard]] std::string fit_in(const FitReport& report, Format format);
[[nodiscard]] std::string fit_as_json(const FitReport& report);
// What a reader should know besides, a sentence each: what was left out, and cautions.
[[nodiscard]] std::vector<std::string> fit_cautions(const FitReport& report);

}  // namespace tributary::cli
