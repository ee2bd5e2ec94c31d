// The methods of evidence over a table that the asker holds: which there are, and their answers. Nothing is stored.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_evidence_methods(const Request& request, const services::Context& context);
base::Result<Response> post_evidence_answer(const Request& request, const services::Context& context);
base::Result<Response> find_evidence_columns(const Request& request, const services::Context& context);

}  // namespace tributary::http
