// Flow models of a place, their versions, and what is asked of them.
//
// Idea      a model belongs to a place and has versions that never change, each with the tables it reads; a place takes one that ships or
//           adopts another place's, and adapts it as versions of its own, with the lineage kept
// Hash      SHA-256 over the model's text and then each table that it or one of its scenarios reads (ModelFile::all_tables): what the
//           command line says of the same files
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/ids.hpp"
#include "domain/measure.hpp"

namespace tributary::domain {

struct FlowTable {
  std::string name;  // as the model calls it, without .csv
  std::string text;  // CSV
};

struct FlowModelVersion {
  int number = 1;
  std::string title;
  std::string text;  // TOML
  std::vector<FlowTable> tables;
  std::string hash;
  std::string note;  // what this version changes, and why
  PersonId made_by;
  base::Instant made;
};

struct FlowOrigin {
  FlowModelId model;
  int version = 1;
};

struct FlowModel {
  FlowModelId id;
  PlaceId place;
  std::string name;     // of the first version's file; one of that name a place
  std::string title;    // of the newest version
  std::string shipped;  // the name of the program's own model that it was taken from; empty: none
  std::optional<FlowOrigin> adopted_from;
  int latest = 1;       // the newest version's number
};

struct FlowLevel {
  std::string factor;
  double level = 0;
};

// A scenario of the model, "base" for the model as it stands, with levels of factors on top.
struct FlowScenario {
  std::string scenario = "base";
  std::vector<FlowLevel> levels;
};

inline constexpr int most_flow_scenarios = 10;
inline constexpr int most_flow_replications = 10'000;

// What a run is asked. What isn't said is as the model has it.
struct FlowQuestion {
  std::vector<FlowScenario> scenarios;  // the first is what the others are compared with
  std::optional<int> replications;
  std::optional<std::uint64_t> seed;
  std::optional<double> length;         // in the model's time unit
  std::optional<Interval> by;           // every measure also by period: weeks, months, quarters or years
};

// A run of a version, with what came of it.
struct FlowRun {
  FlowRunId id;
  JobId job;
  FlowModelId model;
  int version = 1;
  std::string question;  // JSON (exchange/flow/run_question.hpp)
  std::string result;    // JSON; empty until it has ended
  std::string hash;      // SHA-256 of the result as the command line prints it: the same question has the same
  bool stopped = false;  // by a person, before all replications were done
  PersonId made_by;
  base::Instant made;
  std::optional<base::Instant> ended;
};

// Which number of a run predicts: of one of its scenarios, a measure of the model, times what turns its unit into the predicted one's.
struct RunNumber {
  FlowRunId run;
  int scenario = 0;
  std::string measure;
  double times = 1;
};

}  // namespace tributary::domain
