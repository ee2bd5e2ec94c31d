// Reviews: days of programmes, the screen of each project, what was decided, and what the team prepares.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_review_days(const Request& request, const services::Context& context);
base::Result<Response> post_review_day(const Request& request, const services::Context& context);
base::Result<Response> get_review_day(const Request& request, const services::Context& context);
base::Result<Response> put_review_day(const Request& request, const services::Context& context);
base::Result<Response> delete_review_day(const Request& request, const services::Context& context);
base::Result<Response> restore_review_day(const Request& request, const services::Context& context);
base::Result<Response> get_review_screen(const Request& request, const services::Context& context);
base::Result<Response> get_review_ahead(const Request& request, const services::Context& context);
base::Result<Response> put_review_ahead(const Request& request, const services::Context& context);
base::Result<Response> list_reviews(const Request& request, const services::Context& context);
base::Result<Response> post_review(const Request& request, const services::Context& context);
base::Result<Response> put_review(const Request& request, const services::Context& context);
base::Result<Response> delete_review(const Request& request, const services::Context& context);
base::Result<Response> restore_review(const Request& request, const services::Context& context);
base::Result<Response> get_review_versions(const Request& request, const services::Context& context);
base::Result<Response> put_help_outcome(const Request& request, const services::Context& context);

}  // namespace tributary::http
