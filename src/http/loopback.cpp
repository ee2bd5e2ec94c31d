#include "http/loopback.hpp"

#include <arpa/inet.h>

#include <string>

namespace tributary::http {

bool is_loopback(std::string_view address) {
  const std::string text(address);
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return (ntohl(v4.s_addr) >> 24U) == 127;
  in6_addr v6{};
  return inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
}

bool names_this_machine(std::string_view host) {
  if (host.starts_with('[')) {
    const std::size_t end = host.find(']');
    const bool ends = end != std::string_view::npos && (end + 1 == host.size() || host[end + 1] == ':');
    return ends && is_loopback(host.substr(1, end - 1));
  }
  const std::string_view name = host.substr(0, host.find(':'));
  return name == "localhost" || is_loopback(name);
}

}  // namespace tributary::http
