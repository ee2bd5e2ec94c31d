#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <iostream>
#include <sstream>

#include "cli/command.hpp"

namespace tributary::cli {

namespace {

// The problem's code of a command on a model that ships; empty where it ran.
std::string code_of(const std::string& words, const std::string& model, const std::string& more) {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  CLI::App app;
  Run run;
  add_flow(app, run, nullptr);
  std::ostringstream out;
  auto* const was = std::cout.rdbuf(out.rdbuf());
  app.parse("flow " + words + " " + std::string(root != nullptr ? root : ".") + "/models/" + model + more);
  const base::Done done = run();
  std::cout.rdbuf(was);
  return done ? std::string() : done.error().code;
}

}  // namespace

TEST_CASE("a table that the model hasn't is refused, and so is one whose file isn't there") {
  CHECK(code_of("check", "mental-health-beds.toml", " --table areas=nowhere.csv") == "table-unknown");
  CHECK(code_of("check", "mm1.toml", " --table arrivals=nowhere.csv") == "table-unknown");
  CHECK(code_of("check", "mm1.toml", "").empty());
}

}  // namespace tributary::cli
