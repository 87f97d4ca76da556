// Where trainings can go on.
#include <limits>

#include "store/sqlite_guard.hpp"

namespace tryall::sweeps {

void SqliteStore::keep(const std::vector<CheckpointRecord>& checkpoints,
                       const std::vector<std::string>& finished) {
  guarded([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement remove(database,
                             "DELETE FROM checkpoints WHERE key = ? AND at_end = 0 AND steps_done < ?");
    const auto remove_before = [&](const std::string& key, std::int64_t steps_done) {
      remove.bind(1, key);
      remove.bind(2, steps_done);
      remove.exec();
      remove.reset();
    };
    SQLite::Statement insert(
        database,
        "INSERT INTO checkpoints(key, steps_done, epochs_done, at_end, state) VALUES(?, ?, ?, ?, ?) "
        "ON CONFLICT(key, steps_done) DO UPDATE SET at_end = max(at_end, excluded.at_end)");
    for (const CheckpointRecord& record : checkpoints) {
      remove_before(record.key, record.checkpoint.steps_done);
      insert.bind(1, record.key);
      insert.bind(2, record.checkpoint.steps_done);
      insert.bind(3, record.checkpoint.epochs_done);
      insert.bind(4, record.at_end ? 1 : 0);
      insert.bindNoCopy(5, record.checkpoint.state.data(), static_cast<int>(record.checkpoint.state.size()));
      insert.exec();
      insert.reset();
    }
    for (const std::string& key : finished) remove_before(key, std::numeric_limits<std::int64_t>::max());
    transaction.commit();
  });
}

std::vector<CheckpointFacts> SqliteStore::checkpoints() {
  return guarded([&](SQLite::Database& database) {
    SQLite::Statement query(database, "SELECT key, epochs_done, steps_done FROM checkpoints");
    std::vector<CheckpointFacts> facts;
    while (query.executeStep())
      facts.push_back(
          {query.getColumn(0).getString(), query.getColumn(1).getInt64(), query.getColumn(2).getInt64()});
    return facts;
  });
}

std::optional<Checkpoint> SqliteStore::checkpoint(const std::string& key, std::int64_t steps_done) {
  return guarded([&](SQLite::Database&) -> std::optional<Checkpoint> {
    const auto reader = open_for_reading(connection_->file);  // a connection of its own, for any thread
    SQLite::Statement query(*reader,
                            "SELECT epochs_done, state FROM checkpoints WHERE key = ? AND steps_done = ?");
    query.bind(1, key);
    query.bind(2, steps_done);
    if (!query.executeStep()) return std::nullopt;
    const SQLite::Column state = query.getColumn(1);
    const auto* bytes = static_cast<const std::byte*>(state.getBlob());
    return Checkpoint{query.getColumn(0).getInt64(), steps_done, {bytes, bytes + state.getBytes()}};
  });
}

}  // namespace tryall::sweeps
