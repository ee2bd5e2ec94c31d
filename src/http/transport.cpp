#include "http/transport.hpp"

#include <arpa/inet.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/log.hpp"
#include "http/app.hpp"
#include "http/json.hpp"
#include "http/loopback.hpp"

namespace tributary::http {

namespace {

constexpr unsigned idle_seconds = 60;
constexpr unsigned most_connections = 1000;
constexpr std::size_t connection_memory = 32 * 1024;  // request line and headers of one connection; more answers 431

constexpr std::chrono::seconds last_answers{2};  // how long a server that ends waits for what it answered to be sent

constexpr std::size_t drained_body = 64 * 1024;  // of a refused request: read and dropped, so that its sender hears the answer

// One request on its way: admitted by a worker once its head is here, filled by the event thread, answered by a worker, sent
// by the event thread. A request without a body is admitted as it is answered.
enum class Stage { head, admitting, admitted, body, answering, answered };

struct Exchange {
  MHD_Connection* connection = nullptr;
  Request request;
  std::optional<Response> refusal;  // known before the body is
  Response response;
  std::size_t most_body = 0;
  bool too_large = false;
  Stage stage = Stage::head;
};

// What a head says of the body that follows it; nullopt where it doesn't say how long.
std::optional<std::size_t> length_of_body(const Request& request) {
  if (!request.header("transfer-encoding").empty()) return std::nullopt;
  const std::string_view text = request.header("content-length");
  std::size_t length = 0;
  std::from_chars(text.data(), text.data() + text.size(), length);
  return length;
}

base::Problem too_large(std::size_t most) {
  return {.kind = base::ProblemKind::too_large, .code = "too-large", .title = "That is too large",
          .detail = "At most " + std::to_string(most / 1024) + " kB fit here. Send it in parts."};
}

std::string lower_name(const char* name) {
  std::string out = name;
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

MHD_Result keep_header(void* out, MHD_ValueKind, const char* name, const char* value) {
  auto& headers = static_cast<Request*>(out)->headers;
  headers[lower_name(name)] = value != nullptr ? value : "";
  return MHD_YES;
}

MHD_Result keep_query(void* out, MHD_ValueKind, const char* name, const char* value) {
  static_cast<Request*>(out)->query[name] = value != nullptr ? value : "";
  return MHD_YES;
}

std::string address_of(MHD_Connection* connection) {
  const auto* info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info == nullptr) return {};
  std::array<char, INET6_ADDRSTRLEN> text{};
  const sockaddr* from = info->client_addr;
  const void* bytes = from->sa_family == AF_INET ? static_cast<const void*>(&reinterpret_cast<const sockaddr_in*>(from)->sin_addr)
                                                 : &reinterpret_cast<const sockaddr_in6*>(from)->sin6_addr;
  return inet_ntop(from->sa_family, bytes, text.data(), text.size()) != nullptr ? text.data() : "";
}

MHD_Result send(MHD_Connection* connection, const Response& response) {
  const bool standing = !response.standing.empty();
  const std::string_view bytes = standing ? response.standing : std::string_view(response.body);
  MHD_Response* out = MHD_create_response_from_buffer(bytes.size(), const_cast<char*>(bytes.data()),
                                                      standing ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
  if (!response.type.empty()) MHD_add_response_header(out, MHD_HTTP_HEADER_CONTENT_TYPE, response.type.c_str());
  for (const auto& [name, value] : response.headers) MHD_add_response_header(out, name.c_str(), value.c_str());
  const MHD_Result queued = MHD_queue_response(connection, static_cast<unsigned>(response.status), out);
  MHD_destroy_response(out);
  return queued;
}

}  // namespace

struct Transport::Inside {
  const App& app;
  Binding binding;
  MHD_Daemon* daemon = nullptr;
  std::mutex mutex;
  std::condition_variable filled;
  std::deque<Exchange*> waiting;
  bool stopping = false;
  std::size_t owed = 0;  // requests that are whole and whose answer isn't sent yet
  std::condition_variable settled;
  std::vector<std::thread> workers;

  Inside(const App& answering, Binding where) : app(answering), binding(std::move(where)) {}

  void work() {
    for (;;) {
      Exchange* exchange = nullptr;
      {
        std::unique_lock lock(mutex);
        filled.wait(lock, [&] { return stopping || !waiting.empty(); });
        if (waiting.empty()) return;
        exchange = waiting.front();
        waiting.pop_front();
      }
      if (exchange->stage == Stage::admitting) {
        exchange->refusal = app.admit(exchange->request);
        exchange->stage = Stage::admitted;
      } else {
        exchange->response = app.answer(std::move(exchange->request));
        exchange->stage = Stage::answered;
      }
      MHD_resume_connection(exchange->connection);
    }
  }

  // False once stop() has begun: nobody would answer it.
  bool hand_over(Exchange* exchange) {
    const std::lock_guard lock(mutex);
    if (stopping) return false;
    MHD_suspend_connection(exchange->connection);
    waiting.push_back(exchange);
    if (exchange->stage == Stage::answering) ++owed;
    filled.notify_one();
    return true;
  }

  void begin(Exchange& exchange, const char* path, const char* method) {
    Request& request = exchange.request;
    request.method = method;
    request.path = path;
    MHD_get_connection_values(exchange.connection, MHD_HEADER_KIND, keep_header, &request);
    MHD_get_connection_values(exchange.connection, MHD_GET_ARGUMENT_KIND, keep_query, &request);
    request.address = address_of(exchange.connection);
    request.to_loopback = is_loopback(binding.address) && !binding.behind_tls;
    if (binding.behind_tls) {
      request.over_tls = true;
      const std::string_view forwarded = request.header("x-forwarded-for");
      // The proxy appends whom it saw; what stands before that came from the client and proves nothing.
      if (!forwarded.empty()) request.address = forwarded.substr(forwarded.find_last_of(", ") + 1);
    }
    exchange.most_body = app.most_body(method, path);
  }

  static MHD_Result on_request(void* self, MHD_Connection* connection, const char* path, const char* method, const char*,
                               const char* upload, std::size_t* upload_size, void** state) {
    auto& inside = *static_cast<Inside*>(self);
    auto* exchange = static_cast<Exchange*>(*state);
    if (exchange == nullptr) {
      exchange = new Exchange{.connection = connection};
      *state = exchange;
      inside.begin(*exchange, path, method);
      if (length_of_body(exchange->request) == 0U) {
        exchange->stage = Stage::body;
        return MHD_YES;
      }
      exchange->stage = Stage::admitting;
      return inside.hand_over(exchange) ? MHD_YES : MHD_NO;
    }
    // Resumed after its admission: the library tells of the head once more before it reads on.
    if (exchange->stage == Stage::admitted) {
      exchange->stage = Stage::body;
      const bool short_body = length_of_body(exchange->request).value_or(drained_body + 1) <= drained_body;
      return exchange->refusal && !short_body ? send(connection, *exchange->refusal) : MHD_YES;
    }
    if (*upload_size > 0) {
      if (exchange->request.body.size() + *upload_size > exchange->most_body) {
        exchange->too_large = true;
        std::string().swap(exchange->request.body);
      }
      if (!exchange->too_large && !exchange->refusal) exchange->request.body.append(upload, *upload_size);
      *upload_size = 0;
      return MHD_YES;
    }
    if (exchange->refusal) return send(connection, *exchange->refusal);
    if (exchange->too_large) return send(connection, problem_reply(too_large(exchange->most_body)));
    if (exchange->stage == Stage::answered) return send(connection, exchange->response);
    exchange->stage = Stage::answering;
    return inside.hand_over(exchange) ? MHD_YES : MHD_NO;
  }

  static void on_completed(void* self, MHD_Connection*, void** state, MHD_RequestTerminationCode) {
    auto& inside = *static_cast<Inside*>(self);
    const auto* exchange = static_cast<Exchange*>(*state);
    if (exchange != nullptr && exchange->stage == Stage::answered) {
      const std::lock_guard lock(inside.mutex);
      --inside.owed;
      inside.settled.notify_one();
    }
    delete exchange;
    *state = nullptr;
  }

  static void on_log(void*, const char* format, va_list arguments) {
    const int cause = errno;  // start() asks for it after this; writing a log changes it
    std::array<char, 300> line{};
    std::vsnprintf(line.data(), line.size(), format, arguments);
    base::log_warning(std::string("http: ") + line.data());
    errno = cause;
  }
};

base::Result<std::unique_ptr<Transport>> Transport::start(const App& app, const Binding& binding) {
  auto inside = std::make_unique<Inside>(app, binding);
  const auto unusable = [&](std::string_view code, std::string_view why) {
    return base::fail({.kind = base::ProblemKind::unavailable, .code = std::string(code), .title = "The server can't listen there",
                       .detail = binding.address + " port " + std::to_string(binding.port) + ": " + std::string(why)});
  };
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  const sockaddr* where = nullptr;
  unsigned flags = MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG | MHD_USE_TURBO;
  if (inet_pton(AF_INET, binding.address.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(binding.port);
    where = reinterpret_cast<const sockaddr*>(&v4);
  } else if (inet_pton(AF_INET6, binding.address.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(binding.port);
    where = reinterpret_cast<const sockaddr*>(&v6);
    flags |= MHD_USE_IPv6;
  } else {
    return unusable("address-unusable", "it is not a numeric address like 127.0.0.1.");
  }
  errno = 0;
  inside->daemon = MHD_start_daemon(
      flags, binding.port, nullptr, nullptr, &Inside::on_request, inside.get(),
      MHD_OPTION_EXTERNAL_LOGGER, &Inside::on_log, nullptr,
      MHD_OPTION_NOTIFY_COMPLETED, &Inside::on_completed, inside.get(),
      MHD_OPTION_SOCK_ADDR, where, MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
      MHD_OPTION_CONNECTION_LIMIT, most_connections, MHD_OPTION_CONNECTION_MEMORY_LIMIT, connection_memory,
      MHD_OPTION_END);
  if (inside->daemon == nullptr) {
    if (errno == EADDRINUSE)
      return unusable("address-in-use", "another program listens there. End it, or choose another with --port N.");
    return unusable("address-unusable", std::strerror(errno));
  }
  for (int i = 0; i < binding.workers; ++i) inside->workers.emplace_back([at = inside.get()] { at->work(); });
  return std::unique_ptr<Transport>(new Transport(std::move(inside)));
}

Transport::Transport(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Transport::~Transport() { stop(); }

void Transport::stop() {
  if (inside_->daemon == nullptr) return;
  // The order matters: the library aborts the process if it is stopped while a connection is suspended.
  const MHD_socket listening = MHD_quiesce_daemon(inside_->daemon);
  {
    const std::lock_guard lock(inside_->mutex);
    inside_->stopping = true;
  }
  inside_->filled.notify_all();
  for (std::thread& worker : inside_->workers) worker.join();
  {
    std::unique_lock lock(inside_->mutex);  // the library, stopped, drops answers that it has not sent
    inside_->settled.wait_for(lock, last_answers, [&] { return inside_->owed == 0; });
  }
  MHD_stop_daemon(inside_->daemon);
  inside_->daemon = nullptr;
  if (listening != MHD_INVALID_SOCKET) ::close(listening);
}

}  // namespace tributary::http
