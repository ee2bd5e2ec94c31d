#include "http/router.hpp"

#include <map>

#include "base/check.hpp"

namespace tributary::http {

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> fixed;
  std::unique_ptr<Node> variable;
  std::map<std::string, const Route*, std::less<>> by_method;
};

namespace {

// The next segment of a path, taken off its front.
std::string_view next_segment(std::string_view& path) {
  path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

}  // namespace

Router::Router(std::span<const Route> routes) : root_(std::make_unique<Node>()) {
  for (const Route& route : routes) {
    Node* node = root_.get();
    for (std::string_view rest = route.path; !rest.empty();) {
      const std::string_view segment = next_segment(rest);
      auto& next = segment.starts_with('{') ? node->variable : node->fixed[std::string(segment)];
      if (!next) next = std::make_unique<Node>();
      node = next.get();
    }
    const bool added = node->by_method.emplace(route.method, &route).second;
    base::check(added, "a route stands once");
  }
}

Router::~Router() = default;

Router::Match Router::find(std::string_view method, std::string_view path) const {
  Match match;
  const Node* node = root_.get();
  while (!path.empty() && path.front() == '/') {
    const std::string_view segment = next_segment(path);
    const auto fixed = node->fixed.find(segment);
    if (fixed != node->fixed.end()) {
      node = fixed->second.get();
    } else if (node->variable && !segment.empty()) {
      node = node->variable.get();
      match.params.emplace_back(segment);
    } else {
      return {};
    }
  }
  const auto found = node->by_method.find(method);
  if (found != node->by_method.end()) match.route = found->second;
  for (const auto& [name, route] : node->by_method) match.allowed += (match.allowed.empty() ? "" : ", ") + name;
  return match;
}

}  // namespace tributary::http
