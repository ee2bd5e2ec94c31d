// solve: what theory says of a model, without running it: loads, whether there is a steady state, and every number that a run would
// report and that has a closed form.
//
// Idea      traffic equations first; then each service by the formula that holds for it; what is lost there changes the traffic of what
//           comes after, so both are repeated until nothing changes. A number is exact where everything that it rests on is
// Promises  instant: a second at most for a model of a hundred services or a hundred thousand kinds of people
// See       traffic.hpp, load.hpp, closed_form.hpp, in_time.hpp; docs/guide/reference/flow-solvers.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/analytic/formula.hpp"
#include "engines/flow/analytic/load.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

// A number that theory gives: exact, or near what would be.
struct Theory {
  double value = 0;
  bool exact = false;
};

// Under the names by which a run reports the same. Counts are those of the time that the run counts.
struct ServiceSolution {
  std::string name, title;
  bool unlimited = false;
  Load load;
  std::string open;                  // a sentence where what comes isn't known, and so the load isn't
  const Formula* formula = nullptr;
  bool exact = false;
  std::string why;                   // why no formula, or why it only comes near
  std::optional<Theory> occupied, queue, in_transition, wait, wait_if_waited, share_delayed, stay, active_stay;
  std::optional<Theory> arrivals, placed_out, turned_away, reneged;
  std::optional<Theory> visits, slots_used;  // of a team that gives visits
  std::optional<Theory> occupied_sd;  // of the number in beds at a moment; a run doesn't report it
};

struct MeasureSolution {
  std::string name, title, unit;
  Quantity quantity = Quantity::occupancy;
  std::optional<Theory> whole;
  std::string formula;                          // of the services that it is about, by name
  double period = 0;                            // 0: none
  std::vector<std::optional<Theory>> periods;   // one a whole period
};

struct Solution {
  std::vector<ServiceSolution> services;
  std::vector<MeasureSolution> measures;
  std::optional<Theory> present, time_in_system;

  // Where theory knows nothing: every service and measure by name, and no number.
  [[nodiscard]] static Solution unknown(const Model& model, const std::string& why);
};

// Solves a checked model. Fails with "too-many-kinds" where its conditions ask too much.
[[nodiscard]] base::Result<Solution> solve(const Model& model);

// Sentences on services that can't keep up.
[[nodiscard]] std::vector<base::Problem> overloads(const Model& model, const Solution& solution);

// And on those whose load is twice their beds or more, though nobody waits for ever: a unit of time may be wrong.
[[nodiscard]] std::vector<base::Problem> hardly_served(const Model& model, const Solution& solution);

}  // namespace tributary::flow
