// Levers, investments and returns requested over HTTP.
#pragma once

#include "http/message.hpp"
#include "services/context.hpp"

namespace tributary::http {

[[nodiscard]] base::Result<Response> get_levers_of_place(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> get_levers_of_objective(const Request& request, const services::Context& context);

[[nodiscard]] base::Result<Response> post_lever(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> get_lever(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_lever(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_lever(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> restore_lever(const Request& request, const services::Context& context);

[[nodiscard]] base::Result<Response> post_investment(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> get_investment(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_investment(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_investment(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> restore_investment(const Request& request, const services::Context& context);

[[nodiscard]] base::Result<Response> post_return(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> get_return(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_return(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_return(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> restore_return(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> get_returns_of_project(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> put_hours(const Request& request, const services::Context& context);
[[nodiscard]] base::Result<Response> delete_hours(const Request& request, const services::Context& context);

}  // namespace tributary::http
