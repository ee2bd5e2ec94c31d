// Standards and amendments over HTTP.
#pragma once

#include "http/message.hpp"
#include "services/context.hpp"

namespace tributary::http {

[[nodiscard]] base::Result<Response> list_standards(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_standard(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> get_standard(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_standard(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_standard(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> restore_standard(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_objective_reference(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_objective_reference(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_project_reference(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_project_reference(const Request& request, const services::Context& context);

[[nodiscard]] base::Result<Response> post_amendment(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> get_amendment(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_amendment(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_position(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_position(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_decision(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_decision(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_withdrawn(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_proposed_again(const Request& request, const services::Context& context);

}  // namespace tributary::http
