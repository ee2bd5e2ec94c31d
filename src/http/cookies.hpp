// The session cookie: HttpOnly, SameSite=Strict, and Secure where TLS stands in front.
#pragma once

#include <string>
#include <string_view>

namespace tributary::http {

inline constexpr std::string_view session_cookie = "tributary_session";

[[nodiscard]] inline std::string set_session_cookie(std::string_view token, bool secure) {
  return std::string(session_cookie) + "=" + std::string(token) + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200" +
         (secure ? "; Secure" : "");
}

[[nodiscard]] inline std::string drop_session_cookie(bool secure) {
  return std::string(session_cookie) + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0" + (secure ? "; Secure" : "");
}

}  // namespace tributary::http
