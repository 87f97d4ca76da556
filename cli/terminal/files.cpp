#include "terminal/files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"

namespace tryall::cli {
namespace {

[[noreturn]] void fail_write(const std::filesystem::path& file, int error) {
  throw Error(ErrorCode::failed, fmt::format("{}: cannot write: {}", file.string(), std::strerror(error)));
}

}  // namespace

std::string read_text(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a file", file.string()));
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: cannot open: {}", file.string(), std::strerror(errno)));
  std::string text(std::istreambuf_iterator<char>(stream), {});
  data::refuse_other_content(text, "json", file.string());
  return text;
}

namespace {

namespace fs = std::filesystem;

/// Writes all of it and closes the descriptor; the error's number, or 0.
int written(int descriptor, const std::string& contents) {
  int error = 0;
  for (std::size_t begin = 0; begin < contents.size() && error == 0;) {
    const ssize_t count = write(descriptor, contents.data() + begin, contents.size() - begin);
    if (count >= 0)
      begin += static_cast<std::size_t>(count);
    else if (errno != EINTR)
      error = errno;
  }
  if (close(descriptor) != 0 && error == 0) error = errno;
  return error;
}

/// The process's own descriptor that a path such as -, /dev/stdout, /dev/fd/63 or /proc/self/fd/1 names; -1
/// where it names none.
int descriptor_of(const fs::path& path) {
  if (path == "-") return STDOUT_FILENO;
  const std::string folder = path.parent_path().string(), name = path.filename().string();
  const bool is_number =
      !name.empty() && name.find_first_not_of("0123456789") == std::string::npos && name.size() < 8;
  const bool is_own =
      folder == "/dev/fd" || folder == "/proc/self/fd" || folder == fmt::format("/proc/{}/fd", getpid());
  return is_number && is_own ? std::atoi(name.c_str()) : -1;
}

bool is_database(const fs::path& file) {
  constexpr std::string_view beginning("SQLite format 3\0", 16);
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) return false;
  std::string read(beginning.size(), ' ');
  std::ifstream stream(file, std::ios::binary);
  return stream.read(read.data(), static_cast<std::streamsize>(read.size())) && read == beginning;
}

/// Throws Error for a store and for the files that SQLite keeps beside it.
void refuse_store(const fs::path& file, const fs::path& path) {
  std::string store = path.string();
  bool found = is_database(store);
  for (const std::string_view ending : {"-wal", "-shm", "-journal"})
    if (store.ends_with(ending)) found = found || is_database(store.substr(0, store.size() - ending.size()));
  if (found)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: is a store, which would be overwritten; name another file", file.string()));
}

/// Where output goes in the end.
struct Place {
  fs::path path;        ///< With its links followed.
  int descriptor = -1;  ///< Where the path names an open one.
  bool is_there = false, is_regular = false;
  struct stat about {};
};

/// Throws Error for links that lead nowhere but in circles, and for folders.
Place place_of(const fs::path& file) {
  Place place{.path = file};
  constexpr int most_links = 40;
  for (int links = 0;; ++links) {
    if (place.descriptor = descriptor_of(place.path); place.descriptor >= 0) return place;
    std::error_code error;
    const fs::path target = fs::read_symlink(place.path, error);
    if (error) break;
    if (links == most_links) fail_write(file, ELOOP);
    place.path = target.is_absolute() ? target : place.path.parent_path() / target;
  }
  refuse_store(file, place.path);
  if (stat(place.path.c_str(), &place.about) != 0) {
    if (errno != ENOENT) fail_write(file, errno);
    return place;
  }
  if (S_ISDIR(place.about.st_mode))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a file", file.string()));
  place.is_there = true;
  place.is_regular = S_ISREG(place.about.st_mode);
  return place;
}

/// A temporary file beside the place. Its name is short: the place's own may be as long as names can be.
int open_beside(const Place& place, std::string& name) {
  const fs::path folder = place.path.has_parent_path() ? place.path.parent_path() : ".";
  name = (folder / ".tryall-XXXXXX").string();
  return mkstemp(name.data());
}

mode_t usual_mode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

/// Where the folder allows no file beside it, and into what is no regular file.
int write_into(const Place& place, const std::string& contents) {
  std::fflush(stdout);  // what was printed before comes first
  const int descriptor =
      place.descriptor >= 0 ? dup(place.descriptor) : open(place.path.c_str(), O_WRONLY | O_TRUNC);
  return descriptor < 0 ? errno : written(descriptor, contents);
}

/// A file that is there keeps its owner, where that may be given, and its mode.
int give_rights(int descriptor, const Place& place) {
  constexpr mode_t all_bits = 07777;
  if (!place.is_there) return fchmod(descriptor, usual_mode()) == 0 ? 0 : errno;
  static_cast<void>(fchown(descriptor, place.about.st_uid, place.about.st_gid) == 0);
  return fchmod(descriptor, place.about.st_mode & all_bits) == 0 ? 0 : errno;
}

int replace(const Place& place, const std::string& contents) {
  if (place.is_there && access(place.path.c_str(), W_OK) != 0) return errno;
  std::string temporary;
  const int descriptor = open_beside(place, temporary);
  if (descriptor < 0) return place.is_there ? write_into(place, contents) : errno;
  int error = give_rights(descriptor, place);
  if (const int trouble = written(descriptor, contents); error == 0) error = trouble;
  if (error == 0 && std::rename(temporary.c_str(), place.path.c_str()) != 0) error = errno;
  if (error != 0) unlink(temporary.c_str());
  return error;
}

}  // namespace

void write_file(const std::filesystem::path& file, const std::string& contents) {
  const Place place = place_of(file);
  const bool into = place.descriptor >= 0 || (place.is_there && !place.is_regular);
  if (const int error = into ? write_into(place, contents) : replace(place, contents); error != 0)
    fail_write(file, error);
}

void check_writable(const std::filesystem::path& file) {
  if (file.empty()) return;
  const Place place = place_of(file);
  if (place.descriptor >= 0) {
    const int flags = fcntl(place.descriptor, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) fail_write(file, EBADF);
    return;
  }
  if (place.is_there && access(place.path.c_str(), W_OK) != 0) fail_write(file, errno);
  if (place.is_there) return;
  if (place.path.filename().string().size() > NAME_MAX) fail_write(file, ENAMETOOLONG);
  std::string temporary;
  const int descriptor = open_beside(place, temporary);
  if (descriptor < 0) fail_write(file, errno);
  close(descriptor);
  unlink(temporary.c_str());
}

void check_ending(const std::string& option, const std::filesystem::path& file,
                  const std::vector<std::string>& endings) {
  std::string ending = lower_ending(file);
  if (ending.empty() || std::find(endings.begin(), endings.end(), ending) != endings.end()) return;
  throw Error(ErrorCode::bad_input, fmt::format("{} {}: unknown ending .{}; end the name in .{}", option,
                                                file.string(), ending, fmt::join(endings, ", .")));
}

namespace {

/// Whether both are one regular file, or will be.
bool are_one_file(const fs::path& one, const fs::path& other) {
  std::error_code error;
  if (fs::is_regular_file(one, error)) return fs::equivalent(one, other, error);
  const auto whole = [&](const fs::path& path) {
    return fs::weakly_canonical(fs::absolute(path, error), error);
  };
  return !fs::exists(one, error) && whole(one) == whole(other);
}

/// Whether the file is one that people write: a sweep, or a config of one run.
bool is_sweep(const fs::path& file) {
  constexpr std::uintmax_t most = 1 << 20;
  std::error_code error;
  if (lower_ending(file) != "json" || !fs::is_regular_file(file, error) || fs::file_size(file, error) > most)
    return false;
  std::ifstream stream(file);
  const auto json = nlohmann::json::parse(stream, nullptr, false);
  if (!json.is_object() || json.contains("format")) return false;
  const auto has = [&](const char* name) { return json.contains(name) && json[name].is_object(); };
  return has("axes") || has("base") || (json.contains("dataset") && !json.contains("groups"));
}

}  // namespace

void check_not_input(const std::string& option, const std::filesystem::path& output,
                     const std::filesystem::path& input) {
  if (!output.empty() && !input.empty() && are_one_file(output, input))
    throw Error(ErrorCode::bad_input,
                fmt::format("{} {}: is the file that is read; name another", option, output.string()));
}

void check_outputs(const std::vector<OutputFile>& outputs, const std::vector<std::filesystem::path>& inputs) {
  for (const auto& [option, file] : outputs) {
    if (file.empty()) continue;
    for (const fs::path& input : inputs) check_not_input(option, file, input);
    if (is_sweep(file))
      throw Error(ErrorCode::bad_input,
                  fmt::format("{} {}: is a sweep or a config, which would be overwritten; name another file",
                              option, file.string()));
    for (const OutputFile& earlier : outputs) {
      if (earlier.option == option) break;
      if (!earlier.file.empty() && are_one_file(file, earlier.file))
        throw Error(ErrorCode::bad_input, fmt::format("{} {}: is the file that {} writes, too; name another",
                                                      option, file.string(), earlier.option));
    }
    check_writable(file);
  }
}

std::string lower_ending(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  if (!ending.empty()) ending.erase(0, 1);
  for (char& c : ending) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return ending;
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
