// tributary evidence risk-adjust: observed and expected by unit.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>

#include "base/text.hpp"
#include "cli/evidence.hpp"
#include "cli/evidence_panel.hpp"
#include "engines/evidence/risk_adjustment.hpp"

namespace tributary::cli {
namespace {

struct RiskCommand {
  std::string file, events, cases, unit;
  std::vector<std::string> terms;
  bool firth = false, json = false;
};

// A column of words is a term for each word but the commonest, which the others are set against; one of numbers is a term.
base::Done add_term(const exchange::DataTable& table, const std::string& name, evidence::RiskTable& out) {
  const auto column = table.column(name, "--term");
  if (!column) return base::fail(column.error());
  if (table.has_numbers(*column)) {
    const auto numbers = table.numbers(*column);
    if (!numbers) return base::fail(numbers.error());
    out.term_names.push_back(name);
    for (std::size_t i = 0; i < numbers->size(); ++i) out.rows[i].terms.push_back((*numbers)[i]);
    return {};
  }
  std::map<std::string, std::size_t> words;
  for (std::size_t i = 0; i < table.cases(); ++i)
    if (const std::string word(table.text(i, *column)); !word.empty()) ++words[word];
  if (words.size() < 2)
    return base::fail(base::Problem{.code = "no-variation", .title = "A term doesn't vary", .detail = "The column " + name + (words.empty() ? " is blank." : " holds one word only, \"" + base::shorten(words.begin()->first, 40) + "\". Leave it out."),
                                    .field = "--term", .where = table.source()});
  const std::string commonest = std::ranges::max_element(words, {}, [](const auto& each) { return each.second; })->first;
  for (const auto& [word, count] : words) {
    if (word == commonest) continue;
    out.term_names.push_back(name + " = " + word);
    for (std::size_t i = 0; i < table.cases(); ++i) {
      const auto text = table.text(i, *column);
      out.rows[i].terms.push_back(text.empty() ? std::nullopt : std::optional(text == word ? 1. : 0.));
    }
    if (out.term_names.size() > 500) break;  // the engine says that it is too many
  }
  return {};
}

base::Result<evidence::RiskTable> risk_table(const exchange::DataTable& table, const RiskCommand& command) {
  evidence::RiskTable out;
  const auto events_column = table.column(command.events, "--events");
  if (!events_column) return base::fail(events_column.error());
  const auto events = table.numbers(*events_column);
  if (!events) return base::fail(events.error());
  const auto unit_column = table.column(command.unit, "--unit");
  if (!unit_column) return base::fail(unit_column.error());
  std::vector<std::optional<double>> cases(table.cases(), 1);
  if (!command.cases.empty()) {
    const auto column = table.column(command.cases, "--cases");
    if (!column) return base::fail(column.error());
    auto numbers = table.numbers(*column);
    if (!numbers) return base::fail(numbers.error());
    cases = std::move(*numbers);
  }
  std::map<std::string, std::uint32_t> known;
  for (std::size_t i = 0; i < table.cases(); ++i) {
    const std::string name(table.text(i, *unit_column));
    if (name.empty()) return base::fail(base::Problem{.code = "value-missing", .title = "A row has no " + command.unit, .detail = "Every row says which unit it is of.", .field = "--unit", .where = table.where(i)});
    const auto [at, added] = known.try_emplace(name, static_cast<std::uint32_t>(out.unit_names.size()));
    if (added) out.unit_names.push_back(name);
    out.rows.push_back({.unit = at->second, .events = cases[i] ? (*events)[i] : std::nullopt, .trials = cases[i].value_or(1)});
  }
  for (const std::string& name : command.terms)
    if (auto done = add_term(table, name, out); !done) return base::fail(done.error());
  return out;
}

base::Done run_risk(const RiskCommand& command) {
  EvidenceReport report{.method = "risk-adjust"};
  report.options = {{"events", command.events}, {"unit", command.unit}, {"term", command.terms}, {"firth", command.firth}};
  if (!command.cases.empty()) report.options.emplace_back("cases", command.cases);
  const auto table = read_evidence(command.file, report);
  if (!table) return base::fail(table.error());
  const auto rows = risk_table(*table, command);
  if (!rows) return base::fail(rows.error());
  const auto out = evidence::adjust_risk(*rows, {.firth = command.firth, .outcome = command.events});
  if (!out) return base::fail(in_table(out.error(), *table, {{"/events", "--events"}, {"/terms", "--term"}}));
  report.told = out->told;
  report.estimates = out->terms;
  for (auto& each : report.estimates) each.name = "log odds: " + each.name;
  EvidenceTable units{.name = "units", .title = "Observed and expected", .columns = {"unit", "cases", "observed", "expected", "ratio", "low", "high"}};
  for (const auto& each : out->units) units.rows.push_back({each.unit, each.cases, each.observed, each.expected, each.ratio, each.low, each.high});
  report.tables.push_back(std::move(units));
  EvidenceTable groups{.name = "calibration", .title = "", .columns = {"cases", "observed", "expected"}};
  for (const auto& each : out->groups) groups.rows.push_back({each.cases, each.observed, each.expected});
  report.tables.push_back(std::move(groups));
  report.tables.push_back({.name = "model", .title = "", .columns = {"c_statistic", "hosmer_lemeshow", "p", "cases", "events"},
                           .rows = {{cell_of(out->c_statistic), cell_of(out->hosmer_lemeshow), cell_of(out->hosmer_lemeshow_p), out->cases, out->events}}});
  std::cout << written(report, command.json);
  return {};
}

}  // namespace

void add_evidence_risk_adjust(CLI::App& evidence, Run& run) {
  CLI::App* command = evidence.add_subcommand("risk-adjust", "How many events each unit was to expect, for the cases that it had");
  const auto options = std::make_shared<RiskCommand>();
  command->add_option("FILE", options->file, "A CSV file, a row a case or a group of cases alike; - for standard input")->required();
  command->add_option("--events", options->events, "The column of events: 1 or 0, or how many of the cases")->required();
  command->add_option("--cases", options->cases, "The column of how many cases a row stands for; 1 unless told");
  command->add_option("--unit", options->unit, "The column of units that are compared")->required();
  command->add_option("--term", options->terms, "A column to adjust for, numbers or words; may be given again")->required()->allow_extra_args(false);
  command->add_flag("--firth", options->firth, "Firth's remedy, where a term separates");
  command->add_flag("--json", options->json, "Every number, as JSON");
  command->callback([&run, options] { run = [options] { return run_risk(*options); }; });
}

}  // namespace tributary::cli
