#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_residuals(const Request& request, const services::Context& context);

}  // namespace tributary::http
