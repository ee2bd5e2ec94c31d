// Change packages, adoptions of them, and how they spread.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_packages(const Request& request, const services::Context& context);
base::Result<Response> post_package(const Request& request, const services::Context& context);
base::Result<Response> get_package(const Request& request, const services::Context& context);
base::Result<Response> put_package(const Request& request, const services::Context& context);
base::Result<Response> delete_package(const Request& request, const services::Context& context);
base::Result<Response> restore_package(const Request& request, const services::Context& context);
base::Result<Response> delete_package_draft(const Request& request, const services::Context& context);
base::Result<Response> restore_package_draft(const Request& request, const services::Context& context);
base::Result<Response> put_package_publication(const Request& request, const services::Context& context);
base::Result<Response> put_package_withdrawal(const Request& request, const services::Context& context);
base::Result<Response> delete_package_withdrawal(const Request& request, const services::Context& context);
base::Result<Response> get_package_spread(const Request& request, const services::Context& context);
base::Result<Response> get_package_ranges(const Request& request, const services::Context& context);
base::Result<Response> get_adopters_conditions(const Request& request, const services::Context& context);
base::Result<Response> post_combinations(const Request& request, const services::Context& context);
base::Result<Response> get_place_spread(const Request& request, const services::Context& context);

// adoption_handlers.cpp
base::Result<Response> post_adoption(const Request& request, const services::Context& context);
base::Result<Response> get_adoption(const Request& request, const services::Context& context);
base::Result<Response> put_conditions(const Request& request, const services::Context& context);
base::Result<Response> put_components(const Request& request, const services::Context& context);
base::Result<Response> put_adopted_version(const Request& request, const services::Context& context);
base::Result<Response> delete_adopted_version(const Request& request, const services::Context& context);
base::Result<Response> post_proposal(const Request& request, const services::Context& context);
base::Result<Response> put_proposal_answer(const Request& request, const services::Context& context);
base::Result<Response> delete_proposal_answer(const Request& request, const services::Context& context);
base::Result<Response> get_project_packages(const Request& request, const services::Context& context);
base::Result<Response> get_measure_range(const Request& request, const services::Context& context);

}  // namespace tributary::http
