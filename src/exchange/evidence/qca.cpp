
#include "exchange/evidence/methods.hpp"
#include "exchange/evidence/qca_cases.hpp"
#include "exchange/evidence/report.hpp"

namespace tributary::exchange {
namespace {

namespace qca = evidence::qca;

// The engine counts conditions and cases; people count rows.
base::Problem in_qca_file(base::Problem problem, const DataTable& table) {
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

void add_qca_options_told(const QcaColumns& columns, const qca::Wanted& wanted, const qca::Analysis& analysis, EvidenceReport& report) {
  std::vector<std::string> conditions;
  for (const auto& condition : analysis.cases.conditions) conditions.push_back(condition.name);
  report.options = {{"outcome", analysis.cases.outcome_name},
                    {"conditions", conditions},
                    {"consistency", wanted.cuts.consistency},
                    {"pri", wanted.cuts.pri},
                    {"min_cases", static_cast<double>(wanted.cuts.cases)},
                    {"expect", columns.expected},
                    {"calibrate", columns.direct},
                    {"calibrate_indirect", columns.indirect},
                    {"crisp", columns.crisp}};
}

QcaColumns columns_of(const EvidenceSettings& settings) {
  return {.outcome = settings.text("outcome"), .conditions = settings.texts("conditions"), .cases = settings.text("cases"), .direct = settings.texts("calibrate"), .indirect = settings.texts("calibrate-indirect"),
          .crisp = settings.texts("crisp"), .multi_value = settings.texts("multi-value"), .codes = settings.texts("code"), .expected = settings.texts("expect")};
}

qca::Wanted wanted_of(const EvidenceSettings& settings) {
  qca::Wanted out;
  out.cuts.consistency = settings.number("consistency");
  out.cuts.pri = settings.number("pri");
  out.cuts.cases = static_cast<std::size_t>(settings.number("min-cases"));
  out.necessity.consistency = settings.number("necessity");
  out.necessity.relevance = settings.number("relevance");
  out.necessity.pairs = settings.on("pairs");
  out.effort.most_models = static_cast<std::size_t>(settings.number("models"));
  return out;
}

base::Done answer_qca(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  const QcaColumns columns = columns_of(settings);
  qca::Wanted wanted = wanted_of(settings);
  auto read = read_qca_cases(table, columns);
  if (!read) return base::fail(in_qca_file(read.error(), table));
  report.notes.insert(report.notes.end(), read->notes.begin(), read->notes.end());
  wanted.expectations = read->expectations;
  // Counted, not timed, so that a question is answered or refused alike each time. The searches' steps are heavier the more combinations
  // there are to choose from, so both are bounded.
  if (settings.shared()) wanted.effort.most_implicants = 10'000, wanted.effort.most_steps = 1'000'000;
  const auto analysis = qca::analyse(std::move(read->cases), wanted);
  if (!analysis && settings.shared() && (analysis.error().code == "search-too-long" || analysis.error().code == "too-many-implicants")) return settings.within(1, 0, "conditions and cases");
  if (!analysis) return base::fail(in_qca_file(analysis.error(), table));
  report.told = qca::tell(*analysis);
  add_qca_options_told(columns, wanted, *analysis, report);
  add_solutions(*analysis, report);
  report.tables.push_back(truth_rows(*analysis));
  report.tables.push_back(needed_rows(*analysis));
  report.tables.push_back(membership_rows(analysis->cases));
  return {};
}

}  // namespace

EvidenceMethod qca_method() {
  using Kind = EvidenceOption::Kind;
  return {.name = "qca", .title = "Which combinations of conditions went with success? Qualitative comparative analysis", .row = "a row a case",
          .more = "Solutions: conservative (from what was seen alone), parsimonious (as brief as the unseen allows), and where it is told what should help the\n"
                  "intermediate one between them. A condition is 0 or 1, a degree from 0 to 1, or a level.",
          .options = {{.name = "outcome", .label = "Outcome", .kind = Kind::text, .means = "Column of the outcome; ~NAME for its absence, NAME[2] for a level", .wanted = true, .shape = "COLUMN"},
                      {.name = "conditions", .label = "Conditions", .kind = Kind::columns, .means = "Columns of the conditions; every other column of numbers unless told", .shape = "COLUMNS", .commas = true},
                      {.name = "cases", .label = "Names of the cases", .means = "Column of the cases' names; the first of texts unless told"},
                      {.name = "calibrate", .label = "Calibrate by anchors", .kind = Kind::texts, .means = "Anchors fully out, between, fully in; six for a middle range", .shape = "COLUMN:OUT,BETWEEN,IN"},
                      {.name = "calibrate-indirect", .label = "Calibrate by equal steps", .kind = Kind::texts, .means = "Thresholds of equal steps from 0 to 1, smoothed", .shape = "COLUMN:A,B,…"},
                      {.name = "crisp", .label = "Calibrate by a threshold", .kind = Kind::texts, .means = "One threshold for 0 and 1, more for levels; a value that reaches it is above", .shape = "COLUMN:A[,B…]"},
                      {.name = "multi-value", .label = "Conditions with levels", .kind = Kind::columns, .means = "Columns whose whole numbers are levels", .shape = "COLUMNS", .commas = true},
                      {.name = "code", .label = "Numbers for texts", .kind = Kind::texts, .means = "The number that a text stands for", .shape = "TEXT=NUMBER"},
                      {.name = "expect", .label = "What should help", .kind = Kind::texts, .means = "What should help: DEV, ~URB or IND[1]; the intermediate solution goes by it", .shape = "CONDITIONS", .commas = true},
                      {.name = "consistency", .label = "Consistency", .kind = Kind::number, .means = "From which consistency on a combination goes with the outcome", .standard = "0.8", .shape = "SHARE"},
                      {.name = "pri", .label = "Consistency beyond the opposite (PRI)", .kind = Kind::number, .means = "From which PRI on it does", .standard = "0", .shape = "SHARE"},
                      {.name = "min-cases", .label = "Fewest cases", .kind = Kind::whole, .means = "How many cases a combination needs to count", .standard = "1", .least = 0, .most = 1e6},
                      {.name = "necessity", .label = "Consistency of necessity", .kind = Kind::number, .means = "From which consistency on a pair of conditions is necessary", .standard = "0.9", .shape = "SHARE"},
                      {.name = "relevance", .label = "Relevance", .kind = Kind::number, .means = "From which relevance on it is listed", .standard = "0.6", .shape = "SHARE"},
                      {.name = "pairs", .label = "Pairs of conditions", .kind = Kind::flag, .means = "Look for pairs of which one is necessary"},
                      {.name = "models", .label = "Most models", .kind = Kind::whole, .means = "How many models to list at most; all are counted", .standard = "1000", .least = 1, .most = 100'000}},
          .answer = answer_qca};
}

}  // namespace tributary::exchange
