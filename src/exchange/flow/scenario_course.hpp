// What a scenario says of its own course, varied as any number of the model is: scenarios.NAME.uptake, and what it sets at its date.
//
// Idea      a scenario isn't in the tree that it changes, so a path of its own is changed where the scenario says it
// See       factor.hpp (what is varied), dated.hpp (what a change at a date says)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "exchange/flow/scenario.hpp"

namespace tributary::exchange::flow {

struct Factor;

// Is the path one of a scenario's own: scenarios.NAME.KEY?
[[nodiscard]] bool of_a_scenario(std::string_view path);

// Changes what the scenario says: at, ramp, uptake, fidelity or decay of it or of one of its `changes` (scenarios.NAME.changes.0.uptake), or a
// number that it sets, scales by or adds (scenarios.NAME.set.PATH). Fails with "path-not-known" and "value-not-a-number".
[[nodiscard]] base::Done change_scenario(ScenarioText& scenario, const Change& change);

// The number that the scenario has there: 1 of an uptake that it doesn't say. None where it is a date or a length of time, or the path no such.
[[nodiscard]] std::optional<double> said_by_scenario(const ScenarioText& scenario, const std::string& path);

// Fails where a factor varies the course of another scenario than the one that is asked (null: the model as it stands), or of none that there is.
[[nodiscard]] base::Done varies_this_scenario(const Factor& factor, const ScenarioText* scenario, const std::vector<ScenarioText>& all);

// A sentence on each number of the factor that the scenario sets at a date, whatever the level: what to vary instead.
[[nodiscard]] std::vector<std::string> overridden_at_a_date(const Factor& factor, const ScenarioText* scenario);

}  // namespace tributary::exchange::flow
