#include "store/process.hpp"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <sstream>

namespace tryall::sweeps {
namespace {

/// When the process began, in ticks since the machine did; empty where there is no such process, where it is
/// dead but for its parent's not having asked, or where there is no /proc.
std::string start_of(std::int64_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const std::size_t name_end = text.rfind(')');  // the name may hold anything
  if (name_end == std::string::npos) return "";
  std::istringstream rest(text.substr(name_end + 1));
  constexpr int fields_before_start = 19;  // proc(5): the start is field 22, the name field 2
  std::string state, field;
  rest >> state;
  if (state == "Z" || state == "X") return "";
  for (int i = 1; i < fields_before_start; ++i) rest >> field;
  return rest >> field ? field : "";
}

/// Whether the process has the file open; true as well where that cannot be seen.
bool may_have_open(std::int64_t pid, const std::filesystem::path& file) {
  struct stat wanted {};
  if (stat(file.c_str(), &wanted) != 0) return true;
  std::error_code error;
  const std::string folder = "/proc/" + std::to_string(pid) + "/fd";
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    struct stat about {};
    if (stat(at->path().c_str(), &about) == 0 && about.st_dev == wanted.st_dev &&
        about.st_ino == wanted.st_ino)
      return true;
  }
  return static_cast<bool>(error);
}

std::string host_name() {
  std::array<char, 256> name{};
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

}  // namespace

ProcessId ProcessId::current() { return {host_name(), getpid(), start_of(getpid())}; }

Life life_of(const ProcessId& process) {
  if (process.host != host_name()) return Life::unknown;
  if (kill(static_cast<pid_t>(process.pid), 0) != 0 && errno == ESRCH) return Life::dead;
  return start_of(process.pid) == process.start ? Life::alive : Life::dead;
}

bool has_died(const ProcessId& process, double silent_seconds, const std::filesystem::path& store) {
  constexpr double longest_silence_seconds = 60;
  switch (life_of(process)) {
    case Life::dead:
      return true;
    case Life::unknown:
      return silent_seconds > longest_silence_seconds;
    case Life::alive:
      break;
  }
  return !store.empty() && !may_have_open(process.pid, store);
}

}  // namespace tryall::sweeps
