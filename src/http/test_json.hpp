// Tests of change, predictions and answers in JSON.
#pragma once

#include "http/json.hpp"
#include "services/test_page.hpp"

namespace tributary::http {

[[nodiscard]] Json test_json(const domain::Test& test);
[[nodiscard]] Json test_page_json(const services::TestPage& page);
[[nodiscard]] Json as_locked_json(const std::optional<domain::AsLocked>& then, domain::Direction direction);
[[nodiscard]] Json standing_json(const services::Standing& standing);
[[nodiscard]] Json judgement_json(const domain::Judgement& judgement);
[[nodiscard]] Json prediction_json(const services::PredictionView& view);

}  // namespace tributary::http
