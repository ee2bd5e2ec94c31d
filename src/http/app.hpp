// App: from a request to its response, without sockets. The life of a request reads from top to bottom in answer().
#pragma once

#include <optional>

#include "http/router.hpp"

namespace tributary::http {

class App {
 public:
  explicit App(services::Context context, std::span<const Route> table = routes(), services::Printer* printer = nullptr);

  // Never throws: a mistake of ours answers 500 with a reference that the log repeats, and the server goes on.
  [[nodiscard]] Response answer(Request request) const;

  // Before a body is read: whether whoever sends it may send one at all. Keeps the visitor in the request. The answer to
  // give at once, or none: go on. Never throws.
  [[nodiscard]] std::optional<Response> admit(Request& request) const;

  // How large a body that request may have.
  [[nodiscard]] std::size_t most_body(std::string_view method, std::string_view path) const;

 private:
  [[nodiscard]] base::Result<Response> respond(Request& request) const;
  [[nodiscard]] base::Result<Router::Match> enter(Request& request) const;
  [[nodiscard]] static Response finished(Response response, const Request& request);

  services::Context context_;
  Router router_;
  services::Printer* printer_;
};

}  // namespace tributary::http
