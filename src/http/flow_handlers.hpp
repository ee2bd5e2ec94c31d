#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_flow_models(const Request& request, const services::Context& context);
base::Result<Response> post_flow_model(const Request& request, const services::Context& context);
base::Result<Response> get_flow_model(const Request& request, const services::Context& context);
base::Result<Response> post_flow_version(const Request& request, const services::Context& context);
base::Result<Response> post_flow_adoption(const Request& request, const services::Context& context);
base::Result<Response> get_flow_table(const Request& request, const services::Context& context);
base::Result<Response> post_flow_analytic(const Request& request, const services::Context& context);
base::Result<Response> post_flow_estimate(const Request& request, const services::Context& context);
base::Result<Response> post_flow_run(const Request& request, const services::Context& context);
base::Result<Response> list_flow_runs(const Request& request, const services::Context& context);
base::Result<Response> delete_flow_run(const Request& request, const services::Context& context);
base::Result<Response> get_flow_run(const Request& request, const services::Context& context);
base::Result<Response> post_flow_run_rows(const Request& request, const services::Context& context);

}  // namespace tributary::http
