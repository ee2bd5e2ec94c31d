// Which addresses and names are this machine's own.
#pragma once

#include <string_view>

namespace tributary::http {

// 127.0.0.0/8 or ::1, as an address is written; a name that only begins like one is somebody else's.
[[nodiscard]] bool is_loopback(std::string_view address);

// What stands in a Host header names this machine: such an address (::1 in brackets) or "localhost", with a port or without.
[[nodiscard]] bool names_this_machine(std::string_view host);

}  // namespace tributary::http
