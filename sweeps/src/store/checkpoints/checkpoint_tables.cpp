#include "store/checkpoints/checkpoint_tables.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <array>
#include <fstream>

#include "store/file/open_database.hpp"
#include "store/file/wal.hpp"

namespace tryall::sweeps {
namespace {

namespace fs = std::filesystem;

/// "tryc", kept in PRAGMA application_id.
constexpr std::int32_t checkpoints_id = 0x74727963;
/// Kept in PRAGMA user_version. There is no migration: a file of another version is begun anew.
constexpr int checkpoints_version = 1;

constexpr const char* tables = R"sql(
CREATE TABLE checkpoints(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  steps_done INTEGER NOT NULL,
  epochs_done INTEGER NOT NULL,
  at_end INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  hash TEXT NOT NULL,
  kept_at TEXT NOT NULL,
  state BLOB NOT NULL,
  UNIQUE(key, steps_done));
CREATE INDEX checkpoints_by_age ON checkpoints(at_end, id, bytes);
)sql";

std::unique_ptr<SQLite::Database> connect(const fs::path& file) {
  constexpr int patience_milliseconds = 10'000;
  return open_database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, patience_milliseconds);
}

int pragma_of(SQLite::Database& database, const char* name) {
  return database.execAndGet(fmt::format("PRAGMA {}", name)).getInt();
}

void make_tables(SQLite::Database& database) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  if (pragma_of(database, "user_version") == 0) {  // or another process was faster
    database.exec(tables);
    database.exec(fmt::format("PRAGMA application_id = {}", checkpoints_id));
    database.exec(fmt::format("PRAGMA user_version = {}", checkpoints_version));
  }
  transaction.commit();
}

bool is_of_this_version(SQLite::Database& database) {
  return pragma_of(database, "application_id") == checkpoints_id &&
         pragma_of(database, "user_version") == checkpoints_version;
}

}  // namespace

std::unique_ptr<SQLite::Database> open_checkpoints(const fs::path& file) {
  auto database = connect(file);
  if (database->execAndGet("SELECT count(*) FROM sqlite_master").getInt() > 0 &&
      !is_of_this_version(*database)) {
    if (pragma_of(*database, "application_id") != checkpoints_id)
      throw SQLite::Exception("it is no file of checkpoints", SQLITE_NOTADB);
    database.reset();
    remove_checkpoint_file(file);
    database = connect(file);
  }
  enter_wal(*database);
  database->exec("PRAGMA synchronous = FULL");
  constexpr int log_bytes_left = 16'777'216;
  database->exec(fmt::format("PRAGMA journal_size_limit = {}", log_bytes_left));
  make_tables(*database);
  return database;
}

bool is_checkpoint_file(const fs::path& file) {
  constexpr std::size_t header_bytes = 100, id_place = 68;
  std::array<char, header_bytes> header{};
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(header.data(), header_bytes)) return false;
  std::int32_t id = 0;
  for (std::size_t i = 0; i < sizeof id; ++i) id = id << 8 | static_cast<unsigned char>(header[id_place + i]);
  return std::string_view(header.data()) == "SQLite format 3" && id == checkpoints_id;
}

void remove_checkpoint_file(const fs::path& file) {
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    std::error_code ignored;
    fs::remove(file.string() + ending, ignored);
  }
}

void give_back_space(SQLite::Database& database) {
  constexpr std::int64_t much_bytes = 16'777'216;
  const std::int64_t free_pages = pragma_of(database, "freelist_count");
  if (free_pages * pragma_of(database, "page_size") < much_bytes ||
      2 * free_pages < pragma_of(database, "page_count"))
    return;
  database.exec("VACUUM");
}

std::uintmax_t inode_of(const fs::path& file) {
  struct stat facts {};
  return stat(file.c_str(), &facts) == 0 ? facts.st_ino : 0;
}

}  // namespace tryall::sweeps
