// Any bytes as a table of a panel, marked in each of the ways that the commands know: refused with a reason, or a panel that keeps what
// engines/evidence/panel.hpp promises.
#include <array>
#include <cmath>

#include "exchange/evidence/panel.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace exchange = tributary::exchange;

namespace {

// The columns are named by their letters, so that any header will do: unit, time, outcome, a mark, another, a start.
std::array<exchange::PanelOptions, 5> ways() {
  exchange::PanelOptions plain;
  plain.unit = "#A", plain.time = "#B", plain.outcome = "#C";
  std::array<exchange::PanelOptions, 5> out;
  out.fill(plain);
  out[0].treated = "#D";
  out[1].treated = "#D", out[1].after = "#E";
  out[2].treated_from = "#F";
  out[3].treated_units = {"north"}, out[3].from = "2024-04-01";
  out[4].treated = "#D", out[4].cluster = "#E", out[4].weight = "#F", out[4].covariates = {"#F"};
  return out;
}

void check_panel(const exchange::DataTable& table, const exchange::ReadPanel& read) {
  const auto& panel = read.panel;
  check(panel.units() > 1 && panel.times() > 1 && panel.clusters() > 0, "a panel has units and times");
  check(panel.outcome.size() + panel.left_out == table.cases(), "every case is a row, or is counted as left out");
  for (std::size_t i = 0; i < panel.outcome.size(); ++i) {
    check(panel.unit[i] < panel.units() && panel.time[i] < panel.times() && panel.cluster[i] < panel.clusters(), "a row is of a unit, a time and a cluster");
    check(std::isfinite(panel.outcome[i]) && std::isfinite(panel.weight[i]) && panel.weight[i] > 0, "a row's numbers are finite");
    check(panel.treated[i] == 0 || panel.treated[i] == 1, "the change is in force or it isn't");
  }
  check(panel.ever_treated() > 0, "something was treated");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const auto every_way = ways();
  const std::string_view text = tributary::fuzz::text_of(bytes, size);
  const auto table = exchange::DataTable::read(text, "panel.csv");
  if (!table) return 0;
  for (const exchange::PanelOptions& way : every_way) {
    exchange::EvidenceReport report;
    const auto panel = exchange::read_panel(*table, way, report);
    if (panel) check_panel(*table, *panel);
    else check(!panel.error().code.empty() && !panel.error().title.empty() && !panel.error().detail.empty(), "a refusal says why");
  }
  return 0;
}
