// A server with one route more than the product: a constant reply of a given size, through the same transport, workers, router
// and safety headers. What a page's reply costs beyond it is what Tributary itself costs.
//
//   bench_serve DATA PORT BYTES     serves until SIGTERM; GET /api/v1/constant answers BYTES of JSON
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "http/app.hpp"
#include "http/transport.hpp"
#include "store/database.hpp"

using namespace tributary;

namespace {

std::string constant;

base::Result<http::Response> get_constant(const http::Request&, const services::Context&) {
  return http::Response{.status = 200, .type = "application/json", .body = constant, .standing = {}, .headers = {}};
}

int fail_with(const base::Problem& problem) {
  std::fprintf(stderr, "%s: %s\n", problem.title.c_str(), problem.detail.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "bench_serve DATA PORT BYTES\n");
    return 2;
  }
  const auto bytes = static_cast<std::size_t>(std::atol(argv[3]));
  constant = "{\"filler\":\"" + std::string(bytes > 13 ? bytes - 13 : 0, 'x') + "\"}";

  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  auto database = store::open_database(argv[1], store::default_master_key_file());
  if (!database) return fail_with(database.error());
  const base::SystemClock clock;
  std::vector<http::Route> table(http::routes().begin(), http::routes().end());
  table.push_back({.method = "GET", .path = "/api/v1/constant", .who = http::Who::anyone, .handler = get_constant});
  const http::App app({.database = **database, .clock = clock}, table);
  auto transport = http::Transport::start(app, {.port = static_cast<std::uint16_t>(std::atoi(argv[2]))});
  if (!transport) return fail_with(transport.error());
  std::printf("ready\n");
  std::fflush(stdout);
  int which = 0;
  sigwait(&ends, &which);
  (*transport)->stop();
  return 0;
}
