// Flow models of places: taking one that ships, adopting another place's, adding versions, and asking theory at once.
//
// Promises  a version never changes, and one that was adopted keeps what it said when it was; what the command line refuses is refused
//           here, with file and line; nothing about any person is kept (flow_library.hpp)
// See       flow_runs.hpp for runs; policy.cpp for who
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/flow_model.hpp"
#include "domain/place.hpp"
#include "services/context.hpp"
#include "services/flow_library.hpp"
#include "services/ports/database.hpp"

namespace tributary::services {

// A version as it comes: one that ships, by name; or text and tables.
struct FlowModelInput {
  std::string shipped;
  std::string text;
  std::optional<std::vector<domain::FlowTable>> tables;  // absent: of a further version, those of the one before
  std::string note;
};

struct FactorView {
  flow_file::Factor factor;
  std::optional<double> stands_at;  // the level at which the model is as it stands
};

struct NamedTitle { std::string name, title; };

struct FlowVersionView {
  domain::FlowModelVersion version;
  std::string made_by_name;  // empty for who may not see people's names
};

// Another place's model that this came from, or that came from this.
struct FlowRelative {
  domain::FlowModelId model;
  int version = 1;  // that was adopted
  int latest = 1;   // that there is now
  std::string title, place_name;
};

struct FlowModelPage {
  domain::FlowModel model;
  std::string place_name;
  FlowVersionView version;                 // the one that is shown
  std::vector<FlowVersionView> versions;   // newest first, without text
  std::optional<FlowRelative> origin;
  std::vector<FlowRelative> adopters;
  std::optional<base::Problem> problem;    // why it can't be run any more; what follows is empty then
  std::string about;
  flow_file::engine::TimeUnit unit = flow_file::engine::TimeUnit::day;
  double length = 0;
  int replications = 0;
  std::vector<FactorView> factors;
  std::vector<NamedTitle> scenarios;
  std::vector<flow_file::engine::Measure> measures;
  std::vector<flow_file::engine::Evidence> evidence;
  std::vector<std::string> leaves_out;     // what the model says that it leaves out
  std::vector<std::string> warnings;
  bool may_change = false;
  bool may_run = false;
  std::vector<domain::Place> may_adopt_at;  // places that may take it
};

struct FlowModelList {
  std::string place_name;
  std::vector<domain::FlowModel> models;
  std::vector<NamedTitle> shipped;  // that the place hasn't taken
  std::vector<std::string> shipped_about;
  bool may_add = false;
};

[[nodiscard]] base::Result<FlowModelList> list_flow_models(const Context& context, const Actor& actor, domain::PlaceId place);
// The newest version unless told. Fails with "not-found".
[[nodiscard]] base::Result<FlowModelPage> flow_model_page(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version = {});
// Fails with "not-found", "forbidden", "shipped-unknown", "model-there", "model-too-large", or as reading it does.
[[nodiscard]] base::Result<FlowModelPage> add_flow_model(const Context& context, const Actor& actor, domain::PlaceId place, const FlowModelInput& input);
// Likewise, and with "stale" where `expected` isn't the newest version, or "nothing-changed".
[[nodiscard]] base::Result<FlowModelPage> add_flow_version(const Context& context, const Actor& actor, domain::FlowModelId id, int expected, const FlowModelInput& input);
// A version of another place's, as the first of one's own.
[[nodiscard]] base::Result<FlowModelPage> adopt_flow_model(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version, domain::PlaceId place);
// The text of a table of a version, as it was given.
[[nodiscard]] base::Result<std::string> flow_table_text(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version, const std::string& table);

// What theory says at once. Fails as ReadFlowModel::at does.
[[nodiscard]] base::Result<flow_file::TheoryReport> solve_flow_model(const Context& context, const Actor& actor, domain::FlowModelId id, std::optional<int> version,
                                                                     const domain::FlowScenario& scenario);

// Within a transaction: the model, and the version of that number (the newest unless told), read. Fails with "not-found".
struct OpenFlowModel {
  domain::FlowModel model;
  int version = 1;
  std::shared_ptr<const ReadFlowModel> read;
};
[[nodiscard]] base::Result<OpenFlowModel> open_flow_model(const Context& context, Transaction& tx, const Actor& actor, domain::FlowModelId id, std::optional<int> version);

}  // namespace tributary::services
