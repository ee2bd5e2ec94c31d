// Request and Response, as handlers see them: no sockets, so that handlers are tested by calling them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "services/sign_in.hpp"

namespace tributary::services {
class Printer;
}

namespace tributary::http {

struct Request {
  std::string method;
  std::string path;
  std::vector<std::string> params;                    // what stood for each {…} of the route
  std::map<std::string, std::string, std::less<>> query;
  std::map<std::string, std::string, std::less<>> headers;  // names in lower case
  std::string body;
  std::string address;                                // whose, for throttling
  bool over_tls = false;                              // as the proxy in front says
  bool to_loopback = false;                           // without a proxy, so only this machine's browsers can have sent it
  std::optional<services::Visitor> visitor;           // set where a session came with it
  services::Printer* printer = nullptr;               // of pages, where a server answers

  [[nodiscard]] std::string_view header(std::string_view name) const;
  [[nodiscard]] std::string_view cookie(std::string_view name) const;
  // The signed-in person. Only in handlers of routes that require one.
  [[nodiscard]] const services::Actor& actor() const;
  // Or whoever isn't signed in, where a route requires nobody.
  [[nodiscard]] services::Actor actor_or_stranger() const;
};

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::string body;                                   // or `standing`, for bytes that live as long as the program
  std::string_view standing;
  std::vector<std::pair<std::string, std::string>> headers;
};

}  // namespace tributary::http
