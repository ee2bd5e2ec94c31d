#include "cli/in_the_clear.hpp"

#include "http/loopback.hpp"

namespace tributary::cli {

std::optional<std::string> warn_in_the_clear(const http::Binding& binding) {
  if (binding.behind_tls || http::is_loopback(binding.address)) return std::nullopt;
  return "Warning: " + binding.address + " isn't this machine alone, and there is no TLS: passwords, cookies and all that is read travel in the clear.\n"
         "Let a proxy with TLS on this machine take the connections, and serve it with: --address 127.0.0.1 --behind-tls\n";
}

}  // namespace tributary::cli
