// Stories of projects.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_stories(const Request& request, const services::Context& context);
base::Result<Response> post_story(const Request& request, const services::Context& context);
base::Result<Response> get_story(const Request& request, const services::Context& context);
base::Result<Response> put_story(const Request& request, const services::Context& context);

}  // namespace tributary::http
