// Teams and groups.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_teams(const Request& request, const services::Context& context);
base::Result<Response> post_team(const Request& request, const services::Context& context);
base::Result<Response> get_team(const Request& request, const services::Context& context);
base::Result<Response> put_team(const Request& request, const services::Context& context);
base::Result<Response> put_dissolution(const Request& request, const services::Context& context);
base::Result<Response> delete_dissolution(const Request& request, const services::Context& context);
base::Result<Response> list_groups(const Request& request, const services::Context& context);
base::Result<Response> post_group(const Request& request, const services::Context& context);
base::Result<Response> get_group(const Request& request, const services::Context& context);
base::Result<Response> put_group(const Request& request, const services::Context& context);
base::Result<Response> get_group_work(const Request& request, const services::Context& context);

}  // namespace tributary::http
