// A measure and its chart as JSON, for the handlers that answer with them.
#pragma once

#include "http/json_text.hpp"
#include "services/charts.hpp"

namespace tributary::http {

void write_measure(JsonText& out, const services::MeasureView& view);

// What was drawn: columns, one entry a point, so that a chart is small; what concerns few points names them by number.
void write_drawing(JsonText& out, const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                   const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases,
                   const services::Drawing& drawing);

// The words of the engine's enumerations, as the contract has them.
[[nodiscard]] std::string_view contract_word(measure::Meaning meaning);
[[nodiscard]] std::string_view contract_word(measure::Rule rule);
[[nodiscard]] std::string_view contract_word(measure::VariationIcon icon);  // empty for none
[[nodiscard]] std::string_view contract_word(measure::AssuranceIcon icon);  // empty for none
[[nodiscard]] std::string_view contract_word(measure::Standing standing);

}  // namespace tributary::http
