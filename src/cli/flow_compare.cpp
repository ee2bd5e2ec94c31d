#include "cli/flow_compare.hpp"

#include "cli/flow_figures.hpp"
#include "exchange/flow/differences.hpp"
#include "exchange/flow/report_json.hpp"

namespace tributary::cli {

using engine::Estimate;
using exchange::flow::Difference;
using exchange::flow::differences;

std::string differences_in(const FlowReport& report, Format format) {
  Table table({"scenario", "of", "name", "number", "period", "before", "after", "difference", "half_width", "low", "high", "replications", "from"}, {"scenario", "of", "name", "number"});
  const auto f = [&](double x) { return figure(x, format); };
  for (const Difference& each : differences(report)) {
    const Estimate& difference = each.difference;
    const auto end = [&](double x) { return difference.knows_spread() ? f(x) : std::string(); };
    table.add({each.scenario, each.of, each.name, each.number, each.period == 0 ? "" : std::to_string(each.period), f(each.before.mean), f(each.after.mean), f(difference.mean),
               end(difference.half_width), end(difference.mean - difference.half_width), end(difference.mean + difference.half_width), std::to_string(difference.count), each.period == 0 ? "" : exchange::flow::moment(report, each.from)});
  }
  if (format != Format::table) return table.in(format);
  return head_of(report) + "Differences from " + report.runs.front().name + ", the same people in both:\n" + dated_in(report, "differences") + "\n" + table.in(format) + cautions_of(report);
}

std::string differences_as_json(const FlowReport& report) { return exchange::flow::differences_lines(report); }

}  // namespace tributary::cli
