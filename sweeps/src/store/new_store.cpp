#include "store/new_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>

#include "store/schema/schema.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {
namespace {

namespace fs = std::filesystem;

fs::path beside(const fs::path& place) {
  static std::atomic<int> count = 0;
  return fmt::format("{}.new-{}-{}", place.string(), getpid(), count++);
}

}  // namespace

NewStore::NewStore(const fs::path& place) : place_(place), file_(beside(place)) {
  try {
    make();
  } catch (const SQLite::Exception& error) {
    remove();
    fail_store(place_, error.getErrorCode(), error.what());
  }
}

NewStore::~NewStore() { remove(); }

void NewStore::make() const {
  SQLite::Database database(file_.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec("PRAGMA journal_mode = WAL");
  database.exec("PRAGMA synchronous = FULL");
  prepare_schema(database);
}

bool NewStore::publish() {
  std::error_code error;
  fs::create_hard_link(file_, place_, error);  // unlike renaming, it replaces nothing
  if (!error) return true;
  if (fs::exists(fs::symlink_status(place_))) return false;
  fs::rename(file_, place_, error);  // not every file system has links
  if (error)
    throw Error(ErrorCode::failed,
                fmt::format("{}: cannot be created: {}", place_.string(), error.message()));
  return true;
}

void NewStore::remove() const {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    std::error_code ignored;
    fs::remove(file_.string() + ending, ignored);
  }
}

}  // namespace tryall::sweeps
