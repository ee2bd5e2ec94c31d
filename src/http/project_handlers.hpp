// Projects: starting, changing, ending them, and who is of them.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_projects(const Request& request, const services::Context& context);
base::Result<Response> post_project(const Request& request, const services::Context& context);
base::Result<Response> get_project(const Request& request, const services::Context& context);
base::Result<Response> put_project(const Request& request, const services::Context& context);
base::Result<Response> delete_project(const Request& request, const services::Context& context);
base::Result<Response> restore_project(const Request& request, const services::Context& context);
base::Result<Response> agree_origin(const Request& request, const services::Context& context);
base::Result<Response> take_back_agreement(const Request& request, const services::Context& context);

base::Result<Response> finish_project(const Request& request, const services::Context& context);
base::Result<Response> stop_project(const Request& request, const services::Context& context);
base::Result<Response> reopen_project(const Request& request, const services::Context& context);
base::Result<Response> put_later_check(const Request& request, const services::Context& context);
base::Result<Response> delete_later_check(const Request& request, const services::Context& context);
base::Result<Response> put_answer(const Request& request, const services::Context& context);

base::Result<Response> post_member(const Request& request, const services::Context& context);
base::Result<Response> delete_member(const Request& request, const services::Context& context);
base::Result<Response> restore_member(const Request& request, const services::Context& context);
base::Result<Response> post_lead(const Request& request, const services::Context& context);
base::Result<Response> delete_lead(const Request& request, const services::Context& context);
base::Result<Response> post_new_lead(const Request& request, const services::Context& context);

base::Result<Response> get_drivers(const Request& request, const services::Context& context);
base::Result<Response> post_driver(const Request& request, const services::Context& context);
base::Result<Response> put_driver(const Request& request, const services::Context& context);
base::Result<Response> delete_driver(const Request& request, const services::Context& context);
base::Result<Response> restore_driver(const Request& request, const services::Context& context);

}  // namespace tributary::http
