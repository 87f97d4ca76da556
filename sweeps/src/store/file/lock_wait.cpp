#include "tryall/sweeps/store/lock_wait.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/wait_for_store.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <thread>
#include <utility>

namespace tryall::sweeps {

LockWait::LockWait(std::filesystem::path store, LockPatience patience)
    : store_(std::move(store)), patience_(std::move(patience)) {
  if (!patience_.sleep)
    patience_.sleep = [](std::chrono::milliseconds duration) { std::this_thread::sleep_for(duration); };
}

void LockWait::watch(SQLite::Database& database) {
  sqlite3_busy_handler(database.getHandle(), on_busy, this);
}

int LockWait::on_busy(void* self, int attempt) { return static_cast<LockWait*>(self)->wait(attempt) ? 1 : 0; }

/// Ever longer, up to a twentieth of a second, as most locks are held for a moment.
bool LockWait::wait(int attempt) {
  constexpr int longest_nap_milliseconds = 50;
  if (attempt == 0) {
    waited_ = std::chrono::milliseconds(0);
    noted_ = false;
  }
  if (waited_ >= patience_.longest) return false;
  if (waited_ >= patience_.before_note && !noted_) {
    noted_ = true;
    if (patience_.note)
      patience_.note(fmt::format("{}: is locked by another program; waiting\n", store_.string()));
  }
  const std::chrono::milliseconds nap(std::min(attempt + 1, longest_nap_milliseconds));
  patience_.sleep(nap);
  waited_ += nap;
  return true;
}

void wait_for_store(const std::filesystem::path& file, LockPatience patience) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return;
  LockWait lock_wait(file, std::move(patience));
  try {
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    lock_wait.watch(database);
    database.execAndGet("SELECT count(*) FROM sqlite_master");
  } catch (const SQLite::Exception&) {
    return;
  }
}

}  // namespace tryall::sweeps
