#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_places(const Request& request, const services::Context& context);
base::Result<Response> post_place(const Request& request, const services::Context& context);
base::Result<Response> get_place(const Request& request, const services::Context& context);
base::Result<Response> put_place(const Request& request, const services::Context& context);
base::Result<Response> delete_place(const Request& request, const services::Context& context);
base::Result<Response> list_organisations(const Request& request, const services::Context& context);
base::Result<Response> get_organisation(const Request& request, const services::Context& context);
base::Result<Response> post_organisation(const Request& request, const services::Context& context);
base::Result<Response> put_organisation(const Request& request, const services::Context& context);

}  // namespace tributary::http
