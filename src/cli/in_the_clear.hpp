// What is said where pages would go over a network without TLS.
#pragma once

#include <optional>
#include <string>

#include "http/transport.hpp"

namespace tributary::cli {

// Nothing on loopback, or behind a proxy that ends TLS.
[[nodiscard]] std::optional<std::string> warn_in_the_clear(const http::Binding& binding);

}  // namespace tributary::cli
