// Comments, and what is done with free texts of any kind: changing, removing, opening, looking who read them.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_project_texts(const Request& request, const services::Context& context);
base::Result<Response> list_project_comments(const Request& request, const services::Context& context);
base::Result<Response> post_project_comment(const Request& request, const services::Context& context);
base::Result<Response> list_test_comments(const Request& request, const services::Context& context);
base::Result<Response> post_test_comment(const Request& request, const services::Context& context);
base::Result<Response> list_project_mentionable(const Request& request, const services::Context& context);
base::Result<Response> list_test_mentionable(const Request& request, const services::Context& context);
base::Result<Response> list_own_texts(const Request& request, const services::Context& context);
base::Result<Response> post_own_texts_consent(const Request& request, const services::Context& context);
base::Result<Response> withdraw_own_texts_consent(const Request& request, const services::Context& context);
base::Result<Response> put_text(const Request& request, const services::Context& context);
base::Result<Response> delete_text(const Request& request, const services::Context& context);
base::Result<Response> restore_text(const Request& request, const services::Context& context);
base::Result<Response> get_text_revisions(const Request& request, const services::Context& context);
base::Result<Response> get_text_readings(const Request& request, const services::Context& context);
base::Result<Response> post_text_request(const Request& request, const services::Context& context);
base::Result<Response> post_consent(const Request& request, const services::Context& context);
base::Result<Response> delete_consent(const Request& request, const services::Context& context);

}  // namespace tributary::http
