#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_people(const Request& request, const services::Context& context);
base::Result<Response> get_person(const Request& request, const services::Context& context);
base::Result<Response> post_person(const Request& request, const services::Context& context);
base::Result<Response> post_person_link(const Request& request, const services::Context& context);
base::Result<Response> put_person_state(const Request& request, const services::Context& context);
base::Result<Response> post_role(const Request& request, const services::Context& context);
base::Result<Response> delete_role(const Request& request, const services::Context& context);

}  // namespace tributary::http
