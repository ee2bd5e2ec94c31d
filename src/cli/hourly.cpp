#include "cli/hourly.hpp"

#include <chrono>
#include <exception>
#include <string>
#include <utility>

#include "base/log.hpp"

namespace tributary::cli {

Hourly::Hourly(std::string_view name, std::function<void()> work)
    : thread_([this, name = std::string(name), work = std::move(work)](const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        do {
          try {
            work();
          } catch (const std::exception& error) {
            base::log_error(name + " failed and is tried again in an hour: " + error.what());
          }
        } while (!stop.stop_requested() && !ends_.wait_for(lock, stop, std::chrono::hours(1), [&] { return stop.stop_requested(); }));
      }) {}

Hourly::~Hourly() {
  thread_.request_stop();
  thread_.join();
}

}  // namespace tributary::cli
