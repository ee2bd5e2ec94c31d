// Synthetic control, and synthetic difference-in-differences.

#include "exchange/evidence/methods.hpp"
#include "exchange/evidence/panel.hpp"
#include "engines/evidence/synthetic_did.hpp"

namespace tributary::exchange {
namespace {

const std::vector<std::pair<std::string, std::string>> synthetic_options_of{{"/treated", "--treated"}, {"/outcome", "--outcome"}, {"/unit", "--unit"}};

EvidenceTable donor_table(const std::vector<evidence::Donor>& donors) {
  EvidenceTable out{.name = "donors", .title = "", .columns = {"unit", "weight"}};
  for (const auto& each : donors) out.rows.push_back({each.unit, each.weight});
  return out;
}

std::vector<EvidenceCell> gap_row(const evidence::SyntheticGap& gap) { return {gap.unit, gap.effect, gap.before, gap.after, cell_of(gap.ratio)}; }

void fill(const evidence::SyntheticControl& out, const evidence::CheckedPanel& panel, EvidenceReport& report) {
  report.told = out.told;
  report.estimates = {out.effect};
  report.tables.push_back(donor_table(out.donors));
  EvidenceTable path{.name = "path", .title = "", .columns = {"time", "changed", "synthetic", "after"}};
  for (const auto& each : out.path) path.rows.push_back({panel.time_names[each.time], each.changed, each.synthetic, each.time >= out.start});
  report.tables.push_back(std::move(path));
  const std::vector<std::string> columns{"unit", "effect", "gap_before", "gap_after", "ratio"};
  EvidenceTable space{.name = "placebos", .title = "", .columns = columns, .rows = {gap_row(out.gap)}};
  for (const auto& each : out.placebos) space.rows.push_back(gap_row(each));
  report.tables.push_back(std::move(space));
  if (out.earlier) report.tables.push_back({.name = "placebo_in_time", .title = "", .columns = columns, .rows = {gap_row(*out.earlier)}});
  EvidenceTable without{.name = "leave_one_out", .title = "", .columns = {"without", "effect"}};
  for (const auto& each : out.without) without.rows.push_back({each.donor, each.effect});
  report.tables.push_back(std::move(without));
}

void fill(const evidence::SyntheticDid& out, const evidence::CheckedPanel& panel, EvidenceReport& report) {
  report.told = out.told;
  report.estimates = {out.effect};
  if (out.jackknife) report.estimates.push_back({.name = "effect, error by jackknife", .value = out.effect.value, .standard_error = out.jackknife, .p = out.jackknife_p});
  if (out.rank_p) report.estimates.push_back({.name = "effect, p by rank", .value = out.effect.value, .p = out.rank_p});
  report.tables.push_back(donor_table(out.donors));
  EvidenceTable times{.name = "time_weights", .title = "", .columns = {"time", "weight"}};
  for (std::size_t t = 0; t < out.time_weights.size(); ++t) times.rows.push_back({panel.time_names[t], out.time_weights[t]});
  report.tables.push_back(std::move(times));
}

base::Done answer_synthetic(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  const PanelOptions panel = panel_of(settings, "predictor");
  const auto read = read_panel(table, panel, report);
  if (!read) return base::fail(read.error());
  // Each unit in turn is set against all others.
  if (auto fits = settings.within(static_cast<double>(read->panel.unit_names.size()), 300, "units"); !fits) return fits;
  report.options.emplace_back("did", settings.on("did"));
  const evidence::SyntheticOptions options{.better = better_of(panel.better), .outcome = panel.outcome};
  if (settings.on("did")) {
    const auto out = evidence::synthetic_did(read->panel, options, panel.seed);
    if (!out) return base::fail(in_table(out.error(), table, synthetic_options_of));
    fill(*out, read->panel, report);
    return {};
  }
  const auto out = evidence::synthetic_control(read->panel, options);
  if (!out) return base::fail(in_table(out.error(), table, synthetic_options_of));
  fill(*out, read->panel, report);
  return {};
}

}  // namespace

EvidenceMethod synthetic_control_method() {
  using Kind = EvidenceOption::Kind;
  return {.name = "synthetic-control", .title = "Synthetic control: what would have come of the place that changed, by a mixture of those that didn't?", .row = "a row for each unit and time", .more = {},
          .options = panel_options({{.name = "predictor", .label = "Match also", .kind = Kind::columns, .means = "A column of numbers whose mean before is to be matched too"},
                                    {.name = "did", .label = "Difference-in-differences", .kind = Kind::flag, .means = "Synthetic difference-in-differences: levels may lie apart, times are weighted too"}}),
          .answer = answer_synthetic};
}

}  // namespace tributary::exchange
