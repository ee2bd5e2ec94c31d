#include "engines/evidence/qca/minimum_models.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

#include "base/check.hpp"
#include "engines/evidence/qca/hitting_sets.hpp"
#include "engines/evidence/qca/minimum_cover.hpp"

namespace tributary::evidence::qca {
namespace {

constexpr std::size_t most_rows = 2048;  // positive ones, and differences of one of them

base::Problem effort_problem(const char* code, const char* title, std::string detail) {
  return {.code = code, .title = title, .detail = std::move(detail) + " Choose fewer conditions."};
}

base::Problem stopped_early() { return {.code = "stopped-early", .title = "It was stopped", .detail = "The solutions were not all found."}; }

base::Problem too_long(const Effort& effort) {
  return effort_problem("search-too-long", "The search takes too long", "The fewest terms that hold at all positive rows were not found within " + std::to_string(effort.most_steps) + " steps.");
}

// By negative row or off term, the conditions in which a positive row differs: as bits. Only the minimal ones matter.
std::vector<std::uint64_t> differences_of(const Term& row, const std::vector<Term>& off) {
  std::vector<std::uint64_t> all;
  for (const Term& term : off) {
    std::uint64_t differ = 0;
    for (std::size_t i = 0; i < row.size(); ++i)
      if (term[i] != any_level && term[i] != row[i]) differ |= std::uint64_t{1} << i;
    base::check(differ != 0, "no positive row lies in an off term");
    all.push_back(differ);
  }
  return minimal_sets(std::move(all));
}

template <std::size_t Sets, std::size_t W>
base::Done find_at(const std::vector<std::uint64_t>& differences, const std::vector<Bits<W>>& same, std::uint32_t row, std::size_t rows, const Effort& effort,
                   std::vector<Implicant<W>>& found) {
  HittingSets<Sets, W> sets(differences, same, row, effort, found);
  if (sets.search(rows)) return {};
  if (sets.stopped()) return base::fail(stopped_early());
  if (sets.too_long()) return base::fail(too_long(effort));
  return base::fail(effort_problem("too-many-implicants", "There are too many ways to tell the cases apart",
                                   "More than " + std::to_string(effort.most_implicants) + " combinations of conditions would each explain a case as briefly as can be."));
}

template <std::size_t W>
base::Result<std::vector<Implicant<W>>> prime_implicants(const std::vector<Term>& positive, const std::vector<Term>& off, const Effort& effort) {
  std::vector<Implicant<W>> found;
  const std::size_t conditions = positive.front().size();
  for (std::size_t row = 0; row < positive.size(); ++row) {
    const auto differences = differences_of(positive[row], off);
    std::vector<Bits<W>> same(conditions);
    for (std::size_t i = 0; i < conditions; ++i)
      for (std::size_t other = 0; other < positive.size(); ++other)
        if (positive[other][i] == positive[row][i]) same[i].set(other);
    const auto number = static_cast<std::uint32_t>(row);
    base::Done done;
    if (differences.size() <= 64) done = find_at<1>(differences, same, number, positive.size(), effort, found);
    else if (differences.size() <= 256) done = find_at<4>(differences, same, number, positive.size(), effort, found);
    else if (differences.size() <= most_rows) done = find_at<most_rows / 64>(differences, same, number, positive.size(), effort, found);
    else
      done = base::fail(effort_problem("too-many-rows", "There are too many combinations",
                                       "A combination differs in more than " + std::to_string(most_rows) + " ways from those without the outcome."));
    if (!done) return base::fail(done.error());
  }
  return found;
}

Term term_of(std::uint64_t fixed, const Term& row) {
  Term term(row.size(), any_level);
  for (std::size_t i = 0; i < row.size(); ++i)
    if ((fixed >> i & 1) != 0) term[i] = row[i];
  return term;
}

std::size_t conditions_of(const Term& term) { return term.size() - static_cast<std::size_t>(std::ranges::count(term, any_level)); }

// Models with the fewest conditions first, then in the order of their terms; each term is kept once.
Models in_order(const std::vector<std::vector<Term>>& listed) {
  std::vector<std::tuple<std::size_t, std::vector<Term>>> sorted;
  Models models;
  for (std::vector<Term> model : listed) {
    std::ranges::sort(model, std::greater<>());
    std::size_t conditions = 0;
    for (const Term& term : model) conditions += conditions_of(term);
    models.terms.insert(models.terms.end(), model.begin(), model.end());
    sorted.emplace_back(conditions, std::move(model));
  }
  std::ranges::sort(sorted, [](const auto& a, const auto& b) {
    if (std::get<0>(a) != std::get<0>(b)) return std::get<0>(a) < std::get<0>(b);
    return std::get<1>(a) > std::get<1>(b);
  });
  std::ranges::sort(models.terms, std::greater<>());
  models.terms.erase(std::unique(models.terms.begin(), models.terms.end()), models.terms.end());
  for (const auto& [conditions, model] : sorted) {
    std::vector<std::size_t> places;
    for (const Term& term : model)
      places.push_back(static_cast<std::size_t>(std::ranges::lower_bound(models.terms, term, std::greater<>()) - models.terms.begin()));
    models.models.push_back(std::move(places));
  }
  return models;
}

template <std::size_t W>
base::Result<Models> solve(const std::vector<Term>& positive, const std::vector<Term>& off, const Effort& effort) {
  const auto implicants = prime_implicants<W>(positive, off, effort);
  if (!implicants) return base::fail(implicants.error());
  std::vector<Bits<W>> covers;
  for (const auto& each : *implicants) covers.push_back(each.covers);
  MinimumCover<W> cover(covers, positive.size(), effort);
  const Search ended = cover.search();
  if (ended == Search::stopped) return base::fail(stopped_early());
  if (ended == Search::too_long) return base::fail(too_long(effort));
  std::vector<std::vector<Term>> listed;
  for (const auto& model : cover.models()) {
    std::vector<Term> terms;
    for (const std::size_t i : model) terms.push_back(term_of((*implicants)[i].fixed, positive[(*implicants)[i].row]));
    listed.push_back(std::move(terms));
  }
  Models models = in_order(listed);
  models.count = cover.count();
  models.counted = cover.counted();
  models.implicants = implicants->size();
  return models;
}

// The condition that most of the terms name.
std::optional<std::size_t> most_named(const std::vector<Term>& terms, std::size_t conditions) {
  std::optional<std::size_t> best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < conditions; ++i) {
    const auto named = static_cast<std::size_t>(std::ranges::count_if(terms, [&](const Term& term) { return term[i] != any_level; }));
    if (named > most) most = named, best = i;
  }
  return best;
}

}  // namespace

base::Result<Models> minimum_models(const std::vector<Term>& positive, const std::vector<Term>& off, const Effort& effort) {
  if (positive.empty()) return Models{};
  if (positive.size() > most_rows)
    return base::fail(effort_problem("too-many-rows", "There are too many combinations", "More than " + std::to_string(most_rows) + " rows go with the outcome."));
  if (positive.size() <= 64) return solve<1>(positive, off, effort);
  if (positive.size() <= 256) return solve<4>(positive, off, effort);
  return solve<most_rows / 64>(positive, off, effort);
}

// By cases of one condition after another [Brayton et al. 1984, Logic Minimization Algorithms for VLSI Synthesis, section 3.5].
std::vector<Term> complement(const std::vector<Term>& terms, const std::vector<unsigned>& levels) {
  if (terms.empty()) return {Term(levels.size(), any_level)};
  const auto condition = most_named(terms, levels.size());
  if (!condition) return {};  // one of them holds everywhere
  std::vector<std::vector<Term>> parts;
  for (unsigned level = 0; level < levels[*condition]; ++level) {
    std::vector<Term> here;
    for (const Term& term : terms) {
      if (term[*condition] != any_level && term[*condition] != static_cast<std::int8_t>(level)) continue;
      here.push_back(term);
      here.back()[*condition] = any_level;
    }
    parts.push_back(complement(here, levels));
    std::ranges::sort(parts.back());
  }
  // What holds at every level names none.
  std::vector<Term> all;
  for (const Term& term : parts.front()) {
    const bool everywhere = std::ranges::all_of(parts, [&](const auto& part) { return std::ranges::binary_search(part, term); });
    if (everywhere) all.push_back(term);
  }
  const std::vector<Term> shared = all;
  for (std::size_t level = 0; level < parts.size(); ++level) {
    for (Term& term : parts[level]) {
      if (std::ranges::binary_search(shared, term)) continue;
      term[*condition] = static_cast<std::int8_t>(level);
      all.push_back(std::move(term));
    }
  }
  return all;
}

}  // namespace tributary::evidence::qca
