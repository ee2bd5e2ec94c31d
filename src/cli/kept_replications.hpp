// Replications that are kept in a folder until the command is over, so that one that was ended goes on from them.
//
// Format    a file for each run and process, called by the run's key: records of number, length, checksum and bytes (replication_bytes.hpp). A
//           record that was cut short ends its file
// Promises  what is there is had again exactly, or not at all; several processes may write at a time, each its own file
// Fails     "keep-unwritable"
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::cli {

class KeptReplications {
 public:
  // `key` says all that a replication depends on but its number; `rank` tells processes apart.
  [[nodiscard]] static base::Result<KeptReplications> open(const std::filesystem::path& folder, const std::string& key, std::size_t rank);

  [[nodiscard]] std::optional<tributary::flow::Replication> find(std::size_t number) const;
  void keep(std::size_t number, const tributary::flow::Replication& replication);

 private:
  void read(const std::filesystem::path& file);

  std::filesystem::path file_;
  std::map<std::size_t, std::vector<std::uint8_t>> known_;
};

// The files of a command's runs, in a folder.
class Keeping {
 public:
  explicit Keeping(std::filesystem::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] base::Result<KeptReplications> open(const std::string& key, std::size_t rank);
  // What was kept of them, by any process.
  void forget();

 private:
  std::filesystem::path folder_;
  std::vector<std::string> keys_;
};

// Where they are kept unless told: tributary/flow in the user's cache folder.
[[nodiscard]] std::filesystem::path usual_keeping_place();

}  // namespace tributary::cli
