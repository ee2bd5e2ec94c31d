#include "engines/evidence/qca/answer.hpp"

#include <algorithm>
#include <cmath>

#include "engines/evidence/qca/answer_words.hpp"

namespace tributary::evidence::qca {
namespace {

constexpr double nearly_always = 0.9;    // a consistency of necessity that is worth telling
constexpr double hardly_trivial = 0.6;   // a relevance below it: the condition is nearly always there
constexpr double as_often_not = 0.5;     // a PRI below it: the row goes with the outcome's absence as well

std::string led_by(const Analysis& analysis) {
  if (!analysis.solutions.intermediate.empty()) return "with expectations (the intermediate solution)";
  return analysis.solutions.parsimonious ? "as briefly as can be (the parsimonious solution)" : "from what was seen alone (the conservative solution)";
}

std::string model_in_words(const Analysis& analysis, const Model& model) {
  std::string all;
  for (const TermFit& each : model.terms) all += (all.empty() ? "" : "; or ") + in_words(analysis.cases, each.term);
  return all;
}

void tell_of_terms(const Analysis& analysis, const Model& model, Told& told) {
  for (const TermFit& each : model.terms) {
    std::string sentence = "Under " + in_words(analysis.cases, each.term) + ": " + cases_in_words(analysis.cases, each.with) + " with the outcome";
    sentence += each.without.empty() ? ", and none without it" : "; but " + cases_in_words(analysis.cases, each.without) + " without it";
    told.answer.push_back(sentence + " (consistency " + two_digits(each.fit.consistency) + ", PRI " + two_digits(each.fit.pri) + ", coverage " + two_digits(each.fit.coverage) +
                          ", of which its own " + two_digits(each.unique) + ").");
  }
  if (!model.unexplained.empty())
    told.answer.push_back("It doesn't explain " + cases_in_words(analysis.cases, model.unexplained) + ".");
}

void tell_of_models(const Analysis& analysis, const Solution& solution, Told& told) {
  const std::size_t others = analysis.solutions.intermediate.size();
  if (others > 1)
    told.answer.push_back("It is one of " + std::to_string(others) + " intermediate solutions, since more than one model is as brief as the unseen allows: read the others before acting on it.");
  if (others > 1 && solution.count == 1 && solution.counted) return;
  if (solution.count == 1 && solution.counted) {
    told.answer.push_back("No other combination of so few terms fits the cases as well.");
    return;
  }
  const std::string count = solution.counted ? std::to_string(solution.count) : "more than " + std::to_string(solution.count);
  told.answer.push_back(capital(count) + " models fit the cases equally well, and the data can't tell between them: this is one of those with the fewest conditions. Read the others before acting on it.");
}

void tell_of_necessity(const Analysis& analysis, Told& told) {
  for (const Needed& needed : analysis.necessity) {
    if (needed.any_of.size() != 1 || needed.fit.consistency.value_or(0) < nearly_always) continue;
    const Literal literal = needed.any_of.front();
    const std::string figures = "(consistency " + two_digits(needed.fit.consistency) + ", relevance " + two_digits(needed.fit.relevance) + ")";
    const std::string name = literal_in_words(analysis.cases, literal.condition, literal.level);
    if (needed.fit.relevance.value_or(0) < hardly_trivial) told.answer.push_back("Nearly every case with the outcome has " + name + ", but so have many without it, so that says little " + figures + ".");
    else told.answer.push_back("The outcome hardly comes without " + name + " " + figures + ": it may be necessary.");
  }
}

// Where hardly two cases share a combination, nothing can contradict an answer: it is as perfect whatever the outcomes are.
bool hardly_any_alike(const Analysis& analysis) {
  const auto alone = std::ranges::count_if(analysis.table.rows, [](const TruthRow& row) { return row.cases.size() < 2; });
  return 2 * static_cast<std::size_t>(alone) > analysis.cases.size();
}

void answer(const Analysis& analysis, Told& told) {
  const Solution* solution = leading(analysis);
  const std::size_t with = static_cast<std::size_t>(std::ranges::count_if(analysis.cases.outcome, [](double y) { return y > 0.5; }));
  const std::string share = std::to_string(with) + " of " + std::to_string(analysis.cases.size()) + " cases";
  if (solution == nullptr || solution->models.empty()) {
    told.answer.push_back("No combination of these conditions went with " + analysis.cases.outcome_name + " (" + share + ") consistently enough to be told.");
  } else {
    const Model& model = solution->models.front();
    told.answer.push_back(analysis.cases.outcome_name + " (" + share + ") went with " + model_in_words(analysis, model) + "; told " + led_by(analysis) + ". Consistency " +
                          two_digits(model.fit.consistency) + ", PRI " + two_digits(model.fit.pri) + ", coverage " + two_digits(model.fit.coverage) + ".");
    if (static_cast<double>(analysis.cases.conditions.size()) > most_conditions_for(analysis.cases.size()))
      told.answer.push_back("Don't act on it as it stands: with so many conditions for so few cases, chance alone makes answers as clear.");
    else if (hardly_any_alike(analysis))
      told.answer.push_back("Take it as a question, not a finding: hardly two cases share a combination, so that outcomes dealt by lot would give as perfect an answer.");
    tell_of_terms(analysis, model, told);
    tell_of_models(analysis, *solution, told);
  }
  tell_of_necessity(analysis, told);
}

void judge_diversity(const Analysis& analysis, Told& told) {
  const double seen = static_cast<double>(analysis.table.rows.size());
  const double unseen = analysis.table.possible - seen;
  std::string found = std::to_string(analysis.table.rows.size()) + " of " + whole(analysis.table.possible) + " possible combinations were seen.";
  const Solution* solution = leading(analysis);
  if (solution != nullptr && !solution->models.empty() && solution->models.front().assumed > 0)
    found += " The answer takes for granted that " + (solution->models.front().assumed == 1 ? std::string("one other") : whole(solution->models.front().assumed) + " others") + " would have the outcome too.";
  told.assumptions.push_back({.code = "limited-diversity",
                              .holds = unseen <= 0 ? Holds::yes : unseen > seen ? Holds::doubtful : Holds::cannot_tell,
                              .found = std::move(found),
                              .would_make_wrong = unseen <= 0 ? "" : "One case of an unseen combination without the outcome could change it."});
}

bool nobody_alike(const Analysis& analysis) {
  return std::ranges::none_of(analysis.table.rows, [](const TruthRow& row) { return row.cases.size() > 1; });
}

void judge_conditions(const Analysis& analysis, Told& told) {
  const double most = most_conditions_for(analysis.cases.size());
  const auto n = static_cast<double>(analysis.cases.conditions.size());
  const std::string figures = capital(count_of(analysis.cases.conditions.size(), "condition") + " for " + count_of(analysis.cases.size(), "case"));
  Assumption judged{.code = "conditions-for-cases", .holds = Holds::yes, .found = figures + ": few enough that random numbers would seldom give so clear an answer.", .would_make_wrong = ""};
  if (n > most) {
    judged = {.code = judged.code, .holds = Holds::no, .found = figures + " are too many (about " + whole(std::floor(most)) + " at most): random numbers would give a perfect answer as well.",
              .would_make_wrong = "Combinations that are found may mean nothing. Leave out conditions that theory doesn't speak for."};
  } else if (hardly_any_alike(analysis)) {
    judged = {.code = judged.code, .holds = Holds::doubtful, .found = figures + ", most of them alone in their combination: nothing could contradict the answer.",
              .would_make_wrong = "Fewer conditions, or more cases that share a combination, would show whether it holds."};
  }
  told.assumptions.push_back(std::move(judged));
}

void judge_rows(const Analysis& analysis, Told& told) {
  std::string contradictory, torn;
  std::size_t contradictions = 0;
  for (const TruthRow& row : analysis.table.rows) {
    if (row.contradictory) {
      ++contradictions;
      contradictory += (contradictory.empty() ? "" : "; ") + in_words(analysis.cases, row.levels) + " (" + names_of(analysis.cases, row.cases) + ")";
    }
    if (row.standing == Standing::positive && row.fit.pri.value_or(0) < as_often_not) torn += (torn.empty() ? "" : "; ") + in_words(analysis.cases, row.levels);
  }
  told.assumptions.push_back({.code = "no-contradictions",
                              .holds = contradictions > 0 ? Holds::doubtful : nobody_alike(analysis) ? Holds::cannot_tell : Holds::yes,
                              .found = contradictions == 0 ? (nobody_alike(analysis) ? "No two cases are alike in the conditions, so none can contradict another." : "Cases that are alike in the conditions are alike in the outcome.")
                                                           : capital(count_of(contradictions, "combination")) + " holds cases with the outcome and cases without it: " + contradictory + ".",
                              .would_make_wrong = contradictions == 0 ? "" : "Something that isn't among the conditions tells them apart, or a case is calibrated wrongly."});
  if (!torn.empty())
    told.warnings.push_back("These combinations count as going with the outcome, but go with its absence about as well (PRI below .5): " + torn + ". Raise the cut of PRI.");
}

// A condition that is the same in every case tells nothing.
void warn_of_constants(const Analysis& analysis, Told& told) {
  for (std::size_t i = 0; i < analysis.cases.conditions.size(); ++i) {
    const auto& rows = analysis.table.rows;
    const bool varies = std::ranges::any_of(rows, [&](const TruthRow& row) { return row.levels[i] != rows.front().levels[i]; });
    if (rows.size() > 1 && !varies)
      told.warnings.push_back("Every case has " + literal_in_words(analysis.cases, i, static_cast<unsigned>(rows.front().levels[i])) + ": that condition tells nothing here.");
  }
}

void warn(const Analysis& analysis, Told& told) {
  warn_of_constants(analysis, told);
  if (!analysis.table.between.empty())
    told.warnings.push_back(cases_in_words(analysis.cases, analysis.table.between) + " " + (analysis.table.between.size() == 1 ? "has" : "have") +
                            " a membership of exactly .5 in a condition, and so " + (analysis.table.between.size() == 1 ? "belongs" : "belong") + " to no combination. Calibrate so that it is more in or more out.");
  std::vector<std::size_t> torn;
  for (std::size_t i = 0; i < analysis.cases.size(); ++i)
    if (analysis.cases.outcome[i] == 0.5) torn.push_back(i);
  if (!torn.empty()) told.warnings.push_back(cases_in_words(analysis.cases, torn) + " can't be said to have the outcome or not: the membership is exactly .5.");
  if (!analysis.solutions.parsimonious && !analysis.solutions.conservative.models.empty())
    told.warnings.push_back("Every combination that was seen goes with the outcome, so nothing tells what it depends on; the solution only lists what was seen.");
  if (!analysis.solutions.every_pair)
    told.warnings.push_back("The intermediate solution was sought between the first " + std::to_string(most_pairs) + " pairs of conservative and parsimonious models only.");
}

}  // namespace

base::Result<Analysis> analyse(Cases cases, const Wanted& wanted) {
  auto table = truth_table(cases, wanted.cuts);
  if (!table) return base::fail(table.error());
  auto solutions = solve(cases, *table, wanted.expectations, wanted.effort);
  if (!solutions) return base::fail(solutions.error());
  auto needed = necessity(cases, wanted.necessity);
  return Analysis{.cases = std::move(cases),
                  .cuts = wanted.cuts,
                  .table = std::move(*table),
                  .necessity = std::move(needed),
                  .expectations = wanted.expectations,
                  .solutions = std::move(*solutions)};
}

const Solution* leading(const Analysis& analysis) {
  const Solutions& all = analysis.solutions;
  if (all.conservative.models.empty()) return nullptr;
  if (!all.intermediate.empty()) return &all.intermediate.front().solution;
  return all.parsimonious ? &*all.parsimonious : &all.conservative;
}

double most_conditions_for(std::size_t cases) { return 5 + 2 * std::log(static_cast<double>(cases) / 15) / std::log(50.0 / 15); }

Told tell(const Analysis& analysis) {
  Told told;
  answer(analysis, told);
  judge_conditions(analysis, told);
  judge_diversity(analysis, told);
  judge_rows(analysis, told);
  told.assumptions.push_back({.code = "conditions-before-outcome",
                              .holds = Holds::cannot_tell,
                              .found = "Whether the conditions were recorded before the results were known is not in the data.",
                              .would_make_wrong = "Who knows that it worked remembers what helped: conditions that were recorded afterwards explain too well."});
  told.assumptions.push_back({.code = "calibrated-by-knowledge",
                              .holds = Holds::cannot_tell,
                              .found = "Memberships are as good as the anchors that they were calibrated by.",
                              .would_make_wrong = "Anchors that were chosen by looking at the outcome. Move them a little and see whether the answer stays."});
  warn(analysis, told);
  return told;
}

}  // namespace tributary::evidence::qca
