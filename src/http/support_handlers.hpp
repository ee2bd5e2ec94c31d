// Support: sessions of mentoring and training, who may need a mentor this week, and programmes' thresholds.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_my_support(const Request& request, const services::Context& context);
base::Result<Response> get_project_support(const Request& request, const services::Context& context);
base::Result<Response> list_sessions(const Request& request, const services::Context& context);
base::Result<Response> post_support_session(const Request& request, const services::Context& context);
base::Result<Response> get_support_session(const Request& request, const services::Context& context);
base::Result<Response> put_support_session(const Request& request, const services::Context& context);
base::Result<Response> delete_support_session(const Request& request, const services::Context& context);
base::Result<Response> restore_support_session(const Request& request, const services::Context& context);
base::Result<Response> get_thresholds(const Request& request, const services::Context& context);
base::Result<Response> put_thresholds(const Request& request, const services::Context& context);

}  // namespace tributary::http
