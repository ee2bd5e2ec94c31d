#include "http/message.hpp"

#include "base/check.hpp"
#include "base/text.hpp"

namespace tributary::http {

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view{} : std::string_view(found->second);
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view pair = base::trim(rest.substr(0, end));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return {};
}

const services::Actor& Request::actor() const {
  base::check(visitor.has_value(), "the route requires somebody signed in");
  return visitor->actor;
}

services::Actor Request::actor_or_stranger() const { return visitor ? visitor->actor : services::stranger(); }

}  // namespace tributary::http
