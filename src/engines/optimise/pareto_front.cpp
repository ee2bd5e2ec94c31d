#include "engines/optimise/pareto_front.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <memory>
#include <numeric>
#include <pagmo/algorithm.hpp>
#include <pagmo/algorithms/nsga2.hpp>
#include <pagmo/population.hpp>
#include <pagmo/problem.hpp>

#include "base/check.hpp"

namespace tributary::optimise {

namespace {

constexpr double cannot_be = 1e30;  // in every objective: dominated by whatever can be

// All that was tried; shared by the copies that pagmo makes of a problem.
struct Tried {
  const Evaluate& evaluate;
  std::map<std::vector<double>, std::optional<std::vector<double>>> all;
};

class Problem {
 public:
  Problem() = default;  // pagmo asks for one
  Problem(const std::vector<Variable>& variables, std::size_t objectives, std::shared_ptr<Tried> tried) : variables_(variables), objectives_(objectives), tried_(std::move(tried)) {
    // pagmo has whole variables last.
    order_.resize(variables.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::ranges::stable_partition(order_, [&](std::size_t i) { return !variables[i].whole; });
  }

  [[nodiscard]] pagmo::vector_double fitness(const pagmo::vector_double& x) const {
    std::vector<double> at(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) at[order_[i]] = variables_[order_[i]].whole ? std::round(x[i]) : x[i];
    const auto [found, fresh] = tried_->all.try_emplace(at);
    if (fresh) found->second = tried_->evaluate(at);
    auto out = found->second ? *found->second : pagmo::vector_double(objectives_, cannot_be);
    if (objectives_ == 1) out.push_back(out.front());  // NSGA-II is of several: one twice orders choices as one does
    return out;
  }
  [[nodiscard]] std::pair<pagmo::vector_double, pagmo::vector_double> get_bounds() const {
    pagmo::vector_double low, high;
    for (const std::size_t i : order_) low.push_back(variables_[i].low), high.push_back(variables_[i].high);
    return {low, high};
  }
  [[nodiscard]] pagmo::vector_double::size_type get_nobj() const { return std::max<std::size_t>(objectives_, 2); }
  [[nodiscard]] pagmo::vector_double::size_type get_nix() const {
    return static_cast<pagmo::vector_double::size_type>(std::ranges::count_if(variables_, &Variable::whole));
  }

 private:
  std::vector<Variable> variables_{{}};
  std::size_t objectives_ = 1;
  std::shared_ptr<Tried> tried_;
  std::vector<std::size_t> order_;
};

bool dominates(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(a, b, std::less_equal<>()) && a != b;
}

}  // namespace

std::vector<Choice> undominated(std::vector<Choice> choices) {
  std::ranges::stable_sort(choices, std::less<>(), &Choice::objectives);
  std::vector<Choice> out;  // whoever dominates another stands before it
  for (Choice& each : choices) {
    const bool beaten = std::ranges::any_of(out, [&](const Choice& other) { return other.objectives == each.objectives || dominates(other.objectives, each.objectives); });
    if (!beaten) out.push_back(std::move(each));
  }
  return out;
}

std::vector<Choice> pareto_front(const std::vector<Variable>& variables, std::size_t objectives, const Evolution& evolution, const Evaluate& evaluate) {
  base::check(!variables.empty() && objectives > 0 && evolution.population >= 8 && evolution.population % 4 == 0, "something is varied, something is wanted, and the population is a multiple of four");
  const auto tried = std::make_shared<Tried>(Tried{evaluate, {}});
  const auto seed = static_cast<unsigned>(evolution.seed ^ (evolution.seed >> 32));
  const pagmo::problem problem{Problem(variables, objectives, tried)};
  const pagmo::population first{problem, evolution.population, seed};
  pagmo::algorithm algorithm{pagmo::nsga2(static_cast<unsigned>(evolution.generations), 0.95, 10., 0.1, 50., seed)};
  static_cast<void>(algorithm.evolve(first));
  std::vector<Choice> out;
  for (const auto& [at, values] : tried->all) {
    if (values) out.push_back({at, *values});
  }
  return undominated(std::move(out));
}

}  // namespace tributary::optimise
