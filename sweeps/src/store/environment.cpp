#include <fmt/format.h>
#include <gnu/libc-version.h>
#include <sqlite3.h>
#include <sys/utsname.h>
#include <tbb/version.h>
#include <unistd.h>
#include <xxhash.h>
#include <Eigen/Core>
#include <boost/version.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <optional>

#include "identity/build_info.hpp"
#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {
namespace {

std::string cpu_model() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  std::string line;
  while (std::getline(cpuinfo, line))
    if (line.starts_with("model name")) return line.substr(std::min(line.find(':') + 2, line.size()));
  return "";
}

std::string system_name() {
  utsname names{};
  return uname(&names) == 0 ? std::string(names.sysname) + " " + names.machine : "";
}

/// What is linked; the C library's mathematics is part of every bit.
std::string linked_libraries() {
  constexpr int hundred = 100, thousands = 100'000;
  const unsigned xxhash = XXH_versionNumber();
  return fmt::format("glibc {}, tbb {}.{}, sqlite {}, boost {}.{}, xxhash {}.{}.{}", gnu_get_libc_version(),
                     TBB_VERSION_MAJOR, TBB_VERSION_MINOR, sqlite3_libversion(), BOOST_VERSION / thousands,
                     BOOST_VERSION / hundred % 1000, xxhash / 10'000, xxhash / hundred % hundred,
                     xxhash % hundred);
}

/// What git prints, without the last newline; nothing where it fails or there is no git.
std::optional<std::string> git(const char* arguments) {
  const std::string command = fmt::format("git {} 2>/dev/null", arguments);
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string text;
  std::array<char, 4096> bytes{};
  for (std::size_t count = 0; (count = std::fread(bytes.data(), 1, bytes.size(), pipe)) > 0;)
    text.append(bytes.data(), count);
  if (pclose(pipe) != 0) return std::nullopt;
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

void describe_repository(Environment& environment) {
  const auto place = git("rev-parse --show-toplevel");
  if (!place) return;
  environment.repository = *place;
  environment.repository_commit =
      git("rev-parse --verify HEAD").value_or("");  // none before the first commit
  environment.repository_dirty = !git("diff-index --quiet HEAD --");
}

}  // namespace

namespace {

Environment read_environment() {
  Environment result = {.version = build_info::version,
                        .commit = build_info::commit,
                        .dirty = build_info::dirty,
                        .compiler = build_info::compiler,
                        .build_type = build_info::build_type,
                        .instruction_set = std::string(kernels::name(kernels::isa())),
                        .eigen = std::to_string(EIGEN_WORLD_VERSION) + "." +
                                 std::to_string(EIGEN_MAJOR_VERSION) + "." +
                                 std::to_string(EIGEN_MINOR_VERSION),
                        .cpu = cpu_model(),
                        .host = ProcessId::current().host,
                        .system = system_name(),
                        .flags = build_info::flags,
                        .libraries = linked_libraries(),
                        .repository = {},
                        .repository_commit = {}};
  describe_repository(result);
  return result;
}

}  // namespace

const Environment& Environment::current() {
  static const Environment here = read_environment();
  return here;
}

}  // namespace tryall::sweeps
