#include "cli/regularly.hpp"

#include <exception>
#include <string>
#include <utility>

#include "base/log.hpp"

namespace tributary::cli {

Regularly::Regularly(std::string_view name, std::chrono::minutes every, std::function<void()> work)
    : thread_([this, every, name = std::string(name), work = std::move(work)](const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        do {
          try {
            work();
          } catch (const std::exception& error) {
            base::log_error(name + " failed and is tried again later: " + error.what());
          }
        } while (!stop.stop_requested() && !ends_.wait_for(lock, stop, every, [&] { return stop.stop_requested(); }));
      }) {}

Regularly::~Regularly() {
  thread_.request_stop();
  thread_.join();
}

}  // namespace tributary::cli
