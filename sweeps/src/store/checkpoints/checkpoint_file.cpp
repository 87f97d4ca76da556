#include "store/checkpoints/checkpoint_file.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "store/checkpoints/checkpoint_rows.hpp"
#include "store/checkpoints/checkpoint_tables.hpp"

namespace tryall::sweeps {
namespace {

namespace fs = std::filesystem;

/// Above this a single state is a note, not a failure.
constexpr std::size_t largest_state = 999'000'000;

}  // namespace

CheckpointFile::CheckpointFile(Params params) : params_(std::move(params)), file_(beside(params_.store)) {}

CheckpointFile::~CheckpointFile() {
  attempt([&] {
    if (database_ && is_still_there()) give_back_space(*database_);
  });
}

fs::path CheckpointFile::beside(const fs::path& store) {
  std::error_code error;
  const fs::path itself = fs::weakly_canonical(store, error);
  return (error ? store : itself).string() + "-checkpoints";
}

bool CheckpointFile::can_keep(std::size_t state_bytes) { return state_bytes <= largest_state; }

void CheckpointFile::keep(const std::vector<CheckpointRecord>& checkpoints,
                          const std::vector<std::string>& finished) {
  attempt([&] {
    SQLite::Database* kept = checkpoints.empty() ? database() : &made_database();
    if (!kept) return;
    SQLite::Transaction transaction(*kept, SQLite::TransactionBehavior::IMMEDIATE);
    {
      CheckpointWriter writer(*kept);
      for (const CheckpointRecord& record : checkpoints) {
        const std::size_t bytes = record.checkpoint.state.size();
        if (!can_keep(bytes))
          note_once(
              fmt::format("{}: a training's state of {} bytes is too large to be kept; such trainings "
                          "cannot be resumed\n",
                          file_.string(), bytes));
        else if (!record.at_end || static_cast<std::int64_t>(bytes) <= params_.most_bytes)
          headroom_bytes_ -= writer.put(record);
      }
      for (const std::string& key : finished)
        writer.remove_in_progress(key, std::numeric_limits<std::int64_t>::max());
    }
    if (headroom_bytes_ < 0) drop_oldest(*kept);
    transaction.commit();
  });
}

/// Leaves some room below the limit, and looks again before much more was kept: others may keep, too.
void CheckpointFile::drop_oldest(SQLite::Database& database) {
  constexpr std::int64_t room_part = 16, look_part = 8;
  std::int64_t bytes = kept_bytes(database);
  if (bytes > params_.most_bytes)
    bytes -= remove_oldest_finals(database, bytes - params_.most_bytes + params_.most_bytes / room_part);
  headroom_bytes_ = std::clamp<std::int64_t>(params_.most_bytes - bytes, 0, params_.most_bytes / look_part);
}

std::vector<CheckpointFacts> CheckpointFile::facts() {
  std::vector<CheckpointFacts> facts;
  for (KeptCheckpoint& one : all()) facts.push_back({std::move(one.key), one.epochs_done, one.steps_done});
  return facts;
}

std::optional<Checkpoint> CheckpointFile::find(const std::string& key, std::int64_t steps_done) {
  std::optional<Checkpoint> found;
  with_database([&](SQLite::Database& database) { found = read_checkpoint(database, key, steps_done); });
  return found;
}

std::vector<KeptCheckpoint> CheckpointFile::all() {
  std::vector<KeptCheckpoint> list;
  with_database([&](SQLite::Database& database) { list = kept_checkpoints(database); });
  return list;
}

void CheckpointFile::remove(const std::vector<KeptCheckpoint>& checkpoints) {
  with_database([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    remove_checkpoints(database, checkpoints);
    transaction.commit();
  });
}

void CheckpointFile::take_over(SQLite::Database& store) {
  if (store.execAndGet("SELECT EXISTS(SELECT 1 FROM checkpoints)").getInt() == 0) return;
  const bool done = attempt([&] {
    SQLite::Database& kept = made_database();
    SQLite::Transaction transaction(kept, SQLite::TransactionBehavior::IMMEDIATE);
    copy_checkpoints(store, kept);
    drop_oldest(kept);
    transaction.commit();
  });
  if (done) store.exec("DELETE FROM checkpoints");
}

void CheckpointFile::with_database(const std::function<void(SQLite::Database&)>& action) {
  attempt([&] {
    if (SQLite::Database* kept = database()) action(*kept);
  });
}

/// Null where there is no file.
SQLite::Database* CheckpointFile::database() {
  if (!database_ || !is_still_there()) open(false);
  return database_.get();
}

SQLite::Database& CheckpointFile::made_database() {
  if (!database_ || !is_still_there()) open(true);
  return *database_;
}

void CheckpointFile::open(bool make) {
  database_.reset();
  headroom_bytes_ = -1;
  std::error_code ignored;
  if (!make && !fs::exists(file_, ignored)) return;
  database_ = open_checkpoints(file_);
  inode_ = inode_of(file_);
}

bool CheckpointFile::is_still_there() const { return inode_of(file_) == inode_; }

bool CheckpointFile::attempt(const std::function<void()>& action) {
  const std::lock_guard lock(mutex_);
  try {
    action();
    return true;
  } catch (const SQLite::Exception& error) {
    const bool damaged = error.getErrorCode() == SQLITE_CORRUPT || error.getErrorCode() == SQLITE_NOTADB;
    database_.reset();
    if (damaged && is_checkpoint_file(file_)) {
      remove_checkpoint_file(file_);
      note_once(fmt::format("{}: was damaged and is begun anew: {}\n", file_.string(), error.what()));
    } else {
      note_once(fmt::format("{}: cannot be used ({}); trainings in progress cannot be resumed from it\n",
                            file_.string(), error.what()));
    }
    return false;
  }
}

void CheckpointFile::note_once(const std::string& line) {
  if (!std::exchange(noted_, true) && params_.note) params_.note(line);
}

}  // namespace tryall::sweeps
