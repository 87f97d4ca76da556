#pragma once

#include <filesystem>

namespace tryall::sweeps {

/// Copies what a store holds at the moment to a file, and the checkpoints beside it to one beside that. Each
/// copy is whole or not there at all: it is written under another name in the same folder, synced and
/// renamed, and replaces what was there. SQLite opens nothing in that folder, so it may be one that machines
/// share. Others may write to the store meanwhile. Throws Error.
void snapshot(const std::filesystem::path& store, const std::filesystem::path& copy);

/// Copies the checkpoints beside a snapshot to where those of that store are; nothing where there are none,
/// or where they cannot be read: checkpoints only save time.
void fetch_checkpoints(const std::filesystem::path& copy, const std::filesystem::path& store);

}  // namespace tryall::sweeps
