// Issues between places over HTTP.
#pragma once

#include "http/message.hpp"
#include "services/context.hpp"

namespace tributary::http {

[[nodiscard]] base::Result<Response> list_interdependencies(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_interdependency(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> get_interdependency(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_interdependency(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> restore_interdependency(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_view(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_view(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> restore_view(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_resolution(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_agreement(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_disagreement(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_proposal_withdrawn(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> restore_proposal(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_escalation(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> post_reopening(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_action(const Request& request, const services::Context& context);

}  // namespace tributary::http
