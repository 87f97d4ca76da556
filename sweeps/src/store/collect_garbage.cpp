#include "tryall/sweeps/store/collect_garbage.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "store/checkpoints/checkpoint_rows.hpp"
#include "store/checkpoints/spent_checkpoints.hpp"
#include "store/file/new_store.hpp"
#include "store/file/write_access.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::sweeps {
namespace {

/// A condition on rows of the table: no row of any table refers to them.
std::string unreferenced(SQLite::Database& database, const std::string& table) {
  SQLite::Statement query(database,
                          "SELECT m.name, k.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) k "
                          "WHERE m.type = 'table' AND k.\"table\" = ?");
  query.bind(1, table);
  std::string condition = "1";
  while (query.executeStep())
    condition += fmt::format(" AND NOT EXISTS(SELECT 1 FROM {0} c WHERE c.{1} = {2}.id)",
                             quoted_name(query.getColumn(0)), quoted_name(query.getColumn(1)), table);
  return condition;
}

std::int64_t remove_unreferenced(SQLite::Database& database, const std::string& table) {
  return database.exec(fmt::format("DELETE FROM {} WHERE {}", table, unreferenced(database, table)));
}

std::int64_t pragma(SQLite::Database& database, const char* name) {
  return database.execAndGet(fmt::format("PRAGMA {}", name)).getInt64();
}

/// What of the file would be free for something else.
std::int64_t free_bytes(SQLite::Database& database) {
  return pragma(database, "freelist_count") * pragma(database, "page_size");
}

/// Rewrites the file where a good part of it is free.
void shrink(SQLite::Database& database, Garbage& garbage) {
  constexpr std::int64_t much_bytes = 16'777'216, much_part = 4;
  const std::int64_t pages = pragma(database, "page_count"), page_size = pragma(database, "page_size");
  const std::int64_t free = free_bytes(database);
  if (free < much_bytes && free < pages * page_size / much_part) return;
  database.exec("VACUUM");
  database.exec("PRAGMA wal_checkpoint(PASSIVE)");
  garbage.returned_bytes += (pages - pragma(database, "page_count")) * page_size;
  garbage.free_bytes -= free;
}

void collect_rows(SQLite::Database& database, bool dry_run, Garbage& garbage) {
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  garbage.groups = remove_unreferenced(database, "groups");
  garbage.datasets = remove_unreferenced(database, "datasets");
  garbage.environments = remove_unreferenced(database, "environments");
  garbage.free_bytes += free_bytes(database);
  if (dry_run) return;
  transaction.commit();
  shrink(database, garbage);
}

void collect_checkpoints(CheckpointFile& file, const std::vector<KeptCheckpoint>& spent, bool dry_run,
                         Garbage& garbage) {
  for (const KeptCheckpoint& checkpoint : spent) {
    ++(checkpoint.at_end ? garbage.ends : garbage.under_way);
    garbage.checkpoint_bytes += checkpoint.bytes;
  }
  file.with_database([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    remove_checkpoints(database, spent);
    garbage.free_bytes += free_bytes(database);
    if (dry_run) return;
    transaction.commit();
    shrink(database, garbage);
  });
}

}  // namespace

Garbage collect_garbage(const GarbageCollection& collection) {
  open_for_reading(collection.store);  // where there is none, none is made
  Garbage garbage{.half_made = remove_half_made(collection.store, collection.dry_run)};
  WriteAccess access(collection.store, collection.patience);
  SQLite::Database& database = access.database();
  try {
    CheckpointFile checkpoints({.store = collection.store, .note = collection.patience.note});
    collect_checkpoints(checkpoints, spent_checkpoints(database, checkpoints.all(), collection),
                        collection.dry_run, garbage);
    collect_rows(database, collection.dry_run, garbage);
  } catch (...) {
    fail_with(collection.store, std::current_exception());
  }
  return garbage;
}

}  // namespace tryall::sweeps
