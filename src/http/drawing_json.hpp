// What was drawn of a measure as JSON, for the handlers that answer with it.
#pragma once

#include "http/json_text.hpp"
#include "services/charts.hpp"

namespace tributary::http {

// What was drawn: columns, one entry a point, so that a chart is small; what concerns few points names them by number.
void write_drawing(JsonText& out, const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                   const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases,
                   const services::Drawing& drawing);

}  // namespace tributary::http
