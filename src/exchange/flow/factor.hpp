// Factor: a number of a model that somebody varies: an analyst in a sweep, anybody with a slider on a page.
//
// Idea      a factor says what it changes and how far, as a scenario would; a setting of it is that change. So whatever a scenario
//           can change can be varied, and settings go on top of a scenario
// Format    in a model: [factors.NAME] with title, unit, one of set, scale and add (a path or a list of them), from, to, step.
//           Or members: the path of a list of names, each of which is in it or not (1 or 0), a factor for each. With scenario, only on top
//           of that one. On the command line: NAME, NAME=LOW..HIGH, or PATH=LOW..HIGH, PATH*=LOW..HIGH, PATH+=LOW..HIGH; and /STEP after it.
//           A path may be of the scenario's own course: scenarios.NAME.uptake
// Source    "factor" and "level" as in the design of experiments [Law, Simulation Modeling and Analysis, 5th ed., chapter 12]
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "exchange/flow/scenario.hpp"

namespace tributary::exchange::flow {

struct Factor {
  std::string name, title, unit;
  std::string scenario;            // on top of which alone it is varied; empty: of any
  std::string group, member;       // of one of several names in a list: what they are called together, and which this is
  Change::How how = Change::How::set;
  std::vector<std::string> paths;  // changed alike
  double from = 0, to = 0;         // from < to
  bool choice = true;              // somebody decides it; false: a circumstance, which no search for the best may choose
  std::optional<double> step;      // between the levels that it may have; none: any number

  // How many levels there are from `from` to `to`; none where any number is one.
  [[nodiscard]] std::optional<std::size_t> levels() const;
  // That of its levels, or numbers, which is nearest.
  [[nodiscard]] double nearest(double value) const;
  // By a share of the way, 0 to 1: evenly over the range, or over the levels.
  [[nodiscard]] double at(double share) const;
};

// A factor and a level of it.
struct Setting {
  const Factor* factor = nullptr;
  double level = 0;
};

inline constexpr std::size_t most_factors = 64;
inline constexpr std::size_t most_levels = 1'000'000;

// [factors.*], in the order of the file. Fails with the first mistake, and where it stands.
[[nodiscard]] base::Result<std::vector<Factor>> factors_of(const Node& factors, const Node& root);

// Those that the command line says: one, or all of a group; `known` are the model's own. Fails with "factor-unreadable" and
// "factor-not-known".
[[nodiscard]] base::Result<std::vector<Factor>> factors_said(std::string_view said, const std::vector<Factor>& known);

// A factor at a level as the command line says it: NAME=LEVEL, or any number of the model by its path (PATH=, PATH*=, PATH+=). Fails
// with "factor-unreadable" and "factor-not-known".
[[nodiscard]] base::Result<std::pair<Factor, double>> level_said(std::string_view said, const std::vector<Factor>& known);

// The level at which the model stays as it stands: 0 of what is added, 1 of a scale, the number itself of what is set. None where it
// stands for several different numbers, or for none yet.
[[nodiscard]] std::optional<double> as_it_stands(const Factor& factor, const Node& root, const ScenarioText* scenario = nullptr);

// The number that it sets, scales or adds to, as the model under the scenario has it; none where that is not one number.
[[nodiscard]] std::optional<double> number_varied(const Factor& factor, const Node& root, const ScenarioText* scenario = nullptr);

// The scenario on top of which alone it is varied; null: of any.
[[nodiscard]] const ScenarioText* scenario_of(const Factor& factor, const std::vector<ScenarioText>& all);

// Fails with "factor-not-number" where a level would be put in place of a whole law (a distribution with its figures).
[[nodiscard]] base::Done varies_numbers(const Factor& factor, const Node& root);

// The scenario (null: the model as it stands) with these settings on top, called by them: "beds=92, stay=0.9".
[[nodiscard]] ScenarioText varied(const ScenarioText* scenario, const std::vector<Setting>& settings);
[[nodiscard]] std::string name_of(const std::vector<Setting>& settings);
// What such a scenario is called in results: "beds=92", or "fewer, beds=92"; "base" where there is neither. And in words: "As it
// stands", "Fewer come; Beds on the wards: 92".
[[nodiscard]] std::string name_of(const ScenarioText* scenario, const std::vector<Setting>& settings);
[[nodiscard]] std::string title_of(const ScenarioText* scenario, const std::vector<Setting>& settings);

}  // namespace tributary::exchange::flow
