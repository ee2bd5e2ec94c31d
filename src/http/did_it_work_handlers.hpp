// Whether a change worked, asked of what the platform holds.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_did_it_work(const Request& request, const services::Context& context);
base::Result<Response> get_changes_to_ask(const Request& request, const services::Context& context);

}  // namespace tributary::http
