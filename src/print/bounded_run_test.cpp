#include "print/bounded_run.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <iterator>
#include <string_view>
#include <thread>

#include "tests/fresh_folder.hpp"

namespace tributary::print {

namespace {

BoundedRun shell(const std::filesystem::path& folder, const std::string& script) {
  return {.command = {"/bin/sh", "-c", script}, .environment = {"PATH=/usr/bin:/bin"}, .complaints = folder / "complaints",
          .time = std::chrono::seconds{20}, .memory = std::uint64_t{1} << 30U};
}

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Of a process: whether it is there still, and not only in the table.
bool is_running(const std::string& pid) {
  const std::string stat = text_of("/proc/" + pid + "/stat");
  return !stat.empty() && stat.find(") Z ") == std::string::npos;
}

bool ends(const std::string& pid) {
  for (int tries = 0; tries < 100 && is_running(pid); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds{20});
  return !is_running(pid);
}

std::string first_line(const std::filesystem::path& path) {
  std::string text = text_of(path);
  return text.substr(0, text.find('\n'));
}

}  // namespace

TEST_CASE("a program that ends says how, and its complaints are kept") {
  const test::FreshFolder folder;
  const std::atomic<bool> stop = false;
  const Ended ended = run_bounded(shell(folder.path(), "echo no >&2; exit 3"), stop);
  CHECK(ended.how == HowEnded::by_itself);
  CHECK(ended.status == 3);
  CHECK(text_of(folder.path() / "complaints") == "no\n");
  CHECK(run_bounded(shell(folder.path(), "kill -9 $$"), stop).status == 128 + 9);
}

TEST_CASE("a program that isn't there is told apart from one that fails") {
  const test::FreshFolder folder;
  BoundedRun run = shell(folder.path(), "");
  run.command = {(folder.path() / "nothing").string()};
  CHECK(run_bounded(run, false).how == HowEnded::not_started);
}

TEST_CASE("it has the environment that it is given, and no file of ours") {
  const test::FreshFolder folder;
  const std::ifstream ours("/dev/zero");
  const Ended ended = run_bounded(shell(folder.path(), "env >&2; ls /proc/self/fd >&2"), false);
  CHECK(ended.status == 0);
  const std::string seen = text_of(folder.path() / "complaints");
  CHECK(seen.find("HOME=") == std::string::npos);
  CHECK(seen.find("\n4\n") == std::string::npos);  // 0, 1, 2, and 3 of ls itself
}

TEST_CASE("one that takes too long is ended with its children") {
  const test::FreshFolder folder;
  BoundedRun run = shell(folder.path(), "sleep 600 & echo $! >&2; wait");
  run.time = std::chrono::milliseconds{300};
  CHECK(run_bounded(run, false).how == HowEnded::too_long);
  CHECK(ends(first_line(folder.path() / "complaints")));
}

TEST_CASE("children that outlive it are ended too") {
  const test::FreshFolder folder;
  const Ended ended = run_bounded(shell(folder.path(), "sleep 600 >/dev/null & echo $! >&2"), false);
  CHECK(ended.how == HowEnded::by_itself);
  CHECK(ends(first_line(folder.path() / "complaints")));
}

TEST_CASE("one is ended when we are told to stop") {
  const test::FreshFolder folder;
  std::atomic<bool> stop = false;
  std::jthread teller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds{100});
    stop = true;
  });
  CHECK(run_bounded(shell(folder.path(), "sleep 600"), stop).how == HowEnded::stopped);
}

TEST_CASE("one that wants more memory than it may have fails") {
  const test::FreshFolder folder;
  BoundedRun run = shell(folder.path(), "x=$(head -c 100000000 /dev/zero | tr '\\0' a); echo ${#x} >&2");
  run.memory = 20'000'000;
  CHECK(run_bounded(run, false).status != 0);
}

}  // namespace tributary::print
