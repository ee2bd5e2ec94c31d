// Changes at a date, as a scenario writes them, and what of a model may change so.
#pragma once

#include <string>

#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

// at, ramp, uptake, fidelity and decay, into the model's changes. What is changed must be among what can be.
void read_when(Reader& reader, const DatedChanges& dated);

// Why `changed` is no version of `before` that may begin to hold in the middle of a run; empty where it is one.
[[nodiscard]] std::string not_at_a_date(const engine::Model& before, const engine::Model& changed);

}  // namespace tributary::exchange::flow
