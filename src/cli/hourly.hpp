// Hourly: does a piece of work at once, and every hour again, until it is destroyed. What goes wrong is logged, and the next
// hour tries again.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>

namespace tributary::cli {

class Hourly {
 public:
  // `name` says in the log what failed.
  Hourly(std::string_view name, std::function<void()> work);
  ~Hourly();
  Hourly(const Hourly&) = delete;
  Hourly& operator=(const Hourly&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable_any ends_;
  std::jthread thread_;
};

}  // namespace tributary::cli
