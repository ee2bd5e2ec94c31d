#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_session(const Request& request, const services::Context& context);
base::Result<Response> post_session(const Request& request, const services::Context& context);
base::Result<Response> delete_session(const Request& request, const services::Context& context);
base::Result<Response> put_password(const Request& request, const services::Context& context);
base::Result<Response> get_about(const Request& request, const services::Context& context);
base::Result<Response> get_contract(const Request& request, const services::Context& context);

}  // namespace tributary::http
