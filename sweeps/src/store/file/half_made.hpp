#pragma once

#include <filesystem>

namespace tryall::sweeps {

/// What lock_folder gives where another program has the folder, or where it cannot be locked at all.
inline constexpr int taken = -2, no_lock = -1;

/// The folder in which a store is made that goes to that place; `number` tells one from others.
std::filesystem::path half_made_folder(const std::filesystem::path& place, unsigned number);

/// Says that this process makes a store in the folder, which it just made. The lock ends with the process.
int lock_folder(const std::filesystem::path& folder);

/// Removes the folder with the store in it, and lets go of its lock.
void remove_folder(const std::filesystem::path& folder, int lock);

}  // namespace tryall::sweeps
