#include "http/job_handlers.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "http/json.hpp"
#include "http/json_text.hpp"
#include "services/jobs.hpp"
#include "services/search.hpp"

namespace tributary::http {

namespace {

constexpr const char* come_back = "retry: 250\n";  // milliseconds

services::Jobs& jobs_of(const services::Context& context) {
  base::check(context.jobs != nullptr, "a server has a runner of jobs");
  return *context.jobs;
}

std::string job_text(const domain::Job& job) {
  const auto instant = [](JsonText& out, std::string_view name, const std::optional<base::Instant>& at) {
    out.key(name);
    at ? out.text(base::to_iso(*at)) : out.null();
  };
  JsonText out(1024);
  out.object();
  out.whole("id", job.id.value);
  out.text("kind", job.kind);
  out.text("state", base::word(job.state));
  out.number("progress", job.progress);
  out.text("message", job.message);
  out.key("detail");
  job.detail.empty() ? out.null() : out.raw(job.detail);
  out.key("output");
  (job.state == domain::JobState::done || job.state == domain::JobState::cancelled) && !job.output.empty() ? out.raw(job.output) : out.null();
  out.key("problem");
  job.state == domain::JobState::failed && !job.output.empty() ? out.raw(job.output) : out.null();
  out.text("made_at", base::to_iso(job.made));
  instant(out, "began_at", job.began);
  instant(out, "ended_at", job.ended);
  out.end('}');
  return out.take();
}

// Grows as the job goes on: waiting 0, running 1 to 1001, ended 2000.
int event_number(const domain::Job& job) {
  if (domain::has_ended(job.state)) return 2000;
  if (job.state == domain::JobState::waiting) return 0;
  return 1 + static_cast<int>(std::lround(job.progress * 1000));
}

}  // namespace

Response reply_job(int status, const domain::Job& job) { return {.status = status, .body = job_text(job)}; }

std::string problem_text(const base::Problem& problem) { return problem_reply(problem).body; }

base::Result<Response> get_job(const Request& request, const services::Context& context) {
  const auto job = jobs_of(context).find(request.actor(), id_in_path<domain::JobId>(request));
  if (!job) return base::fail(job.error());
  return reply_job(200, *job);
}

base::Result<Response> cancel_job(const Request& request, const services::Context& context) {
  const auto job = jobs_of(context).cancel(request.actor(), id_in_path<domain::JobId>(request));
  if (!job) return base::fail(job.error());
  return reply_job(200, *job);
}

base::Result<Response> watch_job(const Request& request, const services::Context& context) {
  const auto job = jobs_of(context).find(request.actor(), id_in_path<domain::JobId>(request));
  if (!job) return base::fail(job.error());
  const std::string number = std::to_string(event_number(*job));
  const bool told = request.header("last-event-id") == number;
  if (told && domain::has_ended(job->state)) return nothing();
  Response out{.status = 200, .type = "text/event-stream", .body = come_back};
  if (told) out.body += ": nothing new\n\n";
  else out.body += "event: " + std::string(domain::has_ended(job->state) ? "end" : "progress") + "\nid: " + number + "\ndata: " + job_text(*job) + "\n\n";
  return out;
}

base::Result<Response> get_search(const Request& request, const services::Context& context) {
  const auto asked = request.query.find("q");
  const std::string_view words = asked == request.query.end() ? "" : std::string_view(asked->second);
  const auto hits = services::search(context, request.actor(), words);
  if (!hits) return base::fail(hits.error());
  Json out = Json::array();
  for (const services::NameHit& hit : *hits)
    out.push_back({{"thing", base::word(hit.thing)}, {"id", hit.id}, {"name", hit.name}, {"excerpt", hit.excerpt},
                   {"about", hit.about ? Json(base::word(*hit.about)) : Json(nullptr)},
                   {"about_id", number_or_null(hit.about_id == 0 ? std::nullopt : std::optional(hit.about_id))}, {"project_id", to_json(hit.project)},
                   {"beside", hit.beside}});
  const auto suggestion = hits->empty() ? services::suggestion_for(context, request.actor(), words) : std::nullopt;
  return reply(200, {{"hits", out}, {"suggestion", suggestion ? Json(*suggestion) : Json(nullptr)}});
}

}  // namespace tributary::http
