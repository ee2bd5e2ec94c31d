#pragma once

#include "domain/job.hpp"
#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_job(const Request& request, const services::Context& context);
base::Result<Response> cancel_job(const Request& request, const services::Context& context);
// Server-sent events in instalments: what is new since Last-Event-ID, then the answer ends and an EventSource comes back.
base::Result<Response> watch_job(const Request& request, const services::Context& context);
base::Result<Response> get_search(const Request& request, const services::Context& context);

[[nodiscard]] Response reply_job(int status, const domain::Job& job);

// How a job keeps the problem that it failed with.
[[nodiscard]] std::string problem_text(const base::Problem& problem);

}  // namespace tributary::http
