#include "print/chromium.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "tests/fresh_folder.hpp"

namespace tributary::print {

namespace fs = std::filesystem;

namespace {

// Temporary files go to a folder of the test's own.
class OwnTemporary {
 public:
  OwnTemporary() : before_(std::getenv("TMPDIR") != nullptr ? std::getenv("TMPDIR") : "") { ::setenv("TMPDIR", folder_.path().c_str(), 1); }
  ~OwnTemporary() { before_.empty() ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", before_.c_str(), 1); }
  OwnTemporary(const OwnTemporary&) = delete;
  OwnTemporary& operator=(const OwnTemporary&) = delete;
  // As a printer leaves it when it is killed.
  [[nodiscard]] fs::path left(const std::string& name) const {
    const fs::path out = folder_.path() / name;
    fs::create_directory(out);
    std::ofstream(out / "held").put(' ');
    std::ofstream(out / "page.html") << "<p>figures</p>";
    return out;
  }

 private:
  test::FreshFolder folder_;
  std::string before_;
};

}  // namespace

TEST_CASE("what a killed printer left is swept by the next; what another holds, and what isn't a printer's, stays") {
  const OwnTemporary temporary;
  const fs::path left = temporary.left("tributary-print-aaaaaa"), used = temporary.left("tributary-print-bbbbbb"), other = temporary.left("letters");
  const int held = ::open((used / "held").c_str(), O_RDWR | O_CLOEXEC);
  REQUIRE(::flock(held, LOCK_EX) == 0);
  const Chromium next;
  CHECK_FALSE(fs::exists(left));
  CHECK(fs::exists(used / "page.html"));
  CHECK(fs::exists(other / "page.html"));
  ::close(held);
}

TEST_CASE("a program that is no Chromium is named, and that it said nothing") {
  const OwnTemporary temporary;
  const auto printed = Chromium("/bin/true").print("<p></p>", base::Date{});
  REQUIRE_FALSE(printed);
  CHECK(printed.error().detail.find("/bin/true ended with 0 and left no PDF, without a word: is it Chromium?") == 0);
  CHECK(printed.error().detail.find("server") == std::string::npos);
}

}  // namespace tributary::print
