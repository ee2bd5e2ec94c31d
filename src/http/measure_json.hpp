// A measure as JSON, for the handlers that answer with it.
#pragma once

#include "http/json_text.hpp"
#include "services/measures.hpp"

namespace tributary::http {

void write_measure(JsonText& out, const services::MeasureView& view);

}  // namespace tributary::http
