#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_measures(const Request& request, const services::Context& context);
base::Result<Response> post_measure(const Request& request, const services::Context& context);
base::Result<Response> get_measure(const Request& request, const services::Context& context);
base::Result<Response> put_measure(const Request& request, const services::Context& context);
base::Result<Response> delete_measure(const Request& request, const services::Context& context);
base::Result<Response> restore_measure(const Request& request, const services::Context& context);
base::Result<Response> put_publication(const Request& request, const services::Context& context);
base::Result<Response> delete_publication(const Request& request, const services::Context& context);
base::Result<Response> put_measure_owner(const Request& request, const services::Context& context);
base::Result<Response> delete_measure_owner(const Request& request, const services::Context& context);
base::Result<Response> post_observations(const Request& request, const services::Context& context);
base::Result<Response> post_withdrawal(const Request& request, const services::Context& context);
base::Result<Response> get_changes(const Request& request, const services::Context& context);
base::Result<Response> get_history(const Request& request, const services::Context& context);

}  // namespace tributary::http
