// A folder of a test's own, removed with it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace tributary::test {

class FreshFolder {
 public:
  FreshFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "tributary-test-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~FreshFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
    std::filesystem::remove(key_file(), ignored);
  }
  FreshFolder(const FreshFolder&) = delete;
  FreshFolder& operator=(const FreshFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  // A place for a master key beside it.
  [[nodiscard]] std::filesystem::path key_file() const { return path_.string() + ".key"; }

 private:
  std::filesystem::path path_;
};

}  // namespace tributary::test
