#include "tryall/sweeps/store/snapshot.hpp"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>

#include "store/checkpoints/checkpoint_file.hpp"
#include "store/file/open_database.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::sweeps {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail_to_copy(const fs::path& to, const std::string& why) {
  throw Error(ErrorCode::failed, fmt::format("{}: could not be written: {}", to.string(), why));
}

/// A file of SQLite's as one file without a log, beside it, gone in the end.
class OwnCopy {
 public:
  explicit OwnCopy(const fs::path& from) : file_(from.string() + ".copy") {
    remove();
    const auto source = open_database(from.string(), SQLite::OPEN_READWRITE);
    const auto copy = open_database(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    SQLite::Backup(*copy, *source).executeStep();
    copy->exec("PRAGMA journal_mode = DELETE");
  }
  ~OwnCopy() { remove(); }
  OwnCopy(const OwnCopy&) = delete;
  OwnCopy& operator=(const OwnCopy&) = delete;

  const fs::path& file() const { return file_; }

 private:
  void remove() const {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) fs::remove(file_.string() + ending, ignored);
  }

  fs::path file_;
};

void sync_to_disk(const fs::path& file) {
  const int descriptor = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  const bool done = descriptor >= 0 && fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) close(descriptor);
  if (!done) fail_to_copy(file, std::strerror(error));
}

/// The name under which it is written tells two processes of two machines apart.
void put_whole(const fs::path& from, const fs::path& to) {
  std::string machine(256, '\0');
  gethostname(machine.data(), machine.size() - 1);
  const fs::path fresh = fmt::format("{}.new-{}-{}", to.string(), machine.c_str(), getpid());
  std::error_code error;
  fs::copy_file(from, fresh, fs::copy_options::overwrite_existing, error);
  if (error) fail_to_copy(to, error.message());
  sync_to_disk(fresh);
  fs::rename(fresh, to, error);
  if (error) fail_to_copy(to, error.message());
}

fs::path checkpoints_of_copy(const fs::path& copy) { return copy.string() + "-checkpoints"; }

}  // namespace

/// A training whose checkpoints are gone is in the store: the checkpoints are copied first, and the store is
/// put first. Whenever this ends, no training is in neither.
void snapshot(const fs::path& store, const fs::path& copy) {
  const fs::path checkpoints = CheckpointFile::beside(store);
  try {
    std::error_code ignored;
    std::optional<OwnCopy> own_checkpoints;
    if (fs::exists(checkpoints, ignored)) own_checkpoints.emplace(checkpoints);
    const OwnCopy own(store);
    put_whole(own.file(), copy);
    if (own_checkpoints) put_whole(own_checkpoints->file(), checkpoints_of_copy(copy));
  } catch (const SQLite::Exception& error) {
    fail_store(store, error.getErrorCode(), error.what());
  }
}

void fetch_checkpoints(const fs::path& copy, const fs::path& store) {
  std::error_code ignored;
  if (fs::exists(checkpoints_of_copy(copy), ignored))
    fs::copy_file(checkpoints_of_copy(copy), CheckpointFile::beside(store),
                  fs::copy_options::overwrite_existing, ignored);
}

}  // namespace tryall::sweeps
