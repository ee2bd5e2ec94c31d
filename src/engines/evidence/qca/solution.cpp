#include "engines/evidence/qca/solution.hpp"

#include <algorithm>

namespace tributary::evidence::qca {
namespace {

std::vector<unsigned> levels_of(const Cases& cases) {
  std::vector<unsigned> levels;
  for (const Condition& condition : cases.conditions) levels.push_back(condition.levels);
  return levels;
}

std::vector<Term> rows_of(const TruthTable& table, Standing standing) {
  std::vector<Term> rows;
  for (const TruthRow& row : table.rows)
    if (row.standing == standing) rows.push_back(row.levels);
  return rows;
}

// How many combinations the terms hold for. The terms of a complement share none.
double combinations(const Cases& cases, const std::vector<Term>& terms) {
  const std::vector<unsigned> levels = levels_of(cases);
  double all = 1, outside = 0;
  for (const unsigned each : levels) all *= each;
  for (const Term& term : complement(terms, levels)) {
    double n = 1;
    for (std::size_t i = 0; i < term.size(); ++i) n *= term[i] == any_level ? levels[i] : 1;
    outside += n;
  }
  return all - outside;
}

// The union of a model's terms, and what each would leave of it by going: the next greatest, where it is the greatest.
struct Union {
  std::vector<double> greatest, next;
  std::vector<std::size_t> of_term;  // whose the greatest is

  Union(const std::vector<std::vector<double>>& held, const std::vector<std::size_t>& places, std::size_t cases) : greatest(cases, 0), next(cases, 0), of_term(cases, held.size()) {
    for (const std::size_t place : places)
      for (std::size_t i = 0; i < cases; ++i) {
        const double x = held[place][i];
        if (x > greatest[i]) next[i] = greatest[i], greatest[i] = x, of_term[i] = place;
        else next[i] = std::max(next[i], x);
      }
  }
  [[nodiscard]] std::vector<double> without(std::size_t place) const {
    std::vector<double> left = greatest;
    for (std::size_t i = 0; i < left.size(); ++i)
      if (of_term[i] == place) left[i] = next[i];
    return left;
  }
};

// A model of those terms, by what each holds of every case.
Model fitted(const Cases& cases, const Models& models, const std::vector<std::vector<double>>& held, const std::vector<std::size_t>& places, std::size_t positive) {
  Model model;
  const Union all(held, places, cases.size());
  model.fit = sufficiency(all.greatest, cases.outcome);
  std::vector<Term> terms;
  for (const std::size_t place : places) {
    const std::vector<double>& holds = held[place];
    TermFit fit{.term = models.terms[place], .fit = sufficiency(holds, cases.outcome)};
    const auto without = sufficiency(all.without(place), cases.outcome).coverage;
    if (model.fit.coverage) fit.unique = *model.fit.coverage - without.value_or(0);
    for (std::size_t i = 0; i < cases.size(); ++i) {
      if (holds[i] <= 0.5) continue;
      if (cases.outcome[i] > 0.5) fit.with.push_back(i);
      if (cases.outcome[i] < 0.5) fit.without.push_back(i);
    }
    terms.push_back(fit.term);
    model.terms.push_back(std::move(fit));
  }
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (cases.outcome[i] > 0.5 && all.greatest[i] <= 0.5) model.unexplained.push_back(i);
  model.assumed = combinations(cases, terms) - static_cast<double>(positive);
  return model;
}

Solution fitted(const Cases& cases, const Models& models, std::size_t positive) {
  Solution solution{.count = models.count, .counted = models.counted, .implicants = models.implicants};
  std::vector<std::vector<double>> held;
  for (const Term& term : models.terms) held.push_back(memberships(cases, term));
  for (const auto& places : models.models) solution.models.push_back(fitted(cases, models, held, places, positive));
  return solution;
}

std::vector<Term> terms_of(const Models& models, std::size_t which) {
  std::vector<Term> terms;
  for (const std::size_t place : models.models[which]) terms.push_back(models.terms[place]);
  return terms;
}

bool lies_in(const Term& term, const Term& wider) {
  for (std::size_t i = 0; i < term.size(); ++i)
    if (wider[i] != any_level && wider[i] != term[i]) return false;
  return true;
}

// What the expectations leave of the conservative term.
Term with_easy_counterfactuals(Term term, const Term& parsimonious, const Expectations& expectations) {
  for (std::size_t i = 0; i < term.size(); ++i) {
    if (term[i] == any_level || parsimonious[i] != any_level || expectations[i].empty()) continue;
    const auto level = static_cast<unsigned>(term[i]);
    if (std::ranges::find(expectations[i], level) == expectations[i].end()) term[i] = any_level;
  }
  return term;
}

// Terms within which the intermediate solution stays; they hold at every positive row, and at no negative one.
std::vector<Term> ground_between(const std::vector<Term>& conservative, const std::vector<Term>& parsimonious, const Expectations& expectations) {
  std::vector<Term> ground;
  for (const Term& narrow : conservative) {
    ground.push_back(narrow);
    for (const Term& wide : parsimonious)
      if (lies_in(narrow, wide)) ground.push_back(with_easy_counterfactuals(narrow, wide, expectations));
  }
  std::ranges::sort(ground);
  ground.erase(std::unique(ground.begin(), ground.end()), ground.end());
  return ground;
}

struct Ground {
  std::vector<Term> terms;
  std::vector<std::pair<std::size_t, std::size_t>> between;
};

std::vector<Ground> grounds(const Models& conservative, const Models& parsimonious, const Expectations& expectations, bool& every_pair) {
  std::vector<Ground> all;
  std::size_t pairs = 0;
  for (std::size_t c = 0; c < conservative.models.size(); ++c) {
    for (std::size_t p = 0; p < parsimonious.models.size(); ++p) {
      if (++pairs > most_pairs) {
        every_pair = false;
        return all;
      }
      std::vector<Term> terms = ground_between(terms_of(conservative, c), terms_of(parsimonious, p), expectations);
      const auto same = std::ranges::find(all, terms, &Ground::terms);
      if (same != all.end()) same->between.emplace_back(c, p);
      else all.push_back({std::move(terms), {{c, p}}});
    }
  }
  return all;
}

std::vector<Term> terms_of(const Model& model) {
  std::vector<Term> terms;
  for (const TermFit& each : model.terms) terms.push_back(each.term);
  return terms;
}

bool same_models(const Solution& a, const Solution& b) {
  return a.count == b.count && std::ranges::equal(a.models, b.models, {}, [](const Model& each) { return terms_of(each); }, [](const Model& each) { return terms_of(each); });
}

}  // namespace

base::Result<Solutions> solve(const Cases& cases, const TruthTable& table, const Expectations& expectations, const Effort& effort) {
  const std::vector<Term> positive = rows_of(table, Standing::positive);
  const std::vector<Term> negative = rows_of(table, Standing::negative);
  const std::vector<unsigned> levels = levels_of(cases);
  Solutions solutions;
  const auto conservative = minimum_models(positive, complement(positive, levels), effort);
  if (!conservative) return base::fail(conservative.error());
  solutions.conservative = fitted(cases, *conservative, positive.size());
  if (negative.empty()) return solutions;

  const auto parsimonious = minimum_models(positive, negative, effort);
  if (!parsimonious) return base::fail(parsimonious.error());
  solutions.parsimonious = fitted(cases, *parsimonious, positive.size());
  if (expectations.empty()) return solutions;

  for (Ground& ground : grounds(*conservative, *parsimonious, expectations, solutions.every_pair)) {
    const auto models = minimum_models(positive, complement(ground.terms, levels), effort);
    if (!models) return base::fail(models.error());
    Intermediate found{.between = std::move(ground.between), .solution = fitted(cases, *models, positive.size())};
    // Two grounds may lead to one solution.
    const auto same = std::ranges::find_if(solutions.intermediate, [&](const Intermediate& each) { return same_models(each.solution, found.solution); });
    if (same == solutions.intermediate.end()) solutions.intermediate.push_back(std::move(found));
    else same->between.insert(same->between.end(), found.between.begin(), found.between.end());
  }
  return solutions;
}

}  // namespace tributary::evidence::qca
