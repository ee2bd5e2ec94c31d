// Transport: sockets. The only file that opens the HTTP library is transport.cpp.
//
// Idea      one event thread reads requests and writes responses; workers run the handlers. A request is suspended while
//           a worker has it, so idle and slow clients cost a file descriptor and no thread
// Promises  who sends a body is known to be allowed to before it is read: a stranger's is refused at once and kept nowhere;
//           a body over its route's limit is refused without being kept (chunked ones too); stop() lets running
//           handlers finish
// Fails     Problem "address-in-use" or "address-unusable"
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"

namespace tributary::http {

class App;

struct Binding {
  std::string address = "127.0.0.1";  // IPv4 or IPv6, numeric
  std::uint16_t port = 8080;
  bool behind_tls = false;            // a proxy on this machine ends TLS and names the client in X-Forwarded-For
  int workers = 8;
};

class Transport {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<Transport>> start(const App& app, const Binding& binding);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // Takes no more requests, finishes those it has, closes. Called by the destructor too.
  void stop();

 private:
  struct Inside;
  explicit Transport(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace tributary::http
