#include "store/master_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

#include "base/check.hpp"

namespace tributary::store {

namespace fs = std::filesystem;

namespace {

void start_library() { base::check(sodium_init() >= 0, "libsodium starts"); }

base::Problem problem(const char* code, const char* title, std::string detail) {
  return {.kind = base::ProblemKind::unavailable, .code = code, .title = title, .detail = std::move(detail)};
}

base::Problem missing(const fs::path& file) {
  return problem("master-key-missing", "The master key isn't there",
                 file.string() + " doesn't exist, and the texts in these data can't be read without it. Put the key back from where "
                 "you keep its copy, or say where it is with --master-key FILE. The data are left as they are.");
}

base::Problem key_unwritable(const fs::path& file, const char* why) {
  return problem("master-key-unwritable", "The master key can't be written",
                 file.string() + ": " + why + ". Choose a file that you may write, outside the data folder, with --master-key FILE.");
}

}  // namespace

MasterKey::~MasterKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string MasterKey::fingerprint() const {
  constexpr char purpose[] = "tributary master key";
  std::array<unsigned char, 16> hash{};
  base::check(crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(purpose), sizeof purpose,
                                 bytes_.data(), bytes_.size()) == 0, "a key has a fingerprint");
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

fs::path default_master_key_file() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  const fs::path folder = config != nullptr && *config != 0 ? fs::path(config) : home != nullptr && *home != 0 ? fs::path(home) / ".config" : fs::path("/etc");
  return folder / "tributary" / "master.key";
}

base::Done check_apart(const fs::path& key_file, const fs::path& data_folder) {
  std::error_code failed;
  const fs::path data = fs::weakly_canonical(fs::absolute(data_folder), failed);
  const fs::path between = fs::weakly_canonical(fs::absolute(key_file), failed).lexically_relative(data);
  if (between.empty() || *between.begin() == "..") return {};
  return base::fail(problem("master-key-inside", "The master key lies among the data",
                            key_file.string() + " is in the data folder, so whoever copies the data has their key too. Move it elsewhere, "
                            "and say where with --master-key FILE."));
}

base::Result<MasterKey> read_master_key(const fs::path& file) {
  start_library();
  struct stat about {};
  if (::stat(file.c_str(), &about) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return base::fail(missing(file));
    return base::fail(problem("master-key-unreadable", "The master key can't be read", file.string() + ": " + std::strerror(errno)));
  }
  if ((about.st_mode & 077U) != 0)
    return base::fail(problem("master-key-open", "Others may read the master key", "Make it yours alone: chmod 600 " + file.string()));
  std::ifstream in(file);
  std::string text;
  std::getline(in, text);
  MasterKey::Bytes bytes{};
  std::size_t read = 0;
  const bool whole = sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &read, nullptr) == 0 && read == bytes.size() &&
                     text.size() == 2 * bytes.size();
  sodium_memzero(text.data(), text.size());
  if (!whole)
    return base::fail(problem("master-key-unreadable", "The master key can't be read",
                              file.string() + " doesn't hold a key: 64 hexadecimal digits. Put it back from where you keep its copy."));
  MasterKey key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

base::Result<MasterKey> read_or_make_master_key(const fs::path& file) {
  std::error_code failed;
  if (fs::exists(file, failed)) return read_master_key(file);
  start_library();
  fs::create_directories(file.parent_path(), failed);
  MasterKey::Bytes bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::array<char, 2 * MasterKey::size + 2> line{};
  sodium_bin2hex(line.data(), line.size(), bytes.data(), bytes.size());
  line[2 * MasterKey::size] = '\n';
  // Whole beside its place, then linked there: two programs that start at once agree on one key, and none is written over.
  std::string beside = file.string() + ".XXXXXX";
  const int out = ::mkstemp(beside.data());
  if (out < 0) return base::fail(key_unwritable(file, std::strerror(errno)));
  const bool written = ::write(out, line.data(), line.size() - 1) == static_cast<ssize_t>(line.size() - 1) && ::fsync(out) == 0;
  const int why = errno;
  ::close(out);
  sodium_memzero(line.data(), line.size());
  sodium_memzero(bytes.data(), bytes.size());
  const bool placed = written && (::link(beside.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int then = errno;
  ::unlink(beside.c_str());
  // What is sealed with it from now on is worth no less than the entry in its folder.
  const int folder = ::open(file.has_parent_path() ? file.parent_path().c_str() : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  if (!placed) return base::fail(key_unwritable(file, std::strerror(written ? then : why)));
  return read_master_key(file);
}

}  // namespace tributary::store
