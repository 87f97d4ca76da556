#include "store/checkpoints/checkpoint_rows.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "identity/hasher.hpp"

namespace tryall::sweeps {
namespace {

/// What a row takes beside its state, about.
constexpr std::int64_t row_bytes = 256;

std::string hash_of(const std::string& key, const Checkpoint& checkpoint) {
  Hasher hasher;
  hasher.add(fmt::format("{} {} {} ", key, checkpoint.steps_done, checkpoint.epochs_done));
  hasher.add(checkpoint.state.data(), checkpoint.state.size());
  return hasher.hex();
}

Checkpoint checkpoint_of(const SQLite::Column& epochs_done, const SQLite::Column& steps_done,
                         const SQLite::Column& state) {
  const auto* bytes = static_cast<const std::byte*>(state.getBlob());
  return {epochs_done.getInt64(), steps_done.getInt64(), {bytes, bytes + state.getBytes()}};
}

}  // namespace

CheckpointWriter::CheckpointWriter(SQLite::Database& database)
    : remove_(database, "DELETE FROM checkpoints WHERE key = ? AND at_end = 0 AND steps_done < ?"),
      insert_(database,
              "INSERT INTO checkpoints(key, steps_done, epochs_done, at_end, bytes, hash, kept_at, state) "
              "VALUES(?, ?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?) ON CONFLICT(key, "
              "steps_done) DO UPDATE SET (at_end, hash, state) = (max(at_end, excluded.at_end), "
              "excluded.hash, excluded.state)") {}

std::int64_t CheckpointWriter::put(const CheckpointRecord& record) {
  const Checkpoint& checkpoint = record.checkpoint;
  const auto bytes = static_cast<std::int64_t>(checkpoint.state.size()) + row_bytes;
  remove_in_progress(record.key, checkpoint.steps_done);
  insert_.reset();
  insert_.bind(1, record.key);
  insert_.bind(2, checkpoint.steps_done);
  insert_.bind(3, checkpoint.epochs_done);
  insert_.bind(4, record.at_end ? 1 : 0);
  insert_.bind(5, bytes);
  insert_.bind(6, hash_of(record.key, checkpoint));
  insert_.bindNoCopy(7, checkpoint.state.data(), static_cast<int>(checkpoint.state.size()));
  insert_.exec();
  return bytes;
}

void CheckpointWriter::remove_in_progress(const std::string& key, std::int64_t steps_done) {
  remove_.reset();
  remove_.bind(1, key);
  remove_.bind(2, steps_done);
  remove_.exec();
}

std::optional<Checkpoint> read_checkpoint(SQLite::Database& database, const std::string& key,
                                          std::int64_t steps_done) {
  SQLite::Statement query(
      database,
      "SELECT epochs_done, steps_done, state, hash FROM checkpoints WHERE key = ? AND steps_done = ?");
  query.bind(1, key);
  query.bind(2, steps_done);
  if (!query.executeStep()) return std::nullopt;
  Checkpoint checkpoint = checkpoint_of(query.getColumn(0), query.getColumn(1), query.getColumn(2));
  if (query.getColumn(3).getString() != hash_of(key, checkpoint)) return std::nullopt;
  return checkpoint;
}

std::vector<KeptCheckpoint> kept_checkpoints(SQLite::Database& database) {
  SQLite::Statement query(database,
                          "SELECT key, steps_done, epochs_done, at_end, bytes, julianday('now') - "
                          "julianday(kept_at) FROM checkpoints");
  std::vector<KeptCheckpoint> list;
  while (query.executeStep())
    list.push_back({query.getColumn(0).getString(), query.getColumn(1).getInt64(),
                    query.getColumn(2).getInt64(), query.getColumn(3).getInt() != 0,
                    query.getColumn(4).getInt64() - row_bytes, query.getColumn(5).getDouble()});
  return list;
}

void remove_checkpoints(SQLite::Database& database, const std::vector<KeptCheckpoint>& checkpoints) {
  SQLite::Statement remove(database, "DELETE FROM checkpoints WHERE key = ? AND steps_done = ?");
  for (const KeptCheckpoint& checkpoint : checkpoints) {
    remove.bind(1, checkpoint.key);
    remove.bind(2, checkpoint.steps_done);
    remove.exec();
    remove.reset();
  }
}

std::int64_t kept_bytes(SQLite::Database& database) {
  return database.execAndGet("SELECT coalesce(sum(bytes), 0) FROM checkpoints").getInt64();
}

std::int64_t remove_oldest_finals(SQLite::Database& database, std::int64_t bytes) {
  std::int64_t removed = 0, last = 0;
  {
    SQLite::Statement query(database, "SELECT id, bytes FROM checkpoints WHERE at_end = 1 ORDER BY id");
    while (removed < bytes && query.executeStep()) {
      last = query.getColumn(0).getInt64();
      removed += query.getColumn(1).getInt64();
    }
  }
  database.exec(fmt::format("DELETE FROM checkpoints WHERE at_end = 1 AND id <= {}", last));
  return removed;
}

void copy_checkpoints(SQLite::Database& store, SQLite::Database& database) {
  SQLite::Statement query(store,
                          "SELECT key, at_end, epochs_done, steps_done, state, kept_at FROM checkpoints "
                          "ORDER BY kept_at, steps_done");
  SQLite::Statement date(database, "UPDATE checkpoints SET kept_at = ? WHERE key = ? AND steps_done = ?");
  CheckpointWriter writer(database);
  while (query.executeStep()) {
    const CheckpointRecord record{query.getColumn(0).getString(), query.getColumn(1).getInt() != 0,
                                  checkpoint_of(query.getColumn(2), query.getColumn(3), query.getColumn(4))};
    writer.put(record);
    date.reset();
    date.bind(1, query.getColumn(5).getString());
    date.bind(2, record.key);
    date.bind(3, record.checkpoint.steps_done);
    date.exec();
  }
}

}  // namespace tryall::sweeps
