// What a run of a flow model was asked, and how far it is, as JSON: how both are kept and told.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/flow_model.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::exchange::flow {

namespace engine = tributary::flow;

[[nodiscard]] std::string text_of(const domain::FlowQuestion& question);
// Of what text_of() wrote. Fails with "question-unreadable".
[[nodiscard]] base::Result<domain::FlowQuestion> question_in(std::string_view text);

// A scenario that is being run, and what the replications that are done say of its measures.
struct ScenarioProgress {
  std::string name, title;
  std::vector<std::string> measures;  // by name
  engine::Progress so_far;
};
[[nodiscard]] std::string text_of(const std::vector<ScenarioProgress>& scenarios);

// What is asked of a result after it was stored.
struct RunFacts {
  std::string version;           // of the program that ran it
  std::vector<double> warm_ups;  // by scenario
  std::vector<std::int64_t> replications;
};
[[nodiscard]] RunFacts facts_of(const std::string& result);

}  // namespace tributary::exchange::flow
