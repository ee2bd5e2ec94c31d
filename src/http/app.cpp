#include "http/app.hpp"

#include <atomic>
#include <exception>
#include <optional>

#include "base/check.hpp"
#include "base/log.hpp"
#include "http/cookies.hpp"
#include "http/json.hpp"
#include "http/loopback.hpp"
#include "http/pages.hpp"
#include "services/passwords.hpp"

namespace tributary::http {

namespace {

bool is_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

// What a browser may do with our pages: nothing from elsewhere, nothing framed.
void add_safety_headers(Response& response, bool over_tls) {
  response.headers.emplace_back("Content-Security-Policy",
                                "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
                                "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  response.headers.emplace_back("X-Content-Type-Options", "nosniff");
  response.headers.emplace_back("Referrer-Policy", "same-origin");
  response.headers.emplace_back("Cross-Origin-Opener-Policy", "same-origin");
  if (over_tls) response.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
}

bool has_header(const Response& response, std::string_view name) {
  for (const auto& [each, value] : response.headers)
    if (each == name) return true;
  return false;
}

base::Problem must_sign_in() {
  return {.kind = base::ProblemKind::unauthenticated, .code = "sign-in-needed", .title = "Sign in first",
          .detail = "Your session has ended, or there was none. What you typed is kept; sign in and save it again."};
}

base::Problem not_ours() {
  return {.kind = base::ProblemKind::forbidden, .code = "csrf-refused", .title = "The request didn't come from this page",
          .detail = "Load the page again, then repeat it. Scripts send the header X-CSRF-Token with what GET /api/v1/session gave."};
}

// A browser names where a change comes from; another site's is refused even before a session is looked at.
bool from_elsewhere(const Request& request) {
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return false;
  const std::size_t host = origin.find("://");
  return host == std::string_view::npos || origin.substr(host + 3) != request.header("host");
}

// A page of another site can have its name resolve to this machine and then speak to us as if it were ours; its requests
// still say that name.
base::Done check_host(const Request& request) {
  if (!request.to_loopback) return {};
  const std::string_view host = request.header("host");
  if (host.empty() || names_this_machine(host)) return {};
  return base::fail({.kind = base::ProblemKind::forbidden, .code = "host-unknown", .title = "This server answers to this machine's own names only",
                     .detail = "Open it at http://127.0.0.1 or http://localhost with its port. A proxy on this machine that gives it "
                               "another name wants `tributary serve --behind-tls`."});
}

base::Done check_sender(const Request& request, Who who) {
  if (request.method == "GET") return {};
  if (from_elsewhere(request)) return base::fail(not_ours());
  if (who == Who::signed_in && !services::same_token(request.header("x-csrf-token"), request.visitor->csrf))
    return base::fail(not_ours());
  return {};
}

Response method_not_allowed(const Request& request, const std::string& allowed) {
  Response out = problem_reply({.kind = base::ProblemKind::not_found, .code = "method-unknown",
                                .title = "That can't be done here",
                                .detail = request.method + " is not one of: " + allowed + "."}, 405);
  out.headers.emplace_back("Allow", allowed);
  return out;
}

// What the log repeats, so that a person can say which line is meant.
std::string next_reference() {
  static std::atomic<int> count{0};
  return std::to_string(++count);
}

Response world_broke(const char* why) {
  const std::string reference = next_reference();
  base::log_error("broken " + reference + ": " + why);
  return problem_reply({.kind = base::ProblemKind::unavailable, .code = "storage-failed", .title = "The data can't be kept just now",
                        .detail = "The disk may be full or out of reach. Nothing was stored, and what you typed is still on the "
                                  "page. Try again; if it goes on, tell whoever looks after the machine reference " + reference + "."});
}

Response our_mistake(const char* why) {
  const std::string reference = next_reference();
  base::log_error("mistake " + reference + ": " + why);
  Response out = problem_reply({.kind = base::ProblemKind::unavailable, .code = "our-mistake", .title = "Something went wrong here",
                                .detail = "It is our mistake, not yours, and nothing was stored. Its reference is " + reference + "."}, 500);
  return out;
}

// The edge of one request: whatever went wrong becomes its answer.
template <class Act>
Response guarded(Act act) {
  try {
    auto made = act();
    return made ? *std::move(made) : problem_reply(made.error());
  } catch (const base::WorldBroke& error) {
    return world_broke(error.what());
  } catch (const std::exception& error) {
    return our_mistake(error.what());
  }
}

}  // namespace

App::App(services::Context context, std::span<const Route> table, services::Printer* printer) : context_(context), router_(table), printer_(printer) {}

std::size_t App::most_body(std::string_view method, std::string_view path) const {
  const Router::Match match = router_.find(method, path);
  return match.route != nullptr ? match.route->most_body : small_body;
}

// Who asks, for which route, and whether they may: all that can be known without the body.
base::Result<Router::Match> App::enter(Request& request) const {
  if (const auto named = check_host(request); !named) return base::fail(named.error());
  Router::Match match = router_.find(request.method, request.path);
  if (match.route == nullptr) {
    if (!match.allowed.empty()) return match;
    return base::fail({.kind = base::ProblemKind::not_found, .code = "address-unknown", .title = "There is nothing at that address",
                       .detail = "GET /api/v1/openapi.yaml lists what there is."});
  }
  if (!request.visitor) request.visitor = services::visitor_of(context_, request.cookie(session_cookie));
  if (match.route->who == Who::signed_in && !request.visitor) return base::fail(must_sign_in());
  if (const auto ours = check_sender(request, match.route->who); !ours) return base::fail(ours.error());
  return match;
}

base::Result<Response> App::respond(Request& request) const {
  if (!is_api(request.path)) {
    if (const auto named = check_host(request); !named) return base::fail(named.error());
    return page_for(request);
  }
  auto match = enter(request);
  if (!match) return base::fail(match.error());
  if (match->route == nullptr) return method_not_allowed(request, match->allowed);
  request.params = std::move(match->params);
  request.printer = printer_;
  return match->route->handler(request, context_);
}

std::optional<Response> App::admit(Request& request) const {
  if (!is_api(request.path)) return std::nullopt;
  const auto refusal = guarded([&]() -> base::Result<Response> {
    const auto match = enter(request);
    if (!match) return base::fail(match.error());
    return Response{};
  });
  if (refusal.status < 300) return std::nullopt;
  return finished(refusal, request);
}

Response App::answer(Request request) const {
  return finished(guarded([&] { return respond(request); }), request);
}

Response App::finished(Response response, const Request& request) {
  add_safety_headers(response, request.over_tls);
  if (is_api(request.path) && !has_header(response, "Cache-Control")) response.headers.emplace_back("Cache-Control", "no-store");
  return response;
}

}  // namespace tributary::http
