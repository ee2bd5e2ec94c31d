#include "engines/evidence/qca/cases.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::evidence::qca {
namespace {

base::Problem cases_problem(const char* code, const char* title, std::string detail, std::string field = {}) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = std::move(field)};
}

base::Done check_condition(const Cases& cases, std::size_t which) {
  const Condition& condition = cases.conditions[which];
  const std::string field = "/conditions/" + std::to_string(which) + "/values/";
  if (condition.values.size() != cases.size())
    return base::fail(cases_problem("lengths-differ", "A condition has another number of cases than the outcome", condition.name + " needs one value a case.", field));
  for (std::size_t i = 0; i < condition.values.size(); ++i) {
    const double x = condition.values[i];
    if (condition.multi_value) {
      if (!(x >= 0 && x < condition.levels && std::trunc(x) == x))
        return base::fail(cases_problem("level-wrong", "A value of a multi-value condition is no level",
                                        condition.name + " has levels from 0 to " + std::to_string(condition.levels - 1) + ", as whole numbers.", field + std::to_string(i)));
    } else if (!(x >= 0 && x <= 1)) {
      return base::fail(cases_problem("membership-out-of-range", "A membership lies outside 0 to 1",
                                      condition.name + " is a degree of membership. Calibrate it, or say that it is multi-value.", field + std::to_string(i)));
    }
  }
  return {};
}

}  // namespace

base::Done check_cases(const Cases& cases) {
  if (cases.size() < 2)
    return base::fail(cases_problem("too-few-cases", "There are too few cases to compare", "A comparison needs at least two cases whose values are all there."));
  if (cases.conditions.empty()) return base::fail(cases_problem("too-few-conditions", "There is no condition", "Name at least one condition."));
  if (cases.conditions.size() > most_conditions)
    return base::fail(cases_problem("too-many-conditions", "There are too many conditions",
                                    std::to_string(cases.conditions.size()) + " conditions are more than the " + std::to_string(most_conditions) +
                                        " that can be compared. With so many, nearly every case is a row of its own: choose the few that theory speaks for."));
  if (cases.names.size() != cases.size())
    return base::fail(cases_problem("lengths-differ", "There is another number of names than of cases", "Give one name a case."));
  for (std::size_t i = 0; i < cases.conditions.size(); ++i)
    if (auto fine = check_condition(cases, i); !fine) return fine;
  std::size_t with = 0, without = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double y = cases.outcome[i];
    if (!(y >= 0 && y <= 1))
      return base::fail(cases_problem("membership-out-of-range", "A membership lies outside 0 to 1", "The outcome is a degree of membership from 0 to 1. Calibrate it.",
                                      "/outcome/" + std::to_string(i)));
    with += y > 0.5;
    without += y < 0.5;
  }
  if (with == 0 || without == 0)
    return base::fail(cases_problem("outcome-one-sided", with == 0 ? "No case has the outcome" : "Every case has the outcome",
                                    "What went with it can only be told where some cases have it (above .5) and others don't (below .5).", "/outcome"));
  return {};
}

double membership(const Condition& condition, unsigned level, std::size_t of_case) {
  const double x = condition.values[of_case];
  if (condition.multi_value) return x == level ? 1 : 0;
  return level == 1 ? x : 1 - x;
}

double membership(const Cases& cases, const Term& term, std::size_t of_case) {
  double least = 1;
  for (std::size_t i = 0; i < term.size(); ++i)
    if (term[i] != any_level) least = std::min(least, membership(cases.conditions[i], static_cast<unsigned>(term[i]), of_case));
  return least;
}

std::vector<double> memberships(const Cases& cases, const Term& term) {
  std::vector<double> all(cases.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = membership(cases, term, i);
  return all;
}

std::string name_of(const Cases& cases, std::size_t condition, unsigned level) {
  const std::string& name = cases.conditions[condition].name;
  if (std::ranges::any_of(cases.conditions, &Condition::multi_value)) return name + "[" + std::to_string(level) + "]";
  return (level == 0 ? "~" : "") + name;
}

std::string name_of(const Cases& cases, const Term& term) {
  std::string name;
  for (std::size_t i = 0; i < term.size(); ++i)
    if (term[i] != any_level) name += (name.empty() ? "" : "*") + name_of(cases, i, static_cast<unsigned>(term[i]));
  return name.empty() ? "1" : name;
}

Cases negated(Cases cases) {
  for (double& y : cases.outcome) y = 1 - y;
  cases.outcome_name = cases.outcome_name.starts_with('~') ? cases.outcome_name.substr(1) : "~" + cases.outcome_name;
  return cases;
}

}  // namespace tributary::evidence::qca
