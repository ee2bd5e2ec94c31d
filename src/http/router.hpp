// Router: every route on a line (routes.cpp), found by walking a tree of path segments.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/message.hpp"
#include "services/context.hpp"

namespace tributary::http {

enum class Who {
  anyone,     // no session needed
  signed_in,  // a session, and for every method but GET its CSRF token
};

// decode → validate → do → answer, with one early return per failure.
using Handler = base::Result<Response> (*)(const Request&, const services::Context&);

inline constexpr std::size_t small_body = 256 * 1024;
inline constexpr std::size_t file_body = 16 * 1024 * 1024;  // pasted cells and files

struct Route {
  std::string_view method;
  std::string_view path;  // "/api/v1/places/{id}"
  Who who;
  Handler handler;
  std::size_t most_body = small_body;
};

// The whole contract, in the order of api/openapi.yaml.
[[nodiscard]] std::span<const Route> routes();

class Router {
 public:
  explicit Router(std::span<const Route> routes);
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  struct Match {
    const Route* route = nullptr;               // nullptr: see `allowed`
    std::vector<std::string> params;
    std::string allowed;                        // methods of that path, when it has others: "GET, PUT"
  };
  [[nodiscard]] Match find(std::string_view method, std::string_view path) const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

}  // namespace tributary::http
