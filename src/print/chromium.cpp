#include "print/chromium.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/log.hpp"
#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "print/bounded_run.hpp"
#include "print/pdf_stamps.hpp"

namespace tributary::print {

namespace fs = std::filesystem;

namespace {

using base::ProblemKind;

constexpr std::array usual_names{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome-headless-shell"};
constexpr std::chrono::seconds longest{120}, longest_wait{3};
constexpr std::uint64_t most_memory = std::uint64_t{3} << 30U;  // of each process; a board of 500 measures takes a third

bool can_run(const fs::path& path) {
  std::error_code failed;
  return fs::is_regular_file(path, failed) && ::access(path.c_str(), X_OK) == 0;
}

std::optional<fs::path> on_path(const std::string& name) {
  const char* path = std::getenv("PATH");
  for (std::string_view left = path != nullptr ? path : ""; !left.empty();) {
    const std::size_t colon = left.find(':');
    const fs::path found = fs::path(left.substr(0, colon)) / name;
    if (found.is_absolute() && can_run(found)) return found;
    left.remove_prefix(colon == std::string_view::npos ? left.size() : colon + 1);
  }
  return std::nullopt;
}

base::Problem no_chromium(const std::string& what) {
  return {.kind = ProblemKind::unavailable, .code = "no-chromium", .title = "This machine has no Chromium to print with",
          .detail = what + " Whoever looks after the machine installs it (on Debian: apt install chromium) or says where it is with --chromium FILE. "
                    "Until then the board can be printed from the browser, or taken as a workbook."};
}

base::Problem unprinted(std::string_view code, std::string_view title, std::string detail) {
  return {.kind = ProblemKind::unavailable, .code = std::string(code), .title = std::string(title), .detail = std::move(detail)};
}

constexpr std::string_view folders_begin = "tributary-print-", held_by = "held";

// A lock on a file, which the kernel takes away with the process that has it, however that ends. -1 where another has it.
int lock(const fs::path& file, int flags) {
  const int held = ::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW | flags, 0600);
  if (held < 0 || ::flock(held, LOCK_EX | LOCK_NB) == 0) return held;
  ::close(held);
  return -1;
}

// Folders of this user's whose process was killed. One that has no lock yet is just being made.
void sweep_left_folders() {
  std::error_code failed;
  for (fs::directory_iterator at(fs::temp_directory_path(failed), fs::directory_options::skip_permission_denied, failed), end; !failed && at != end; at.increment(failed)) {
    struct stat is{};
    if (!at->path().filename().string().starts_with(folders_begin) || ::lstat(at->path().c_str(), &is) != 0 || !S_ISDIR(is.st_mode) || is.st_uid != ::geteuid()) continue;
    const int held = lock(at->path() / held_by, 0);
    if (held < 0) continue;
    std::error_code left;
    fs::remove_all(at->path(), left);
    if (left) base::log_warning("the folder " + at->path().string() + ", which a print left behind, could not be removed: " + left.message());
    ::close(held);
  }
}

// A folder of this user's alone, gone with whoever holds it.
class OwnFolder {
 public:
  OwnFolder() {
    std::error_code failed;
    std::string name = (fs::temp_directory_path(failed) / (std::string(folders_begin) + "XXXXXX")).string();
    if (failed || ::mkdtemp(name.data()) == nullptr) return;
    path_ = name;
    held_ = lock(path_ / held_by, O_CREAT);
  }
  ~OwnFolder() {
    std::error_code failed;
    if (held_ >= 0) ::close(held_);
    if (!path_.empty()) fs::remove_all(path_, failed);
    if (failed) base::log_warning("the folder " + path_.string() + " could not be removed: " + failed.message());
  }
  OwnFolder(const OwnFolder&) = delete;
  OwnFolder& operator=(const OwnFolder&) = delete;
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
  int held_ = -1;
};

std::vector<std::string> command_of(const fs::path& program, const fs::path& folder) {
  std::vector<std::string> out{
      program.string(), "--headless", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--no-default-browser-check", "--disable-extensions",
      "--disable-sync", "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-breakpad", "--mute-audio",
      "--host-resolver-rules=MAP * ~NOTFOUND",  // the page asks nobody; nor does the browser
      "--js-flags=--max-old-space-size=1024", "--force-color-profile=srgb", "--lang=en-GB",
      "--window-size=1200,900", "--virtual-time-budget=30000",  // timers cost no time, and the page has drawn itself before it is printed
      "--user-data-dir=" + (folder / "profile").string(), "--no-pdf-header-footer", "--print-to-pdf=" + (folder / "page.pdf").string()};
  if (::geteuid() == 0) out.emplace_back("--no-sandbox");
  out.push_back("file://" + (folder / "page.html").string());
  return out;
}

// What it takes to find its own parts and the fonts, and nothing of ours: no password that a service was given.
std::vector<std::string> environment_of(const fs::path& folder) {
  std::vector<std::string> out{"HOME=" + folder.string(), "TMPDIR=" + folder.string(), "TZ=UTC", "LANG=C.UTF-8", "DBUS_SESSION_BUS_ADDRESS=disabled:"};
  for (const char* name : {"PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH"})
    if (const char* value = std::getenv(name)) out.push_back(std::string(name) + "=" + value);
  return out;
}

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool write_file(const fs::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  return static_cast<bool>(file);
}

base::Problem failure(const fs::path& program, const Ended& ended, const std::string& complaints) {
  const std::string who = program.string();
  if (ended.how == HowEnded::stopped) return unprinted("printing-stopped", "The server is ending", "Nothing was printed. Ask again when it is back.");
  if (ended.how == HowEnded::too_long)
    return unprinted("printing-too-long", "Printing took too long", "Chromium wasn't done within two minutes, and was ended. Try again when the machine has less to do, or print from the browser.");
  if (complaints.find("No usable sandbox") != std::string::npos)
    return unprinted("print-failed", "Chromium can't start here", "It finds no sandbox to work in: this machine, or container, doesn't let " + who +
                                     " make namespaces of its own. Allow that, or run Tributary as root in a container of its own, where it starts without one.");
  return unprinted("print-failed", "Chromium printed nothing", who + " ended with " + std::to_string(ended.status) +
                                   " and left no PDF" + (complaints.empty() ? ", without a word: is it Chromium?" : "; the log has its last words.") + " One that is packed as a snap can't read the folder that it is given. Print from the browser meanwhile.");
}

}  // namespace

base::Result<fs::path> find_chromium(const std::string& wanted) {
  if (wanted.find('/') != std::string::npos) {
    const fs::path path = fs::absolute(wanted);
    if (can_run(path)) return path;
    return base::fail(no_chromium(base::shorten(path.string(), 200) + " is no program that can be run."));
  }
  std::string tried;
  for (const char* name : usual_names) {
    const std::string each = wanted.empty() ? name : wanted;
    if (auto found = on_path(each)) return *std::move(found);
    tried += (tried.empty() ? "" : ", ") + each;
    if (!wanted.empty()) break;
  }
  return base::fail(no_chromium("None of these is on its PATH: " + base::shorten(tried, 200) + "."));
}

Chromium::Chromium(std::string wanted) : wanted_(std::move(wanted)) { sweep_left_folders(); }

base::Result<std::string> Chromium::print(std::string_view page, base::Date made) {
  const auto program = find_chromium(wanted_);
  if (!program) return base::fail(program.error());
  if (!free_.try_acquire_for(longest_wait))
    return base::fail(unprinted("printing-busy", "Others are printing just now", "Two print at a time. Ask again in a few seconds."));
  const struct Release {  // also where a mistake of ours is thrown
    std::counting_semaphore<most_at_once>& free;
    ~Release() { free.release(); }
  } release{free_};
  const OwnFolder folder;
  if (folder.path().empty() || !write_file(folder.path() / "page.html", page))
    return base::fail(unprinted("print-failed", "The page can't be laid out to print", base::what_ails_temporary_folder()));
  const BoundedRun run{.command = command_of(*program, folder.path()), .environment = environment_of(folder.path()), .complaints = folder.path() / "complaints",
                       .time = longest, .memory = most_memory};
  const Ended ended = run_bounded(run, stopping_);
  std::string pdf = ended.how == HowEnded::by_itself ? read_file(folder.path() / "page.pdf") : std::string{};
  const bool whole = pdf.starts_with("%PDF-") && pdf.find("%%EOF", pdf.size() - std::min<std::size_t>(pdf.size(), 32)) != std::string::npos;
  if (!whole) {
    const std::string complaints = read_file(folder.path() / "complaints");
    if (ended.how != HowEnded::stopped)
      base::log_warning("printing: " + program->string() + " ended with " + std::to_string(ended.status) + ": " + complaints.substr(complaints.size() - std::min<std::size_t>(complaints.size(), 600)));
    return base::fail(failure(*program, ended, complaints));
  }
  if (pdf.find("/Title (" + std::string(services::undrawn_title) + ")") != std::string::npos)
    return base::fail(unprinted("print-failed", "The page could not be drawn", program->string() + " is too old for our pages, or ran out of memory. Print from the browser meanwhile."));
  if (!stamp_pdf(pdf, made)) base::log_warning("printing: the PDF says when it was made in a way that isn't known here, so that its bytes differ each time");
  return pdf;
}

}  // namespace tributary::print
