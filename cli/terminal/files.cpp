#include "terminal/files.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>

#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"

namespace tryall::cli {
namespace {

[[noreturn]] void fail_write(const std::filesystem::path& file, int error) {
  throw Error(ErrorCode::failed, fmt::format("{}: cannot write: {}", file.string(), std::strerror(error)));
}

}  // namespace

std::string read_text(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream || std::filesystem::is_directory(file))
    throw Error(ErrorCode::bad_input, fmt::format("{}: cannot be read", file.string()));
  std::string text(std::istreambuf_iterator<char>(stream), {});
  data::refuse_other_content(text, "json", file.string());
  return text;
}

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

void check_writable(const std::filesystem::path& file) {
  if (file.empty()) return;
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a file", file.string()));
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (access(folder.c_str(), W_OK | X_OK) != 0) fail_write(file, errno);
}

ScratchFolder::ScratchFolder() {
  std::error_code error;
  std::string name = (std::filesystem::temp_directory_path(error) / "tryall-XXXXXX").string();
  if (error || !mkdtemp(name.data()))
    throw Error(ErrorCode::failed,
                fmt::format("{}: cannot create a temporary folder; set TMPDIR to another location", name));
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace tryall::cli
