#include "cli/kept_replications.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "exchange/flow/replication_bytes.hpp"

namespace tributary::cli {

namespace {

namespace file = exchange::flow;
constexpr std::uint64_t longest = 1U << 30;

struct Header {
  std::uint64_t number = 0, length = 0;
  std::array<unsigned char, 16> checksum{};  // of number and bytes
};

std::array<unsigned char, 16> checksum(std::uint64_t number, const std::vector<std::uint8_t>& bytes) {
  std::array<unsigned char, 16> out{};
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, out.size());
  crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&number), sizeof number);
  crypto_generichash_update(&state, bytes.data(), bytes.size());
  crypto_generichash_final(&state, out.data(), out.size());
  return out;
}

}  // namespace

base::Result<KeptReplications> KeptReplications::open(const std::filesystem::path& folder, const std::string& key, std::size_t rank) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  KeptReplications out;
  out.file_ = folder / (key + "." + std::to_string(rank) + ".replications");
  for (const auto& each : std::filesystem::directory_iterator(folder, error)) {
    if (each.path().filename().string().starts_with(key + ".")) out.read(each.path());
  }
  if (!std::ofstream(out.file_, std::ios::app | std::ios::binary))
    return base::fail({.code = "keep-unwritable", .title = "Replications can't be kept", .detail = "Nothing can be written to " + out.file_.string() + ". Say another folder by --keep.", .field = "--keep"});
  return out;
}

void KeptReplications::read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  Header header;
  while (in.read(reinterpret_cast<char*>(&header), sizeof header) && header.length < longest) {
    std::vector<std::uint8_t> bytes(header.length);
    if (!in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(header.length)) || checksum(header.number, bytes) != header.checksum) return;
    known_[header.number] = std::move(bytes);
  }
}

std::optional<tributary::flow::Replication> KeptReplications::find(std::size_t number) const {
  const auto found = known_.find(number);
  if (found == known_.end()) return std::nullopt;
  auto replication = file::replication_in(found->second);
  return replication ? std::optional(std::move(*replication)) : std::nullopt;
}

// Opened anew each time: a process that is killed has written whole records but perhaps the last.
void KeptReplications::keep(std::size_t number, const tributary::flow::Replication& replication) {
  const auto bytes = file::bytes_of(replication);
  const Header header{number, bytes.size(), checksum(number, bytes)};
  std::ofstream out(file_, std::ios::app | std::ios::binary);
  out.write(reinterpret_cast<const char*>(&header), sizeof header);
  out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

base::Result<KeptReplications> Keeping::open(const std::string& key, std::size_t rank) {
  keys_.push_back(key);
  return KeptReplications::open(folder_, key, rank);
}

void Keeping::forget() {
  std::error_code error;
  std::vector<std::filesystem::path> gone;
  for (const auto& each : std::filesystem::directory_iterator(folder_, error)) {
    const std::string name = each.path().filename().string();
    if (std::ranges::any_of(keys_, [&](const std::string& key) { return name.starts_with(key + "."); })) gone.push_back(each.path());
  }
  for (const auto& each : gone) std::filesystem::remove(each, error);
}

std::filesystem::path usual_keeping_place() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  if (cache != nullptr && *cache != '\0') return std::filesystem::path(cache) / "tributary" / "flow";
  const char* home = std::getenv("HOME");
  return std::filesystem::path(home == nullptr ? "." : home) / ".cache" / "tributary" / "flow";
}

}  // namespace tributary::cli
