// App: from a request to its response, without sockets. The life of a request reads from top to bottom in answer().
#pragma once

#include "http/router.hpp"

namespace tributary::http {

class App {
 public:
  explicit App(services::Context context, std::span<const Route> table = routes());

  // Never throws: a mistake of ours answers 500 with a reference that the log repeats, and the server goes on.
  [[nodiscard]] Response answer(Request request) const;

  // How large a body that request may have.
  [[nodiscard]] std::size_t most_body(std::string_view method, std::string_view path) const;

 private:
  [[nodiscard]] base::Result<Response> respond(Request& request) const;

  services::Context context_;
  Router router_;
};

}  // namespace tributary::http
