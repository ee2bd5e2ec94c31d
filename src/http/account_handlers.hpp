#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> post_password_link(const Request& request, const services::Context& context);
base::Result<Response> look_at_password_link(const Request& request, const services::Context& context);
base::Result<Response> use_password_link(const Request& request, const services::Context& context);
base::Result<Response> get_account(const Request& request, const services::Context& context);
base::Result<Response> put_account(const Request& request, const services::Context& context);
base::Result<Response> delete_sessions(const Request& request, const services::Context& context);

}  // namespace tributary::http
