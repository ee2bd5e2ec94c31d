#pragma once

#include "http/router.hpp"
#include "services/jobs.hpp"

namespace tributary::http {

base::Result<Response> preview_chart(const Request& request, const services::Context& context);
base::Result<Response> preview_import(const Request& request, const services::Context& context);
base::Result<Response> find_columns(const Request& request, const services::Context& context);
base::Result<Response> list_imports(const Request& request, const services::Context& context);
base::Result<Response> post_import(const Request& request, const services::Context& context);
base::Result<Response> get_import(const Request& request, const services::Context& context);
base::Result<Response> undo_import(const Request& request, const services::Context& context);
base::Result<Response> redo_import(const Request& request, const services::Context& context);
base::Result<Response> list_recipes(const Request& request, const services::Context& context);
base::Result<Response> post_recipe(const Request& request, const services::Context& context);
base::Result<Response> delete_recipe(const Request& request, const services::Context& context);
base::Result<Response> restore_recipe(const Request& request, const services::Context& context);

// A large import as a job: its input is the body of the request.
[[nodiscard]] services::JobWork import_work();

}  // namespace tributary::http
