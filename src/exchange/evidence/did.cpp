// Difference-in-differences, and effects by time since adoption.

#include "exchange/evidence/methods.hpp"
#include "exchange/evidence/panel.hpp"
#include "engines/evidence/event_study.hpp"

namespace tributary::exchange {
namespace {

evidence::DidOptions engine_options(const PanelOptions& panel, const EvidenceSettings& settings) {
  evidence::DidOptions out{.better = better_of(panel.better), .outcome = panel.outcome, .seed = panel.seed};
  if (settings.text("compare") == "never") out.compare = evidence::Compare::never_treated;
  if (settings.text("compare") == "not-yet") out.compare = evidence::Compare::not_yet_treated;
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

base::Done answer_did(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  const PanelOptions panel = panel_of(settings, "covariate");
  const auto read = read_panel(table, panel, report);
  if (!read) return base::fail(read.error());
  const auto did = evidence::difference_in_differences(read->panel, engine_options(panel, settings));
  if (!did) return base::fail(in_table(did.error(), table, did_options_of));
  report.options.emplace_back("compare", settings.told("compare") ? settings.text("compare") : std::string("as fits"));
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
  return {};
}

base::Done answer_event_study(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  const PanelOptions panel = panel_of(settings, "covariate");
  const auto read = read_panel(table, panel, report);
  if (!read) return base::fail(read.error());
  const auto study = evidence::event_study(read->panel, {.did = engine_options(panel, settings), .window = static_cast<std::uint32_t>(settings.number("window"))});
  if (!study) return base::fail(in_table(study.error(), table, did_options_of));
  report.options.emplace_back("window", settings.number("window"));
  report.told = study->told;
  report.tables.push_back(event_table(study->events, true));
  EvidenceTable before{.name = "before_together", .title = "", .columns = {"test", "statistic", "coefficients", "p"}};
  if (study->before) before.rows.push_back({std::string("Wald"), study->before->statistic, static_cast<double>(study->before->coefficients), study->before->p});
  if (study->before_few) before.rows.push_back({std::string("randomisation"), {}, {}, study->before_few->p});
  report.tables.push_back(std::move(before));
  return {};
}

std::vector<EvidenceOption> did_options(std::vector<EvidenceOption> more) {
  using Kind = EvidenceOption::Kind;
  more.insert(more.begin(), {{.name = "cluster", .label = "Cluster", .means = "The column in which errors are shared; the units unless told"},
                             {.name = "covariate", .label = "Adjust for", .kind = Kind::columns, .means = "A column of numbers to adjust the regression for"},
                             {.name = "weight", .label = "Weight", .means = "A column of weights, such as the number of patients"},
                             {.name = "compare", .label = "Compare with", .kind = Kind::choice, .means = "Where adoption is staggered: with units that never change, or not yet", .choices = {"never", "not-yet"}}});
  return panel_options(std::move(more));
}

}  // namespace

EvidenceMethod did_method() {
  return {.name = "did", .title = "Difference-in-differences: did those with a change move otherwise than the others?", .row = "a row for each unit and time", .more = {}, .options = did_options({}), .answer = answer_did};
}

EvidenceMethod event_study_method() {
  return {.name = "event-study", .title = "Event study: since when did those with a change move otherwise, and had they before?", .row = "a row for each unit and time", .more = {},
          .options = did_options({{.name = "window", .label = "Times before and after", .kind = EvidenceOption::Kind::whole, .means = "How many times before and after are told apart", .standard = "24", .least = 1, .most = 500}}),
          .answer = answer_event_study};
}

}  // namespace tributary::exchange
