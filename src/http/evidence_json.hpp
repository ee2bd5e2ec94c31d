// What a method of evidence says, as JSON: the schema Told of api/openapi.yaml.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "engines/evidence/finding.hpp"
#include "http/json.hpp"
#include "services/adopters_together.hpp"
#include "services/combinations.hpp"

namespace tributary::http {

[[nodiscard]] Json told_json(const evidence::Told& told);
[[nodiscard]] Json together_json(const services::Together& together);
[[nodiscard]] Json combinations_json(const services::Combinations& found);

}  // namespace tributary::http
