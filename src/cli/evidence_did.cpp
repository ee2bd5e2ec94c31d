// tributary evidence did and event-study.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/evidence.hpp"
#include "cli/evidence_panel.hpp"
#include "engines/evidence/event_study.hpp"

namespace tributary::cli {
namespace {

struct DidCommand {
  PanelOptions panel;
  std::string compare;
  std::uint32_t window = 24;
};

evidence::DidOptions engine_options(const DidCommand& command) {
  evidence::DidOptions out{.better = better_of(command.panel.better), .outcome = command.panel.outcome, .seed = command.panel.seed};
  if (command.compare == "never") out.compare = evidence::Compare::never_treated;
  if (command.compare == "not-yet") out.compare = evidence::Compare::not_yet_treated;
  return out;
}

const std::vector<std::pair<std::string, std::string>> did_options_of{{"/treated", "--treated"}, {"/compare", "--compare"}, {"/window", "--window"}};

EvidenceTable event_table(const std::vector<evidence::EventTime>& events, bool shown) {
  EvidenceTable out{.name = "by_event_time", .title = !shown ? "" : "By time since adoption (−1, the time just before, is what all are set against)",
                    .columns = {"event", "effect", "low", "high", "standard_error", "degrees_of_freedom", "p", "units"}};
  for (const auto& each : events) {
    const evidence::Estimate& e = each.effect;
    out.rows.push_back({static_cast<double>(each.event), e.value, cell_of(e.low), cell_of(e.high), cell_of(e.standard_error), cell_of(e.degrees_of_freedom), cell_of(e.p), static_cast<double>(each.units)});
  }
  return out;
}

void add_group_times(const evidence::Did& did, const evidence::CheckedPanel& panel, EvidenceReport& report) {
  if (!did.group_time) return;
  report.estimates.push_back(did.group_time->every_cell);
  report.tables.push_back(event_table(did.group_time->events, false));
  EvidenceTable cells{.name = "group_time", .title = "", .columns = {"group", "time", "effect", "standard_error", "treated_units", "compared_units"}};
  for (const auto& each : did.group_time->cells)
    cells.rows.push_back({panel.time_names[each.group], panel.time_names[each.time], each.effect, cell_of(each.standard_error), static_cast<double>(each.treated), static_cast<double>(each.compared)});
  report.tables.push_back(std::move(cells));
}

void add_checks(const evidence::Did& did, EvidenceReport& report) {
  EvidenceTable checks{.name = "checks", .title = "", .columns = {"check", "p", "ways", "exact", "low", "high"}};
  if (did.wild) checks.rows.push_back({std::string("wild cluster bootstrap"), did.wild->p, static_cast<double>(did.wild->draws), did.wild->exact, cell_of(did.wild->low), cell_of(did.wild->high)});
  if (did.randomisation) checks.rows.push_back({std::string("randomisation"), did.randomisation->p, static_cast<double>(did.randomisation->ways), did.randomisation->exact, {}, {}});
  report.tables.push_back(std::move(checks));
  if (did.negative_weights)
    report.tables.push_back({.name = "regression_weights", .title = "", .columns = {"treated_cells", "below_0", "sum_below_0"},
                             .rows = {{static_cast<double>(did.negative_weights->cells), static_cast<double>(did.negative_weights->negative), did.negative_weights->sum_negative}}});
}

base::Done run_did(const DidCommand& command) {
  EvidenceReport report{.method = "did"};
  const auto read = read_panel(command.panel, report);
  if (!read) return base::fail(read.error());
  const auto did = evidence::difference_in_differences(read->panel, engine_options(command));
  if (!did) return base::fail(in_table(did.error(), read->table, did_options_of));
  report.options.emplace_back("compare", command.compare.empty() ? std::string("as fits") : command.compare);
  report.told = did->told;
  report.estimates.push_back(did->effect);
  const std::string regression = did->by_group_time ? "regression, not the answer: " : "";
  for (const auto* each : {&did->cr2, &did->cr1, &did->plain})
    if (*each) {
      report.estimates.push_back(**each);
      report.estimates.back().name = regression + (*each)->name;
    }
  for (const auto& each : did->covariates) report.estimates.push_back(each);
  if (did->trend_before) report.estimates.push_back(*did->trend_before);
  if (did->if_trend_went_on) report.estimates.push_back({.name = "effect, if that trend went on", .value = *did->if_trend_went_on});
  if (did->unweighted) report.estimates.push_back({.name = "effect, all rows alike", .value = *did->unweighted});
  if (!did->four.empty()) {
    EvidenceTable four{.name = "means", .title = "Means", .columns = {"group", "when", "mean", "standard_error", "rows"}};
    for (const auto& each : did->four)
      four.rows.push_back({std::string(each.changed ? "with the change" : "without"), std::string(each.after ? "after" : "before"), each.mean, cell_of(each.standard_error), static_cast<double>(each.rows)});
    report.tables.push_back(std::move(four));
  }
  add_group_times(*did, read->panel, report);
  add_checks(*did, report);
  std::cout << written(report, command.panel.json);
  return {};
}

base::Done run_event_study(const DidCommand& command) {
  EvidenceReport report{.method = "event-study"};
  const auto read = read_panel(command.panel, report);
  if (!read) return base::fail(read.error());
  const auto study = evidence::event_study(read->panel, {.did = engine_options(command), .window = command.window});
  if (!study) return base::fail(in_table(study.error(), read->table, did_options_of));
  report.options.emplace_back("window", static_cast<double>(command.window));
  report.told = study->told;
  report.tables.push_back(event_table(study->events, true));
  EvidenceTable before{.name = "before_together", .title = "", .columns = {"test", "statistic", "coefficients", "p"}};
  if (study->before) before.rows.push_back({std::string("Wald"), study->before->statistic, static_cast<double>(study->before->coefficients), study->before->p});
  if (study->before_few) before.rows.push_back({std::string("randomisation"), {}, {}, study->before_few->p});
  report.tables.push_back(std::move(before));
  std::cout << written(report, command.panel.json);
  return {};
}

void add_did_options(CLI::App& command, DidCommand& options) {
  add_panel_options(command, options.panel);
  command.add_option("--cluster", options.panel.cluster, "The column in which errors are shared; the units unless told");
  command.add_option("--covariate", options.panel.covariates, "A column of numbers to adjust the regression for; may be given again")->allow_extra_args(false);
  command.add_option("--weight", options.panel.weight, "A column of weights, such as the number of patients");
  command.add_option("--compare", options.compare, "Where adoption is staggered: with units that never change, or not yet")->check(CLI::IsMember({"never", "not-yet"}));
}

}  // namespace

void add_evidence_did(CLI::App& evidence, Run& run) {
  CLI::App* command = evidence.add_subcommand("did", "Difference-in-differences: did those with a change move otherwise than the others?");
  const auto options = std::make_shared<DidCommand>();
  add_did_options(*command, *options);
  command->callback([&run, options] { run = [options] { return run_did(*options); }; });
}

void add_evidence_event_study(CLI::App& evidence, Run& run) {
  CLI::App* command = evidence.add_subcommand("event-study", "Effects by time before and after a change, with a test of those before");
  const auto options = std::make_shared<DidCommand>();
  add_did_options(*command, *options);
  command->add_option("--window", options->window, "How many times before and after are told apart")->check(CLI::Range(1, 500))->capture_default_str();
  command->callback([&run, options] { run = [options] { return run_event_study(*options); }; });
}

}  // namespace tributary::cli
