#include "tryall/sweeps/store/lock_wait.hpp"

#include "catch.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"

namespace lock_wait_test {

using namespace std::chrono_literals;
using namespace tryall::testing;
using tryall::sweeps::LockPatience;
using tryall::sweeps::SqliteStore;

namespace {

/// A store whose lock another program holds until `held` has passed of a clock that runs while one sleeps.
struct LockedStore {
  explicit LockedStore(std::chrono::milliseconds duration) : held(duration) {
    locker.exec("BEGIN IMMEDIATE");
  }

  LockPatience patience() {
    return {.note = [this](const std::string& line) { notes.push_back(line); },
            .sleep =
                [this](std::chrono::milliseconds nap) {
                  passed += nap;
                  if (passed >= held && !released) {
                    released = true;
                    locker.exec("ROLLBACK");
                  }
                }};
  }

  TemporaryFolder folder;
  std::filesystem::path file = made(folder / "runs.db");
  SQLite::Database locker{file.string(), SQLite::OPEN_READWRITE};
  std::chrono::milliseconds held, passed{0};
  bool released = false;
  std::vector<std::string> notes;

 private:
  static std::filesystem::path made(std::filesystem::path file) {
    { const SqliteStore store(file); }
    return file;
  }
};

}  // namespace

TEST_CASE("a store that is locked for a minute loses nothing and is told of once") {
  LockedStore locked(60s);
  const auto group = group_record(config_with(0.1));
  SqliteStore(locked.file, locked.patience()).add({run_record(group, 0, completed_run(0.5))});
  CHECK(locked.passed >= 60s);
  CHECK(locked.notes ==
        std::vector<std::string>{locked.file.string() + ": is locked by another program; waiting\n"});
  CHECK(number(locked.file, "SELECT count(*) FROM runs") == 1);
}

TEST_CASE("a lock that is held for a moment is waited for in silence, and each long one is told of") {
  LockedStore locked(200ms);
  SqliteStore store(locked.file, locked.patience());
  CHECK(locked.notes.empty());
  for (std::size_t round = 1; round <= 2; ++round) {
    locked.locker.exec("BEGIN IMMEDIATE");
    locked.passed = 0s;
    locked.held = 5s;
    locked.released = false;
    store.note_progress(1, "{}");
    CHECK(locked.notes.size() == round);
  }
}

TEST_CASE("a lock that is never let go of is an error after ten minutes") {
  LockedStore locked(1h);
  CHECK_THAT(
      message_of([&] { const SqliteStore store(locked.file, locked.patience()); }, tryall::ErrorCode::failed),
      StartsWith(locked.file.string() + ": is locked by another program; what was stored before"));
  CHECK(locked.passed >= 10min);
  CHECK(locked.passed < 11min);
}

}  // namespace lock_wait_test
