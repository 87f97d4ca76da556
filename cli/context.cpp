#include "context.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "tryall/error.hpp"

namespace tryall::cli {

namespace {

std::string variable(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value && *value ? value : otherwise;
}

}  // namespace

Context context_from_environment() {
  return {.db = variable("TRYALL_DB", "tryall.db"), .data = variable("TRYALL_DATA", "data")};
}

void add_db_option(CommandLine& command, Context& context) {
  command.option("--db", context.db, "The store; the variable TRYALL_DB sets another default").show_default();
}

void add_data_option(CommandLine& command, Context& context) {
  command
      .option("--data", context.data,
              "The folder data are looked for in; the variable TRYALL_DATA sets another default")
      .show_default();
}

void add_format_option(CommandLine& command, std::string& format) {
  command.option("--format", format, "table, csv, json or md").show_default();
}

void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  if (errno == EPIPE) {  // whoever started the program had it ignore the signal
    std::signal(SIGPIPE, SIG_DFL);
    std::raise(SIGPIPE);
  }
  throw Error(ErrorCode::failed, fmt::format("standard output: cannot write: {}", std::strerror(errno)));
}

void note(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

namespace {

[[noreturn]] void fail_write(const std::filesystem::path& file, int error) {
  throw Error(ErrorCode::failed, fmt::format("{}: cannot write: {}", file.string(), std::strerror(error)));
}

}  // namespace

void write_file(const std::filesystem::path& file, const std::string& contents) {
  std::string temporary = file.string() + ".XXXXXX";
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) fail_write(file, errno);
  int error = 0;
  for (std::size_t begin = 0; begin < contents.size() && error == 0;) {
    const ssize_t count = write(descriptor, contents.data() + begin, contents.size() - begin);
    if (count >= 0)
      begin += static_cast<std::size_t>(count);
    else if (errno != EINTR)
      error = errno;
  }
  constexpr std::filesystem::perms readable =
      std::filesystem::perms::owner_read | std::filesystem::perms::owner_write |
      std::filesystem::perms::group_read | std::filesystem::perms::others_read;
  std::error_code permission_error;
  std::filesystem::permissions(temporary, readable, permission_error);
  if (close(descriptor) != 0 && error == 0) error = errno;
  if (error == 0 && std::rename(temporary.c_str(), file.c_str()) != 0) error = errno;
  if (error == 0) return;
  std::error_code ignored;
  std::filesystem::remove(temporary, ignored);
  fail_write(file, error);
}

}  // namespace tryall::cli
