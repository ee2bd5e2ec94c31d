// Stories of projects and places.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_project_stories(const Request& request, const services::Context& context);
base::Result<Response> post_project_story(const Request& request, const services::Context& context);
base::Result<Response> list_place_stories(const Request& request, const services::Context& context);
base::Result<Response> post_place_story(const Request& request, const services::Context& context);
// Also to who isn't signed in, who reads what is public.
base::Result<Response> get_story(const Request& request, const services::Context& context);
base::Result<Response> put_story(const Request& request, const services::Context& context);
base::Result<Response> take_back_story(const Request& request, const services::Context& context);

}  // namespace tributary::http
