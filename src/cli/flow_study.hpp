// A study: one model asked many times, at levels of its factors, with the same people throughout.
//
// Idea      sweep, sensitivity, solve and optimise differ in which points they ask for and what they make of the answers; here is what a
//           point is, and how it is answered: by a run, or by theory where that knows the measures exactly
// Promises  the same people come at every point, so that answers differ by the levels and not by luck; same seed, same bytes
// See       exchange/flow/factor.hpp; docs/guide/reference/flow-command.md
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/flow_files.hpp"
#include "cli/flow_report.hpp"
#include "exchange/flow/factor.hpp"
#include "exchange/flow/report_json.hpp"

namespace tributary::cli {

struct StudyOptions {
  FlowOptions flow;
  std::vector<std::string> vary;      // factors; those of the model where none is said
  std::vector<std::string> measures;  // all of the model where none is said
  bool theory = false;
  bool choices_alone = false;         // of the model's factors, only those that somebody decides
};

// What a measure came to at a point.
struct Answer {
  std::optional<engine::Estimate> run;
  std::vector<engine::Observed> replications;  // of the run, to be paired with those of another point
  std::optional<engine::Theory> theory;        // exact, where theory was asked
  std::string silent;                          // why theory, asked for it by name, doesn't know it there; a sentence
  std::string unknown;                         // the same, asked by name or not

  [[nodiscard]] std::optional<double> value() const { return theory ? std::optional(theory->value) : run ? std::optional(run->mean) : std::nullopt; }
};
using Answers = std::vector<Answer>;  // by measure

struct StudiedMeasure { std::string name, title, unit; };

class Study {
 public:
  // `options` must outlive it. Fails with what opening a model and reading factors fail with, and with "measure-not-known".
  [[nodiscard]] static base::Result<std::unique_ptr<Study>> open(const StudyOptions& options);

  [[nodiscard]] const std::vector<exchange::flow::Factor>& factors() const { return factors_; }
  [[nodiscard]] const std::vector<StudiedMeasure>& measures() const { return measures_; }
  // The level at which the scenario stays as it is; none where it isn't one number.
  [[nodiscard]] std::optional<double> as_it_stands(std::size_t factor) const { return as_they_stand_[factor]; }
  // What it sets, scales or adds to, as the scenario has it; none where that isn't one number.
  [[nodiscard]] std::optional<double> number_varied(std::size_t factor) const { return numbers_varied_[factor]; }
  // Numbers of the model that aren't known exactly.
  [[nodiscard]] const std::vector<std::string>& unknowns() const { return unknowns_; }

  // The answers where factors are set so, and everything else as the scenario has it. `called` is what progress calls the point. Fails
  // with what the model fails with there, and with stopped_early_code once Ctrl-C has ended the study.
  [[nodiscard]] base::Result<Answers> at(const std::vector<exchange::flow::Setting>& settings, const std::string& called, const exchange::flow::UnknownShares* shares = nullptr);
  // All factors at these levels.
  [[nodiscard]] std::vector<exchange::flow::Setting> all_at(const std::vector<double>& levels) const;
  // Says on standard error how long so many points more will take, where that is over a minute and the first point is known.
  void tell_time(std::size_t points) const;

  // Which model that was, and what stands above a table of its answers.
  [[nodiscard]] ModelNote note() const;
  [[nodiscard]] std::string head() const;
  [[nodiscard]] std::optional<double> changes_at() const;  // of the scenario, while people are counted
  [[nodiscard]] const engine::RunSettings& settings() const { return settings_; }
  [[nodiscard]] bool by_theory() const { return options_.theory; }

 private:
  explicit Study(const StudyOptions& options) : options_(options) {}
  [[nodiscard]] base::Done choose(const engine::Model& model);
  [[nodiscard]] base::Result<Answers> solved(const engine::Model& model, const std::string& called) const;
  void keep_studied(engine::Model& model) const;
  [[nodiscard]] std::string inputs_of(const std::vector<exchange::flow::Setting>& settings, const exchange::flow::UnknownShares* shares) const;

  const StudyOptions& options_;
  std::unique_ptr<OpenedModel> opened_;
  const exchange::flow::ScenarioText* scenario_ = nullptr;
  std::vector<exchange::flow::Factor> factors_;
  std::vector<std::optional<double>> as_they_stand_, numbers_varied_;
  std::vector<StudiedMeasure> measures_;
  std::vector<std::string> unknowns_;
  engine::RunSettings settings_;
  std::optional<double> warm_up_;  // that the first point found for itself: the same for all
  double longest_point_ = 0;       // in seconds
  std::vector<engine::Curve> changes_;
  ModelNote note_;
};

// The options of a study: those of a model and its run, --scenario, --vary, --measure, --theory.
void add_study_options(CLI::App& command, StudyOptions& options);

// Of a measure that theory is silent on, where that ends a study.
[[nodiscard]] base::Problem theory_silent(const Answer& answer);

// Where neither the command line nor the model says what is varied.
[[nodiscard]] base::Problem nothing_to_vary();

// How a measure differs between two points, person by person; none by theory.
[[nodiscard]] std::optional<engine::Estimate> change(const Answer& from, const Answer& to);

using exchange::flow::json_of;
// The model, how it was run, and its factors.
[[nodiscard]] nlohmann::ordered_json json_of(const Study& study);
[[nodiscard]] nlohmann::ordered_json json_of(const std::optional<engine::Estimate>& value);

}  // namespace tributary::cli
