// What flow models came to, run or solved, as a table, as CSV or as JSON.
#pragma once

#include <string>
#include <vector>

#include "cli/table.hpp"
#include "exchange/flow/report.hpp"

namespace tributary::cli {

namespace engine = tributary::flow;

using exchange::flow::FlowReport;
using exchange::flow::ModelNote;
using exchange::flow::ScenarioRun;
using exchange::flow::TheoryReport;
using exchange::flow::unit_words;

// What a reader should know before trusting the numbers of a scenario; of all, where it names none.
struct Caution {
  std::string scenario, text;
  bool says_it = false;  // the sentence begins with the scenario's name
};

// A row a number: scenario, of (system, service or measure), name, number, period (empty: the whole run), mean, half_width (of
// the 95 % interval), theory, theory_is (exact or near), standard_errors (by which the run lies above exact theory), sd, low90, low50,
// median, high50, high90 (of one replication), replications, from (when the period begins). The table says the seed, the hash of what was read and the version above
// it, shows fewer digits, and tells differences from theory that chance hardly makes below.
[[nodiscard]] std::string report_in(const FlowReport& report, Format format);
// What stands above such a table; and below, what a reader should know before trusting the numbers.
[[nodiscard]] std::string head_of(const FlowReport& report);
// A line on each scenario that changes at a date while people are counted: whoever asks what a change did doesn't want it mixed with the time before.
[[nodiscard]] std::string dated_in(const FlowReport& report, const std::string& what);
[[nodiscard]] std::string cautions_of(const FlowReport& report);
[[nodiscard]] std::vector<Caution> cautions(const FlowReport& report);
[[nodiscard]] std::string in_words(const Caution& caution);
[[nodiscard]] std::string report_as_json(const FlowReport& report);

// A row a number of those that theory knows: scenario, of, name, number, period, value, value_is (exact or near), formula. The table says
// below of each service which formula holds for it and what that takes for granted, or why none does.
[[nodiscard]] std::string solution_in(const TheoryReport& report, Format format);
[[nodiscard]] std::string solution_as_json(const TheoryReport& report);

}  // namespace tributary::cli
