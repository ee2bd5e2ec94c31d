// Flow models in JSON.
#pragma once

#include "http/json.hpp"
#include "services/flow_models.hpp"

namespace tributary::http {

[[nodiscard]] Json flow_models_json(const services::FlowModelList& list);
[[nodiscard]] Json flow_model_json(const services::FlowModelPage& page);

}  // namespace tributary::http
