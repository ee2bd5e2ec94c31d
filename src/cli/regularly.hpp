// Regularly: does a piece of work at once, and again after each so many minutes, until it is destroyed. What goes wrong is
// logged, and the next time tries again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string_view>
#include <thread>

namespace tributary::cli {

class Regularly {
 public:
  // `name` says in the log what failed.
  Regularly(std::string_view name, std::chrono::minutes every, std::function<void()> work);
  ~Regularly();
  Regularly(const Regularly&) = delete;
  Regularly& operator=(const Regularly&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable_any ends_;
  std::jthread thread_;
};

}  // namespace tributary::cli
