#include "http/loopback.hpp"

#include <doctest/doctest.h>

namespace tributary::http {

TEST_CASE("this machine's own addresses are those of the loopback, and no name that begins like one") {
  for (const char* own : {"127.0.0.1", "127.255.0.9", "::1"}) CHECK(is_loopback(own));
  for (const char* other : {"127.evil.example", "127.0.0.1.evil.example", "127.", "127.0.0.1 ", "128.0.0.1", "::2", "", "0.0.0.0"}) CHECK_FALSE(is_loopback(other));
}

TEST_CASE("a host header names this machine with a port or without") {
  for (const char* own : {"localhost", "localhost:8431", "127.0.0.1:80", "127.9.9.9", "[::1]", "[::1]:8431"}) CHECK(names_this_machine(own));
  for (const char* other : {"127.evil.example", "127.evil.example:8431", "localhost.evil.example", "[::1].evil.example", "[::1", "[::2]:80", "::1", ""})
    CHECK_FALSE(names_this_machine(other));
}

}  // namespace tributary::http
