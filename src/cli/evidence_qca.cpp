#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/evidence.hpp"
#include "cli/evidence_qca_cases.hpp"
#include "cli/evidence_report.hpp"

namespace tributary::cli {
namespace {

namespace qca = evidence::qca;

struct QcaOptions {
  std::string file;
  QcaColumns columns;
  qca::Wanted wanted;
  bool json = false;
};

// The engine counts conditions and cases; people count rows.
base::Problem in_qca_file(base::Problem problem, const exchange::DataTable& table) {
  if (problem.where.empty()) problem.where = table.source();
  if (problem.field.starts_with("/cuts")) problem.field = "--consistency, --pri, --min-cases";
  else if (problem.field == "/outcome") problem.field = "--outcome";
  return problem;
}

std::string_view word(qca::Standing standing) {
  switch (standing) {
    case qca::Standing::positive: return "positive";
    case qca::Standing::negative: return "negative";
    case qca::Standing::remainder: return "too few cases";
  }
  return "";
}

std::vector<std::string> names(const qca::Cases& cases, const std::vector<std::size_t>& which) {
  std::vector<std::string> all;
  for (const std::size_t i : which) all.push_back(cases.names[i]);
  return all;
}

EvidenceTable truth_rows(const qca::Analysis& analysis) {
  EvidenceTable table{.name = "truth_table", .title = "Combinations that were seen"};
  for (const auto& condition : analysis.cases.conditions) table.columns.push_back(condition.name);
  for (const char* column : {"standing", "n", "consistency", "pri", "contradictory", "cases"}) table.columns.emplace_back(column);
  for (const qca::TruthRow& row : analysis.table.rows) {
    std::vector<EvidenceCell> cells;
    for (const auto level : row.levels) cells.emplace_back(static_cast<double>(level));
    cells.insert(cells.end(), {std::string(word(row.standing)), static_cast<double>(row.cases.size()), cell_of(row.fit.consistency), cell_of(row.fit.pri), row.contradictory,
                               names(analysis.cases, row.cases)});
    table.rows.push_back(std::move(cells));
  }
  return table;
}

EvidenceTable needed_rows(const qca::Analysis& analysis) {
  EvidenceTable table{.name = "necessity", .title = "Necessity of each condition", .columns = {"condition", "consistency", "relevance", "coverage"}};
  for (const qca::Needed& each : analysis.necessity)
    table.rows.push_back({name_of(analysis.cases, each), cell_of(each.fit.consistency), cell_of(each.fit.relevance), cell_of(each.fit.coverage)});
  return table;
}

// Solutions, their models and the models' terms: three tables.
class SolutionTables {
 public:
  explicit SolutionTables(const qca::Cases& cases) : cases_(cases) {}

  void add(const std::string& name, const qca::Solution& solution, const std::string& between) {
    solutions_.rows.push_back({name, static_cast<double>(solution.count), solution.counted, static_cast<double>(solution.models.size()), static_cast<double>(solution.implicants),
                               between.empty() ? EvidenceCell() : EvidenceCell(between)});
    for (std::size_t i = 0; i < solution.models.size(); ++i) add_model(name, static_cast<double>(i + 1), solution.models[i]);
  }

  void give(EvidenceReport& report) {
    report.tables.push_back(std::move(solutions_));
    report.tables.push_back(std::move(models_));
    report.tables.push_back(std::move(terms_));
  }

 private:
  void add_model(const std::string& solution, double number, const qca::Model& model) {
    std::string expression;
    for (const qca::TermFit& each : model.terms) {
      const std::string name = name_of(cases_, each.term);
      expression += (expression.empty() ? "" : " + ") + name;
      terms_.rows.push_back({solution, number, name, cell_of(each.fit.consistency), cell_of(each.fit.pri), cell_of(each.fit.coverage), cell_of(each.unique), names(cases_, each.with),
                             names(cases_, each.without)});
    }
    models_.rows.push_back({solution, number, expression, cell_of(model.fit.consistency), cell_of(model.fit.pri), cell_of(model.fit.coverage), model.assumed, names(cases_, model.unexplained)});
  }

  const qca::Cases& cases_;
  EvidenceTable solutions_{.name = "solutions", .title = "Solutions", .columns = {"solution", "models", "all_counted", "listed", "prime_implicants", "between"}};
  EvidenceTable models_{.name = "models", .title = "Models", .columns = {"solution", "model", "expression", "consistency", "pri", "coverage", "assumed_combinations", "unexplained"}};
  EvidenceTable terms_{.name = "terms",
                       .title = "Terms, with the cases under each",
                       .columns = {"solution", "model", "term", "consistency", "pri", "raw_coverage", "unique_coverage", "cases", "cases_without_outcome"}};
};

std::string between_in_words(const qca::Intermediate& intermediate) {
  std::string all;
  for (const auto& [conservative, parsimonious] : intermediate.between)
    all += (all.empty() ? "" : ", ") + std::string("C") + std::to_string(conservative + 1) + "P" + std::to_string(parsimonious + 1);
  return all;
}

void add_solutions(const qca::Analysis& analysis, EvidenceReport& report) {
  SolutionTables tables(analysis.cases);
  tables.add("conservative", analysis.solutions.conservative, "");
  if (analysis.solutions.parsimonious) tables.add("parsimonious", *analysis.solutions.parsimonious, "");
  const auto& between = analysis.solutions.intermediate;
  for (std::size_t i = 0; i < between.size(); ++i)
    tables.add(between.size() == 1 ? "intermediate" : "intermediate " + std::to_string(i + 1), between[i].solution, between_in_words(between[i]));
  tables.give(report);
}

// What the calibration made of each case: for scripts.
EvidenceTable membership_rows(const qca::Cases& cases) {
  EvidenceTable table{.name = "memberships", .columns = {"case"}};
  for (const auto& condition : cases.conditions) table.columns.push_back(condition.name);
  table.columns.push_back(cases.outcome_name);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    std::vector<EvidenceCell> row{cases.names[i]};
    for (const auto& condition : cases.conditions) row.emplace_back(condition.values[i]);
    row.emplace_back(cases.outcome[i]);
    table.rows.push_back(std::move(row));
  }
  return table;
}

void add_qca_options_told(const QcaOptions& options, const qca::Analysis& analysis, EvidenceReport& report) {
  std::vector<std::string> conditions;
  for (const auto& condition : analysis.cases.conditions) conditions.push_back(condition.name);
  report.options = {{"outcome", analysis.cases.outcome_name},
                    {"conditions", conditions},
                    {"consistency", options.wanted.cuts.consistency},
                    {"pri", options.wanted.cuts.pri},
                    {"min_cases", static_cast<double>(options.wanted.cuts.cases)},
                    {"expect", options.columns.expected},
                    {"calibrate", options.columns.direct},
                    {"calibrate_indirect", options.columns.indirect},
                    {"crisp", options.columns.crisp}};
}

base::Result<std::string> qca_report(const QcaOptions& options) {
  EvidenceReport report{.method = "qca"};
  const auto table = read_evidence(options.file, report);
  if (!table) return base::fail(table.error());
  auto read = read_qca_cases(*table, options.columns);
  if (!read) return base::fail(in_qca_file(read.error(), *table));
  report.notes.insert(report.notes.end(), read->notes.begin(), read->notes.end());
  qca::Wanted wanted = options.wanted;
  wanted.expectations = read->expectations;
  const auto analysis = qca::analyse(std::move(read->cases), wanted);
  if (!analysis) return base::fail(in_qca_file(analysis.error(), *table));
  report.told = qca::tell(*analysis);
  add_qca_options_told(options, *analysis, report);
  add_solutions(*analysis, report);
  report.tables.push_back(truth_rows(*analysis));
  report.tables.push_back(needed_rows(*analysis));
  report.tables.push_back(membership_rows(analysis->cases));
  return written(report, options.json);
}

}  // namespace

void add_evidence_qca(CLI::App& evidence, Run& run) {
  const auto options = std::make_shared<QcaOptions>();
  CLI::App* command = evidence.add_subcommand("qca", "Which combinations of conditions went with success? Qualitative comparative analysis");
  command->add_option("FILE", options->file, "CSV: a row a case; - for standard input")->required();
  QcaColumns& columns = options->columns;
  command->add_option("--outcome", columns.outcome, "Column of the outcome; ~NAME for its absence, NAME[2] for a level")->required()->type_name("COLUMN");
  const auto list = [&](const char* name, std::vector<std::string>& into, const char* what, const char* type) {
    command->add_option(name, into, what)->delimiter(',')->allow_extra_args(false)->type_name(type);
  };
  const auto each = [&](const char* name, std::vector<std::string>& into, const char* what, const char* type) {
    command->add_option(name, into, what)->allow_extra_args(false)->type_name(type);
  };
  list("--conditions", columns.conditions, "Columns of the conditions; every other column of numbers unless told", "COLUMNS");
  command->add_option("--cases", columns.cases, "Column of the cases' names; the first of texts unless told")->type_name("COLUMN");
  each("--calibrate", columns.direct, "Anchors fully out, between, fully in; six for a middle range", "COLUMN:OUT,BETWEEN,IN");
  each("--calibrate-indirect", columns.indirect, "Thresholds of equal steps from 0 to 1, smoothed", "COLUMN:A,B,…");
  each("--crisp", columns.crisp, "One threshold for 0 and 1, more for levels; a value that reaches it is above", "COLUMN:A[,B…]");
  list("--multi-value", columns.multi_value, "Columns whose whole numbers are levels", "COLUMNS");
  each("--code", columns.codes, "The number that a text stands for", "TEXT=NUMBER");
  list("--expect", columns.expected, "What should help: DEV, ~URB or IND[1]; the intermediate solution goes by it", "CONDITIONS");
  qca::Wanted& wanted = options->wanted;
  command->add_option("--consistency", wanted.cuts.consistency, "From which consistency on a combination goes with the outcome")->capture_default_str()->type_name("SHARE");
  command->add_option("--pri", wanted.cuts.pri, "From which PRI on it does")->capture_default_str()->type_name("SHARE");
  command->add_option("--min-cases", wanted.cuts.cases, "How many cases a combination needs to count")->capture_default_str()->type_name("N");
  command->add_option("--necessity", wanted.necessity.consistency, "From which consistency on a pair of conditions is necessary")->capture_default_str()->type_name("SHARE");
  command->add_option("--relevance", wanted.necessity.relevance, "From which relevance on it is listed")->capture_default_str()->type_name("SHARE");
  command->add_flag("--pairs", wanted.necessity.pairs, "Look for pairs of which one is necessary");
  command->add_option("--models", wanted.effort.most_models, "How many models to list at most; all are counted")->capture_default_str()->check(CLI::Range(1, 100'000))->type_name("N");
  command->add_flag("--json", options->json, "Every number, for a script");
  command->footer("Solutions: conservative (from what was seen alone), parsimonious (as brief as the unseen allows), and with --expect the\n"
                  "intermediate one between them. A condition is 0 or 1, a degree from 0 to 1, or a level.");
  command->callback([&run, options] {
    run = [options]() -> base::Done {
      const auto text = qca_report(*options);
      if (!text) return base::fail(text.error());
      std::cout << *text;
      return {};
    };
  });
}

}  // namespace tributary::cli
