// How a chart was drawn, as JSON: its rules and runs, and its profile's settings.
#pragma once

#include "engines/measure/chart.hpp"
#include "http/json_text.hpp"

namespace tributary::http {

// "rules": those that this chart listens to, and what each looks for.
void write_rules(JsonText& out, const measure::Chart& chart);

// "runs": how the values lie about the centre, where the profile tests that; a bound that doesn't apply is null.
void write_runs(JsonText& out, const measure::Chart& chart);

// "settings": all of the profile that makes a number or a flag, by the names that `tributary chart --json` uses.
void write_settings(JsonText& out, const measure::Profile& profile);

}  // namespace tributary::http
