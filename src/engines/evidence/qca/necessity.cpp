#include "engines/evidence/qca/necessity.hpp"

#include <algorithm>

namespace tributary::evidence::qca {
namespace {

std::vector<double> degrees(const Cases& cases, const Literal& literal) {
  std::vector<double> all(cases.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = membership(cases.conditions[literal.condition], literal.level, i);
  return all;
}

bool reaches(const std::optional<double>& share, double cut) { return share.value_or(0) >= cut; }

}  // namespace

std::vector<Needed> necessity(const Cases& cases, const NecessityCuts& cuts) {
  std::vector<Needed> all;
  std::vector<std::vector<double>> sets;
  for (std::size_t i = 0; i < cases.conditions.size(); ++i) {
    for (unsigned level = 0; level < cases.conditions[i].levels; ++level) {
      // Present before absent.
      const Literal literal{i, cases.conditions[i].multi_value ? level : 1 - level};
      sets.push_back(degrees(cases, literal));
      all.push_back({.any_of = {literal}, .fit = necessity(sets.back(), cases.outcome)});
    }
  }
  if (!cuts.pairs) return all;
  const std::size_t single = all.size();
  for (std::size_t a = 0; a < single; ++a) {
    for (std::size_t b = a + 1; b < single; ++b) {
      const Literal first = all[a].any_of.front(), second = all[b].any_of.front();
      if (first.condition == second.condition || reaches(all[a].fit.consistency, cuts.consistency) || reaches(all[b].fit.consistency, cuts.consistency)) continue;
      std::vector<double> either(cases.size());
      for (std::size_t i = 0; i < either.size(); ++i) either[i] = std::max(sets[a][i], sets[b][i]);
      const Necessity fit = necessity(either, cases.outcome);
      if (reaches(fit.consistency, cuts.consistency) && reaches(fit.relevance, cuts.relevance)) all.push_back({.any_of = {first, second}, .fit = fit});
    }
  }
  return all;
}

std::string name_of(const Cases& cases, const Needed& needed) {
  std::string name;
  for (const Literal& literal : needed.any_of) name += (name.empty() ? "" : "+") + name_of(cases, literal.condition, literal.level);
  return name;
}

}  // namespace tributary::evidence::qca
