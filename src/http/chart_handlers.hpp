#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_chart(const Request& request, const services::Context& context);
base::Result<Response> get_suggested_phases(const Request& request, const services::Context& context);
base::Result<Response> post_phase(const Request& request, const services::Context& context);
base::Result<Response> delete_phase(const Request& request, const services::Context& context);
base::Result<Response> restore_phase(const Request& request, const services::Context& context);
base::Result<Response> post_target(const Request& request, const services::Context& context);
base::Result<Response> delete_target(const Request& request, const services::Context& context);
base::Result<Response> restore_target(const Request& request, const services::Context& context);
base::Result<Response> post_ghost(const Request& request, const services::Context& context);
base::Result<Response> delete_ghost(const Request& request, const services::Context& context);
base::Result<Response> restore_ghost(const Request& request, const services::Context& context);

}  // namespace tributary::http
