#include "store/file/new_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <random>
#include <thread>

#include "store/file/half_made.hpp"
#include "store/file/open_database.hpp"
#include "store/file/wal.hpp"
#include "store/schema/schema.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::sweeps {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_to_make(const fs::path& place, int error) {
  fail_store(place, error == ENOSPC || error == EDQUOT ? SQLITE_FULL : SQLITE_CANTOPEN, std::strerror(error));
}

/// Of the programs in a folder one at a time puts a store into its place. Where the folder cannot be locked,
/// or somebody else has it locked for long, chance decides.
class FolderLock {
 public:
  explicit FolderLock(const fs::path& folder)
      : folder_(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    constexpr int most_tries = 40;
    constexpr std::chrono::milliseconds nap(25);
    for (int i = 0; folder_ >= 0 && i < most_tries; ++i) {
      if (flock(folder_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) break;
      std::this_thread::sleep_for(nap);
    }
  }
  ~FolderLock() {
    if (folder_ >= 0) close(folder_);
  }
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

  /// What was linked and renamed in the folder outlives a power failure.
  void sync() const {
    if (folder_ >= 0) fsync(folder_);
  }

 private:
  int folder_;
};

/// Where there is no store, its log and journal are those of one that was removed; SQLite would take them for
/// the new one's.
void set_aside_stale_logs(const fs::path& place) {
  for (const char* ending : {"-wal", "-journal"}) {
    const fs::path log = place.string() + ending;
    std::error_code error;
    if (!fs::exists(fs::symlink_status(log, error))) continue;
    if (fs::file_size(log, error) == 0)
      fs::remove(log, error);
    else
      fs::rename(log, log.string() + ".old", error);
    if (error)
      throw Error(
          ErrorCode::failed,
          fmt::format("{}: is left from a store that was removed, and cannot be renamed ({}); move it "
                      "away",
                      log.string(), error.message()));
  }
  std::error_code ignored;
  fs::remove(place.string() + "-shm", ignored);
}

/// Unlike renaming, a link replaces nothing; not every file system has links. 0, or what went wrong.
int put(const fs::path& file, const fs::path& place) {
  if (link(file.c_str(), place.c_str()) == 0) return 0;
  if (errno == EEXIST) return EEXIST;
  if (renameat2(AT_FDCWD, file.c_str(), AT_FDCWD, place.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno == EEXIST) return EEXIST;
  return std::rename(file.c_str(), place.c_str()) == 0 ? 0 : errno;
}

}  // namespace

NewStore::NewStore(const fs::path& place) : place_(place) {
  remove_half_made(place);
  make_folder();
  try {
    make();
  } catch (...) {
    remove_folder(folder_, lock_);
    fail_with(place_, std::current_exception());
  }
}

NewStore::~NewStore() { remove_folder(folder_, lock_); }

/// Anew where another program took the folder for one that was left.
void NewStore::make_folder() {
  std::random_device random;
  constexpr int most_tries = 100;
  for (int i = 0; i < most_tries; ++i) {
    folder_ = half_made_folder(place_, random());
    if (mkdir(folder_.c_str(), 0777) != 0) {
      if (errno == EEXIST) continue;
      fail_to_make(place_, errno);
    }
    lock_ = lock_folder(folder_);
    if (lock_ == taken) continue;
    file_ = folder_ / place_.filename();
    return;
  }
  fail_to_make(place_, EEXIST);
}

void NewStore::make() const {
  const auto database = open_database(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database->exec("PRAGMA journal_mode = WAL");
  database->exec("PRAGMA synchronous = FULL");
  prepare_schema(place_, *database);
  settle_all(*database);
}

/// Until here what is written last may be in the log, which is not published.
void NewStore::check() const {
  const auto database = open_database(file_.string(), SQLite::OPEN_READWRITE);
  database->exec("PRAGMA synchronous = FULL");
  settle_all(*database);
  const std::string found = database->execAndGet("PRAGMA quick_check(1)").getString();
  if (found != "ok")
    throw Error(ErrorCode::failed,
                fmt::format("{}: was not made, because what was written is damaged ({}); look at the disk",
                            place_.string(), found));
}

bool NewStore::publish() {
  try {
    check();
  } catch (...) {
    fail_with(place_, std::current_exception());
  }
  const FolderLock only(fs::absolute(place_).parent_path());
  if (fs::exists(fs::symlink_status(place_))) return false;
  set_aside_stale_logs(place_);
  const int error = put(file_, place_);
  if (error == EEXIST) return false;
  if (error != 0) fail_to_make(place_, error);
  only.sync();
  return true;
}

}  // namespace tryall::sweeps
