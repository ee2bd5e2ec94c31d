#include "print/bounded_run.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

namespace tributary::print {

namespace {

constexpr std::chrono::milliseconds look_again{20};
constexpr int no_such_program = 127;

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (const std::string& each : texts) out.push_back(const_cast<char*>(each.c_str()));
  out.push_back(nullptr);
  return out;
}

// Between fork and exec of a program with threads only calls of the kernel are safe: nothing here allocates or locks.
[[noreturn]] void become(char* const* command, char* const* environment, const char* complaints, rlim_t memory, pid_t parent) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(no_such_program);  // it went before we asked
  const rlimit bound{.rlim_cur = memory, .rlim_max = memory};
  ::setrlimit(RLIMIT_DATA, &bound);
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nothing = ::open("/dev/null", O_RDWR);
  const int told = ::open(complaints, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDOUT_FILENO);
  ::dup2(told >= 0 ? told : nothing, STDERR_FILENO);
  ::close_range(STDERR_FILENO + 1, ~0U, 0);
  ::execve(command[0], command, environment);
  ::_exit(no_such_program);
}

}  // namespace

Ended run_bounded(const BoundedRun& run, const std::atomic<bool>& stop) {
  const std::vector<char*> command = pointers_to(run.command), environment = pointers_to(run.environment);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child < 0) return {};
  if (child == 0) become(command.data(), environment.data(), run.complaints.c_str(), run.memory, parent);
  ::setpgid(child, child);  // by whichever of us comes first
  const auto until = std::chrono::steady_clock::now() + run.time;
  Ended out{.how = HowEnded::by_itself};
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (stop || std::chrono::steady_clock::now() > until) {
      out.how = stop ? HowEnded::stopped : HowEnded::too_long;
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      break;
    }
    std::this_thread::sleep_for(look_again);
  }
  ::kill(-child, SIGKILL);  // those of its children that are left
  out.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (out.how == HowEnded::by_itself && out.status == no_such_program) out.how = HowEnded::not_started;
  return out;
}

}  // namespace tributary::print
