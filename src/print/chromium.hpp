// Chromium as a printer: one process a page, in a folder of its own, with bounds; the only place that knows a browser.
//
// Idea      the page is a file of ours that draws itself, opened from the disk: there is no server that the browser would ask, so it needs
//           no session, and what isn't in the page can't get out of it
// Given     the program's path or name; without one, the first of `chromium`, `chromium-browser`, … on the PATH
// Promises  at most two print at a time, each for two minutes at most; the folder, with page and profile, is this user's alone and is gone
//           when the answer is there, or, where we were killed meanwhile, when the next printer begins; stop() ends those that print
// Limits    Chromium doesn't start as root but without its sandbox, so that is left out for root and only then. Where it would start and
//           finds no sandbox (some containers), printing fails and the detail says what to do
// See       docs/decisions/0014 for why so
#pragma once

#include <atomic>
#include <filesystem>
#include <semaphore>

#include "services/ports/printer.hpp"

namespace tributary::print {

// Fails with "no-chromium".
[[nodiscard]] base::Result<std::filesystem::path> find_chromium(const std::string& wanted);

class Chromium final : public services::Printer {
 public:
  explicit Chromium(std::string wanted = {});
  [[nodiscard]] base::Result<std::string> print(std::string_view page, base::Date made) override;
  // From any thread: those that print end, and no more begin.
  void stop() { stopping_ = true; }

 private:
  static constexpr std::ptrdiff_t most_at_once = 2;  // of a transport's eight workers

  std::string wanted_;
  std::counting_semaphore<most_at_once> free_{most_at_once};
  std::atomic<bool> stopping_ = false;
};

}  // namespace tributary::print
