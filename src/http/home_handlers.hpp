// Home: a place in one picture, in one answer.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_home(const Request& request, const services::Context& context);

}  // namespace tributary::http
