// Stores that are not whole yet, and what is left of them where a process was killed.
#include "store/file/half_made.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <string>
#include <vector>

#include "store/file/new_store.hpp"

namespace tryall::sweeps {
namespace {

namespace fs = std::filesystem;

constexpr const char* lock_name = "lock";
constexpr std::string_view mark = ".new-";

bool is_made_of(std::string_view text, std::string_view letters) {
  return !text.empty() && text.find_first_not_of(letters) == std::string_view::npos;
}

/// Takes the lock where no living process has it. `taken`, `no_lock` or its descriptor.
int try_lock(const fs::path& folder, int flags) {
  const int lock = open((folder / lock_name).c_str(), flags | O_RDWR | O_CLOEXEC, 0644);
  if (lock < 0) return errno == ENOENT ? taken : no_lock;
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    const bool is_taken = errno == EWOULDBLOCK;
    close(lock);
    return is_taken ? taken : no_lock;
  }
  struct stat about {};
  if (fstat(lock, &about) == 0 && about.st_nlink > 0) return lock;
  close(lock);  // whoever had it before removed the folder
  return taken;
}

/// Whether a folder is left by a process that is no more; it may have ended before it locked it.
bool is_left(const fs::path& folder) {
  std::error_code ignored;
  if (fs::is_empty(folder, ignored)) return !ignored;
  if (!fs::exists(folder / lock_name, ignored)) return !ignored;  // not all of it could be removed
  const int lock = try_lock(folder, 0);
  if (lock >= 0) close(lock);
  return lock >= 0;
}

void remove_left(const fs::path& folder) {
  const int lock = try_lock(folder, O_CREAT);
  if (lock >= 0)
    remove_folder(folder, lock);
  else
    rmdir(folder.c_str());  // where nothing is in it
}

/// Older programs made a file beside the place, named by their process: "123-0", "123-0-wal".
bool is_left_by_older(std::string_view name) {
  constexpr std::string_view digits = "0123456789";
  for (const std::string_view ending : {"-wal", "-shm", "-journal"})
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  const std::size_t dash = name.find('-');
  if (dash == std::string_view::npos || !is_made_of(name.substr(0, dash), digits) ||
      !is_made_of(name.substr(dash + 1), digits))
    return false;
  pid_t process = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + dash, process);
  if (error != std::errc() || process <= 0) return false;
  return process == getpid() || (kill(process, 0) != 0 && errno == ESRCH);
}

}  // namespace

fs::path half_made_folder(const fs::path& place, unsigned number) {
  return fmt::format("{}{}{:08x}", place.string(), mark, number);
}

int lock_folder(const fs::path& folder) { return try_lock(folder, O_CREAT); }

void remove_folder(const fs::path& folder, int lock) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored))
    if (entry.path().filename() != lock_name) fs::remove(entry.path(), ignored);
  fs::remove(folder / lock_name, ignored);
  fs::remove(folder, ignored);
  if (lock >= 0) close(lock);
}

std::size_t remove_half_made(const fs::path& place, bool only_count) {
  const std::string beginning = place.filename().string() + std::string(mark);
  std::vector<fs::path> folders, files;
  std::error_code ignored;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::absolute(place).parent_path(), ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(beginning)) continue;
    const std::string_view rest = std::string_view(name).substr(beginning.size());
    const fs::file_type type = entry.symlink_status(ignored).type();
    if (type == fs::file_type::directory && is_made_of(rest, "0123456789abcdef") && is_left(entry.path()))
      folders.push_back(entry.path());
    else if (type == fs::file_type::regular && is_left_by_older(rest))
      files.push_back(entry.path());
  }
  const auto stores = std::count_if(files.begin(), files.end(), [](const fs::path& file) {
    return std::isdigit(static_cast<unsigned char>(file.string().back())) != 0;
  });
  if (!only_count) {
    for (const fs::path& folder : folders) remove_left(folder);
    for (const fs::path& file : files) fs::remove(file, ignored);
  }
  return folders.size() + static_cast<std::size_t>(stores);
}

}  // namespace tryall::sweeps
