// Where trainings can go on: in the file beside the store.
#include "store/sqlite_guard.hpp"

namespace tryall::sweeps {

bool SqliteStore::can_keep(std::size_t state_bytes) const { return CheckpointFile::can_keep(state_bytes); }

void SqliteStore::keep(const std::vector<CheckpointRecord>& checkpoints,
                       const std::vector<std::string>& finished) {
  connection_->checkpoints.keep(checkpoints, finished);
}

std::vector<CheckpointFacts> SqliteStore::checkpoints() { return connection_->checkpoints.facts(); }

std::optional<Checkpoint> SqliteStore::checkpoint(const std::string& key, std::int64_t steps_done) {
  return connection_->checkpoints.find(key, steps_done);
}

}  // namespace tryall::sweeps
