#include "cli/only_server.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace tributary::cli {

base::Result<std::unique_ptr<OnlyServer>> OnlyServer::of(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / "served";
  const int file = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0)
    return base::fail({.kind = base::ProblemKind::unavailable, .code = "data-unwritable", .title = "The data folder can't be written",
                       .detail = path.string() + ": " + std::strerror(errno) + ". Choose a folder that you may write, with --data DIR."});
  // The kernel lets go of the lock with the process, so a killed server leaves nothing to clean up.
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    ::close(file);
    return base::fail({.kind = base::ProblemKind::conflict, .code = "data-served-already", .title = "Another server serves this data folder",
                       .detail = folder.string() + " is in use. End that server, or serve another folder with --data DIR."});
  }
  return std::unique_ptr<OnlyServer>(new OnlyServer(file));
}

OnlyServer::~OnlyServer() { ::close(file_); }

}  // namespace tributary::cli
