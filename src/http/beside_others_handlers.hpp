// A measure beside the same of other places.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_beside_others(const Request& request, const services::Context& context);

}  // namespace tributary::http
