// Services that can't keep up, and those that serve few of all who come. What solve.hpp declares of them.
#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/short_number.hpp"
#include "engines/flow/ways.hpp"

namespace tributary::flow {

namespace {

// "1 hour", "2.5 hours".
std::string counted(double count, const std::string& one) {
  const std::string number = short_number(count);
  return number + " " + one + (number == "1" ? "" : "s");
}

// What is too little of a team that gives visits: slots, or room on its books.
std::string overload_of_visits(const ServiceSolution& service, const std::string& a_unit) {
  const Load& load = service.load;
  if (load.utilisation.value_or(0) < 1) {
    return short_number(*load.on_books * load.caseload) + " people would be on its books at once, and its caseload is " + short_number(load.caseload);
  }
  return short_number(load.arrivals) + " people " + a_unit + " need " + counted(load.in_bed, "visit") + " each, " + short_number(load.offered) + " " + a_unit + ", and there are " + short_number(load.beds);
}

// What lacks are beds for some of those who come.
bool for_some(const ServiceSolution& service) {
  const Load& load = service.load;
  return load.least && (load.least->offered < load.offered * (1 - 1e-9) || std::fabs(load.least->beds - load.beds - load.kept_on) > 1e-9);
}

// A service before this one that can't keep up itself, so that fewer come than the loads say.
const ServiceSolution* overloaded_before(const Model& model, const Solution& solution, std::size_t at) {
  for (std::size_t i = 0; i < solution.services.size(); ++i) {
    if (i == at || !solution.services[i].open.empty() || solution.services[i].load.keeps_up()) continue;
    const auto after = services_after(model, i);
    if (std::find(after.begin(), after.end(), at) != after.end()) return &solution.services[i];
  }
  return nullptr;
}

}  // namespace

std::vector<base::Problem> overloads(const Model& model, const Solution& solution) {
  const std::string unit = model.unit == TimeUnit::minute ? "minute" : model.unit == TimeUnit::hour ? "hour" : model.unit == TimeUnit::day ? "day" : "week";
  const std::string a_unit = (model.unit == TimeUnit::hour ? "an " : "a ") + unit;
  std::vector<base::Problem> out;
  for (std::size_t i = 0; i < solution.services.size(); ++i) {
    const ServiceSolution& each = solution.services[i];
    if (!each.open.empty() || each.load.steady_state()) continue;
    base::Problem problem;
    problem.code = "no-steady-state";
    problem.title = "A service can't keep up";
    problem.field = "services." + each.name;
    if (each.load.kept_for) {
      problem.detail = each.name + ": its people keep their beds until " + model.services[*each.load.kept_for].name + " has one for them, and that can't keep up: in the end all beds are kept so, and the line for them grows for ever. There is no steady state, and what a run reports depends on how long it is.";
      out.push_back(std::move(problem));
      continue;
    }
    problem.detail = each.name + ": " +
                     (each.load.visits ? overload_of_visits(each, a_unit)
                      : for_some(each) ? "those for whom the fewest beds are kept or shared need " + counted(each.load.least->offered, "bed") + " at once, and may have " + short_number(each.load.least->beds)
                                       : short_number(each.load.arrivals) + " people " + a_unit + " need a bed for " + counted(each.load.in_bed, unit) + " each, " +
                                             counted(each.load.offered, "bed") + " at once, and there are " + short_number(each.load.beds + each.load.kept_on) +
                                             (each.load.kept_on > 0 ? ", with those in which people stay on when they close" : "")) +
                     ". " +
                     (each.load.growth > 1e-9 * each.load.arrivals ? "The line grows by " + short_number(each.load.growth) + " people " + a_unit + ", for ever" : "That is enough only where nothing varies, and the line grows for ever") +
                     ": there is no steady state, and what a run reports depends on how long it is.";
    if (const auto* before = overloaded_before(model, solution, i)) problem.detail += " That is if all whom " + before->name + " is there for came through: it can't keep up itself, so that fewer do.";
    out.push_back(std::move(problem));
  }
  return out;
}

std::vector<base::Problem> hardly_served(const Model& model, const Solution& solution) {
  constexpr double far_too_much = 2;
  std::vector<base::Problem> out;
  for (std::size_t i = 0; i < solution.services.size(); ++i) {
    const ServiceSolution& each = solution.services[i];
    const double times = each.load.utilisation.value_or(0) * (each.load.kept_on > 0 ? each.load.beds / (each.load.beds + each.load.kept_on) : 1);
    if (!each.open.empty() || !each.load.steady_state()) continue;
    if (each.load.least && each.load.least->beds == 0 && each.load.beds > 0) {
      out.push_back(problem("hardly-served", "Some of those who come may have no bed", each.name + ": all its beds are kept for others than some of those who come, who are never served here. Keep fewer, or let them go elsewhere.",
                            "services." + each.name + ".reserve"));
      continue;
    }
    if (times < far_too_much) continue;
    const std::string what = each.load.visits ? "slots" : "beds";
    base::Problem told;
    told.code = "hardly-served";
    told.title = "Most of those who come are not served";
    told.detail = each.name + ": all who come would need " + short_number(times) + " times the " + what + " that there are" +
                     (model.services[i].pool.given() ? " in its pool" : " (" + short_number(each.load.offered) + " of " + short_number(each.load.beds) + ")") +
                     ", so most of them are not served here. Is a unit of time wrong, of how many come or of how long they stay?";
    told.field = "services." + each.name;
    out.push_back(std::move(told));
  }
  return out;
}

}  // namespace tributary::flow
