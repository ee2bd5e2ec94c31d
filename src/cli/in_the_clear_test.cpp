#include "cli/in_the_clear.hpp"

#include <doctest/doctest.h>

namespace tributary::cli {

TEST_CASE("what is served beyond this machine without TLS says so, and what to do; elsewhere nothing is said") {
  http::Binding binding;
  CHECK_FALSE(warn_in_the_clear(binding));
  binding.address = "::1";
  CHECK_FALSE(warn_in_the_clear(binding));
  for (const char* address : {"0.0.0.0", "::", "192.0.2.7"}) {
    CAPTURE(address);
    binding = {};
    binding.address = address;
    const auto warned = warn_in_the_clear(binding);
    REQUIRE(warned);
    CHECK(warned->find(address) != std::string::npos);
    CHECK(warned->find("proxy with TLS") != std::string::npos);
    binding.behind_tls = true;
    CHECK_FALSE(warn_in_the_clear(binding));
  }
}

}  // namespace tributary::cli
