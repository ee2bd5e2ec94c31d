// Programmes and their cohorts.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_programmes(const Request& request, const services::Context& context);
base::Result<Response> post_programme(const Request& request, const services::Context& context);
base::Result<Response> get_programme(const Request& request, const services::Context& context);
base::Result<Response> put_programme(const Request& request, const services::Context& context);
base::Result<Response> delete_programme(const Request& request, const services::Context& context);
base::Result<Response> restore_programme(const Request& request, const services::Context& context);
base::Result<Response> put_cohort_member(const Request& request, const services::Context& context);
base::Result<Response> delete_cohort_member(const Request& request, const services::Context& context);

}  // namespace tributary::http
