#include "domain/project.hpp"

namespace tributary::domain {

base::Done check_serves(const Project& project) {
  if (project.serves.empty() && !project.serves_none)
    return base::fail({.code = "objectives-unanswered", .title = "Which objective does it serve?",
                       .detail = "Choose one or more, or say openly that it serves none: work that the plan doesn't describe "
                                 "is welcome, and is shown as such.",
                       .field = "/objective_ids"});
  if (!project.serves.empty() && project.serves_none)
    return base::fail({.code = "objectives-contradict", .title = "It serves an objective and none",
                       .detail = "Choose objectives, or say that it serves none; not both.", .field = "/serves_none"});
  return {};
}

std::vector<LaterCheck> later_checks_of(base::Date finished) {
  std::vector<LaterCheck> checks;
  for (const int months : later_check_months)
    checks.push_back({.months = months, .due = base::add_months(finished, months)});
  return checks;
}

}  // namespace tributary::domain
