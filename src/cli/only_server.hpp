// OnlyServer: one server a data folder. A second would take over the first one's jobs.
#pragma once

#include <filesystem>
#include <memory>

#include "base/result.hpp"

namespace tributary::cli {

class OnlyServer {
 public:
  // Holds the folder until it is destroyed, or its process ends however it ends. Fails with "data-served-already".
  [[nodiscard]] static base::Result<std::unique_ptr<OnlyServer>> of(const std::filesystem::path& folder);
  ~OnlyServer();
  OnlyServer(const OnlyServer&) = delete;
  OnlyServer& operator=(const OnlyServer&) = delete;

 private:
  explicit OnlyServer(int file) : file_(file) {}
  int file_;
};

}  // namespace tributary::cli
