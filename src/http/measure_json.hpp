// A measure as JSON, for the handlers that answer with it.
#pragma once

#include "http/json_text.hpp"
#include "services/measures.hpp"

namespace tributary::http {

// `target` is the one that holds on that day.
void write_measure(JsonText& out, const services::MeasureView& view, base::Date today);

void write_target(JsonText& out, const domain::Target& target);

}  // namespace tributary::http
