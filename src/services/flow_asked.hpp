// What a question asks of a model that was read: its scenarios as checked models, ready to be run.
#pragma once

#include <vector>

#include "domain/flow_model.hpp"
#include "services/flow_library.hpp"

namespace tributary::services {

// With the question's replications, seed, length and periods. All by events where one of them needs it. Fails with "scenarios-missing",
// "scenario-twice", "out-of-range", or as ReadFlowModel::at does.
[[nodiscard]] base::Result<std::vector<flow_file::Asked>> asked_of(const ReadFlowModel& model, const domain::FlowQuestion& question);

// About how many seconds they take together, by running a growing part of one replication of the first for a tenth of a second. A run
// that finds its own warm-up, or goes on until it is precise, is taken at its longest.
[[nodiscard]] double seconds_of(const std::vector<flow_file::Asked>& asked);

// The length of a period in the model's time unit: a month is a twelfth of 365 days, as everywhere in models.
[[nodiscard]] double length_of(domain::Interval interval, flow_file::engine::TimeUnit unit);

}  // namespace tributary::services
