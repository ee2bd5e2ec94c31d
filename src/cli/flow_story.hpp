// FlowStory: what a report says of a flow model beside a run's numbers: what was asked, from what, and the pictures.
//
// Idea      a run is the same with it or without: what pictures need is measured beside the model's own measures and taken out again, or
//           run besides (as if there were a bed for all; the first people, move by move)
// See       flow_html.hpp (how it is written), engines/flow/over_time.hpp, beds_over_time.hpp, bed_curve.hpp, film.hpp, catchment.hpp
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/flow_files.hpp"
#include "cli/flow_report.hpp"
#include "engines/flow/bed_curve.hpp"
#include "engines/flow/beds_over_time.hpp"
#include "engines/flow/catchment.hpp"
#include "engines/flow/film.hpp"
#include "engines/flow/over_time.hpp"
#include "exchange/flow/outlines.hpp"
#include "exchange/flow/parameters.hpp"

namespace tributary::cli {

struct ScenarioStory {
  engine::Slices slices;
  std::vector<engine::ServiceOverTime> over_time;
  std::vector<std::vector<engine::BedStep>> beds;  // by service, while counting; none where there is no limit, or the numbers aren't known exactly
  engine::BedCurves curves;
  std::optional<engine::Film> film;
  std::optional<engine::Catchment> catchment;
};

class FlowStory {
 public:
  // Reads the outlines and looks where the report is to be written, before anything runs. Fails with "report-not-writable",
  // "report-page-missing", and with what reading outlines fails with.
  [[nodiscard]] static base::Result<FlowStory> begin(const FlowOptions& options, const std::vector<std::string>& scenarios, bool compares);

  // The measures of a model that is about to run; and of one that has, its part of the story, out of the result.
  void watch(engine::Model& running);
  [[nodiscard]] base::Done tell(const engine::Model& ran, engine::RunResult& result, const engine::Control& control);

  // Writes the report of what was run.
  [[nodiscard]] base::Done write(const FlowReport& report) const;

  bool compares = false;
  std::string file, command;
  engine::Model model;                                              // the first of the scenarios
  std::vector<std::string> remarks;                                 // what its reader said of it
  std::vector<exchange::flow::Parameter> parameters;
  std::vector<std::vector<exchange::flow::ChangeTold>> changes;     // by scenario
  exchange::flow::FlowMap map;
  std::vector<ScenarioStory> scenarios;                             // that have run
};

}  // namespace tributary::cli
