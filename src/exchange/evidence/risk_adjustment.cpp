// Risk adjustment: observed and expected by unit.
#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "exchange/evidence/methods.hpp"
#include "exchange/evidence/panel.hpp"
#include "engines/evidence/risk_adjustment.hpp"

namespace tributary::exchange {
namespace {

struct RiskColumns {
  std::string events, cases, unit;
  std::vector<std::string> terms;
};

// A column of words is a term for each word but the commonest, which the others are set against; one of numbers is a term.
base::Done add_term(const DataTable& table, const std::string& name, evidence::RiskTable& out) {
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

base::Result<evidence::RiskTable> risk_table(const DataTable& table, const RiskColumns& columns) {
  evidence::RiskTable out;
  const auto events_column = table.column(columns.events, "--events");
  if (!events_column) return base::fail(events_column.error());
  const auto events = table.numbers(*events_column);
  if (!events) return base::fail(events.error());
  const auto unit_column = table.column(columns.unit, "--unit");
  if (!unit_column) return base::fail(unit_column.error());
  std::vector<std::optional<double>> cases(table.cases(), 1);
  if (!columns.cases.empty()) {
    const auto column = table.column(columns.cases, "--cases");
    if (!column) return base::fail(column.error());
    auto numbers = table.numbers(*column);
    if (!numbers) return base::fail(numbers.error());
    cases = std::move(*numbers);
  }
  std::map<std::string, std::uint32_t> known;
  for (std::size_t i = 0; i < table.cases(); ++i) {
    const std::string name(table.text(i, *unit_column));
    if (name.empty()) return base::fail(base::Problem{.code = "value-missing", .title = "A row has no " + columns.unit, .detail = "Every row says which unit it is of.", .field = "--unit", .where = table.where(i)});
    const auto [at, added] = known.try_emplace(name, static_cast<std::uint32_t>(out.unit_names.size()));
    if (added) out.unit_names.push_back(name);
    out.rows.push_back({.unit = at->second, .events = cases[i] ? (*events)[i] : std::nullopt, .trials = cases[i].value_or(1)});
  }
  for (const std::string& name : columns.terms)
    if (auto done = add_term(table, name, out); !done) return base::fail(done.error());
  return out;
}

base::Done answer_risk(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  const RiskColumns columns{.events = settings.text("events"), .cases = settings.text("cases"), .unit = settings.text("unit"), .terms = settings.texts("term")};
  const bool firth = settings.on("firth");
  report.options = {{"events", columns.events}, {"unit", columns.unit}, {"term", columns.terms}, {"firth", firth}};
  if (!columns.cases.empty()) report.options.emplace_back("cases", columns.cases);
  const auto rows = risk_table(table, columns);
  if (!rows) return base::fail(rows.error());
  const double terms = static_cast<double>(rows->term_names.size());
  if (auto fits = settings.within(static_cast<double>(rows->rows.size()) * terms * terms, 2e8, "rows and terms (words of a column are a term each)"); !fits) return fits;
  const auto out = evidence::adjust_risk(*rows, {.firth = firth, .outcome = columns.events});
  if (!out) return base::fail(in_table(out.error(), table, {{"/events", "--events"}, {"/terms", "--term"}}));
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
  return {};
}

}  // namespace

EvidenceMethod risk_adjust_method() {
  using Kind = EvidenceOption::Kind;
  return {.name = "risk-adjust", .title = "Risk adjustment: did a unit have more events than the cases that it had let expect?", .row = "a row a case or a group of cases alike", .more = {},
          .options = {{.name = "events", .label = "Events", .means = "The column of events: 1 or 0, or how many of the cases", .wanted = true},
                      {.name = "cases", .label = "Cases in a row", .means = "The column of how many cases a row stands for; 1 unless told"},
                      {.name = "unit", .label = "Unit", .means = "The column of units that are compared", .wanted = true},
                      {.name = "term", .label = "Adjust for", .kind = Kind::columns, .means = "A column to adjust for, numbers or words", .wanted = true},
                      {.name = "firth", .label = "Firth's remedy", .kind = Kind::flag, .means = "Firth's remedy, where a term separates"}},
          .answer = answer_risk};
}

}  // namespace tributary::exchange
