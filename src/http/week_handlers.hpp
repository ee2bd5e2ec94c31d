// One's own week.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_my_week(const Request& request, const services::Context& context);

}  // namespace tributary::http
