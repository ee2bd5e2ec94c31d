#include <doctest/doctest.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "cli/command.hpp"
#include "tests/fresh_folder.hpp"

namespace tributary::cli {

namespace {

struct Told {
  base::Done done;
  std::string out, err;
};

// A command line, and what it prints.
Told command(const std::string& line) {
  CLI::App app;
  Run run;
  add_init(app, run);
  add_user(app, run);
  add_import(app, run);
  std::ostringstream out, err;
  auto* const was_out = std::cout.rdbuf(out.rdbuf());
  auto* const was_err = std::cerr.rdbuf(err.rdbuf());
  app.parse(line);
  base::Done done = run();
  std::cout.rdbuf(was_out);
  std::cerr.rdbuf(was_err);
  return {.done = std::move(done), .out = out.str(), .err = err.str()};
}

struct OwnPlace {
  test::FreshFolder folder;
  std::string data = " --data " + folder.path().string() + " --master-key " + folder.key_file().string();

  OwnPlace() {
    REQUIRE(command("init" + data + " --place Northam").done.has_value());
    REQUIRE(command("user add" + data + " --email analyst@northam.example --name Analyst --no-password").done.has_value());
  }

  [[nodiscard]] Told import(const std::string& cells, const std::string& more = "") const {
    const auto file = folder.path() / "sheet.csv";
    std::ofstream(file) << cells;
    return command("import " + file.string() + data + " --as analyst@northam.example" + more);
  }
};

}  // namespace

TEST_CASE("the line that undoes an import can be run as it is printed") {
  const OwnPlace place;
  const Told told = place.import("Month,Falls\nJan-26,4\nFeb-26,5\n");
  REQUIRE(told.done.has_value());
  const auto at = told.out.find("Undo it with: tributary ");
  REQUIRE(at != std::string::npos);
  std::string line = told.out.substr(at + 24);
  line.erase(line.find('\n'));
  const Told undone = command(line);
  CHECK(undone.done.has_value());
  CHECK(undone.out.starts_with("Undone: import 1"));
}

TEST_CASE("dates that are read month first are told on standard error") {
  const OwnPlace place;
  const Told told = place.import("Week,Value\n05/01/2026,1\n5/13/2026,2\n12/01/2025,3\n");
  REQUIRE(told.done.has_value());
  CHECK(told.err.find("Dates are read as month/day/year, since 5/13/2026 can't be day/month.") != std::string::npos);
}

TEST_CASE("a sheet that contradicts what is stored is refused until it is said to be meant") {
  const OwnPlace place;
  REQUIRE(place.import("Month,Falls\nOct-25,4\nNov-25,5\nDec-25,6\n").done.has_value());
  const std::string other = "Month,Falls\nOct-25,40\nNov-25,50\nDec-25,60\n";
  const Told refused = place.import(other);
  REQUIRE_FALSE(refused.done.has_value());
  CHECK(refused.done.error().field == "--sure");
  CHECK(place.import(other, " --dry-run").err.find("It would be stored with --sure.") != std::string::npos);
  CHECK(place.import(other, " --sure").done.has_value());
}

}  // namespace tributary::cli
