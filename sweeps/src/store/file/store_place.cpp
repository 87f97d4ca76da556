#include "store/file/store_place.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <string_view>

#include "store/file/open_database.hpp"
#include "store/file/wal.hpp"
#include "store/process.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/store_error.hpp"

namespace tryall::sweeps {
namespace {

namespace fs = std::filesystem;

/// A new file beside the place or, where its folder is gone, among temporary files. Empty where neither can
/// be written.
fs::path new_file_beside(const fs::path& place) {
  std::error_code ignored;
  for (const fs::path& folder : {fs::absolute(place).parent_path(), fs::temp_directory_path(ignored)})
    for (int i = 1; i < 1000; ++i) {
      fs::path file = folder / (place.filename().string() + ".saved" + (i > 1 ? fmt::format("-{}", i) : ""));
      const int made = open(file.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0644);
      if (made >= 0) {
        close(made);
        return file;
      }
      if (errno != EEXIST) break;
    }
  return {};
}

std::unique_ptr<SQLite::Database> copy_of(SQLite::Database& from, const fs::path& file) {
  if (file.empty()) throw SQLite::Exception("no folder can be written");
  auto to = open_database(file.string(), SQLite::OPEN_READWRITE);
  SQLite::Backup(*to, from).executeStep();
  to->exec("PRAGMA synchronous = FULL");
  settle_all(*to);
  if (to->execAndGet("PRAGMA quick_check(1)").getString() != "ok")
    throw SQLite::Exception("its file no longer holds its rows; restore it from a copy");
  return to;
}

/// Removes the log that the lost store had, which no store that comes to its place may read; one that is
/// another's is not open here.
void remove_own_log(SQLite::Database& database) {
  const std::string file = file_of(database).string();
  if (has_died(ProcessId::current(), 0, file + "-wal")) return;
  std::error_code ignored;
  for (const char* ending : {"-wal", "-shm"}) fs::remove(file + ending, ignored);
}

/// Whether the file begins as SQLite's do; nothing where it cannot be read. Read by SQLite's own descriptor:
/// closing another one would give up the locks that the process has on the file.
std::optional<bool> begins_as_database(sqlite3_file* file) {
  constexpr std::string_view beginning("SQLite format 3\0", 16);
  std::array<char, beginning.size()> read{};
  if (!file || !file->pMethods ||
      file->pMethods->xRead(file, read.data(), static_cast<int>(read.size()), 0) != SQLITE_OK)
    return std::nullopt;
  return std::string_view(read.data(), read.size()) == beginning;
}

/// Makes the folder where it went, too.
std::string folder_command(const fs::path& place) {
  std::error_code ignored;
  const fs::path folder = place.parent_path();
  return folder.empty() || fs::exists(folder, ignored) ? ""
                                                       : fmt::format("mkdir -p {}, then ", folder.string());
}

std::exception_ptr failure(const std::string& message) {
  return std::make_exception_ptr(Error(ErrorCode::failed, message));
}

}  // namespace

StorePlace::StorePlace(fs::path file, SQLite::Database& database) : file_(std::move(file)) {
  log_ = file_of(database).string() + "-wal";
  file_identity_ = identity_of(file_);
  std::error_code none;
  const auto size = fs::file_size(file_, none);
  if (!none) size_ = size;
  sqlite3_file* opened = nullptr;
  if (sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &opened) == SQLITE_OK &&
      begins_as_database(opened).value_or(false))
    opened_ = opened;
  log_identity_ = identity_of(log_);
  change_.emplace(file_, opened_);
}

std::optional<StorePlace::Identity> StorePlace::identity_of(const fs::path& file) {
  struct stat about {};
  if (stat(file.c_str(), &about) != 0) return std::nullopt;
  return Identity{about.st_dev, about.st_ino};
}

std::optional<std::string> StorePlace::loss() {
  if (!file_identity_) return std::nullopt;
  const auto file = identity_of(file_);
  if (!file) return "was removed";
  if (file != file_identity_) return "was replaced by another file";
  if (log_identity_ && identity_of(log_) != log_identity_)
    return fmt::format("lost its log: {} was removed", log_.string());
  std::error_code none;
  if (const auto size = fs::file_size(file_, none); !none && size < size_) return cut_short;
  if (!begins_as_database(opened_).value_or(true) || change_->happened()) return overwritten;
  return std::nullopt;
}

void leave_logs(SQLite::Database& database) {
  sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
}

LostStore save_lost_store(const fs::path& place, SQLite::Database& database, const std::string& loss) {
  leave_logs(database);
  const std::string what = fmt::format("{}: {} while the sweep ran", place.string(), loss);
  LostStore store;
  if (loss == overwritten) {
    remove_own_log(database);
    store.error =
        failure(fmt::format("{}; the sweep is stopped. What was stored before is lost, unless there is a "
                            "copy of it; what is in the "
                            "file now is left as it is",
                            what));
    return store;
  }
  const fs::path file = new_file_beside(place);
  try {
    store.database = copy_of(database, file);
    remove_own_log(database);
  } catch (const SQLite::Exception& error) {
    std::error_code ignored;
    if (!file.empty()) fs::remove(file, ignored);
    if (loss == cut_short) remove_own_log(database);
    store.error = failure(fmt::format("{}, and what it held could not be saved ({})", what, error.what()));
    return store;
  }
  const bool is_free = !fs::exists(fs::symlink_status(place));
  const std::string stopped = fmt::format(
      "{}; the sweep is stopped, and all its results so far are saved in {}", what, file.string());
  store.error =
      is_free
          ? failure(fmt::format("{}. To go on: {}mv {} {}, and run the same command again", stopped,
                                folder_command(place), file.string(), place.string()))
          : std::make_exception_ptr(StoreError(ErrorCode::failed, stopped, StoreRemedy::merge, place, file));
  return store;
}

}  // namespace tryall::sweeps
