#include "engines/flow/analytic/sizing.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"

namespace tributary::flow {

namespace {

// The services that nobody can come to: a scenario closes them. None at all where something else is wrong, of which there is no load.
std::optional<std::set<std::string>> closed(const Model& model) {
  std::set<std::string> out;
  const auto fine = check_model(model);
  if (fine) return out;
  std::vector<base::Problem> problems = fine.error().others;
  problems.push_back(fine.error());
  for (const base::Problem& each : problems) {
    if (each.code != "service-unreachable") return {};
    out.insert(each.field);
  }
  return out;
}

}  // namespace

base::Done size_beds(Model& model, const std::vector<ByLoad>& services) {
  Model unlimited = model;
  unlimited.measures.clear();
  unlimited.changes.clear();
  for (const ByLoad& each : services) {
    Service& service = unlimited.services[each.service.at()];
    service.kind = Service::Kind::unlimited;
    service.when_full.clear(), service.reserves.clear();
    service.pool = {};
    model.services[each.service.at()].capacity.beds = 1;
  }
  const auto without_people = closed(unlimited);
  if (!without_people) return {};
  const auto solution = solve(unlimited);
  if (!solution) return base::fail(solution.error());
  for (const ByLoad& each : services) {
    const ServiceSolution& there = solution->services[each.service.at()];
    if (!there.open.empty()) {
      base::Problem problem;
      problem.code = "load-not-known";
      problem.title = "How many beds a service needs isn't known";
      problem.detail = "Theory can't tell the load of " + there.name + ": " + there.open + ". Say how many beds it has.";
      problem.field = "services." + there.name + ".beds";
      return base::fail(std::move(problem));
    }
    constexpr double rounding = 1e-9, most = 1e8;  // a load of 17 over .85 is 20 beds, not 21
    const double beds = std::ceil(there.load.offered / each.utilisation * (1 - rounding));
    if (!(beds <= most)) {
      base::Problem problem;
      problem.code = "beds-too-many";
      problem.title = "That is more beds than can be meant";
      problem.detail = "By its load " + there.name + " would have more than 100,000,000 beds. Look at rates, stays and their units.";
      problem.field = "services." + there.name + ".beds";
      return base::fail(std::move(problem));
    }
    const int least = without_people->contains("services." + there.name) ? 0 : 1;  // somebody might come, though nobody does
    model.services[each.service.at()].capacity.beds = std::max(least, static_cast<int>(beds));
  }
  return {};
}

}  // namespace tributary::flow
