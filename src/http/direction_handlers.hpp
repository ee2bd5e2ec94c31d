// Objectives, and the direction of a place.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_direction(const Request& request, const services::Context& context);
base::Result<Response> post_objective(const Request& request, const services::Context& context);
base::Result<Response> get_objective(const Request& request, const services::Context& context);
base::Result<Response> put_objective(const Request& request, const services::Context& context);
base::Result<Response> delete_objective(const Request& request, const services::Context& context);
base::Result<Response> restore_objective(const Request& request, const services::Context& context);

}  // namespace tributary::http
